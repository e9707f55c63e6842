"""People of the agency: the list, a person's page, and what the webmaster does with an account."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, attempt, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.kit.tables import (
    CSV,
    ColumnKind,
    Row,
    Table,
    TableColumn,
    table_response,
)
from toasoan.newsroom.people.forms import NewPersonForm, PeopleFilterForm, ProfileForm, SeatForm
from toasoan.newsroom.people.queries import (
    PersonFilters,
    PersonRow,
    boards_on,
    by_time,
    changes_of,
    delegable_seats,
    delegations_by_time,
    person_rows,
)
from toasoan.newsroom.people.scope import person_for
from toasoan.units.actions import seat
from toasoan.units.models import Agency, Delegation, Membership
from toasoan.units.people import add_person, change_particulars, enable
from toasoan.units.usernames import username_for

_PER_PAGE = 50


def _filters(request: HttpRequest, agency: Agency) -> tuple[PeopleFilterForm, PersonFilters]:
    form = PeopleFilterForm(request.GET, boards=boards_on(agency, today_here()))
    if not form.is_valid():
        return form, PersonFilters(words=request.GET.get("q", "")[:100])
    given = form.cleaned_data
    return form, PersonFilters(given["q"], given["ban"], given["tt"])


@screen(
    "nhan-su/",
    name="people",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("People and units"), icon="group", order=65),
)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody of the agency, narrowed as asked."""
    agency = kept_agency(request)
    form, filters = _filters(request, agency)
    rows = [row for row in person_rows(agency, today_here()) if filters.fits(row)]
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    kept = {name: request.GET[name] for name in ("q", "ban", "tt") if request.GET.get(name)}
    context = {
        "form": form,
        "page": page,
        "query": urlencode(kept),
        "file_address": reverse("newsroom:people_file"),
        "is_narrowed": bool(kept),
        "now": timezone.now(),
    }
    return render(request, "newsroom/people/people.html", context)


@screen("nhan-su/tai-ve/", name="people_file", duties=ADMINISTRATION)
@require_safe
def people_file(request: HttpRequest) -> HttpResponseBase:
    """The list as it is narrowed, as a file."""
    agency = kept_agency(request)
    _form, filters = _filters(request, agency)
    rows = [row for row in person_rows(agency, today_here()) if filters.fits(row)]
    heads = (
        _("Full name"), _("User name"), _("E-mail"), _("Post"), _("Seats today"), _("Account"),
    )  # fmt: skip
    columns = (*map(TableColumn, heads), TableColumn(_("Last signed in"), ColumnKind.MOMENT))
    table = Table("nhan-su", columns, map(_cells, rows))
    return table_response(request.GET.get("dang", CSV), table)


def _cells(row: PersonRow) -> Row:
    person = row.person
    seats = "; ".join(f"{seat.board.name} ({seat.get_role_display()})" for seat in row.seats)
    state = _("account in use") if person.is_active else _("account closed")
    return (
        str(person), person.username, person.email, person.post, seats, state, person.last_login,
    )  # fmt: skip


@screen("nhan-su/<int:person_id>/", name="person", duties=ADMINISTRATION)
@require_safe
def person(request: HttpRequest, person_id: int) -> HttpResponse:
    """One person: particulars, seats, stand-ins, history, and what can be done."""
    agency = kept_agency(request)
    found = person_for(agency, person_id)
    today = today_here()
    seats = Membership.objects.filter(user=found, board__agency=agency)
    delegations = Delegation.objects.filter(board__agency=agency)
    context = {
        "person": found,
        "seats": by_time(seats.select_related("board", "user").order_by("from_on", "pk"), today),
        "given": delegations_by_time(delegations.filter(principal=found), today),
        "held": delegations_by_time(delegations.filter(delegate=found), today),
        "changes": changes_of(agency, person=found),
        "can_have_stand_in": bool(delegable_seats(found, today)),
        "elsewhere": sits_elsewhere(found, agency),
        "is_self": found.pk == user_of(request).pk,
        "now": timezone.now(),
    }
    return render(request, "newsroom/people/person.html", context)


def sits_elsewhere(person: User, agency: Agency) -> bool:
    """Whether another agency answers for the account as well."""
    today = today_here()
    return (
        Membership.objects.in_force_on(today)
        .filter(user=person)
        .exclude(board__agency=agency)
        .exists()
    )


