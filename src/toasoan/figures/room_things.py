"""Things that rooms count: stories that were read, documents, questions, days of visits.

Each function takes an agency and a period and asks a fixed number of queries. Both ends of the
period belong to it, in Vietnamese days, on the calendar as on the sector's year.
"""

import datetime as dt
from collections.abc import Hashable, Iterable

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from toasoan.audience.names import DOCUMENT, DOWNLOAD, STORY, VISIT
from toasoan.audience.queries import by_day, of_days
from toasoan.figures.measures import Dimension, Thing, ThingKind
from toasoan.ledger.models import PUBLISHED, LedgerEntry
from toasoan.records.models import DocumentState, OfficialDocument
from toasoan.records.queries import DueDays
from toasoan.stories.models import Story
from toasoan.units.models import Agency
from toasoan.vietnamese.dates import TZ, local_day, short_date
from toasoan.vietnamese.periods import Period

_OF_STORIES = {
    Dimension.UNIT: "unit_id",
    Dimension.SECTION: "section_id",
    Dimension.GENRE: "genre",
    Dimension.TOPIC: "topic_id",
    Dimension.AUTHOR: "bylines",
}


def at_noon(day: dt.date) -> dt.datetime:
    """A moment of the day, for things that have only a day."""
    return dt.datetime.combine(day, dt.time(12), TZ)


def bounds(period: Period) -> dict[str, dt.datetime]:
    """The period for a column of moments."""
    start, end = period.bounds()
    return {"gte": start, "lt": end}


def read_stories(agency: Agency, period: Period) -> list[Thing]:
    """Stories that were looked at, each with its views; it stands where it stood when published."""
    views = _sums(agency, period, STORY)
    read = of_days(agency, period).filter(kind=STORY).values("object_id")
    stories = Story.objects.only("headline", "section", "live", "first_published_at").in_bulk(views)
    return [
        Thing(
            label=str(story.headline),
            when=entry.happened_at,
            number=views[story.pk],
            values=_values_of(entry),
            address=story.get_absolute_url() if story.live else "",
        )
        for entry in _publications(agency).filter(story_id__in=read)
        if (story := stories.get(entry.story_id or 0)) is not None
    ]


def values_of_stories(agency: Agency, ids: Iterable[int]) -> dict[int, dict[Dimension, Hashable]]:
    """Where each of these stories stood when it was published. One query."""
    entries = _publications(agency).filter(story_id__in=list(ids))
    return {entry.story_id or 0: _values_of(entry) for entry in entries}


def _publications(agency: Agency) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(agency=agency, kind=PUBLISHED)


def _values_of(entry: LedgerEntry) -> dict[Dimension, Hashable]:
    raw = {dimension: getattr(entry, column) for dimension, column in _OF_STORIES.items()}
    return raw | {Dimension.AUTHOR: tuple(entry.bylines)}


def visited_days(agency: Agency, period: Period) -> list[Thing]:
    """Days with visits, each with how many."""
    rows = of_days(agency, period).filter(kind=VISIT)
    return [
        Thing(label=_("Visits on %(day)s") % {"day": short_date(day)}, when=at_noon(day), number=n)
        for day, n in sorted(by_day(rows).items())
    ]


def read_documents(agency: Agency, period: Period) -> list[Thing]:
    """Official documents whose pages were looked at, each with its views."""
    return _documents_with(agency, _sums(agency, period, DOCUMENT), period)


def fetched_documents(agency: Agency, period: Period) -> list[Thing]:
    """Official documents whose files were downloaded, each with its downloads."""
    return _documents_with(agency, _sums(agency, period, DOWNLOAD), period)


def published_documents(agency: Agency, period: Period) -> list[Thing]:
    """Official documents that readers saw for the first time in the period."""
    return [
        _document(row, row.published_at or row.changed_at) for row in _published(agency, period)
    ]


def documents_in_time(agency: Agency, period: Period) -> list[Thing]:
    """Of those with a deadline, what was published by its last day."""
    return [thing for thing, is_in_time in _by_deadline(agency, period) if is_in_time]


def documents_late(agency: Agency, period: Period) -> list[Thing]:
    """Of those with a deadline, what was published after its last day."""
    return [thing for thing, is_in_time in _by_deadline(agency, period) if not is_in_time]


def documents_with_deadline(agency: Agency, period: Period) -> list[Thing]:
    """Documents published in the period that had a deadline."""
    return [thing for thing, _is_in_time in _by_deadline(agency, period)]


def _by_deadline(agency: Agency, period: Period) -> Iterable[tuple[Thing, bool]]:
    due_days = DueDays(agency.pk)
    for row in _published(agency, period):
        due, at = due_days.due_on(row), row.published_at
        if due is not None and at is not None:
            yield _document(row, at), local_day(at) <= due


def _published(agency: Agency, period: Period) -> Iterable[OfficialDocument]:
    span = {f"published_at__{end}": moment for end, moment in bounds(period).items()}
    rows = OfficialDocument.objects.filter(agency=agency, **span)
    return rows.select_related("document_type", "issuing_body")


def _documents_with(agency: Agency, numbers: dict[int, int], period: Period) -> list[Thing]:
    rows = OfficialDocument.objects.filter(agency=agency, pk__in=numbers)
    return [
        _document(row, at_noon(period.last), numbers[row.pk])
        for row in rows.select_related("document_type")
    ]


def _document(row: OfficialDocument, when: dt.datetime, number: int = 1) -> Thing:
    kind = row.document_type
    return Thing(
        label=" – ".join(filter(None, (row.number, row.abstract))),
        when=when,
        number=number,
        values={Dimension.KIND: ThingKind(kind.abbreviation, kind.name)},
        status=row.get_state_display(),
        address=row.get_absolute_url() if row.state == DocumentState.PUBLISHED else "",
    )


def _sums(agency: Agency, period: Period, kind: str) -> dict[int, int]:
    """Object → how often it was counted in the period."""
    rows = of_days(agency, period).filter(kind=kind).values_list("object_id")
    return dict(rows.annotate(total=Sum("number")))
