"""For the webmaster: how a person's sign-in stands, and what helps who is locked out."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.administration import reopen, unlock
from toasoan.accounts.factors import reset_factor
from toasoan.accounts.models import Ending, User
from toasoan.accounts.queries import entries_of, sign_in_state
from toasoan.accounts.requests import user_of
from toasoan.accounts.visits import end_visits
from toasoan.newsroom.kit.account_log import log_lines
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.session import now_of
from toasoan.newsroom.people.persons import sits_elsewhere
from toasoan.newsroom.people.scope import person_for

_LATELY = 20


@screen("nhan-su/<int:person_id>/dang-nhap/", name="person_sign_in", duties=ADMINISTRATION)
@never_cache
@require_safe
def person_sign_in(request: HttpRequest, person_id: int) -> HttpResponse:
    """How a person's sign-in stands; somebody of another agency does not exist."""
    person = _person(request, person_id)
    shown = {
        "person": person,
        "state": sign_in_state(person, now_of(request)),
        "entries": log_lines(entries_of(person)[:_LATELY]),
        "is_self": person.pk == user_of(request).pk,
    }
    return render(request, "newsroom/people/person_sign_in.html", shown)


@screen(
    "nhan-su/<int:person_id>/dang-nhap/<slug:action>/",
    name="person_sign_in_action",
    duties=ADMINISTRATION,
)
@require_http_methods(["GET", "HEAD", "POST"])
def person_sign_in_action(request: HttpRequest, person_id: int, action: str) -> HttpResponse:
    """Unlock, open again, end all sessions; or ask, then reset the second factor."""
    person = _person(request, person_id)
    if action not in (*_ACTIONS, _RESET) or person.pk == user_of(request).pk:
        raise Http404
    if action == _RESET:
        return _reset(request, person)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    messages.success(request, _ACTIONS[action](request, person))
    return redirect("newsroom:person_sign_in", person.pk)


def _person(request: HttpRequest, person_id: int) -> User:
    """A person who sits in no other agency today: only then may this one change their keys."""
    agency = kept_agency(request)
    person: User = person_for(agency, person_id)
    if sits_elsewhere(person, agency):
        raise Http404
    return person


def _unlock(request: HttpRequest, person: User) -> str:
    unlock(person, actor=user_of(request), now=now_of(request))
    return _("Sign-in is unlocked.")


def _reopen(request: HttpRequest, person: User) -> str:
    reopen(person, actor=user_of(request), now=now_of(request))
    return _("The account is open for signing in again.")


def _reset(request: HttpRequest, person: User) -> HttpResponse:
    confirmation = Confirmation(
        question=_("Reset the second factor"),
        consequence=_(
            "Only when the person asks you themselves, face to face or by a telephone number that"
            " you know. Their sessions end; at the next sign-in they add a new one."
        ),
        button=_("Yes, reset it"),
        back=reverse("newsroom:person_sign_in", args=[person.pk]),
        back_label=str(person),
        done=_("The second factor was reset and all sessions were ended."),
    )

    def action() -> None:
        reset_factor(person, actor=user_of(request), now=now_of(request))

    return confirmation_page(request, confirmation, action)


def _end(request: HttpRequest, person: User) -> str:
    end_visits(person, Ending.FROM_AFAR, now=now_of(request), actor=user_of(request))
    return _("All sessions of the person were ended.")


_RESET = "dat-lai"
_ACTIONS: dict[str, Callable[[HttpRequest, User], str]] = {
    "mo-khoa": _unlock,
    "mo-lai": _reopen,
    "ket-thuc": _end,
}
