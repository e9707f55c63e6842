"""Lists of questions: the clerk's, a unit's, what waits for approval, what is overdue."""

from collections.abc import Iterator

from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, question_page
from toasoan.newsroom.kit.duty_sets import COUNTING, TAKING_QUESTIONS
from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import CSV, ColumnKind, Row, Table, TableColumn, table_response
from toasoan.newsroom.questions.filters import VIEWS, Filters, filtered, read_filters
from toasoan.newsroom.questions.rows import question_lines
from toasoan.pagination.pages import OrderedRows
from toasoan.pagination.places import Key
from toasoan.questions.actions.contacts import note_contacts_saved
from toasoan.questions.kinds import QuestionKind, QuestionState
from toasoan.questions.models import Question
from toasoan.questions.queries import (
    fields_of,
    overdue_of,
    person_of,
    questions_visible_to,
)
from toasoan.units.duties import UNIT_WORK, Duty
from toasoan.units.models import Unit
from toasoan.units.queries import units_where
from toasoan.vietnamese.dates import local_day

_UNIT_WORK = frozenset(UNIT_WORK)
_APPROVING = frozenset({Duty.APPROVE})
_PER_PAGE = 50
_NEWEST = (Key("received_at", descending=True, is_moment=True), Key("pk", descending=True))
#: Lists in the order of last days show so many; the file has all.
_SHOWN = 300


@screen(
    "hoi-dap/",
    name="questions",
    duties=TAKING_QUESTIONS,
    menu=MenuEntry(label=gettext_lazy("Questions from citizens"), icon="help", order=46),
)
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """The clerk's list: what is to be done first, by last day; filters; search."""
    agency, today = agency_where(request, TAKING_QUESTIONS), today_here()
    filters = read_filters(request.GET)
    own = Question.objects.filter(agency=agency).select_related("unit", "field")
    rows = filtered(own, filters, today)
    context = {
        "views": [(name, label, filters.query(xem=name)) for name, label in VIEWS.items()],
        "filters": filters,
        "query": filters.query(),
        "kinds": QuestionKind.choices,
        "fields": list(fields_of(agency.pk)),
        "units": list(Unit.objects.open_on(today).filter(agency=agency)),
        "shown": _SHOWN,
    }
    if filters.is_by_deadline:
        found = list(rows[: _SHOWN + 1])
        context |= {"is_cut": len(found) > _SHOWN}
        found = found[:_SHOWN]
    else:
        page = page_asked(OrderedRows(_NEWEST, rows), request.GET.get("trang", ""), _PER_PAGE)
        context |= {"page": page}
        found = page.rows
    context |= {"lines": question_lines(found, agency.pk, today)}
    return render(request, "newsroom/questions/questions.html", context)


@screen("hoi-dap/bang/", name="questions_export", duties=TAKING_QUESTIONS)
@require_safe
def export(request: HttpRequest) -> HttpResponseBase:
    """The list as a table to save, without words of senders and without their contact."""
    agency = agency_where(request, TAKING_QUESTIONS)
    filters = read_filters(request.GET)
    table = Table("hoi-dap", _columns(), map(_facts, _rows_of(agency.pk, filters)))
    return table_response(request.GET.get("dang", CSV), table)


@screen("hoi-dap/bang-lien-he/", name="questions_contacts", duties=TAKING_QUESTIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def export_contacts(request: HttpRequest) -> HttpResponseBase:
    """The list with words and contacts, after a question; that it was saved is recorded."""
    agency = agency_where(request, TAKING_QUESTIONS)
    filters = read_filters(request.GET)
    if request.method != "POST":
        return question_page(
            request,
            Confirmation(
                question=_("Save a table with names and contacts of senders"),
                consequence=_(
                    "Personal data leaves the program with this file. The history of each "
                    "question says that you have saved it."
                ),
                button=_("Save the table (XLSX)"),
                back=f"{reverse('newsroom:questions')}?{filters.query()}",
                back_label=_("Questions from citizens"),
            ),
        )
    rows = list(_rows_of(agency.pk, filters))
    note_contacts_saved([row.pk for row in rows], actor=user_of(request), now=timezone.now())
    columns = [
        *_columns(),
        *(TableColumn(heading) for heading in (
            _("About"), _("Text"), _("Full name"), _("Phone"), _("E-mail"), _("Address"),
        )),
    ]  # fmt: skip
    table = Table("hoi-dap-lien-he", columns, ((*_facts(row), *_contact(row)) for row in rows))
    return table_response("xlsx", table)


def _rows_of(agency_id: int, filters: Filters) -> Iterator[Question]:
    own = Question.objects.filter(agency_id=agency_id)
    rows = filtered(own.select_related("unit", "field", "asker"), filters, today_here())
    return rows.iterator(chunk_size=500)


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("Number")),
        TableColumn(_("Kind")),
        TableColumn(_("Field of the question")),
        TableColumn(_("Received at"), ColumnKind.MOMENT),
        TableColumn(_("To be answered by"), ColumnKind.DAY),
        TableColumn(_("Extended by (days)"), ColumnKind.NUMBER),
        TableColumn(_("State")),
        TableColumn(_("Unit")),
        TableColumn(_("Finished at"), ColumnKind.MOMENT),
        TableColumn(_("In time")),
    ]


