"""What the screens of reports accept."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.models import User
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.reports.actions import (
    LimitationText,
    MeasureText,
    NewReport,
    PartText,
    ReportText,
)
from toasoan.reports.models import (
    PART_LENGTH,
    SENTENCES,
    MeasureState,
    Report,
    ReportKind,
    ReportMeasure,
)
from toasoan.reports.queries import Draft, DraftLimitation
from toasoan.stories.models import Section
from toasoan.stories.topics import Topic
from toasoan.units.models import Agency, Membership, Unit
from toasoan.vietnamese import periods
from toasoan.vietnamese.collation import name_key
from toasoan.vietnamese.periods import Period

#: Lines for limitations of one's own that stand ready below the suggested ones.
_EMPTY_LINES = 2
#: More limitations than anybody writes; a crafted form ends here.
_MOST_LIMITATIONS = 60
_OWN_PERIOD = "own"


def offered_periods(today: dt.date) -> list[tuple[str, ReportKind, Period]]:
    """Periods that reports are written on, the last ones first: code, kind, period."""
    month = periods.month(today.year, today.month)
    half = periods.half_year_of(today)
    quarter = periods.quarter(today.year, (today.month + 2) // 3)
    # 31 days after the first of a December lie in the year of the sector's year.
    sector = (today + dt.timedelta(days=31)).year
    found: list[tuple[ReportKind, Period]] = [
        (ReportKind.MONTH, periods.previous(month)),
        (ReportKind.MONTH, month),
        (ReportKind.QUARTER, periods.previous(quarter)),
        (ReportKind.QUARTER, quarter),
        (ReportKind.HALF_YEAR, periods.previous(half)),
        (ReportKind.HALF_YEAR, half),
        (ReportKind.HALF_YEAR, periods.sector_half_year(sector, 1)),
        (ReportKind.HALF_YEAR, periods.sector_half_year(sector, 2)),
        (ReportKind.YEAR, periods.year(today.year - 1)),
        (ReportKind.YEAR, periods.year(today.year)),
        (ReportKind.YEAR, periods.sector_year(sector - 1)),
        (ReportKind.YEAR, periods.sector_year(sector)),
    ]
    return [(f"{period.first}_{period.last}", kind, period) for kind, period in found]


class NewReportForm(RefusableForm):
    """The period to report on: one of the usual ones, or two days; a topic for a campaign."""

    period = forms.ChoiceField(label=gettext_lazy("Period"))
    first = DayField(label=gettext_lazy("From"), required=False)
    last = DayField(label=gettext_lazy("To"), required=False)
    topic = forms.ModelChoiceField(
        label=gettext_lazy("Campaign (topic)"),
        queryset=Topic.objects.none(),
        required=False,
        help_text=gettext_lazy("Only for a report of a campaign: the stories of this topic."),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        required=False,
        max_length=Report._meta.get_field("title").max_length,
        help_text=gettext_lazy("Leave it empty for the usual one."),
    )

    def __init__(self, data: QueryDict | None, *, agency: Agency, today: dt.date) -> None:
        super().__init__(data, initial={"period": offered_periods(today)[0][0]})
        self._offered = {code: (kind, period) for code, kind, period in offered_periods(today)}
        field = cast("forms.ChoiceField", self.fields["period"])
        field.choices = [
            *((code, f"{kind.label.capitalize()}: {p.label()}") for code, (kind, p) in self.usual),
            (_OWN_PERIOD, _("Another period: from … to …")),
        ]
        cast("forms.ModelChoiceField[Topic]", self.fields["topic"]).queryset = agency.topics.all()

    @property
    def usual(self) -> Iterator[tuple[str, tuple[ReportKind, Period]]]:
        """The usual periods by their codes."""
        return iter(self._offered.items())

    def clean(self) -> dict[str, Any]:
        """Ask for both days of a period of one's own, in order."""
        given = super().clean() or self.cleaned_data
        if given.get("period") == _OWN_PERIOD and not self.errors:
            if not given["first"] or not given["last"]:
                self.add_error("first", _("Give the first and the last day."))
            elif given["last"] < given["first"]:
                self.add_error("last", _("The last day is before the first day."))
        return given

    def report(self) -> NewReport:
        """What was asked for."""
        given = self.cleaned_data
        kind, period = self._offered.get(given["period"], (ReportKind.PERIOD, None))
        if period is None:
            period = Period(given["first"], given["last"])
        if given["topic"] is not None:
            kind = ReportKind.CAMPAIGN
        return NewReport(kind=kind, period=period, title=given["title"], topic=given["topic"])


