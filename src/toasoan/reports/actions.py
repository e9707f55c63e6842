"""Every write to a report: beginning, writing, closing, supplementing, measures."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from toasoan.accounts.models import User
from toasoan.refusals import refuse
from toasoan.reports import content as reported
from toasoan.reports import outline
from toasoan.reports.models import (
    Highlight,
    Limitation,
    Report,
    ReportKind,
    ReportMeasure,
    ReportPart,
    ReportState,
)
from toasoan.reports.queries import (
    Draft,
    closed_before,
    content_of_draft,
    draft_of,
    earlier_measures,
)
from toasoan.reports.rules import (
    ClosingFacts,
    closing_problems,
    draft_problems,
    measure_problems,
    outcome_problems,
    period_problems,
    supplement_problems,
)
from toasoan.stories.models import Story
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Board, Unit
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.periods import Period

#: Parts that a report cannot be closed without.
_NEEDED = frozenset({outline.RESULTS, outline.CHANGES})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report to begin; without a title it gets the usual one of its kind."""

    kind: ReportKind
    period: Period
    title: str = ""
    topic: Topic | None = None


#: The code of a period (`Period.code`) → what a report on it is.
_KIND_OF_CODE = (
    (re.compile(r"\d{4}-\d{2}"), ReportKind.MONTH),
    (re.compile(r"\d{4}Q\d(-nganh)?"), ReportKind.QUARTER),
    (re.compile(r"\d{4}H\d(-nganh)?"), ReportKind.HALF_YEAR),
    (re.compile(r"\d{4}(-nganh)?"), ReportKind.YEAR),
)


def kind_of(period: Period) -> ReportKind:
    """The kind of report that is usual for a period."""
    code = period.code()
    found = (kind for form, kind in _KIND_OF_CODE if form.fullmatch(code))
    return next(found, ReportKind.PERIOD)


def usual_title(kind: str, period: Period, topic: Topic | None = None) -> str:
    """What a report of this kind is called."""
    label = period.label()
    inside = label[:1].lower() + label[1:]
    if topic is not None:
        return f"Kết quả tuyên truyền “{topic.name}” ({inside})"
    if kind == ReportKind.MONTH:
        return f"Kết quả nhận, đăng tin, bài {inside}"
    return f"Kết quả công tác tuyên truyền {inside}"


@transaction.atomic
def begin_report(new: NewReport, *, agency: Agency, actor: User | None, now: dt.datetime) -> Report:
    """Begin a draft with the parts of its kind; the figures fill them. Raises RefusedError."""
    # One at a time in an agency, so that two people do not begin the same report.
    Agency.objects.select_for_update().get(pk=agency.pk)
    same = Report.objects.filter(
        agency=agency,
        kind=new.kind,
        first_on=new.period.first,
        last_on=new.period.last,
        topic=new.topic,
        supplement_of=None,
    )
    known = same.values_list("title", flat=True).first() or ""
    own_topic = new.topic is None or new.topic.agency_id == agency.pk
    fits = own_topic and (new.topic is not None) == (new.kind == ReportKind.CAMPAIGN)
    refuse(period_problems(new.period, known=known, campaign_fits=fits))
    return _begin(
        Report(
            agency=agency,
            kind=new.kind,
            first_on=new.period.first,
            last_on=new.period.last,
            topic=new.topic,
            title=new.title.strip() or usual_title(new.kind, new.period, new.topic),
        ),
        actor=actor,
        now=now,
    )


@transaction.atomic
def begin_supplement(report_id: int, *, actor: User | None, now: dt.datetime) -> Report:
    """Begin the draft of a supplement to a closed report, or return the one that is begun.

    The closed report stays as it is; the supplement names every figure that has changed since.
    """
    report = Report.objects.select_for_update().get(pk=report_id)
    first = report.supplement_of or report
    begun = Report.objects.filter(supplement_of=first, state=ReportState.DRAFT).first()
    if begun is not None:
        return begun
    refuse(supplement_problems(is_closed=closed_before(first) is not None))
    return _begin(
        Report(
            agency=first.agency,
            kind=first.kind,
            first_on=first.first_on,
            last_on=first.last_on,
            topic=first.topic,
            supplement_of=first,
            title=f"Bổ sung: {first.title}"[: Report._meta.get_field("title").max_length],
        ),
        actor=actor,
        now=now,
    )


