"""Stand-ins: each for themselves, the webmaster for anybody of the agency."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, DECIDING
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.people.forms import DelegationForm
from toasoan.newsroom.people.queries import colleagues, delegable_seats, delegations_by_time
from toasoan.newsroom.people.scope import delegation_for, person_for
from toasoan.units.actions import end_delegation, name_stand_in
from toasoan.units.models import Delegation, Membership


def _form(request: HttpRequest, principal: User, seats: list[Membership]) -> DelegationForm:
    offered = colleagues(seats, principal, today_here())
    return DelegationForm(
        request.POST or None, offered=offered,
        initial={"from_on": today_here(), "to_on": today_here()},
    )  # fmt: skip


def _action(request: HttpRequest, principal: User, form: DelegationForm) -> Any:
    given = form.cleaned_data
    return name_stand_in(
        principal, form.people[given["delegate"]], board=form.boards[given["board"]],
        from_on=given["from_on"], to_on=given["to_on"],
        decision_number=given["decision_number"], reason=given["reason"],
        actor=user_of(request), now=timezone.now(),
    )  # fmt: skip


@screen(
    "phan-cong-thay/",
    name="stand_ins",
    duties=DECIDING,
    menu=MenuEntry(label=gettext_lazy("Stand-ins"), icon="user", order=60),
)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Who stands in for me, and for whom I stand in."""
    user, today = user_of(request), today_here()
    context = {
        "given": delegations_by_time(Delegation.objects.filter(principal=user), today),
        "held": delegations_by_time(Delegation.objects.filter(delegate=user), today),
        "can_name": bool(delegable_seats(user, today)),
    }
    return render(request, "newsroom/people/stand_ins.html", context)


@screen("phan-cong-thay/them/", name="stand_in_add", duties=DECIDING)
@require_http_methods(["GET", "HEAD", "POST"])
def mine_add(request: HttpRequest) -> HttpResponse:
    """Name a stand-in for myself."""
    user = user_of(request)
    seats = delegable_seats(user, today_here())
    if not seats:
        raise Http404
    form = _form(request, user, seats)
    page = FormPage(
        title=_("Name a stand-in"),
        button=_("Name the stand-in"),
        lead=_(
            "On these days the stand-in sees what waits for you and decides in your place;"
            " the trail says for whom. Two people still look at every story."
        ),
        back=reverse("newsroom:stand_ins"),
        back_label=_("Stand-ins"),
        done=_("The stand-in has been named."),
    )
    return form_page(request, page, form, lambda: _action(request, user, form))


@screen("phan-cong-thay/<int:delegation_id>/ket-thuc/", name="my_stand_in_end", duties=DECIDING)
@require_http_methods(["GET", "HEAD", "POST"])
def mine_end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Ask, then end a delegation that I gave."""
    found = get_object_or_404(
        Delegation.objects.select_related("delegate", "principal"),
        principal=user_of(request),
        pk=delegation_id,
    )
    return _end(request, found, reverse("newsroom:stand_ins"))


def _end(request: HttpRequest, found: Delegation, back: str) -> HttpResponse:
    """Ask, then end the delegation; `back` is the address of the list from which one came."""
    names = {"stand_in": found.delegate, "principal": found.principal}
    confirmation = Confirmation(
        question=_("End the stand-in of %(stand_in)s") % names,
        consequence=_(
            "%(stand_in)s at once sees and decides nothing more in place of %(principal)s. What"
            " was decided stays. To go on later, name a stand-in anew."
        )
        % names,
        button=_("End now"),
        back=back,
        back_label=_("Stand-ins"),
        done=_("The stand-in has no right left."),
    )

    def action() -> None:
        end_delegation(found, actor=user_of(request), now=timezone.now())

    return confirmation_page(request, confirmation, action)


@screen("nhan-su/phan-cong-thay/", name="all_stand_ins", duties=ADMINISTRATION)
@require_safe
def all_stand_ins(request: HttpRequest) -> HttpResponse:
    """Every stand-in of the agency."""
    rows = Delegation.objects.filter(board__agency=kept_agency(request))
    context = {"rows": delegations_by_time(rows, today_here())}
    return render(request, "newsroom/people/all_stand_ins.html", context)


@screen("nhan-su/<int:person_id>/phan-cong-thay/", name="person_stand_in", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person_stand_in(request: HttpRequest, person_id: int) -> HttpResponse:
    """Name a stand-in for somebody of the agency."""
    agency = kept_agency(request)
    found = person_for(agency, person_id)
    seats = [
        seat for seat in delegable_seats(found, today_here()) if seat.board.agency_id == agency.pk
    ]
    if not seats:
        raise Http404
    form = _form(request, found, seats)
    page = FormPage(
        title=_("A stand-in for %(person)s") % {"person": found},
        button=_("Name the stand-in"),
        lead=_("The trail says who decided, and for whom. Two people still look at every story."),
        back=reverse("newsroom:person", args=[found.pk]),
        back_label=str(found),
        done=_("The stand-in has been named."),
    )
    return form_page(request, page, form, lambda: _action(request, found, form))


@screen(
    "nhan-su/phan-cong-thay/<int:delegation_id>/ket-thuc/",
    name="stand_in_end",
    duties=ADMINISTRATION,
)
@require_http_methods(["GET", "HEAD", "POST"])
def stand_in_end(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Ask, then end any delegation of the agency."""
    found = delegation_for(kept_agency(request), delegation_id)
    return _end(request, found, reverse("newsroom:all_stand_ins"))
