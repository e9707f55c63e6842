"""Reading reports: the one door to a report, what it says, the measures in force."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, QuerySet
from django.http import Http404

from toasoan.reports import content as reported
from toasoan.reports import letterhead, outline, wording
from toasoan.reports.content import (
    Difference,
    NamedStory,
    Part,
    ReportContent,
    SetMeasure,
    Signer,
    Supplemented,
    Weakness,
)
from toasoan.reports.counting import PLACEMENTS, Counting, count
from toasoan.reports.models import (
    Highlight,
    Limitation,
    MeasureState,
    Report,
    ReportMeasure,
    ReportPart,
    ReportState,
)
from toasoan.reports.suggestions import suggested
from toasoan.units.models import Agency, BoardKind, Membership, MembershipRole


def report_for(agency: Agency, report_id: int) -> Report:
    """A report of the agency; every view gets one here. Raises Http404."""
    report = _whole().filter(agency=agency, pk=report_id).first()
    if report is None:
        raise Http404
    return report


def reports_of(agency: Agency) -> QuerySet[Report]:
    """The agency's reports, the latest period first, a supplement after its report."""
    return _whole().defer("content").filter(agency=agency)


def _whole() -> QuerySet[Report]:
    return Report.objects.select_related(
        "agency", "topic", "closed_by", "changed_by", "supplement_of"
    )


def measures_of(agency: Agency) -> QuerySet[ReportMeasure]:
    """The measures in force: those of closed reports, the first that is due before."""
    rows = ReportMeasure.objects.filter(report__agency=agency, report__state=ReportState.CLOSED)
    return _with_owners(rows).order_by(F("due_on").asc(nulls_last=True), "pk")


def measure_for(agency: Agency, measure_id: int) -> ReportMeasure:
    """A measure of one of the agency's reports. Raises Http404."""
    rows = ReportMeasure.objects.filter(report__agency=agency, pk=measure_id)
    measure = _with_owners(rows).select_related("report").first()
    if measure is None:
        raise Http404
    return measure


def _with_owners(rows: QuerySet[ReportMeasure]) -> QuerySet[ReportMeasure]:
    return rows.select_related("owner_unit", "owner_board", "owner_person", "report")


def earlier_measures(report: Report) -> list[ReportMeasure]:
    """What the reports before set that the next report tells of.

    All of the last closed report of the same kind, and of older ones those that are still open.
    """
    before = Report.objects.filter(
        agency_id=report.agency_id,
        state=ReportState.CLOSED,
        last_on__lt=report.first_on,
    )
    last = before.filter(kind=report.kind, measures__isnull=False).order_by("-last_on", "-pk")
    last_id = last.values_list("pk", flat=True).first()
    rows = _with_owners(ReportMeasure.objects.filter(report__in=before)).order_by(
        "report__last_on", "order", "pk"
    )
    return [row for row in rows if row.report_id == last_id or row.state == MeasureState.GOING_ON]


def closed_before(report: Report) -> Report | None:
    """The last closed report of a chain of supplements: what a new supplement is compared with."""
    first = report.supplement_of_id or report.pk
    chain = Report.objects.filter(state=ReportState.CLOSED)
    latest = chain.filter(supplement_of_id=first).exclude(pk=report.pk).order_by("-closed_at")
    return latest.first() or chain.filter(pk=first).first()


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A part of a draft: what stands in it now, and what the figures suggest now.

    `is_outdated`: a person wrote it, and the figures have changed since.
    """

    row: ReportPart
    text: str
    suggested: str
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class DraftLimitation:
    """A limitation of a draft; `row` is None for a suggestion that nobody has looked at yet."""

    row: Limitation | None
    text: str
    source: str
    suggested: str
    left_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft with everything that is counted for it."""

    report: Report
    counting: Counting
    parts: tuple[DraftPart, ...]
    limitations: tuple[DraftLimitation, ...]
    measures: tuple[ReportMeasure, ...]
    earlier: tuple[SetMeasure, ...]
    notable: tuple[NamedStory, ...]
    supplemented: Supplemented | None


def draft_of(report: Report) -> Draft:
    """Count a draft and put its text beside the figures."""
    counting = count(report.agency, report.period, report.topic)
    earlier = tuple(set_measure(row) for row in earlier_measures(report))
    supplemented = _supplemented(report, counting)
    changes = supplemented.differences if supplemented else ()
    return Draft(
        report=report,
        counting=counting,
        parts=_parts(report, counting, earlier, changes),
        limitations=_limitations(report, counting),
        measures=tuple(_with_owners(report.measures.all())),
        earlier=earlier,
        notable=_notable(report, counting),
        supplemented=supplemented,
    )