def _begin(report: Report, *, actor: User | None, now: dt.datetime) -> Report:
    report.begun_at = report.changed_at = now
    report.begun_by = report.changed_by = actor
    report.save()
    parts = outline.parts_of(
        report.kind,
        supplement=report.supplement_of_id is not None,
        has_earlier=bool(earlier_measures(report)),
    )
    ReportPart.objects.bulk_create(
        ReportPart(report=report, key=key, order=order, heading=heading)
        for order, (key, heading) in enumerate(parts)
    )
    return report


@dataclass(frozen=True, slots=True)
class PartText:
    """A part as a person saved it; `seen` is what the figures suggested on their screen."""

    heading: str
    text: str
    seen: str


@dataclass(frozen=True, slots=True)
class LimitationText:
    """A limitation as a person saved it; `source` and `seen` are those of a suggestion."""

    text: str
    source: str = ""
    seen: str = ""
    left_out: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportText:
    """What the editor of a report sends: title, parts by their keys, limitations in order."""

    title: str
    parts: Mapping[str, PartText]
    limitations: Sequence[LimitationText] = ()


@transaction.atomic
def save_text(
    report_id: int, text: ReportText, *, version: int, actor: User, now: dt.datetime
) -> Report:
    """Save a draft's words. Who saw an older version is refused: nothing is overwritten unseen.

    A part or limitation that was left as suggested goes on following the figures.
    """
    report = _locked_draft(report_id, version)
    report.title = text.title.strip() or report.title
    for row in report.parts.all():
        if row.key in text.parts:
            given = text.parts[row.key]
            row.heading = given.heading.strip() or row.heading
            row.text, row.suggested = _lines(given.text), _lines(given.seen)
            row.save(update_fields=["heading", "text", "suggested"])
    report.limitations.all().delete()
    Limitation.objects.bulk_create(
        Limitation(
            report=report,
            order=order,
            text=one.text.strip() or one.seen,
            source=one.source,
            suggested=one.seen,
            left_out=one.left_out,
        )
        for order, one in enumerate(_once(text.limitations))
    )
    return _changed(report, actor, now)


