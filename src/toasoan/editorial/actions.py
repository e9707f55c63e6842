"""Every move of a story, and nothing else that writes about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.editions import last_edition, redirect_problems
from toasoan.editorial.models import Progress
from toasoan.editorial.press import Press, noted, told
from toasoan.editorial.publication import CorrectionNote, invalid_parts, publish_revision, take_off
from toasoan.editorial.queries import latest_text, situation_of
from toasoan.editorial.rules import Answers, may_write, problems, role_taken, roles_open
from toasoan.editorial.signals import due_step_failed, step_taken
from toasoan.editorial.transitions import RETURNS, TRANSITIONS, Correction, Status, Step
from toasoan.ledger.actions import Line, record
from toasoan.ledger.models import PUBLISHED, RECEIVED
from toasoan.media.actions import release_to_agency
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.stories.models import Byline, Edition, Section, Story, TakeDown
from toasoan.stories.newsroom_index import refresh_index_entry, write_index_entry
from toasoan.stories.topics import Topic
from toasoan.units.models import Unit

#: The kind of ledger entry that tells of something due that could not be done.
DUE_FAILED = "story.due_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story to begin: its parts as the draft screen or the Word intake gives them.

    `body` is raw stream data: (block type, value) pairs, photos and files by their ids.
    `bylines` are (name, role) pairs.
    """

    headline: str = ""
    standfirst: str = ""
    body: tuple[tuple[str, Any], ...] = ()
    bylines: tuple[tuple[str, str], ...] = ()
    genre: str = "brief"
    section: Section | None = None
    topic: Topic | None = None
    source_line: str = ""
    tags: tuple[str, ...] = ()


@transaction.atomic
def begin_story(new: NewStory, *, unit: Unit, actor: User, now: dt.datetime) -> Story:
    """Start a draft of a unit, with its first revision and its place on the way."""
    story = Story(
        agency_id=unit.agency_id,
        unit=unit,
        author=actor,
        live=False,
        headline=new.headline,
        standfirst=new.standfirst,
        body=_stream(new.body),
        genre=new.genre,
        section=new.section,
        topic=new.topic,
        source_line=new.source_line,
    )
    story.bylines = [
        Byline(name=name, role=role, sort_order=order)
        for order, (name, role) in enumerate(new.bylines)
    ]
    if new.tags:
        # Before the row is saved: until the first change, the editor's form reads the row.
        story.tags.add(*new.tags)
    story.save()
    story.save_revision(user=actor, clean=False, changed=False)
    open_progress(story, actor=actor, now=now)
    return story


def _stream(body: tuple[tuple[str, Any], ...]) -> StreamValue:
    block = Story._meta.get_field("body").stream_block
    raw = [{"type": kind, "value": value, "id": str(uuid4())} for kind, value in body]
    return StreamValue(block, raw, is_lazy=True)