def _parts(
    report: Report,
    counting: Counting,
    earlier: Sequence[SetMeasure],
    changes: Sequence[Difference],
) -> tuple[DraftPart, ...]:
    found = []
    for row in report.parts.all():
        now = outline.suggested_text(
            row.key,
            kind=report.kind,
            period=report.period.label(),
            counting=counting,
            earlier=earlier,
            changes=changes,
        )
        follows = row.text == row.suggested
        text = now if follows else row.text
        found.append(DraftPart(row, text, now, not follows and row.suggested != now))
    return tuple(found)


def _limitations(report: Report, counting: Counting) -> tuple[DraftLimitation, ...]:
    """What a person kept, changed or left out, then what the figures suggest besides."""
    rows = list(report.limitations.all())
    # A supplement names changes only, and what came back is not known by campaign.
    if report.supplement_of_id or report.topic_id:
        now: dict[str, Weakness] = {}
    else:
        found = suggested(report.agency, report.period, counting)
        now = {weakness.source: weakness for weakness in found}
    drafts = []
    for row in rows:
        fresh = now.pop(row.source, None) if row.source else None
        # A suggestion that nobody touched follows the figures, and goes when they no longer say it.
        if row.source and row.text == row.suggested and not row.left_out and fresh is None:
            continue
        follows = fresh is not None and row.text == row.suggested
        text = fresh.text if fresh is not None and follows else row.text
        drafts.append(
            DraftLimitation(row, text, row.source, fresh.text if fresh else "", row.left_out)
        )
    new = (
        DraftLimitation(None, one.text, one.source, one.text, left_out=False)
        for one in now.values()
    )
    return (*drafts, *new)


def _notable(report: Report, counting: Counting) -> tuple[NamedStory, ...]:
    used = [one.story for one in counting.stories if one.figure.startswith(PLACEMENTS)]
    rows: Iterable[Highlight] = report.highlights.select_related("story__unit")
    return tuple(
        NamedStory(
            row.story_id,
            row.story.headline,
            row.story.unit.short_name,
            used.count(row.story_id),
        )
        for row in rows
    )


def _supplemented(report: Report, counting: Counting) -> Supplemented | None:
    if not report.supplement_of_id:
        return None
    before = closed_before(report)
    if before is None:
        return None
    then = reported.from_json(before.content)
    now = _content(report, counting)
    return Supplemented(before.title, before.sha256, reported.differences(then, now))


def set_measure(row: ReportMeasure) -> SetMeasure:
    """A measure as a report says it."""
    return SetMeasure(
        row.text,
        row.owner,
        row.due_on.isoformat() if row.due_on else "",
        row.document,
        row.state,
        row.note,
    )


def content_of(report: Report) -> ReportContent:
    """What the report says: as it was closed, or for a draft as it stands and is counted now."""
    if report.is_closed:
        return reported.from_json(report.content)
    return content_of_draft(draft_of(report))


def content_of_draft(draft: Draft) -> ReportContent:
    """What a draft would say if it were closed now."""
    return _content(
        draft.report,
        draft.counting,
        parts=tuple(
            Part(part.row.key, part.row.heading, wording.paragraphs(part.text))
            for part in draft.parts
        ),
        weaknesses=tuple(
            Weakness(one.text, one.source) for one in draft.limitations if not one.left_out
        ),
        measures=tuple(map(set_measure, draft.measures)),
        earlier=draft.earlier if _has_part(draft, outline.EARLIER) else (),
        notable=draft.notable,
        supplemented=draft.supplemented,
    )


def _has_part(draft: Draft, key: str) -> bool:
    return any(part.row.key == key for part in draft.parts)


def signer_of(report: Report) -> Signer:
    """Who signs: the head of the steering board on the day after the period."""
    day = report.last_on + dt.timedelta(days=1)
    seats = Membership.objects.in_force_on(day).filter(
        board__agency_id=report.agency_id,
        board__kind=BoardKind.STEERING,
        role=MembershipRole.HEAD,
    )
    head = seats.select_related("user").order_by("from_on").first()
    return Signer(*letterhead.HEAD_SIGNS, head.user.get_full_name() if head else "")


def _content(report: Report, counting: Counting, **words: object) -> ReportContent:
    agency = report.agency
    return ReportContent(
        agency=agency.name,
        parent=agency.parent_name,
        place=letterhead.place_of(agency.address, agency.name),
        symbol=letterhead.symbol_of(report.kind, agency.name),
        signer=signer_of(report),
        kind=report.kind,
        title=report.title,
        first_on=report.first_on.isoformat(),
        last_on=report.last_on.isoformat(),
        period=report.period.label(),
        figures=counting.figures,
        tables=counting.tables,
        stories=counting.stories,
        **{"parts": (), **words},  # type: ignore[arg-type]  # named by the callers above
    )
