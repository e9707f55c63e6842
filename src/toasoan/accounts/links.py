"""Links that open once: an invitation, a forgotten password.

Django's token machinery signs the person's number, password and last sign-in, so that a link
is void as soon as it has been used or the person has signed in another way.
"""

import datetime as dt

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.signing import BadSignature, dumps, loads
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from toasoan.accounts.models import User


class OneTimeLink(PasswordResetTokenGenerator):
    """Tokens of one purpose; those of another purpose do not open it.

    `PASSWORD_RESET_TIMEOUT` is the outer bound for all purposes.
    """

    def __init__(self, purpose: str, *, lasts: dt.timedelta) -> None:
        super().__init__()
        self.key_salt = f"toasoan.accounts.links.{purpose}"
        self.lasts = lasts

    def check_token(self, user: User | None, token: str | None) -> bool:  # type: ignore[override]
        """Whether the token is the person's, unused, and not older than its purpose allows."""
        if not super().check_token(user, token):
            return False
        made = base36_to_int(str(token).split("-", 1)[0])
        age = self._num_seconds(self._now()) - made  # type: ignore[attr-defined]
        return bool(age <= self.lasts.total_seconds())

    def parts(self, user: User) -> tuple[str, str]:
        """The two parts of the address: the person's id in base64, and the token."""
        return urlsafe_base64_encode(force_bytes(user.pk)), self.make_token(user)


INVITATION = OneTimeLink("invitation", lasts=dt.timedelta(days=7))
FORGOTTEN = OneTimeLink("forgotten", lasts=dt.timedelta(hours=1))

#: A new e-mail address is confirmed within this time.
NEW_EMAIL_LASTS = dt.timedelta(hours=4)
_NEW_EMAIL = "toasoan.accounts.links.new_email"


def email_token(entry_id: int, email: str) -> str:
    """The signed part of a link that confirms an address: which question it answers, the address.

    `accounts.email_change` decides whether the question is still open.
    """
    return dumps({"entry": entry_id, "email": email}, salt=_NEW_EMAIL)


def read_email_token(token: str) -> tuple[int, str] | None:
    """The question and the address of a link; None when it is not ours or too old."""
    try:
        given = loads(token, salt=_NEW_EMAIL, max_age=NEW_EMAIL_LASTS)
    except BadSignature:
        return None
    return int(given["entry"]), str(given["email"])