def _lines(text: str) -> str:
    """Typed text with the line ends that suggestions have."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


def _once(limitations: Sequence[LimitationText]) -> list[LimitationText]:
    """Without empty ones; a source at most once."""
    found: dict[object, LimitationText] = {}
    for number, one in enumerate(limitations):
        if one.text.strip() or one.seen:
            emptied = bool(one.source) and not one.text.strip()
            found.setdefault(one.source or number, replace(one, left_out=one.left_out or emptied))
    return list(found.values())


def _locked_draft(report_id: int, version: int | None) -> Report:
    """The draft, locked until the transaction ends. Raises RefusedError."""
    report = Report.objects.select_for_update().get(pk=report_id)
    refuse(draft_problems(is_closed=report.is_closed, version=version, current=report.version))
    return report


def _changed(report: Report, actor: User | None, now: dt.datetime) -> Report:
    report.version += 1
    report.changed_by, report.changed_at = actor, now
    report.save(update_fields=["title", "version", "changed_by", "changed_at"])
    return report


@transaction.atomic
def choose_highlights(
    report_id: int, stories: Sequence[Story], *, version: int, actor: User, now: dt.datetime
) -> Report:
    """Name the notable stories of a draft, in this order, instead of those named before."""
    report = _locked_draft(report_id, version)
    report.highlights.all().delete()
    Highlight.objects.bulk_create(
        Highlight(report=report, story=story)
        for story in stories
        if story.agency_id == report.agency_id
    )
    return _changed(report, actor, now)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureText:
    """What is to be done, who answers for it, until when, and the document that asks for it."""

    text: str
    unit: Unit | None = None
    board: Board | None = None
    person: User | None = None
    due_on: dt.date | None = None
    document: str = ""

    @property
    def owners(self) -> int:
        """How many bodies and people are named."""
        return sum(owner is not None for owner in (self.unit, self.board, self.person))


def _check_measure(report: Report, measure: MeasureText) -> None:
    bodies = [body for body in (measure.unit, measure.board) if body is not None]
    refuse(
        measure_problems(
            text=measure.text,
            owners=measure.owners,
            owner_fits=all(body.agency_id == report.agency_id for body in bodies),
        )
    )


def _write_measure(row: ReportMeasure, measure: MeasureText) -> ReportMeasure:
    row.text, row.document = measure.text.strip(), measure.document.strip()
    row.owner_unit, row.owner_board = measure.unit, measure.board
    row.owner_person, row.due_on = measure.person, measure.due_on
    row.save()
    return row


@transaction.atomic
def add_measure(
    report_id: int, measure: MeasureText, *, version: int, actor: User, now: dt.datetime
) -> ReportMeasure:
    """Set one more measure in a draft."""
    report = _locked_draft(report_id, version)
    _check_measure(report, measure)
    row = _write_measure(ReportMeasure(report=report, order=report.measures.count()), measure)
    _changed(report, actor, now)
    return row


@transaction.atomic
def change_measure(
    measure_id: int, measure: MeasureText, *, version: int, actor: User, now: dt.datetime
) -> ReportMeasure:
    """Change a measure of a draft."""
    row = ReportMeasure.objects.get(pk=measure_id)
    report = _locked_draft(row.report_id, version)
    _check_measure(report, measure)
    _write_measure(row, measure)
    _changed(report, actor, now)
    return row


@transaction.atomic
def remove_measure(measure_id: int, *, actor: User, now: dt.datetime) -> None:
    """Take a measure out of a draft."""
    row = ReportMeasure.objects.get(pk=measure_id)
    report = _locked_draft(row.report_id, None)
    row.delete()
    _changed(report, actor, now)


@transaction.atomic
def say_outcome(
    measure_id: int, *, state: str, note: str, actor: User, now: dt.datetime
) -> ReportMeasure:
    """Say what became of a measure in force; closed reports keep what they said."""
    row = (
        ReportMeasure.objects.select_for_update(of=("self",))
        .select_related("report")
        .get(pk=measure_id)
    )
    refuse(outcome_problems(state=state, note=note, in_force=row.report.is_closed))
    row.state, row.note = state, note.strip()
    row.said_at, row.said_by = now, actor
    row.save(update_fields=["state", "note", "said_at", "said_by"])
    return row


@transaction.atomic
def discard_draft(report_id: int) -> None:
    """Delete a draft and everything written in it. Raises RefusedError for a closed report."""
    report = _locked_draft(report_id, None)
    for rows in (report.parts, report.limitations, report.highlights, report.measures):
        rows.all().delete()
    report.delete()


def closing_facts(draft: Draft, today: dt.date) -> ClosingFacts:
    """What decides whether the draft may be closed today."""
    return ClosingFacts(
        today=today,
        last_on=draft.report.last_on,
        outdated=[part.row.heading for part in draft.parts if part.is_outdated],
        empty=[
            part.row.heading
            for part in draft.parts
            if part.row.key in _NEEDED and not part.text.strip()
        ],
    )


@transaction.atomic
def close_report(
    report_id: int, *, actor: User, now: dt.datetime, version: int | None = None
) -> Report:
    """Freeze a draft: figures, counted stories and text, with a hash over them.

    From then on the database refuses every change; what is corrected later makes a supplement.
    Raises RefusedError with all problems.
    """
    report = _locked_draft(report_id, version)
    draft = draft_of(report)
    refuse(closing_problems(closing_facts(draft, local_day(now))))
    content = replace(
        content_of_draft(draft), closed_at=now.isoformat(), closed_by=actor.get_full_name()
    )
    report.content = reported.as_json(content)
    report.sha256 = reported.hash_of(report.content)
    report.state, report.closed_at, report.closed_by = ReportState.CLOSED, now, actor
    report.changed_at, report.changed_by = now, actor
    report.save()
    return report
