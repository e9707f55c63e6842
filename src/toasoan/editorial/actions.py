"""Every write to a story's progress: beginning a story, taking steps, locking it to save."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.classification import classification_of
from toasoan.editorial.editions import redirect_problems
from toasoan.editorial.effects import Detail, StepTaken, carry_out, clear_failure, milestone
from toasoan.editorial.entries import in_place
from toasoan.editorial.models import Progress
from toasoan.editorial.ownership import own_media
from toasoan.editorial.queries import latest_text, situation_of
from toasoan.editorial.rules import Answers, may_write, problems, role_taken, roles_open
from toasoan.editorial.signals import due_step_failed, step_taken
from toasoan.editorial.transitions import TRANSITIONS, Ask, Correction, Status, Step
from toasoan.ledger.actions import EntryFacts, record
from toasoan.ledger.models import RECEIVED
from toasoan.media.actions import release_to_agency
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.stories.cleaning import clean_text
from toasoan.stories.models import Byline, Section, Story
from toasoan.stories.newsroom_index import refresh_index_entry, write_index_entry
from toasoan.stories.story_fields import plain_fields
from toasoan.stories.topics import Topic
from toasoan.units.models import Unit

_BACK_ON_ITS_WAY = frozenset({Status.DRAFT, Status.SUBMITTED, Status.EDITING})

#: The kind of ledger entry that tells of something due that could not be done.
DUE_FAILED = "story.due_failed"


class NewByline(NamedTuple):
    """Somebody to be named under a story to begin."""

    name: str
    role: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story to begin: its parts as the draft screen or the Word intake gives them.

    `texts` are fields of plain text by their names, those that are declared in
    `stories.story_fields`; one that is left out stays empty. `body` is raw stream
    data: (block type, value) pairs, photos and files by their ids.
    `bylines` may be given as (name, role) pairs.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    body: tuple[tuple[str, Any], ...] = ()
    bylines: tuple[NewByline | tuple[str, str], ...] = ()
    genre: str = "brief"
    section: Section | None = None
    topic: Topic | None = None
    tags: tuple[str, ...] = ()


@transaction.atomic
def begin_story(new: NewStory, *, unit: Unit, actor: User, now: dt.datetime) -> Story:
    """Create a draft of a unit, with its first revision and its progress row."""
    story = Story(
        agency_id=unit.agency_id,
        unit=unit,
        author=actor,
        live=False,
        body=_stream(new.body),
        genre=new.genre,
        section=new.section,
        topic=new.topic,
        **{plain.name: new.texts.get(plain.name, "") for plain in plain_fields()},
    )
    story.bylines = [
        Byline(**NewByline(*row)._asdict(), sort_order=order)
        for order, row in enumerate(new.bylines)
    ]
    if new.tags:
        story.tags.add(*new.tags)
    save_new(story, actor=actor, now=now)
    return story


def save_new(
    story: Story, *, actor: User, now: dt.datetime, detail: Mapping[str, object] | None = None
) -> None:
    """Save a new draft with its first revision, progress row and ledger entry with `detail`.

    Call it in a transaction.
    """
    # The row too, not only the first revision: until the first change, the editor reads the row.
    clean_text(story)
    story.save()
    story.save_revision(user=actor, clean=False, changed=False)
    open_progress(story, actor=actor, now=now, detail=detail)


def _stream(body: tuple[tuple[str, Any], ...]) -> StreamValue:
    block = Story._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in body]
    return StreamValue(block, raw, is_lazy=True)


def open_progress(
    story: Story, *, actor: User, now: dt.datetime, detail: Mapping[str, object] | None = None
) -> Progress:
    """Create the progress row of a new story, as a draft, and its ledger entry with `detail`."""
    progress = Progress.objects.create(
        story=story,
        agency_id=story.agency_id,
        unit_id=story.unit_id,
        author_id=story.author_id,
        status=Status.DRAFT,
        status_since=now,
        last_changed_by=actor,
        last_changed_at=now,
    )
    record(
        "story.begin",
        EntryFacts(
            unit=story.unit,
            actor=actor,
            happened_at=now,
            story_id=story.pk,
            revision_id=None,
            classified=classification_of(story),
            to_status=Status.DRAFT,
            detail=dict(detail or {}),
        ),
    )
    write_index_entry(story)
    return progress


def hold_text(story_id: int, *, revision: Revision | None) -> None:
    """Lock the story for the rest of the transaction, if its text is still this version.

    Raises RefusedError when somebody saved another version meanwhile, so that no save
    replaces a text that its writer has not seen.
    """
    latest = _locked(story_id).story.latest_revision
    seen = (revision.pk, revision.created_at) if revision else None
    if seen != ((latest.pk, latest.created_at) if latest else None):
        message = _("Somebody else saved a newer version of the text.")
        raise RefusedError(Problem("stale-text", message))


@transaction.atomic
def note_change(story_id: int, *, actor: User, now: dt.datetime) -> Progress:
    """Remember who last changed the text; a change after approval opens the story again.

    Call it in the transaction that saved the revision. Raises RefusedError when the
    story moved on meanwhile and is closed to this person, so that nothing is saved.
    """
    progress = _locked(story_id)
    situation = situation_of(progress.story, progress, actor, now)
    if not may_write(situation):
        raise RefusedError(Problem("not-yours", _("The story is not yours to change now.")))
    if progress.status in {Status.PROPOSED, Status.APPROVED}:
        _move(StepTaken(progress, Step.REOPEN, situation, Answers(), actor))
    if progress.correction == Correction.PROPOSED:
        _move(StepTaken(progress, Step.REOPEN_CORRECTION, situation, Answers(), actor))
    progress.last_changed_by = actor
    progress.last_changed_at = now
    progress.save()
    write_index_entry(progress.story)
    return progress


def hold(story_id: int) -> None:
    """Lock a story before its text is saved, inside the transaction that saves it.

    Steps lock the progress row first and write the story's row after it. A save that began
    the other way round could meet a step in the middle, each waiting for the other.
    """
    Progress.objects.select_for_update().get(pk=story_id)


def _locked(story_id: int) -> Progress:
    """The row, locked until the transaction ends, with what every step needs.

    Locked alone first: PostgreSQL reads joined rows as they were before it waited for the lock.
    """
    hold(story_id)
    return Progress.objects.select_related(
        "story", "story__author", "story__unit", "story__latest_revision", "unit", "agency"
    ).get(pk=story_id)


@transaction.atomic
def take_step(
    story_id: int, step: Step, *, actor: User | None, answers: Answers, now: dt.datetime
) -> Progress:
    """Move a story one step and write it in the ledger; `actor` is None for the clock.

    The row is locked first, so two people pressing the button at once get one success and
    one refusal. An approval whose hour has come publishes in the same transaction.
    Raises RefusedError with all problems.
    """
    progress = _locked(story_id)
    situation = situation_of(progress.story, progress, actor, now)
    refused = problems(situation, step, answers)
    if Ask.REDIRECT in TRANSITIONS[step].optional:
        refused += redirect_problems(progress.story, answers.redirect_to_id)
    refuse(refused)
    following = _move(StepTaken(progress, step, situation, answers, actor))
    if following is not None:
        _do_now(progress, following, actor=actor, now=now)
    return progress


def _do_now(progress: Progress, due: Step, *, actor: User | None, now: dt.datetime) -> None:
    """Do what the clock does at the hour, in the transaction of the person's step."""
    clock = situation_of(progress.story, progress, None, now)
    refuse(problems(clock, due, Answers()))
    _move(StepTaken(progress, due, clock, Answers(), actor))


