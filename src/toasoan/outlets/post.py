"""Hands a mail to the mail server, and knows whether it can have been taken.

Django's own sending answers the same error before and after the final dot of a mail; what is lost
after it may have been delivered (RFC 5321, 6.1), and must not be sent again by itself.
"""

import re
import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from functools import partial

from django.core.mail import EmailMessage, get_connection
from django.utils.translation import gettext as _

from toasoan.outlets.faults import NotSentError, RelayDownError, UncertainError

_NETWORK = (OSError, smtplib.SMTPException)
_GO_ON, _NO_LONGER, _OKAY = 354, 500, 250
_LINE_START_DOT = re.compile(rb"(?m)^\.")


def mail_to_send(message: EmailMessage) -> Callable[[], None]:
    """Make the bytes of a mail to one recipient; returns what sends them.

    Sending raises NotSentError, RelayDownError or UncertainError.
    """
    content = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own
    content = _LINE_START_DOT.sub(b"..", content.removesuffix(b"\r\n")) + b"\r\n"
    return partial(_send, message, content)


def _send(message: EmailMessage, content: bytes) -> None:
    connection = get_connection()
    try:
        connection.open()
    except _NETWORK as error:
        raise RelayDownError(_("The mail server could not be reached.")) from error
    try:
        smtp = getattr(connection, "connection", None)
        if isinstance(smtp, smtplib.SMTP):
            _converse(smtp, message, content)
        else:
            connection.send_messages([message])
    finally:
        connection.close()


def _converse(smtp: smtplib.SMTP, message: EmailMessage, content: bytes) -> None:
    """The dialogue of one mail up to the answer to its final dot."""
    with _nothing_sent_yet():
        smtp.ehlo_or_helo_if_needed()
        _expect(smtp.mail(parseaddr(message.from_email)[1]))
        for recipient in message.recipients():
            _expect(smtp.rcpt(parseaddr(recipient)[1]))
        _expect(smtp.docmd("DATA"), _GO_ON)
        # Without the final dot a server must not deliver it.
        smtp.send(content)
    try:
        smtp.send(b".\r\n")
        answer = smtp.getreply()
    except _NETWORK as error:
        message_ = _("The connection broke at the end of the mail: it may have arrived.")
        raise UncertainError(message_) from error
    _expect(answer)


@contextmanager
def _nothing_sent_yet() -> Iterator[None]:
    try:
        yield
    except _NETWORK as error:
        message = _("The mail server broke off before it had the mail.")
        raise NotSentError(message) from error


def _expect(answer: tuple[int, bytes], wanted: int = _OKAY) -> None:
    """Go on when the server agrees. Raises NotSentError."""
    code = answer[0]
    if code == wanted or (wanted == _OKAY and code // 100 == wanted // 100):
        return
    raise NotSentError(
        _("The mail server did not take the mail (code %(code)s).") % {"code": code},
        is_final=code >= _NO_LONGER,
    )
