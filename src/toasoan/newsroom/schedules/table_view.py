"""The whole week edited as one table: a row for each line, empty rows for new ones."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from toasoan.newsroom.kit.duty_sets import SCHEDULING
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.schedules.forms import Choices, RowForm, initial_of
from toasoan.newsroom.schedules.place import Place, place_of
from toasoan.schedules.actions.lines import add_line, change_line
from toasoan.schedules.kinds import DayPart, LineKind
from toasoan.schedules.models import ScheduleLine
from toasoan.schedules.queries.grid import in_order
from toasoan.schedules.rules import LineFacts, facts_of, unit_change_problems

#: Empty rows at the end; saving gives new ones.
_EMPTY_ROWS = 3
_NEW = "moi"


@dataclass(slots=True)
class Row:
    """A row: the form, and the line that it changes; None for a new one."""

    form: RowForm
    line: ScheduleLine | None

    @property
    def is_typed(self) -> bool:
        """Whether somebody changed it. Days and parts of a new row are chosen from the start."""
        changed = set(self.form.changed_data)
        if self.line is None:
            changed -= {"day", "part", "kind", "is_public", "version"}
        return bool(changed)


@screen("lich-lam-viec/<slug:day>/bang/", name="schedule_table", duties=SCHEDULING)
@require_http_methods(["GET", "HEAD", "POST"])
def table(request: HttpRequest, day: str) -> HttpResponse:
    """Change many lines at once; rows that are refused stay open with what was typed."""
    place = place_of(request, day)
    rows = _rows(request, place)
    if request.method == "POST":
        typed = [row for row in rows if row.is_typed]
        saved = sum(_save(row, place) for row in typed)
        _say_saved(request, saved)
        if saved == len(typed):
            return redirect(place.address)
        rows = _again(rows, place)
    context = {"place": place, "rows": rows, "is_office": place.writer.is_office}
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/schedules/table.html", context, status=status)


def _own_lines(place: Place) -> Iterable[ScheduleLine]:
    """The lines that the person may change here, in the order of the week."""
    if place.schedule is None:
        return []
    lines = place.schedule.lines.filter(removed_at__isnull=True).select_related("room", "unit")
    if not place.writer.is_office:
        lines = lines.filter(unit_id__in=place.writer.unit_ids)
    found = in_order(lines)
    return [line for line in found if place.writer.is_office or not unit_change_problems(line)]


def _rows(request: HttpRequest, place: Place) -> list[Row]:
    sent = request.POST if request.method == "POST" else None
    choices = Choices(place)
    rows = [
        Row(RowForm(sent, prefix=f"d{line.pk}", choices=_with_room(place, line, choices),
                    initial=initial_of(line)), line)
        for line in _own_lines(place)
    ]  # fmt: skip
    if sent is not None:
        # A row that the page did not have (a line that came meanwhile) is left as it is.
        rows = [row for row in rows if f"{row.form.prefix}-day" in sent]
    new = {"day": place.monday.isoformat(), "part": DayPart.MORNING, "kind": LineKind.WORK}
    start = new | {"is_public": place.writer.is_office}
    for number in range(_EMPTY_ROWS):
        prefix = f"{_NEW}{number}"
        bound = sent if sent is not None and f"{prefix}-day" in sent else None
        rows.append(Row(RowForm(bound, prefix=prefix, choices=choices, initial=start), None))
    return rows


def _with_room(place: Place, line: ScheduleLine, choices: Choices) -> Choices:
    """The choices of a row; a line keeps a room that is closed by now."""
    if line.room is None or line.room.is_open:
        return choices
    return Choices(place, line)


def _save(row: Row, place: Place) -> bool:
    """Save one row; what the rules refuse stands on it afterwards."""
    now = timezone.now()

    def act() -> None:
        if row.line is None:
            units = sorted(place.writer.unit_ids)
            unit_id = None if place.writer.is_office or not units else units[0]
            facts = row.form.facts(LineFacts(day=dt.date.min, part="", unit_id=unit_id))
            add_line(place.agency, place.monday, facts, writer=place.writer, now=now)
            return
        seen = row.form.cleaned_data["version"] or 0
        facts = row.form.facts(facts_of(row.line))
        change_line(row.line.pk, facts, seen_version=seen, writer=place.writer, now=now)

    return row.form.carry_out(act)


def _again(rows: list[Row], place: Place) -> list[Row]:
    """The rows that were refused as they were typed; all others anew."""
    refused = [row for row in rows if row.is_typed and row.form.errors]
    choices = Choices(place)
    left = {row.line.pk for row in refused if row.line is not None}
    others = [
        Row(RowForm(prefix=f"d{line.pk}", choices=choices, initial=initial_of(line)), line)
        for line in _own_lines(place)
        if line.pk not in left
    ]
    return refused + others


def _say_saved(request: HttpRequest, saved: int) -> None:
    said = ngettext("%(count)d line saved.", "%(count)d lines saved.", saved)
    if saved:
        messages.success(request, said % {"count": saved})
    else:
        messages.info(request, _("Nothing was changed."))
