"""Every move of a story, and nothing else that writes about it."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.models import Progress
from toasoan.editorial.publication import publish_revision, take_off
from toasoan.editorial.queries import latest_text, situation_of
from toasoan.editorial.rules import (
    Answers,
    Problem,
    Situation,
    StepRefusedError,
    may_write,
    open_ways,
    problems,
    way_taken,
)
from toasoan.editorial.signals import step_taken
from toasoan.editorial.transitions import TRANSITIONS, Status, Step
from toasoan.ledger.actions import Line, record
from toasoan.ledger.models import PUBLISHED, RECEIVED
from toasoan.media.actions import release_to_agency
from toasoan.stories.models import Byline, Edition, Section, Story
from toasoan.units.models import Unit


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
        source_line=new.source_line,
    )
    story.bylines = [
        Byline(name=name, role=role, sort_order=order)
        for order, (name, role) in enumerate(new.bylines)
    ]
    story.save()
    if new.tags:
        story.tags.add(*new.tags)
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
    return progress


@transaction.atomic
def note_change(story_id: int, *, actor: User, now: dt.datetime) -> Progress:
    """Remember who last changed the text; a change after approval opens the story again.

    Call it in the transaction that saved the revision. Raises StepRefusedError when the
    story moved on meanwhile and is closed to this person, so that nothing is saved.
    """
    progress = _locked(story_id)
    situation = situation_of(progress.story, progress, actor, now)
    if not may_write(situation):
        raise StepRefusedError([Problem("not-yours", _("The story is not yours to change now."))])
    if progress.status in {Status.PROPOSED, Status.APPROVED}:
        _move(_Press(progress, Step.REOPEN, situation, Answers(), actor))
    progress.last_changed_by = actor
    progress.last_changed_at = now
    progress.save()
    return progress


def _locked(story_id: int) -> Progress:
    """The row, locked until the transaction ends, with what every step needs."""
    return (
        Progress.objects.select_for_update(of=("self",))
        .select_related("story", "story__unit", "story__latest_revision", "unit")
        .get(pk=story_id)
    )


@transaction.atomic
def take_step(
    story_id: int, step: Step, *, actor: User | None, answers: Answers, now: dt.datetime
) -> Progress:
    """Move a story one step and write it in the ledger; `actor` is None for the clock.

    The row is locked first, so two people pressing the button at once get one success and
    one refusal. An approval whose hour has come publishes in the same transaction.
    Raises StepRefusedError with all problems.
    """
    progress = _locked(story_id)
    situation = situation_of(progress.story, progress, actor, now)
    if refused := problems(situation, step, answers):
        raise StepRefusedError(refused)
    _move(_Press(progress, step, situation, answers, actor))
    if step is Step.APPROVE and (progress.publish_at is None or progress.publish_at <= now):
        _publish_now(progress, actor=actor, now=now)
    return progress


@dataclass(frozen=True, slots=True)
class _Press:
    """One step being taken: everything that its consequences need."""

    progress: Progress
    step: Step
    situation: Situation
    answers: Answers
    actor: User | None

    @property
    def revision_id(self) -> int | None:
        """The text that the step is about."""
        return self.situation.latest_revision_id


def _publish_now(progress: Progress, *, actor: User | None, now: dt.datetime) -> None:
    clock = situation_of(progress.story, progress, None, now)
    if refused := problems(clock, Step.PUBLISH, Answers()):
        raise StepRefusedError(refused)
    _move(_Press(progress, Step.PUBLISH, clock, Answers(), actor))


def _move(press: _Press) -> None:
    """Set the new status, do what the step does besides, append to the ledger."""
    progress, situation = press.progress, press.situation
    before = progress.status
    progress.status = TRANSITIONS[press.step].target
    if progress.status != before:
        progress.status_since = situation.now
    _note_in_row(press)
    if progress.status == Status.RECEIVED and progress.received_at is None:
        _receive(press)
    detail = _detail(press)
    entry = record(f"story.{press.step}", _line(press, before, detail))
    # Whoever listens asks the database who may see the story now.
    progress.save()
    step_taken.send(Progress, progress=progress, entry=entry, step=press.step)


def _detail(press: _Press) -> dict[str, object]:
    """Do what the step does on the site, and say what is worth keeping about it."""
    detail: dict[str, object] = {}
    own_story = press.actor is not None and press.actor.pk == press.situation.author_id
    if press.step is Step.VET and press.situation.is_only_leader and own_story:
        # DESIGN §5: the only leader may clear their own story, but it is marked.
        detail["only_leader"] = True
    if edition := _on_the_site(press):
        detail["edition"] = edition
    if press.step is Step.TAKE_DOWN:
        detail["take_down_kind"] = press.answers.take_down_kind
    return detail


def _line(press: _Press, before: str, detail: dict[str, object]) -> Line:
    acting_for = None
    if press.actor is not None and open_ways(press.situation, press.step):
        acting_for = way_taken(press.situation, press.step).acting_for_id
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


def _note_in_row(press: _Press) -> None:
    """Keep in the row what later guards and screens ask for."""
    for name, value in _noted(press).items():
        setattr(press.progress, name, value)


def _noted(press: _Press) -> dict[str, Any]:
    """Columns of the row that the step sets."""
    actor, revision_id = press.actor, press.revision_id
    approval = {"approved_revision_id": revision_id, "publish_at": press.answers.publish_at}
    by_step: dict[Step, dict[str, Any]] = {
        Step.SUBMIT: {"submitted_by": actor},
        Step.HAND_IN: {"submitted_by": actor},
        Step.VET: {"vetted_revision_id": revision_id},
        Step.CLAIM: {"claimed_by": actor},
        Step.PROPOSE: {"proposed_by": actor},
        Step.APPROVE: approval,
        Step.CORRECT: approval,
        Step.SCHEDULE: {"publish_at": press.answers.publish_at},
        Step.FORCE_PUBLISH: {"forced_by": actor},
        Step.CONFIRM: {
            "forced_by": None,
            "approved_revision_id": press.situation.live_revision_id,
        },
    }
    if press.step in by_step:
        return by_step[press.step]
    if press.progress.status in {Status.DRAFT, Status.SUBMITTED, Status.EDITING}:
        # Back on its way: nothing of an earlier approval holds any more.
        return {"approved_revision_id": None, "publish_at": None, "proposed_by": None}
    return {}


def _receive(press: _Press) -> None:
    """The moment that counts as received: the first time the story reaches the province."""
    press.progress.received_at = press.situation.now
    text = latest_text(press.progress.story)
    release_to_agency(picture_ids=text.picture_ids(), attachment_ids=text.attachment_ids())
    record(RECEIVED, _milestone(press))


def _milestone(press: _Press) -> Line:
    return Line(
        unit=press.progress.unit,
        actor=press.actor,
        happened_at=press.situation.now,
        story_id=press.progress.pk,
        revision_id=press.revision_id,
    )


def _on_the_site(press: _Press) -> int | None:
    """Change what the site shows when the step does; returns the number of a new edition."""
    story, now = press.progress.story, press.situation.now
    if press.step is Step.TAKE_DOWN:
        answers = press.answers
        take_off(story, kind=answers.take_down_kind, redirect_to_id=answers.redirect_to_id, now=now)
        return None
    if press.step is Step.REINSTATE:
        return publish_revision(story, _last_published(story), now=now).number
    if press.step in {Step.PUBLISH, Step.FORCE_PUBLISH, Step.CORRECT}:
        return _publish(press).number
    return None


def _publish(press: _Press) -> Edition:
    progress, story, now = press.progress, press.progress.story, press.situation.now
    revision = story.latest_revision
    if press.step is Step.PUBLISH and progress.approved_revision_id:
        revision = Revision.objects.get(pk=progress.approved_revision_id)
    note = press.answers.note.strip() if press.step is Step.CORRECT else ""
    edition = publish_revision(story, revision, now=now, public_note=note)
    if progress.published_at is None:
        progress.published_at = now
        record(PUBLISHED, _milestone(press))
    return edition


def _last_published(story: Story) -> Revision:
    """The revision of the last edition: what comes back is what was there."""
    edition = story.editions.order_by("-number").first()
    if edition is None:  # a taken-down story has been published, so it has an edition
        raise LookupError(f"story {story.pk} has no edition")
    return Revision.objects.get(pk=edition.revision_id)
