"""A link for a forgotten password. Whoever asks gets the same answer, in the same time."""

import datetime as dt

from toasoan.accounts.attempts import Source, counts_of, enter_attempt
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import User
from toasoan.accounts.tasks import mail_links


def ask_for_link(email: str, *, now: dt.datetime, source: Source) -> None:
    """Queue a letter to every active person with this e-mail address, if there is one.

    Too many questions are passed over in silence. The worker writes the letter and the log:
    nothing that happens here tells whether there is such a person.
    """
    attempt = enter_attempt(counts_of(Secret.LETTER, email.casefold(), source), now)
    found: list[int] = []
    if not attempt.refused_until:
        people = User.objects.filter(email__iexact=email, is_active=True)
        found = list(people.values_list("pk", flat=True))
    mail_links.enqueue(found, source.address)
