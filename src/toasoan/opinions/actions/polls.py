"""Every write of a poll; each invalidates its pages in the same transaction."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.opinions.actions.entries import note
from toasoan.opinions.cache_tags import poll_tag, polls_tag
from toasoan.opinions.models import Poll, PollOption, PollVote
from toasoan.opinions.rules import PollDraft, is_open, problems_of_poll, problems_of_ticks
from toasoan.page_cache.actions import invalidate, withdraw
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import cleaned, one_line


@transaction.atomic
def add_poll(agency: Agency, draft: PollDraft, *, actor: User, now: dt.datetime) -> Poll:
    """Write down a new poll. Raises RefusedError with everything that is wrong."""
    poll = Poll(agency=agency)
    tidy = _tidy(draft)
    refuse(problems_of_poll(tidy))
    _set_fields(poll, tidy)
    _save(poll, actor, now)
    _set_options(poll, tidy.options)
    said = _("poll added: %(question)s") % {"question": poll.question}
    note(agency.pk, said, actor=actor, now=now)
    return poll


@transaction.atomic
def change_poll(
    poll_id: int, draft: PollDraft, *, seen_version: int, actor: User, now: dt.datetime
) -> Poll:
    """Change a poll. Raises RefusedError.

    From the first vote on the question, the answers, how many may be ticked and the first day
    stay as they are: a vote must not come to mean something else.
    """
    poll = Poll.objects.select_for_update().get(pk=poll_id)
    if poll.version != seen_version:
        message = _("Somebody else changed this poll after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", message))
    tidy = _tidy(draft)
    refuse([*problems_of_poll(tidy), *_problems_after_votes(poll, tidy)])
    was_shown, had = poll.is_published, _words_of(poll)
    _set_fields(poll, tidy)
    _save(poll, actor, now)
    if tuple(had) != tidy.options:
        poll.options.all().delete()
        _set_options(poll, tidy.options)
    if was_shown and not poll.is_published:
        withdraw([poll_tag(poll.pk)])
    said = _("poll changed: %(question)s") % {"question": poll.question}
    note(poll.agency_id, said, actor=actor, now=now)
    return poll


def _problems_after_votes(poll: Poll, draft: PollDraft) -> list[Problem]:
    if not poll.voters:
        return []
    fixed = {
        "question": (poll.question, draft.question),
        "options": (tuple(_words_of(poll)), draft.options),
        "several": (poll.several, draft.several),
        "opens_on": (poll.opens_on, draft.opens_on),
    }
    message = _("Somebody has voted already; this stays as it is.")
    return [Problem("fixed", message, field) for field, (was, now) in fixed.items() if was != now]


@transaction.atomic
def close_poll(poll_id: int, *, actor: User, now: dt.datetime) -> None:
    """End the voting before its last day; what was voted stays."""
    poll = Poll.objects.select_for_update().get(pk=poll_id)
    if poll.closed_at is not None:
        return
    poll.closed_at = now
    _save(poll, actor, now)
    said = _("poll closed early: %(question)s") % {"question": poll.question}
    note(poll.agency_id, said, actor=actor, now=now)


@transaction.atomic
def remove_poll(poll_id: int, *, actor: User, now: dt.datetime) -> None:
    """Take away a poll for which nobody has voted. Raises RefusedError for any other."""
    poll = Poll.objects.select_for_update().get(pk=poll_id)
    if poll.voters:
        message = _("Somebody has voted already: hide the poll or close it instead.")
        raise RefusedError(Problem("has-votes", message))
    withdraw([poll_tag(poll.pk)])
    invalidate([polls_tag(poll.agency_id)])
    said = _("poll removed: %(question)s") % {"question": poll.question}
    note(poll.agency_id, said, actor=actor, now=now)
    poll.options.all().delete()
    poll.delete()


@transaction.atomic
def vote(
    poll: Poll, ticked: Collection[int], *, reader_key: str, now: dt.datetime, day: dt.date
) -> None:
    """Count what a reader ticked. Raises RefusedError, for a second vote too.

    What was ticked is added to the answers' numbers and never stands beside the reader's key. The
    poll's row is locked: of two votes of one reader at the same time one is counted.
    """
    locked = Poll.objects.select_for_update().get(pk=poll.pk)
    if not is_open(locked, day):
        raise RefusedError(Problem("closed", _("Voting is not open.")))
    offered = set(locked.options.values_list("pk", flat=True))
    refuse(problems_of_ticks(ticked, offered=offered, several=locked.several))
    _vote, is_first = PollVote.objects.get_or_create(
        poll=locked, reader_key=reader_key, defaults={"day": day}
    )
    if not is_first:
        message = _("A vote from here has been counted already.")
        raise RefusedError(Problem("voted-already", message))
    # Pages that show numbers learn of them by their age: a vote makes no page anew.
    locked.options.filter(pk__in=set(ticked)).update(number=F("number") + 1)
    Poll.objects.filter(pk=locked.pk).update(voters=F("voters") + 1)


def _tidy(draft: PollDraft) -> PollDraft:
    """The draft as it is stored: cleaned, without empty answers."""
    return PollDraft(
        question=one_line(draft.question),
        options=tuple(filter(None, map(one_line, draft.options))),
        opens_on=draft.opens_on,
        closes_on=draft.closes_on,
        about=cleaned(draft.about).strip(),
        several=draft.several,
        show_results=draft.show_results,
        on_home=draft.on_home,
        is_published=draft.is_published,
    )


def _words_of(poll: Poll) -> list[str]:
    return list(poll.options.values_list("words", flat=True))


def _set_fields(poll: Poll, draft: PollDraft) -> None:
    poll.question, poll.about, poll.several = draft.question, draft.about, draft.several
    poll.opens_on, poll.closes_on = draft.opens_on, draft.closes_on
    poll.show_results, poll.on_home = draft.show_results, draft.on_home
    poll.is_published = draft.is_published


def _set_options(poll: Poll, options: Collection[str]) -> None:
    PollOption.objects.bulk_create(
        PollOption(poll=poll, order=order, words=words)
        for order, words in enumerate(options, start=1)
    )


def _save(poll: Poll, actor: User, now: dt.datetime) -> None:
    if poll.pk:
        poll.version += 1
    poll.changed_at, poll.changed_by = now, actor
    poll.save()
    invalidate([poll_tag(poll.pk), polls_tag(poll.agency_id)])
