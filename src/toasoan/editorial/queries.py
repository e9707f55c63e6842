"""Who sees which story, who stands how to it, what is offered to whom."""

import datetime as dt
from dataclasses import replace

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.editorial.editions import differs_from_site, last_edition
from toasoan.editorial.models import Progress, Reason, ReasonUse
from toasoan.editorial.rules import (
    Answers,
    PictureFacts,
    Situation,
    TextFacts,
    Way,
    is_offered,
    may_write,
    problems,
    reasons_for,
)
from toasoan.editorial.transitions import Correction, Relation, Status, Step
from toasoan.refusals import Problem
from toasoan.stories.models import Story
from toasoan.stories.text import body_words
from toasoan.units.duties import Duty
from toasoan.units.queries import agencies_where, holders, seats_of, units_where
from toasoan.vietnamese.dates import local_day

UNIT_WORK = (Duty.CONTRIBUTE, Duty.VET)
DESK_WORK = (Duty.EDIT, Duty.APPROVE)


def stories_visible_to(user: User, on: dt.date) -> QuerySet[Story]:
    """The stories that exist for a person in the newsroom on the day.

    People of a unit see what is their unit's; the desk sees what has ever reached it;
    its members see what they write themselves. Everything else does not exist.
    """
    seen = Q(unit_id__in=units_where(user, UNIT_WORK, on))
    if agencies := agencies_where(user, DESK_WORK, on):
        reached = Q(progress__received_at__isnull=False)
        seen |= Q(agency_id__in=agencies) & (reached | Q(author_id=user.pk))
    return Story.objects.filter(seen).select_related("progress", "unit", "section", "author")


def story_for(user: User, story_id: int | str, on: dt.date | None = None) -> Story:
    """The one door: a story by its id, if it exists for this person. Raises Http404."""
    if not user.is_authenticated or not str(story_id).isdecimal():
        raise Http404
    day = on or local_day(timezone.now())
    story = stories_visible_to(user, day).filter(pk=int(story_id)).first()
    if story is None:
        raise Http404
    return story


def ways_of(user: User, progress: Progress, author_id: int, on: dt.date) -> tuple[Way, ...]:
    """How the person stands to the story, own seats before those held for others."""
    relation_of = {Duty.VET: Relation.VETTER, Duty.EDIT: Relation.EDITOR,
                   Duty.APPROVE: Relation.APPROVER}  # fmt: skip
    ways = [
        Way(relation_of[seat.duty], user.pk, seat.acting_for_id)
        for seat in seats_of(user, on)
        if seat.duty in relation_of
        and seat.agency_id == progress.agency_id
        and seat.unit_id in {None, progress.unit_id}
    ]
    if user.pk == author_id and _still_writes(user, progress, on):
        ways.insert(0, Way(Relation.AUTHOR, user.pk))
    return tuple(ways)


def _still_writes(user: User, progress: Progress, on: dt.date) -> bool:
    """An author keeps their story while they sit in its unit or at its desk."""
    return progress.unit_id in units_where(user, UNIT_WORK, on) or (
        progress.agency_id in agencies_where(user, DESK_WORK, on)
    )


def text_facts(story: Story) -> TextFacts:
    """What the guards ask of a text, taken from a story object or a revision of one."""
    pictures = tuple(
        PictureFacts(
            has_file=bool(value.get("picture")),
            caption=value.get("caption") or "",
            alternative_text=value.get("alternative_text") or "",
            credit=value.get("credit") or "",
        )
        for value in story.pictures()
    )
    bylines = [byline for byline in story.bylines.all() if byline.name.strip()]
    return TextFacts(
        headline=story.headline,
        standfirst=story.standfirst,
        has_body=bool(body_words(story)),
        has_byline=bool(bylines),
        has_section=story.section_id is not None,
        pictures=pictures,
        has_tags=bool(story.tags.all()),
        bylines_without_affiliation=tuple(
            byline.name for byline in bylines if not byline.affiliation.strip()
        ),
    )


