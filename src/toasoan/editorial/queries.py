"""A story for one person: whether they see it, their roles, the steps open to them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from toasoan.accounts.models import User
from toasoan.editorial.editions import differs_from_site, last_edition
from toasoan.editorial.models import Progress, Reason, ReasonUse, Remark
from toasoan.editorial.ownership import OwnMedia, own_media
from toasoan.editorial.rules import (
    Answers,
    OpenRemark,
    PictureFacts,
    Situation,
    TextFacts,
    is_offered,
    may_write,
    problems,
    reasons_for,
)
from toasoan.editorial.transitions import Correction, Relation, Status, Step
from toasoan.editorial.turn import Role, roles_of
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.media.models import Picture
from toasoan.refusals import Problem
from toasoan.stories.models import Story, TakeDown
from toasoan.stories.numbers import row_number
from toasoan.stories.text import body_words
from toasoan.units.duties import Duty
from toasoan.units.queries import holders, seats_of
from toasoan.vietnamese.dates import local_day


def story_for(user: User, story_id: int | str, on: dt.date | None = None) -> Story:
    """The story, if it exists for this person; every view asks here. Raises Http404."""
    number = row_number(str(story_id))
    if not user.is_authenticated or number is None:
        raise Http404
    day = on or local_day(timezone.now())
    story = stories_visible_to(user, day).filter(pk=number).first()
    if story is None:
        raise Http404
    return story


def roles_today(user: User, progress: Progress, on: dt.date) -> tuple[Role, ...]:
    """What the person is to the story on the day, own seats before those held for others."""
    return roles_of(user.pk, seats_of(user, on), progress)


def _picture_facts(value: Mapping[str, Any], own: OwnMedia) -> PictureFacts:
    picture: Picture | None = value.get("picture")
    return PictureFacts(
        has_file=picture is not None,
        is_foreign=picture is not None and picture.pk not in own.picture_ids,
        caption=value.get("caption") or "",
        alternative_text=value.get("alternative_text") or "",
        credit=value.get("credit") or "",
    )


def text_facts(story: Story) -> TextFacts:
    """What the guards ask of a text, taken from a story object or a revision of one."""
    own = own_media(story)
    bylines = [byline for byline in story.bylines.all() if byline.name.strip()]
    return TextFacts(
        headline=story.headline,
        standfirst=story.standfirst,
        has_body=bool(body_words(story)),
        has_byline=bool(bylines),
        has_section=story.section_id is not None,
        pictures=tuple(_picture_facts(value, own) for value in story.pictures()),
        foreign_files=tuple(
            number
            for number, value in enumerate(story.files(), start=1)
            if value.get("file") and value["file"].pk not in own.attachment_ids
        ),
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
    roles = (Role(Relation.CLOCK, None),) if user is None else roles_today(user, progress, today)
    known = reasons(progress.agency_id, today)
    return Situation(
        status=Status(progress.status),
        roles=roles,
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
        is_only_leader=is_only_leader(roles, user, progress, today),
        open_remarks=_open_remarks(progress),
        taken_down_for_personal_data=taken_down_for_personal_data(progress),
        known_reasons=_codes(known, ReasonUse.RETURN),
        known_refusals=_codes(known, ReasonUse.REJECT),
    )


def writes_now(story: Story, user: User, now: dt.datetime) -> bool:
    """Whether the person may change the story's text now."""
    return may_write(situation_of(story, story.progress, user, now))


def taken_down_for_personal_data(progress: Progress) -> bool:
    """Whether the story is off the site because of personal data; asked only while it is off."""
    if progress.status != Status.TAKEN_DOWN:
        return False
    kind = TakeDown.Kind.PERSONAL_DATA
    return TakeDown.objects.filter(story_id=progress.pk, kind=kind).exists()


def _codes(rows: list[Reason], use: ReasonUse) -> frozenset[str]:
    return frozenset(reason.code for reason in rows if reason.use == use)


def _open_remarks(progress: Progress) -> tuple[OpenRemark, ...]:
    """What stands in the way of an approval; not asked for where nothing waits for one."""
    waits = (
        progress.status == Status.PROPOSED
        or progress.correction == Correction.PROPOSED
        or progress.forced_by_id is not None
    )
    if not waits:
        return ()
    rows = Remark.objects.filter(story_id=progress.pk, is_open=True).select_related("author")
    return tuple(OpenRemark(row.pk, str(row.author), row.text) for row in rows)


def _seen_revision_id(story: Story, progress: Progress) -> int | None:
    if progress.status != Status.TAKEN_DOWN:
        revision_id: int | None = story.live_revision_id
        return revision_id
    edition = last_edition(story.pk)
    return edition.revision_id if edition else None


def is_only_leader(
    roles: Sequence[Role], user: User | None, progress: Progress, on: dt.date
) -> bool:
    """Whether the person alone leads the unit of a story that waits to be vetted."""
    if user is None or progress.status != Status.SUBMITTED:
        return False
    if not any(role.relation is Relation.VETTER and role.acting_for_id is None for role in roles):
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
        confirms_personal=True,
        wrong="-",
        right="-",
        take_down_kind="-",
        revision_id=situation.latest_revision_id,
    )
    return [
        (step, problems(situation, step, replace(ready, reason_codes=_any(situation, step))))
        for step in Step
        if is_offered(situation, step)
    ]


def _any(situation: Situation, step: Step) -> tuple[str, ...]:
    return tuple(list(reasons_for(situation, step))[:1])
