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
    problems,
    way_taken,
)
from toasoan.editorial.transitions import TRANSITIONS, Relation, Status, Step
from toasoan.ledger.actions import Line, record
from toasoan.ledger.models import PUBLISHED, RECEIVED
from toasoan.media.actions import release_to_agency
from toasoan.stories.models import Byline, Section, Story
from toasoan.units.models import Unit

@dataclass(frozen=True, slots=True, kw_only=True)
class NewStory:
    """A story to begin: its parts as the draft screen or the Word intake gives them.

    `body` is raw stream data: (block type, value) pairs, photos and files by their ids. `bylines` are (name, role) pairs.
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
        _move(progress, Step.REOPEN, situation, Answers(), actor=actor)
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
    _move(progress, step, situation, answers, actor=actor)
    if step is Step.APPROVE and (progress.publish_at is None or progress.publish_at <= now):
        _publish_now(progress, actor=actor, now=now)
    progress.save()
    return progress


def _publish_now(progress: Progress, *, actor: User | None, now: dt.datetime) -> None:
    clock = situation_of(progress.story, progress, None, now)
    if refused := problems(clock, Step.PUBLISH, Answers()):
        raise StepRefusedError(refused)
    _move(progress, Step.PUBLISH, clock, Answers(), actor=actor)


def _move(
    progress: Progress, step: Step, situation: Situation, answers: Answers, *, actor: User | None
) -> None:
    """Set the new status, do what the step does besides, append to the ledger."""
    before = progress.status
    detail: dict[str, object] = {}
    progress.status = TRANSITIONS[step].target
    if progress.status != before:
        progress.status_since = situation.now
    _note_people(progress, step, situation, answers, actor)
    if step is Step.VET and situation.is_only_leader and actor and actor.pk == situation.author_id:
        # DESIGN §5: the only leader may clear their own story, but it is marked.
        detail["only_leader"] = True
    if progress.status == Status.RECEIVED and progress.received_at is None:
        _receive(progress, situation, actor)
    if edition := _on_the_site(progress, step, situation, answers, actor):
        detail["edition"] = edition
    if answers.take_down_kind and step is Step.TAKE_DOWN:
        detail["take_down_kind"] = answers.take_down_kind
    record(f"story.{step}", _line(progress, step, situation, answers, actor, before, detail))


def _line(
    progress: Progress,
    step: Step,
    situation: Situation,
    answers: Answers,
    actor: User | None,
    before: str,
    detail: dict[str, object],
) -> Line:
    acting_for = None
    if situation.ways and situation.ways[0].relation is not Relation.CLOCK:
        acting_for = way_taken(situation, step).acting_for_id
    return Line(
        unit=progress.unit,
        actor=actor,
        acting_for_id=acting_for,
        happened_at=situation.now,
        story_id=progress.pk,
        revision_id=situation.latest_revision_id,
        from_status=before,
        to_status=progress.status,
        reason_codes=answers.reason_codes,
        note=answers.note.strip(),
        detail=detail,
    )


def _note_people(
    progress: Progress, step: Step, situation: Situation, answers: Answers, actor: User | None
) -> None:
    """Keep in the row what later guards and screens ask for."""
    if step in {Step.SUBMIT, Step.HAND_IN}:
        progress.submitted_by = actor
    elif step is Step.VET:
        progress.vetted_revision_id = situation.latest_revision_id
    elif step is Step.CLAIM:
        progress.claimed_by = actor
    elif step is Step.PROPOSE:
        progress.proposed_by = actor
    elif step in {Step.APPROVE, Step.CORRECT}:
        progress.approved_revision_id = situation.latest_revision_id
        progress.publish_at = answers.publish_at
    elif step is Step.SCHEDULE:
        progress.publish_at = answers.publish_at
    elif step is Step.FORCE_PUBLISH:
        progress.forced_by = actor
    elif step is Step.CONFIRM:
        progress.forced_by = None
        progress.approved_revision_id = situation.live_revision_id
    elif progress.status in {Status.DRAFT, Status.SUBMITTED, Status.EDITING}:
        progress.approved_revision_id = None
        progress.publish_at = None
        progress.proposed_by = None


def _receive(progress: Progress, situation: Situation, actor: User | None) -> None:
    """The moment that counts as received: the first time the story reaches the province."""
    progress.received_at = situation.now
    text = latest_text(progress.story)
    release_to_agency(picture_ids=text.picture_ids(), attachment_ids=text.attachment_ids())
    record(RECEIVED, _milestone(progress, situation, actor))


def _milestone(progress: Progress, situation: Situation, actor: User | None) -> Line:
    return Line(
        unit=progress.unit,
        actor=actor,
        happened_at=situation.now,
        story_id=progress.pk,
        revision_id=situation.latest_revision_id,
    )


def _on_the_site(
    progress: Progress, step: Step, situation: Situation, answers: Answers, actor: User | None
) -> int | None:
    """Change what the site shows when the step does; returns the number of a new edition."""
    story = progress.story
    if step is Step.TAKE_DOWN:
        take_off(
            story,
            kind=answers.take_down_kind,
            redirect_to_id=answers.redirect_to_id,
            now=situation.now,
        )
        return None
    if step is Step.REINSTATE:
        return publish_revision(story, _last_published(story), now=situation.now).number
    if step not in {Step.PUBLISH, Step.FORCE_PUBLISH, Step.CORRECT}:
        return None
    revision = story.latest_revision
    if step is Step.PUBLISH and progress.approved_revision_id:
        revision = Revision.objects.get(pk=progress.approved_revision_id)
    note = answers.note.strip() if step is Step.CORRECT else ""
    edition = publish_revision(story, revision, now=situation.now, public_note=note)
    if progress.published_at is None:
        progress.published_at = situation.now
        record(PUBLISHED, _milestone(progress, situation, actor))
    return edition.number


def _last_published(story: Story) -> Revision:
    """The revision of the last edition: what comes back is what was there."""
    edition = story.editions.order_by("-number").first()
    if edition is None:  # a taken-down story has been published, so it has an edition
        raise LookupError(f"story {story.pk} has no edition")
    return Revision.objects.get(pk=edition.revision_id)