def _facts(row: Question) -> Row:
    return (
        str(row),
        row.get_kind_display(),
        row.field.name if row.field else "",
        row.received_at,
        row.due_on,
        row.extended_days,
        row.get_state_display(),
        row.unit.short_name if row.unit else "",
        row.closed_at,
        _in_time(row),
    )


def _in_time(row: Question) -> str:
    if row.due_on is None:
        return ""
    until = local_day(row.closed_at) if row.closed_at else today_here()
    if until > row.due_on:
        return _("late")
    return _("in time") if row.closed_at else ""


def _contact(row: Question) -> Row:
    person = person_of(row)
    return (row.subject, row.text, person.name, person.phone, person.email, person.address)


@screen(
    "hoi-dap-cua-don-vi/",
    name="unit_questions",
    duties=_UNIT_WORK,
    menu=MenuEntry(label=gettext_lazy("Questions for the unit"), icon="help", order=46),
)
@require_safe
def of_unit(request: HttpRequest) -> HttpResponse:
    """What was given to the person's unit: to be answered, and answered lately."""
    user, today = user_of(request), today_here()
    units = units_where(user, UNIT_WORK, today)
    rows = questions_visible_to(user, today).filter(unit__in=units).select_related("unit", "field")
    waiting = list(
        rows.filter(state=QuestionState.ASSIGNED).order_by(F("due_on").asc(nulls_last=True), "pk")[
            :_SHOWN
        ]
    )
    given = list(
        rows.exclude(state=QuestionState.ASSIGNED).order_by("-state_since", "-pk")[:_PER_PAGE]
    )
    agency_id = next((row.agency_id for row in (*waiting, *given)), 0)
    context = {
        "waiting": question_lines(waiting, agency_id, today),
        "given": question_lines(given, agency_id, today),
    }
    return render(request, "newsroom/questions/unit_questions.html", context)


@screen(
    "hoi-dap-cho-duyet/",
    name="answers_to_approve",
    duties=_APPROVING,
    menu=MenuEntry(label=gettext_lazy("Answers to citizens"), icon="help", order=46),
)
@require_safe
def to_approve(request: HttpRequest) -> HttpResponse:
    """Answers that wait for approval, by last day, and what went out lately."""
    agency, today = agency_where(request, _APPROVING), today_here()
    rows = Question.objects.filter(agency=agency).select_related("unit", "field")
    waiting = rows.filter(state=QuestionState.SIGNED)
    approved = rows.filter(
        state__in=(QuestionState.APPROVED, QuestionState.ANSWERED, QuestionState.PUBLISHED)
    )
    by_deadline = waiting.order_by(F("due_on").asc(nulls_last=True), "pk")[:_SHOWN]
    context = {
        "waiting": question_lines(by_deadline, agency.pk, today),
        "given": question_lines(
            approved.order_by("-state_since", "-pk")[:_PER_PAGE], agency.pk, today
        ),
    }
    return render(request, "newsroom/questions/answers_to_approve.html", context)


@screen(
    "hoi-dap-qua-han/",
    name="questions_overdue",
    duties=COUNTING | TAKING_QUESTIONS,
    menu=MenuEntry(
        label=gettext_lazy("Questions overdue"), icon="warning", order=54, duties=COUNTING
    ),
)
@require_safe
def overdue(request: HttpRequest) -> HttpResponseBase:
    """What should have been answered by now: number, kind, where it lies; no words of senders."""
    agency, today = agency_where(request, COUNTING | TAKING_QUESTIONS), today_here()
    rows = overdue_of(agency.pk, today)
    if kind := request.GET.get("dang"):
        table = Table("hoi-dap-qua-han", _columns(), map(_facts, rows.iterator(chunk_size=500)))
        return table_response(kind, table)
    context = {"lines": question_lines(rows[:_SHOWN], agency.pk, today)}
    return render(request, "newsroom/questions/overdue.html", context)