def latest_text(story: Story) -> Story:
    """The story as it was last saved, draft or not."""
    latest: Story = story.get_latest_revision_as_object()
    return latest


def situation_of(
    story: Story, progress: Progress, user: User | None, now: dt.datetime
) -> Situation:
    """Everything a decision about the story needs. `user` is None for the clock."""
    today = local_day(now)
    ways = (
        (Way(Relation.CLOCK, None),)
        if user is None
        else ways_of(user, progress, story.author_id, today)
    )
    known = reasons(progress.agency_id, today)
    return Situation(
        status=Status(progress.status),
        ways=ways,
        text=text_facts(latest_text(story)),
        now=now,
        author_id=story.author_id,
        last_changed_by_id=progress.last_changed_by_id,
        proposed_by_id=progress.proposed_by_id,
        submitted_by_id=progress.submitted_by_id,
        forced_by_id=progress.forced_by_id,
        latest_revision_id=story.latest_revision_id,
        live_revision_id=_seen_revision_id(story, progress),
        publish_at=progress.publish_at,
        embargo_until=progress.embargo_until,
        expires_at=progress.expires_at,
        failed_step=progress.failed_step,
        correction=Correction(progress.correction),
        differs_from_site=bool(progress.correction) and differs_from_site(story),
        unit_is_open=story.unit.is_open_on(today),
        is_only_leader=_is_only_leader(ways, user, progress, today),
        known_reasons=_codes(known, ReasonUse.RETURN),
        known_refusals=_codes(known, ReasonUse.REJECT),
    )


def _codes(rows: list[Reason], use: ReasonUse) -> frozenset[str]:
    return frozenset(reason.code for reason in rows if reason.use == use)


def _seen_revision_id(story: Story, progress: Progress) -> int | None:
    if progress.status != Status.TAKEN_DOWN:
        revision_id: int | None = story.live_revision_id
        return revision_id
    edition = last_edition(story.pk)
    return edition.revision_id if edition else None


def _is_only_leader(
    ways: tuple[Way, ...], user: User | None, progress: Progress, on: dt.date
) -> bool:
    if user is None or progress.status != Status.SUBMITTED:
        return False
    if not any(way.relation is Relation.VETTER and way.acting_for_id is None for way in ways):
        return False
    leaders = holders(Duty.VET, agency_id=progress.agency_id, unit_id=progress.unit_id, on=on)
    return [leader.pk for leader in leaders] == [user.pk]


def reasons(agency_id: int, on: dt.date, use: ReasonUse | None = None) -> list[Reason]:
    """The reasons that may be chosen on the day."""
    rows = Reason.objects.filter(agency_id=agency_id, from_on__lte=on).filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on)
    )
    return list(rows if use is None else rows.filter(use=use))


def offered_steps(situation: Situation) -> list[tuple[Step, list[Problem]]]:
    """The steps on the person's screen, each with what still stands in its way."""
    soon = max(situation.now, situation.embargo_until or situation.now) + dt.timedelta(minutes=1)
    ready = Answers(
        note="-",
        publish_at=soon,
        embargo_until=situation.embargo_until and soon,
        expires_at=situation.expires_at or soon + dt.timedelta(days=1),
        breaks_embargo=True,
        wrong="-",
        right="-",
        take_down_kind="-",
    )
    return [
        (step, problems(situation, step, replace(ready, reason_codes=_any(situation, step))))
        for step in Step
        if is_offered(situation, step)
    ]


def _any(situation: Situation, step: Step) -> tuple[str, ...]:
    return tuple(list(reasons_for(situation, step))[:1])


def may_change_text(story: Story, user: User, now: dt.datetime) -> bool:
    """Whether the person may write in the story at its present step."""
    return may_write(situation_of(story, story.progress, user, now))