def open_progress(story: Story, *, actor: User, now: dt.datetime) -> Progress:
    """Put a new story at the beginning of its way and write that down."""
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
        Line(
            unit=story.unit,
            actor=actor,
            happened_at=now,
            story_id=story.pk,
            revision_id=None,
            to_status=Status.DRAFT,
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
        _move(Press(progress, Step.REOPEN, situation, Answers(), actor))
    if progress.correction == Correction.PROPOSED:
        _move(Press(progress, Step.REOPEN_CORRECTION, situation, Answers(), actor))
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
    if step is Step.TAKE_DOWN:
        refused += redirect_problems(progress.story, answers.redirect_to_id)
    refuse(refused)
    due = Step(progress.failed_step) if step is Step.RETRY else Step.PUBLISH
    _move(Press(progress, step, situation, answers, actor))
    if step is Step.RETRY or (step is Step.APPROVE and _is_due(progress, now)):
        _do_now(progress, due, actor=actor, now=now)
    return progress


def _is_due(progress: Progress, now: dt.datetime) -> bool:
    return progress.publish_at is None or progress.publish_at <= now


def _do_now(progress: Progress, due: Step, *, actor: User | None, now: dt.datetime) -> None:
    """Do what the clock does at the hour, in the transaction of the person's step."""
    clock = situation_of(progress.story, progress, None, now)
    refuse(problems(clock, due, Answers()))
    _move(Press(progress, due, clock, Answers(), actor))


def _move(press: Press) -> None:
    """Set the new status, do what the step does besides, append to the ledger."""
    progress, situation = press.progress, press.situation
    before = progress.status
    progress.status = TRANSITIONS[press.step].target or progress.status
    if progress.status != before:
        progress.status_since = situation.now
    for name, value in noted(press).items():
        setattr(progress, name, value)
    if progress.status == Status.RECEIVED and progress.received_at is None:
        _receive(press)
    detail = _detail(press)
    entry = record(f"story.{press.step}", _line(press, before, detail))
    progress.return_entry_id = entry.pk if press.step in RETURNS else None
    refresh_index_entry(progress.story)
    # Whoever listens asks the database who may see the story now.
    progress.save()
    step_taken.send(Progress, progress=progress, entry=entry, step=press.step)


def _detail(press: Press) -> dict[str, object]:
    """Do what the step does on the site, and say what is worth keeping about it."""
    detail = told(press)
    own_story = press.actor is not None and press.actor.pk == press.situation.author_id
    if press.step is Step.VET and press.situation.is_only_leader and own_story:
        # DESIGN §5: the only leader may clear their own story, but it is marked.
        detail["only_leader"] = True
    if edition := _on_the_site(press):
        detail["edition"] = edition
    if press.step is Step.DROP_CORRECTION:
        _discard_draft(press)
    return detail


def _discard_draft(press: Press) -> None:
    """Go on from what readers see: a new revision with the words of the last edition."""
    story, edition = press.progress.story, last_edition(press.progress.pk)
    if edition is None:  # only a published story has a correction
        raise LookupError(f"story {story.pk} has no edition")
    text = story.with_content_json(edition.content)
    text.save_revision(user=press.actor, clean=False, changed=False)
    story.refresh_from_db(fields=["latest_revision"])


def _line(press: Press, before: str, detail: dict[str, object]) -> Line:
    acting_for = None
    if press.actor is not None and roles_open(press.situation, press.step):
        acting_for = role_taken(press.situation, press.step).acting_for_id
    return Line(
        unit=press.progress.unit,
        actor=press.actor,
        acting_for_id=acting_for,
        happened_at=press.situation.now,
        story_id=press.progress.pk,
        revision_id=press.revision_id,
        from_status=before,
        to_status=press.progress.status,
        reason_codes=press.answers.reason_codes,
        note=press.answers.note.strip(),
        detail=detail,
    )


def _receive(press: Press) -> None:
    """The moment that counts as received: the first time the story reaches the province."""
    press.progress.received_at = press.situation.now
    text = latest_text(press.progress.story)
    release_to_agency(picture_ids=text.picture_ids(), attachment_ids=text.attachment_ids())
    record(RECEIVED, _milestone(press))


def _milestone(press: Press) -> Line:
    return Line(
        unit=press.progress.unit,
        actor=press.actor,
        happened_at=press.situation.now,
        story_id=press.progress.pk,
        revision_id=press.revision_id,
    )


def _on_the_site(press: Press) -> int | None:
    """Change what the site shows when the step does; returns the number of a new edition."""
    story, now = press.progress.story, press.situation.now
    if press.step is Step.EXPIRE:
        take_off(story, kind=TakeDown.Kind.EXPIRED, redirect_to_id=None, now=now)
    if press.step is Step.TAKE_DOWN:
        answers = press.answers
        take_off(story, kind=answers.take_down_kind, redirect_to_id=answers.redirect_to_id, now=now)
    if press.step in {Step.PUBLISH, Step.FORCE_PUBLISH, Step.CORRECT, Step.REINSTATE}:
        return _publish(press).number
    return None


def _publish(press: Press) -> Edition:
    progress, now = press.progress, press.situation.now
    correction = None
    if press.step is Step.CORRECT:
        answers = press.answers
        correction = CorrectionNote(
            answers.wrong.strip(), answers.right.strip(), answers.note.strip()
        )
    try:
        edition = publish_revision(progress.story, _revision(press), now=now, correction=correction)
    except ValidationError as error:
        raise RefusedError(*invalid_parts(error)) from error
    if progress.published_at is None:
        progress.published_at = now
        record(PUBLISHED, _milestone(press))
    return edition


def _revision(press: Press) -> Revision:
    """The text that goes out: what was approved, what was there last, or the latest."""
    progress, story = press.progress, press.progress.story
    if press.step is Step.PUBLISH and progress.approved_revision_id:
        return Revision.objects.get(pk=progress.approved_revision_id)
    edition = last_edition(story.pk) if press.step is Step.REINSTATE else None
    if edition is not None:
        return Revision.objects.get(pk=edition.revision_id)
    latest: Revision = story.latest_revision
    return latest


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
    entry = record(
        DUE_FAILED,
        Line(
            unit=progress.unit,
            actor=None,
            happened_at=now,
            story_id=progress.pk,
            revision_id=progress.story.latest_revision_id,
            from_status=progress.status,
            to_status=progress.status,
            note=failure,
            detail={"step": step.value, "codes": [problem.code for problem in failures]},
        ),
    )
    progress.save()
    due_step_failed.send(Progress, progress=progress, entry=entry)
    return True
