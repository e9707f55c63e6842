"""Changing one's own e-mail address: the new mailbox has to confirm it.

Asking changes nothing. A link goes to the new address; the old one is told at once, and again when
the change is made. The link lasts four hours, opens once, and only for the person who asked: a
later question or change makes it void.
"""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.attempts import Source, counts_of, enter_attempt
from toasoan.accounts.limits import Secret
from toasoan.accounts.links import NEW_EMAIL_LASTS, read_email_token
from toasoan.accounts.models import AccountEntry, EntryKind, User
from toasoan.accounts.tasks import mail_email_change, mail_email_changed
from toasoan.refusals import Problem, RefusedError

_CHANGES = (EntryKind.EMAIL_ASKED, EntryKind.EMAIL_CHANGED)


def ask_for_email(user: User, email: str, *, now: dt.datetime, source: Source) -> None:
    """Send a link to the new address and a word to the old one. Raises RefusedError.

    Questions are counted for the person and for the mailbox, so that nobody's is flooded.
    """
    email = email.strip()
    of_person = counts_of(Secret.LETTER, f"email of {user.pk}", source)
    of_mailbox = counts_of(Secret.LETTER, email.casefold(), Source(source.address))
    for counts in (of_person, of_mailbox):
        if enter_attempt(counts, now).refused_until:
            message = _("Too many letters were asked for. Wait a quarter of an hour.")
            raise RefusedError(Problem("too-many", message, "email"))
    _refuse_unusable(user, email)
    with transaction.atomic():
        entry = add_log_entry(EntryKind.EMAIL_ASKED, user, now=now, actor=user,
                              address=source.address)  # fmt: skip
    # The link is made by the worker, so that no row of the queue holds one.
    mail_email_change.enqueue(user.pk, email, entry.pk)


def email_of_link(user: User, token: str, now: dt.datetime) -> str | None:
    """The address that a link confirms; None when it is not the person's, used or too old."""
    given = read_email_token(token)
    if given is None:
        return None
    entry_id, email = given
    last = AccountEntry.objects.filter(user=user, kind__in=_CHANGES).order_by("-pk").first()
    is_valid = last is not None and last.pk == entry_id and now - last.at <= NEW_EMAIL_LASTS
    return email if is_valid else None


@transaction.atomic
def confirm_email(user: User, token: str, *, now: dt.datetime, address: str | None) -> None:
    """Make the address of the link the person's. Raises RefusedError."""
    user = User.objects.select_for_update().get(pk=user.pk)
    email = email_of_link(user, token, now)
    if email is None:
        message = _("This link is not valid any more. Ask for a new one.")
        raise RefusedError(Problem("link", message))
    _refuse_unusable(user, email)
    old, user.email = user.email, email
    user.save(update_fields=["email"])
    add_log_entry(EntryKind.EMAIL_CHANGED, user, now=now, actor=user, address=address)
    transaction.on_commit(lambda: mail_email_changed.enqueue(user.pk, old))


def _refuse_unusable(user: User, email: str) -> None:
    if email.casefold() == user.email.casefold():
        message = _("This is your address already.")
        raise RefusedError(Problem("same", message, "email"))
    if User.objects.exclude(pk=user.pk).filter(email__iexact=email).exists():
        message = _("Somebody else has this e-mail address.")
        raise RefusedError(Problem("email-taken", message, "email"))
