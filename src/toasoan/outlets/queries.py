"""Reading what was sent to outlets, and what waits for somebody."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.http import Http404

from toasoan.editorial.models import Progress
from toasoan.editorial.transitions import Status
from toasoan.outlets.models import (
    Answer,
    Dispatch,
    DispatchPurpose,
    DispatchState,
    Outlet,
    Placement,
)
from toasoan.stories.models import Edition
from toasoan.stories.numbers import row_number
from toasoan.units.models import Agency

_OF_STORY = Q(purpose=DispatchPurpose.STORY)
#: Answers that an outlet did not give.
_SILENT = (Answer.WAITING, Answer.NO_ANSWER)
#: What leaves it owing more: whether it uses the story, and where.
_OPEN_ANSWERS = (*_SILENT, Answer.ACKNOWLEDGED, Answer.ACCEPTED)
_BY_HAND = Q(state=DispatchState.QUEUED, next_attempt_at=None)
_HELD = Q(purpose=DispatchPurpose.STORY, edition_number=0, outlet__takes_embargoed=False)


def outlets_of(agency: Agency) -> QuerySet[Outlet]:
    """The agency's outlets in the order of its reports."""
    return Outlet.objects.filter(agency=agency)


def outlets_in_use(agency: Agency, on: dt.date) -> QuerySet[Outlet]:
    """The outlets to which something may be sent on the day."""
    return outlets_of(agency).filter(Q(closed_on=None) | Q(closed_on__gt=on))


def outlet_for(agency: Agency, outlet_id: int) -> Outlet:
    """An outlet of the agency; every screen asks here. Raises Http404."""
    number = row_number(str(outlet_id))
    found = outlets_of(agency).filter(pk=number).first() if number else None
    if found is None:
        raise Http404
    return found


def dispatch_for(agency: Agency, dispatch_id: int) -> Dispatch:
    """A dispatch of the agency; every screen asks here. Raises Http404."""
    number = row_number(str(dispatch_id))
    rows = with_changes(Dispatch.objects.filter(outlet__agency=agency))
    found = rows.filter(pk=number).first() if number else None
    if found is None:
        raise Http404
    return found


def with_changes(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """The rows, each with `is_changed`: what was sent differs from what readers see now.

    A story that was put back unchanged is the same words under a new number.
    """
    last = Edition.objects.filter(story=OuterRef("story")).order_by("-number")
    seen = Subquery(last.values("revision_id")[:1])
    is_other = Q(seen_revision__isnull=False) & ~Q(seen_revision=F("revision_id"))
    return (
        rows.select_related("outlet", "story__progress", "story__section", "ordered_by")
        .annotate(seen_revision=seen, headline=KT("payload__headline"))
        .annotate(is_changed=Case(When(is_other, then=True), default=False))
    )


def last_dispatch(story_id: int, outlet: Outlet) -> Dispatch | None:
    """The last time that the story was sent to the outlet."""
    sent = Dispatch.objects.filter(
        story_id=story_id, outlet=outlet, purpose=DispatchPurpose.STORY
    ).exclude(state=DispatchState.CANCELLED)
    return sent.order_by("-ordered_at", "-pk").first()


def dispatches_of_story(story_id: int) -> QuerySet[Dispatch]:
    """Everything that outlets were sent about a story, the latest first."""
    rows = with_changes(Dispatch.objects.filter(story_id=story_id))
    return rows.defer("payload").order_by("-pk")


def waiting_for_people(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Rows that failed, or that somebody sends by hand."""
    return rows.filter(Q(state=DispatchState.FAILED) | (_BY_HAND & ~_HELD))


def owing_answers(rows: QuerySet[Dispatch]) -> QuerySet[Dispatch]:
    """Stories that were sent and about which the outlet has not said the last word."""
    return rows.filter(_OF_STORY, state=DispatchState.SENT, answer__in=_OPEN_ANSWERS)


def with_counts(outlets: QuerySet[Outlet], today: dt.date) -> QuerySet[Outlet]:
    """The outlets with numbers of stories: sent, answered, used, owed an answer, failed."""
    sent = Q(dispatches__purpose=DispatchPurpose.STORY, dispatches__state=DispatchState.SENT)
    is_open = Q(dispatches__answer__in=_OPEN_ANSWERS)
    placed = (
        Placement.objects.filter(outlet=OuterRef("pk"), cancelled_at=None)
        .order_by()
        .values("outlet")
        .annotate(number=Count("story", distinct=True))
    )
    return outlets.annotate(
        sent=Count("dispatches", filter=sent),
        answered=Count("dispatches", filter=sent & ~Q(dispatches__answer__in=_SILENT)),
        owed=Count("dispatches", filter=sent & is_open),
        overdue=Count("dispatches", filter=sent & is_open & Q(dispatches__answer_due_on__lt=today)),
        failed=Count("dispatches", filter=Q(dispatches__state=DispatchState.FAILED)),
        used=Subquery(placed.values("number")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverSentQuery:
    """What narrows the list of stories that went nowhere; days are inclusive moments."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    unit_id: int | None = None
    section_id: int | None = None
    genre: str = ""


def never_sent(agency: Agency, asked: NeverSentQuery) -> QuerySet[Progress]:
    """Stories on the site that no outlet was sent or has used, the latest first."""
    ordered = Dispatch.objects.filter(_OF_STORY, story=OuterRef("pk"))
    placed = Placement.objects.filter(story=OuterRef("pk"), cancelled_at=None)
    rows = Progress.objects.filter(
        ~Exists(ordered.exclude(state=DispatchState.CANCELLED)),
        ~Exists(placed),
        agency=agency,
        status=Status.PUBLISHED,
    )
    narrowed = {
        "published_at__gte": asked.since,
        "published_at__lt": asked.until,
        "unit": asked.unit_id,
        "story__section": asked.section_id,
        "story__genre": asked.genre or None,
    }
    given = {name: value for name, value in narrowed.items() if value is not None}
    return (
        rows.filter(**given)
        .select_related("story__section", "unit")
        .order_by(F("published_at").desc(), "-pk")
    )
