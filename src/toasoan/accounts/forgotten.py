"""A link for a forgotten password. Whoever asks gets the same answer, in the same time."""

import datetime as dt

from toasoan.accounts.actions import add_log_entry
from toasoan.accounts.attempts import enter_attempt, key_of
from toasoan.accounts.models import EntryKind, User
from toasoan.accounts.tasks import mail_links

#: Letters to one mailbox, and questions from one address, before they are passed over in silence.
LETTERS = 3
QUESTIONS = 20


def ask_for_link(email: str, *, now: dt.datetime, address: str | None) -> None:
    """Queue a letter to every active person with this e-mail address, if there is one.

    The letter is written by the worker: looking for the person and sending it take no time here
    that would tell whether there is one.
    """
    by_address = enter_attempt(key_of("link-from", address), limit=QUESTIONS, now=now)
    by_mailbox = enter_attempt(key_of("link-to", email.casefold()), limit=LETTERS, now=now)
    found = []
    if not by_address.refused_until and not by_mailbox.refused_until:
        found = list(User.objects.filter(email__iexact=email, is_active=True))
    for user in found:
        add_log_entry(EntryKind.RESET_ASKED, user, address=address, now=now)
    mail_links.enqueue([user.pk for user in found])
