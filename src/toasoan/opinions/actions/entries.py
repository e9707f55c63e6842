"""Writing down what people of the agency did with polls and switches."""

import datetime as dt

from toasoan.accounts.models import User
from toasoan.opinions.models import OpinionsEntry


def note(agency_id: int, words: str, *, actor: User, now: dt.datetime) -> None:
    """Add a line to the history; call it inside the transaction of what was done."""
    longest = OpinionsEntry._meta.get_field("words").max_length
    OpinionsEntry.objects.create(
        agency_id=agency_id, happened_at=now, actor=actor, words=words[:longest]
    )