def _move(taken: StepTaken) -> Step | None:
    """Set the new status, carry out the step's effect, append to the ledger.

    Returns the step that follows at once, if there is one.
    """
    progress = taken.progress
    before = progress.status
    transition = TRANSITIONS[taken.step]
    progress.status = transition.target or before
    if progress.status != before:
        _arrive(taken)
    outcome = carry_out(taken)
    entry = record(f"story.{taken.step}", _entry_facts(taken, before, outcome.detail))
    if transition.sends_back:
        progress.return_entry_id = entry.pk
    elif not transition.keeps_return:
        progress.return_entry_id = None
    refresh_index_entry(progress.story)
    # Whoever listens asks the database who may see the story now.
    progress.save()
    step_taken.send(Progress, progress=progress, entry=entry, step=taken.step)
    return outcome.then


def _arrive(taken: StepTaken) -> None:
    """Set what follows from the new status, whichever step led to it."""
    progress = taken.progress
    progress.status_since = taken.now
    clear_failure(progress)
    if progress.status in _BACK_ON_ITS_WAY:
        # Nothing of an earlier approval holds any more.
        progress.approved_revision_id = progress.publish_at = progress.proposed_by = None
    if progress.status == Status.RECEIVED and progress.received_at is None:
        _receive(taken)


def _receive(taken: StepTaken) -> None:
    """Set the moment that counts as received: the story reaches the province for the first time."""
    taken.progress.received_at = taken.now
    own = own_media(latest_text(taken.progress.story))
    release_to_agency(picture_ids=own.picture_ids, attachment_ids=own.attachment_ids)
    record(RECEIVED, milestone(taken))


def _entry_facts(taken: StepTaken, before: str, detail: Detail) -> EntryFacts:
    acting_for = None
    if taken.actor is not None and roles_open(taken.situation, taken.step):
        acting_for = role_taken(taken.situation, taken.step).acting_for_id
    return EntryFacts(
        unit=taken.progress.unit,
        actor=taken.actor,
        acting_for_id=acting_for,
        happened_at=taken.now,
        story_id=taken.progress.pk,
        revision_id=taken.revision_id,
        classified=classification_of(taken.progress.story),
        from_status=before,
        to_status=taken.progress.status,
        reason_codes=taken.answers.reason_codes,
        note=taken.answers.note.strip(),
        detail=detail,
    )


@transaction.atomic
def note_due_failure(
    story_id: int, step: Step, *, failures: Sequence[Problem], now: dt.datetime
) -> bool:
    """Write down that the clock could not do what was due; returns whether that is news.

    The same failure of the same step is written and told once, however often it is tried.
    """
    progress = _locked(story_id)
    failure = " ".join(problem.message for problem in failures)
    is_known = progress.failed_step == step and progress.failure == failure
    if is_known or Status(progress.status) not in TRANSITIONS[step].sources:
        return False
    if progress.failed_step != step:
        progress.failed_since = now
    progress.failed_step, progress.failure = step, failure
    facts = in_place(
        progress,
        actor=None,
        now=now,
        detail={"step": step.value, "codes": [problem.code for problem in failures]},
        note=failure,
        revision_id=progress.story.latest_revision_id,
    )
    entry = record(DUE_FAILED, facts)
    progress.save()
    due_step_failed.send(Progress, progress=progress, entry=entry)
    return True
