"""Rows of the list of public information: how it stands, and where it is put right."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.requests import user_of
from toasoan.disclosure.models import State
from toasoan.disclosure.places import place_kinds
from toasoan.disclosure.rules import Finding
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.screens import address_of
from toasoan.newsroom.kit.tables import ColumnKind, Table, TableColumn
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import short_date

_TAGS = {
    State.MISSING: "bad",
    State.OVERDUE: "bad",
    State.OUT_OF_DATE: "waiting",
    State.PRESENT: "good",
    State.NOT_HELD: "quiet",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line with its state in words and colour, and the address where it is put right."""

    finding: Finding
    state: str
    tag: str
    mended_at: str

    @property
    def may_be_reviewed(self) -> bool:
        """Whether somebody may say that it is right: only what readers find."""
        return self.finding.state in {State.OUT_OF_DATE, State.PRESENT}


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many lines are in a state."""

    code: str
    label: str
    tag: str
    number: int


def rows_of(found: Sequence[Finding], request: HttpRequest) -> list[Row]:
    """The rows, the links to screens that are open to the person."""
    duties = duties_of(user_of(request), today_here())
    return [
        Row(
            finding,
            str(State(finding.state).label),
            _TAGS[finding.state],
            _mended_at(finding, duties),
        )
        for finding in found
    ]


def _mended_at(finding: Finding, duties: frozenset[Duty]) -> str:
    """The screen of the place when it is to be put right and open to the person, else the line."""
    kind = place_kinds().get(finding.item.place_kind)
    if finding.at_the_place and kind and kind.mended_at:
        address = address_of(kind.mended_at)
        if address is not None and address.is_open_to(duties):
            return reverse(kind.mended_at)
    return reverse("newsroom:disclosure_item", args=[finding.item.pk])


def counts_of(rows: Sequence[Row]) -> list[StateCount]:
    """How many lines are in each state, the worst first; states without a line are left out."""
    numbers = Counter(row.finding.state for row in rows)
    return [
        StateCount(state.value, str(state.label), _TAGS[state], numbers[state])
        for state in State
        if numbers[state]
    ]


def as_table(rows: Sequence[Row], today: dt.date) -> Table:
    """The table to save."""
    columns = [
        TableColumn(gettext_lazy("No."), ColumnKind.IDENTIFIER),
        TableColumn(gettext_lazy("What is public")),
        TableColumn(gettext_lazy("Legal basis")),
        TableColumn(gettext_lazy("State")),
        TableColumn(gettext_lazy("What is to be done")),
        TableColumn(gettext_lazy("Address"), ColumnKind.ADDRESS),
        TableColumn(gettext_lazy("Public since"), ColumnKind.DAY),
        TableColumn(gettext_lazy("Last renewed"), ColumnKind.DAY),
        TableColumn(gettext_lazy("To be renewed by"), ColumnKind.DAY),
        TableColumn(gettext_lazy("Responsible")),
    ]
    lines = [
        (
            number,
            row.finding.item.name,
            row.finding.item.basis,
            row.state,
            row.finding.to_do or row.finding.item.not_held_because,
            row.finding.address,
            row.finding.since,
            row.finding.updated,
            row.finding.due_on,
            row.finding.item.responsible_words(),
        )
        for number, row in enumerate(rows, start=1)
    ]
    title = _("Public information on %(day)s") % {"day": short_date(today)}
    return Table(f"cong-khai-thong-tin-{today}", columns, lines, title)
