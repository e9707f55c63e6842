"""Boards and who sits on them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import BackLink, FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.people.forms import AnnulForm, BoardForm, EndSeatForm, MemberForm
from toasoan.newsroom.people.queries import (
    board_rows,
    boards_on,
    by_time,
    changes_of,
    closed_boards,
    people_of,
    units_without_vetter,
)
from toasoan.newsroom.people.scope import board_for, seat_for
from toasoan.units.actions import annul_seat, close_board, end_seat, open_board, seat
from toasoan.units.models import Board, BoardKind, Unit
from toasoan.vietnamese.collation import name_key


@screen("ban/", name="boards", duties=ADMINISTRATION)
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """The agency's boards and the units' teams, with their heads."""
    agency, today = kept_agency(request), today_here()
    context = {
        "rows": board_rows(agency, today),
        "closed": closed_boards(agency, today),
        "lacking": units_without_vetter(agency, today),
    }
    return render(request, "newsroom/people/boards.html", context)


@screen("ban/<int:board_id>/", name="board", duties=ADMINISTRATION)
@require_safe
def board(request: HttpRequest, board_id: int) -> HttpResponse:
    """One board: members now, to come, and earlier."""
    agency, today = kept_agency(request), today_here()
    found = board_for(agency, board_id)
    seats = found.memberships.select_related("user", "board", "annulled_by")
    context = {
        "board": found,
        "is_open": found.closed_on is None or found.closed_on >= today,
        "seats": by_time(seats.order_by("from_on", "pk"), today),
        "lacks_vetter": found.unit in units_without_vetter(agency, today),
        "changes": changes_of(agency, board=found),
    }
    return render(request, "newsroom/people/board.html", context)


@screen("ban/them/", name="board_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def board_add(request: HttpRequest) -> HttpResponse:
    """Found a board, or the team of a unit that has none."""
    agency, today = kept_agency(request), today_here()
    teams = [row.unit_id for row in boards_on(agency, today) if row.unit_id]
    units = Unit.objects.filter(agency=agency).open_on(today).exclude(pk__in=teams)
    form = BoardForm(request.POST or None, units=units, initial={"opened_on": today})

    def action() -> None:
        given = form.cleaned_data
        open_board(
            agency, BoardKind(given["kind"]), name=given["name"], opened_on=given["opened_on"],
            unit=form.units.get(given.get("unit")), actor=user_of(request), now=timezone.now(),
        )  # fmt: skip

    page = FormPage(
        title=_("Found a board"),
        button=_("Found the board"),
        lead=_("What its members may do follows from its kind."),
        back=reverse("newsroom:boards"),
        back_label=_("Boards"),
        done=_("The board has been founded. Seat its members now."),
    )
    return form_page(request, page, form, action)


@screen("ban/<int:board_id>/giai-the/", name="board_close", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def board_close(request: HttpRequest, board_id: int) -> HttpResponse:
    """End a board and its seats."""
    found = board_for(kept_agency(request), board_id)
    form = EndSeatForm(request.POST or None, initial={"to_on": today_here()})

    def action() -> None:
        close_board(
            found, **form.ending(), actor=user_of(request), now=timezone.now()
        )  # fmt: skip

    confirmation = Confirmation(
        question=_("Close the board"),
        button=_("Close the board"),
        consequence=_("All seats on it end with the same day. What its members did stays."),
        **_to_board(found),
        done=_("The board has been closed."),
    )
    return confirmation_page(request, confirmation, action, form)


@screen("ban/<int:board_id>/them-nguoi/", name="board_seat", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def board_seat(request: HttpRequest, board_id: int) -> HttpResponse:
    """Seat somebody of the agency on the board."""
    agency = kept_agency(request)
    found = board_for(agency, board_id)
    people = sorted(people_of(agency).filter(is_active=True), key=lambda one: name_key(str(one)))
    form = MemberForm(
        request.POST or None, board=found, people=people,
        initial={"from_on": today_here(), "role": "member"},
    )  # fmt: skip

    def action() -> None:
        first = form.seat()
        person = next(one for one in people if one.pk == form.cleaned_data["person"])
        seat(
            person, found, first.role, from_on=first.from_on,
            decision_number=first.decision_number, decision_on=first.decision_on,
            actor=user_of(request), now=timezone.now(),
        )  # fmt: skip

    page = FormPage(
        title=_("Seat somebody"),
        button=_("Seat the person"),
        lead=_("Somebody without an account yet is added under “People”, with this board."),
        **_to_board(found),
        done=_("The person has been seated."),
    )
    return form_page(request, page, form, action)


@screen("ban/thanh-vien/<int:seat_id>/ket-thuc/", name="seat_end", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_end(request: HttpRequest, seat_id: int) -> HttpResponse:
    """End a seat on a day."""
    agency = kept_agency(request)
    found = seat_for(agency, seat_id)
    form = EndSeatForm(request.POST or None, initial={"to_on": today_here()})

    def action() -> None:
        end_seat(
            found, **form.ending(), actor=user_of(request), now=timezone.now()
        )  # fmt: skip

    page = FormPage(
        title=_("End the seat of %(person)s") % {"person": found.user},
        button=_("End the seat"),
        lead=_("What the person did on this seat stays as it is."),
        **_to_board(found.board),
        done=_("The seat has its last day."),
    )
    return form_page(request, page, form, action)


@screen("ban/thanh-vien/<int:seat_id>/huy/", name="seat_annul", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def seat_annul(request: HttpRequest, seat_id: int) -> HttpResponse:
    """Annul a seat that was entered by mistake."""
    agency = kept_agency(request)
    found = seat_for(agency, seat_id)
    form = AnnulForm(request.POST or None)

    def action() -> None:
        annul_seat(
            found, because=form.cleaned_data["because"],
            actor=user_of(request), now=timezone.now(),
        )  # fmt: skip

    confirmation = Confirmation(
        question=_("Annul the seat of %(person)s") % {"person": found.user},
        button=_("Annul the seat"),
        consequence=_(
            "Only for a mistake of typing. The line stays, crossed out, with your reason;"
            " then enter what is right. Somebody who leaves gets a last day instead."
        ),
        **_to_board(found.board),
        done=_("The seat has been annulled. Enter what is right now."),
    )
    return confirmation_page(request, confirmation, action, form)


def _to_board(found: Board) -> BackLink:
    return {"back": reverse("newsroom:board", args=[found.pk]), "back_label": found.name}