def account_for(request: HttpRequest, person_id: int) -> tuple[Agency, User]:
    """An account that the agency alone answers for. Raises Http404 for every other one."""
    agency = kept_agency(request)
    found = person_for(agency, person_id)
    if sits_elsewhere(found, agency):
        raise Http404
    return agency, found


@screen("nhan-su/them/", name="person_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person_add(request: HttpRequest) -> HttpResponse:
    """Open an account with its first seat, and make the invitation."""
    agency = kept_agency(request)
    form = NewPersonForm(
        request.POST or None, boards=boards_on(agency, today_here()),
        initial={"from_on": today_here(), "role": "member", "board": request.GET.get("ban")},
    )  # fmt: skip
    made: list[User] = []

    def action() -> None:
        taken = User.objects.filter
        free = username_for(
            form.cleaned_data["full_name"], lambda name: taken(username__iexact=name).exists()
        )
        made.append(
            add_person(
                agency, form.particulars(free), form.seat(),
                actor=user_of(request), now=timezone.now(),
            )
        )  # fmt: skip
        request.session["enrolled"] = [made[0].pk]

    page = FormPage(
        title=_("Open an account"),
        button=_("Open the account"),
        lead=_("The person chooses their password themselves, with a link that opens once."),
        back=reverse("newsroom:people"),
        back_label=_("People"),
        done=_("The account is open. Pass on the invitation below."),
        onward=reverse("newsroom:people_slips"),
    )
    return form_page(request, page, form, action)


def _page(person: User, title: str, button: str, **more: Any) -> FormPage:
    return FormPage(
        title=title,
        button=button,
        back=reverse("newsroom:person", args=[person.pk]),
        back_label=str(person),
        **more,
    )


@screen("nhan-su/<int:person_id>/sua/", name="person_edit", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Correct a person's particulars."""
    agency, found = account_for(request, person_id)
    initial = {
        "full_name": str(found),
        "username": found.username,
        "email": found.email,
        "post": found.post,
    }
    form = ProfileForm(request.POST or None, initial=initial)
    form.fields["username"].help_text = _("The person signs in with it: tell them when it changes.")
    page = _page(
        found, _("Correct the particulars"), _("Save"),
        lead=_("Bylines of stories that are written already stay as they are."),
        done=_("The particulars have been saved."),
    )  # fmt: skip

    def action() -> None:
        change_particulars(
            found, form.particulars(found.username),
            agency=agency, actor=user_of(request), now=timezone.now(),
        )  # fmt: skip

    return form_page(request, page, form, action)


@screen("nhan-su/<int:person_id>/vao-ban/", name="person_seat", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person_seat(request: HttpRequest, person_id: int) -> HttpResponse:
    """Seat a person on one more board."""
    agency = kept_agency(request)
    found = person_for(agency, person_id)
    boards = boards_on(agency, today_here())
    form = SeatForm(
        request.POST or None, boards=boards, initial={"from_on": today_here(), "role": "member"}
    )
    page = _page(
        found, _("Seat on a board"), _("Seat the person"), done=_("The person has been seated.")
    )

    def action() -> None:
        first = form.seat()
        seat(
            found, first.board, first.role, from_on=first.from_on,
            decision_number=first.decision_number, decision_on=first.decision_on,
            actor=user_of(request), now=timezone.now(),
        )  # fmt: skip

    return form_page(request, page, form, action)


@screen("nhan-su/<int:person_id>/mo/", name="person_enable", duties=ADMINISTRATION)
@require_POST
def person_enable(request: HttpRequest, person_id: int) -> HttpResponse:
    """Open a closed account again."""
    agency, found = account_for(request, person_id)
    attempt(
        request,
        lambda: enable(found, agency=agency, actor=user_of(request), now=timezone.now()),
        _("The account is open again."),
    )
    return redirect("newsroom:person", found.pk)


@screen("nhan-su/<int:person_id>/moi/", name="person_invite", duties=ADMINISTRATION)
@require_POST
def person_invite(request: HttpRequest, person_id: int) -> HttpResponse:
    """Make a new invitation for somebody, to be printed or mailed."""
    _agency, found = account_for(request, person_id)
    if not found.is_active:
        messages.error(request, _("This account is closed: open it first."))
        return redirect("newsroom:person", found.pk)
    request.session["enrolled"] = [found.pk]
    return redirect("newsroom:people_slips")
