"""Units: the list with what became of them, one unit, opening one, the outcome of a succession."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.succession import moved_by, on_their_way
from toasoan.newsroom.kit.agency import kept_agency, today_here, unit_for
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.people.forms import UnitForm
from toasoan.newsroom.people.queries import by_time, changes_of, unit_rows
from toasoan.newsroom.people.scope import succession_for
from toasoan.units.actions import open_board, open_unit
from toasoan.units.models import BoardKind, Membership, UnitKind
from toasoan.units.queries import order_of_new
from toasoan.units.succession import can_be_undone, undo_succession
from toasoan.vietnamese.dates import short_date


@screen("don-vi/", name="units", duties=ADMINISTRATION)
@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Open units, units to come, and those that have ended."""
    agency, today = kept_agency(request), today_here()
    rows = unit_rows(agency, today)
    context = {
        "open": [row for row in rows if row.unit.is_open_on(today)],
        "coming": [row for row in rows if row.unit.opened_on > today],
        "ended": [row for row in rows if row.unit.closed_on and row.unit.closed_on < today],
        "today": today,
    }
    return render(request, "newsroom/people/units.html", context)


@screen("don-vi/<int:unit_id>/", name="unit", duties=ADMINISTRATION)
@require_safe
def unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """One unit: its days, its teams and people, what it came from and what it became."""
    agency, today = kept_agency(request), today_here()
    found = unit_for(agency, unit_id)
    seats = Membership.objects.filter(board__unit=found).select_related("user", "board")
    row = next(row for row in unit_rows(agency, today) if row.unit.pk == found.pk)
    context = {
        "unit": found,
        "row": row,
        "is_open": found.is_open_on(today),
        "boards": found.boards.order_by("opened_on"),
        "seats": by_time(seats.order_by("from_on", "pk"), today),
        "waiting": on_their_way([found]).count(),
        "changes": changes_of(agency, unit=found),
        "address": found.get_absolute_url(),
    }
    return render(request, "newsroom/people/unit.html", context)


@screen("don-vi/them/", name="unit_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def unit_add(request: HttpRequest) -> HttpResponse:
    """Open a unit that carries nothing on, with its team."""
    agency = kept_agency(request)
    form = UnitForm(request.POST or None, initial={"opened_on": today_here()})

    def action() -> None:
        given = form.cleaned_data
        actor, now = user_of(request), timezone.now()
        kind = UnitKind(given["kind"])
        opened = open_unit(
            agency, code=given["code"], kind=kind, name=given["name"],
            short_name=given["short_name"], opened_on=given["opened_on"],
            order=order_of_new(agency, kind), actor=actor, now=now,
        )  # fmt: skip
        open_board(
            agency, BoardKind.UNIT_TEAM, unit=opened, opened_on=opened.opened_on,
            name=_("Team of %(unit)s") % {"unit": opened.short_name},
            actor=actor, now=now,
        )  # fmt: skip

    page = FormPage(
        title=_("Open a unit"),
        button=_("Open the unit"),
        lead=_("A unit that carries others on is opened by a reorganisation, not here."),
        back=reverse("newsroom:units"),
        back_label=_("Units"),
        done=_("The unit and its team are there. Seat its leader now."),
    )
    return form_page(request, page, form, action)


@screen("don-vi/sap-xep/<int:succession_id>/", name="succession_done", duties=ADMINISTRATION)
@require_safe
def succession_done(request: HttpRequest, succession_id: int) -> HttpResponse:
    """What a succession did, or will do on its day."""
    agency = kept_agency(request)
    found = succession_for(agency, succession_id)
    successors = list(found.successors.all())
    seats = Membership.objects.filter(pk__in=found.done.get("seats", []))
    ended = Membership.objects.filter(pk__in=[pk for pk, _day in found.done.get("ended", [])])
    context = {
        "succession": found,
        "predecessors": list(found.predecessors.all()),
        "successors": successors,
        "seats": seats.select_related("user", "board"),
        "ended": ended.select_related("user", "board"),
        "moved": moved_by(found),
        "can_be_undone": can_be_undone(found, today_here()),
        "is_coming": found.happened_on > today_here(),
    }
    return render(request, "newsroom/people/succession_done.html", context)


@screen(
    "don-vi/sap-xep/<int:succession_id>/thu-hoi/", name="succession_undo", duties=ADMINISTRATION
)
@require_http_methods(["GET", "HEAD", "POST"])
def succession_undo(request: HttpRequest, succession_id: int) -> HttpResponse:
    """Ask, then take a succession back before its day."""
    agency = kept_agency(request)
    found = succession_for(agency, succession_id)
    confirmation = Confirmation(
        question=_("Take the reorganisation back"),
        consequence=_(
            "Its day has not come. Taking it back restores units and seats as they were; new units"
            " and seats of it are removed."
        ),
        button=_("Take the reorganisation back"),
        back=reverse("newsroom:succession_done", args=[found.pk]),
        back_label=f"{capfirst(found.get_kind_display())}, {short_date(found.happened_on)}",
        done=_("The reorganisation has been taken back; everything is as it was before."),
        onward=reverse("newsroom:units"),
    )

    def action() -> None:
        undo_succession(found, agency=agency, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)