class ReportTextForm(RefusableForm):
    """The words of a draft: title, a text for each part, a line for each limitation.

    What the figures suggested on the screen is sent along, so that a part that was left as it was
    goes on following them.
    """

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=Report._meta.get_field("title").max_length
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    lines = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=_MOST_LIMITATIONS)

    def __init__(self, data: QueryDict | None, *, draft: Draft) -> None:
        self.draft = draft
        shown = _shown_lines(draft, data)
        super().__init__(
            data,
            initial={
                "title": draft.report.title,
                "version": draft.report.version,
                "lines": len(shown),
            },
        )
        for part in draft.parts:
            self._add_text(f"part_{part.row.key}", part.row.heading, part.text, PART_LENGTH)
            self._add_hidden(f"seen_{part.row.key}", part.suggested)
        for number, line in enumerate(shown):
            label = _("Limitation %(number)s") % {"number": number + 1}
            self._add_text(f"weak_{number}", label, line.text, SENTENCES)
            self._add_hidden(f"source_{number}", line.source)
            self._add_hidden(f"weak_seen_{number}", line.suggested)
            self.fields[f"out_{number}"] = forms.BooleanField(
                label=_("Leave it out"), required=False, initial=line.left_out
            )

    def _add_text(self, name: str, label: str, initial: str, most: int) -> None:
        rows = max(2, min(12, 1 + len(initial) // 60 + initial.count("\n")))
        self.fields[name] = forms.CharField(
            label=label,
            required=False,
            initial=initial,
            max_length=most,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def _add_hidden(self, name: str, initial: str) -> None:
        self.fields[name] = forms.CharField(
            required=False, initial=initial, widget=forms.HiddenInput, max_length=PART_LENGTH
        )

    def part_fields(self) -> list[dict[str, Any]]:
        """The parts for the template: the draft's, and its two fields."""
        return [
            {
                "part": part,
                "field": self[f"part_{part.row.key}"],
                "seen": self[f"seen_{part.row.key}"],
            }
            for part in self.draft.parts
        ]

    def limitation_fields(self) -> list[dict[str, Any]]:
        """The limitations for the template: their fields, and where they come from."""
        names = (name.removeprefix("source_") for name in self.fields if "source_" in name)
        return [
            {
                "field": self[f"weak_{number}"],
                "source": self[f"source_{number}"],
                "seen": self[f"weak_seen_{number}"],
                "out": self[f"out_{number}"],
            }
            for number in names
        ]

    def text(self) -> ReportText:
        """What was typed."""
        given = self.cleaned_data
        parts = {
            part.row.key: PartText(
                part.row.heading, given[f"part_{part.row.key}"], given[f"seen_{part.row.key}"]
            )
            for part in self.draft.parts
        }
        numbers = range(len([name for name in self.fields if name.startswith("source_")]))
        limitations = [
            LimitationText(
                given[f"weak_{number}"],
                given[f"source_{number}"],
                given[f"weak_seen_{number}"],
                given[f"out_{number}"],
            )
            for number in numbers
        ]
        return ReportText(title=given["title"], parts=parts, limitations=limitations)


def _shown_lines(draft: Draft, data: QueryDict | None) -> Sequence[DraftLimitation]:
    """The limitations of the draft, and empty lines; as many as were sent, when a form was."""
    empty = DraftLimitation(None, "", "", "", left_out=False)
    shown = [*draft.limitations, *[empty] * _EMPTY_LINES]
    sent = data.get("lines", "") if data is not None else ""
    if isinstance(sent, str) and sent.isdecimal() and int(sent) <= _MOST_LIMITATIONS:
        number = int(sent)
        return [*shown, *[empty] * number][:number]
    return shown


class MeasureForm(RefusableForm):
    """A measure: what, who, until when, according to which document."""

    text = forms.CharField(
        label=gettext_lazy("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}),
        max_length=SENTENCES,
    )  # fmt: skip
    owner = forms.ChoiceField(label=gettext_lazy("Who answers for it"), required=False)
    due_on = DayField(label=gettext_lazy("Until"), required=False)
    document = forms.CharField(
        label=gettext_lazy("Document that asks for it"),
        required=False,
        max_length=ReportMeasure._meta.get_field("document").max_length,
        help_text=gettext_lazy("For example: Kế hoạch số 120/KH-VKSTC ngày 15/6/2023."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: QueryDict | None, *, report: Report, row: ReportMeasure | None, today: dt.date
    ) -> None:
        super().__init__(data, initial=_initial(report, row))
        self._units = {f"unit-{unit.pk}": unit for unit in _units(report.agency, today)}
        self._people = {f"person-{one.pk}": one for one in _people(report.agency, today)}
        boards = report.agency.boards.filter(unit=None, closed_on=None)
        self._boards = {f"board-{board.pk}": board for board in boards}
        cast("forms.ChoiceField", self.fields["owner"]).choices = [
            ("", _("Nobody in particular")),
            *((key, board.name) for key, board in self._boards.items()),
            *((key, unit.short_name) for key, unit in self._units.items()),
            *((key, one.get_full_name()) for key, one in self._people.items()),
        ]

    def measure(self) -> MeasureText:
        """What was typed."""
        given = self.cleaned_data
        return MeasureText(
            text=given["text"],
            unit=self._units.get(given["owner"]),
            board=self._boards.get(given["owner"]),
            person=self._people.get(given["owner"]),
            due_on=given["due_on"],
            document=given["document"],
        )


def _units(agency: Agency, today: dt.date) -> list[Unit]:
    return list(Unit.objects.open_on(today).filter(agency=agency))


def _people(agency: Agency, today: dt.date) -> list[User]:
    """Who sits on one of the agency's boards today."""
    seats = Membership.objects.in_force_on(today).filter(board__agency=agency, board__unit=None)
    people = User.objects.filter(pk__in=seats.values("user_id"), is_active=True)
    return sorted(people, key=lambda one: name_key(one.get_full_name()))


def _initial(report: Report, row: ReportMeasure | None) -> dict[str, Any]:
    if row is None:
        return {"version": report.version}
    owners = {
        "unit": row.owner_unit_id,
        "board": row.owner_board_id,
        "person": row.owner_person_id,
    }
    return {
        "text": row.text,
        "owner": next((f"{kind}-{key}" for kind, key in owners.items() if key), ""),
        "due_on": row.due_on,
        "document": row.document,
        "version": report.version,
    }


class OutcomeForm(RefusableForm):
    """What became of a measure."""

    state = forms.ChoiceField(
        label=gettext_lazy("How it stands"), choices=MeasureState, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("What became of it"),
        required=False,
        max_length=SENTENCES,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NotableForm(RefusableForm):
    """The stories that the report names."""

    stories = forms.MultipleChoiceField(
        label=gettext_lazy("Stories"), required=False, widget=forms.CheckboxSelectMultiple
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        choices: Sequence[tuple[str, str]],
        chosen: Sequence[str],
        version: int,
    ) -> None:
        super().__init__(data, initial={"stories": chosen, "version": version})
        cast("forms.MultipleChoiceField", self.fields["stories"]).choices = choices


def _short_name(unit: Unit) -> str:
    return unit.short_name


class StoryForm(RefusableForm):
    """For which unit a story is begun from a report, and where it will stand."""

    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none())
    section = forms.ModelChoiceField(
        label=gettext_lazy("Section of the site"), queryset=Section.objects.none(), required=False
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        units: Sequence[Unit],
        agency: Agency,
        section: Section | None,
    ) -> None:
        super().__init__(data, initial={"unit": units[0].pk, "section": section and section.pk})
        unit = cast("forms.ModelChoiceField[Unit]", self.fields["unit"])
        unit.queryset = Unit.objects.filter(pk__in=[each.pk for each in units])
        unit.label_from_instance = _short_name  # type: ignore[method-assign,assignment]
        found = cast("forms.ModelChoiceField[Section]", self.fields["section"])
        found.queryset = agency.sections.all()
