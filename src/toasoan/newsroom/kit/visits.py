"""Checks of each signed-in request: the session is still open, a second factor proved it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from toasoan.accounts.models import Ending, User, Visit
from toasoan.accounts.requests import user_of
from toasoan.accounts.rules import ending_of, remaining
from toasoan.accounts.visits import VISIT, end_visit, open_visit, record_activity
from toasoan.newsroom.kit.middleware import NewsroomMiddleware
from toasoan.newsroom.kit.screens import address_of
from toasoan.newsroom.kit.session import (
    device_of,
    is_from_script,
    is_verified,
    limits_for,
    needs_factor,
    now_of,
    set_device_cookie,
    sign_in_address,
)
from toasoan.newsroom.kit.signed_out import page_with_typed_text
from toasoan.web_server.askers import SIGNED_IN

#: Asked by scripts on their own while nobody is there: they keep no session alive.
BACKGROUND = frozenset(
    {"wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}
)
#: A script of ours that asks on its own says so in this header.
BACKGROUND_HEADER = "X-Background"


class VisitMiddleware(NewsroomMiddleware):
    """Ends sessions that are over; sends people who still owe a second factor to its page.

    A request without a session cookie is not looked at: pages of the public site stay free of
    database and session.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; a browser that has just become known gets its cookie."""
        response = super().__call__(request)
        set_device_cookie(request, response)
        return response

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Go on, or send the person to the sign-in page or the second factor."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if not request.user.is_authenticated:
            return None
        visit = self._visit(request)
        ending = self._ending(request, visit)
        if ending:
            return self._end(request, visit, ending)
        self._go_on(request, visit)
        request.META[SIGNED_IN] = True
        return self._ask_for_factor(request)

    @staticmethod
    def _visit(request: HttpRequest) -> Visit:
        user = user_of(request)
        number = request.session.get(VISIT)
        visit = Visit.objects.filter(pk=number, user_id=user.pk).first() if number else None
        if visit is None:
            # A session from before this version.
            visit = open_visit(user, device_of(request), now=now_of(request))
            request.session[VISIT] = visit.pk
        visit.user = user
        return visit

    @staticmethod
    def _ending(request: HttpRequest, visit: Visit) -> Ending | None:
        if visit.ended_at:
            return Ending(visit.ending)
        now = now_of(request)
        limits = limits_for(visit.user, now)
        request.toasoan_limits = limits  # type: ignore[attr-defined]
        return ending_of(began_at=visit.began_at, seen_at=visit.seen_at, limits=limits, now=now)

    def _end(self, request: HttpRequest, visit: Visit, ending: Ending) -> HttpResponse | None:
        end_visit(visit, ending, now=now_of(request))
        logout(request)
        if not request.path.startswith(self.newsroom):
            return None
        if is_from_script(request):
            return session_over(ending)
        address = sign_in_address(request, ending.value)
        return page_with_typed_text(request) or redirect(address)

    @staticmethod
    def _go_on(request: HttpRequest, visit: Visit) -> None:
        now, limits = now_of(request), request.toasoan_limits  # type: ignore[attr-defined]
        name = request.resolver_match.view_name if request.resolver_match else ""
        exactly = name == "newsroom:session"
        if is_by_person(request) and (exactly or now - visit.seen_at >= limits.grain):
            record_activity(visit, device_of(request), now=now)
        request.toasoan_remaining = remaining(  # type: ignore[attr-defined]
            began_at=visit.began_at, seen_at=visit.seen_at, limits=limits, now=now
        )

    def _ask_for_factor(self, request: HttpRequest) -> HttpResponse | None:
        user: User = user_of(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_verified(request) or _opens_before_factor(name):
            return None
        if not needs_factor(user, now_of(request)):
            return None
        if not request.path.startswith(self.newsroom):
            # Photos of drafts and the like: not before the second factor.
            request.user = AnonymousUser()
            return None
        if is_from_script(request):
            return session_over(Ending.FACTOR)
        return redirect(f"{reverse('newsroom:second_step')}?next={request.path}")


def _opens_before_factor(name: str) -> bool:
    address = address_of(name)
    return address is not None and address.before_factor


def is_by_person(request: HttpRequest) -> bool:
    """Whether a person did something: opened, sent, typed; not what scripts ask by themselves."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "newsroom:session":
        return request.method == "POST"
    return name not in BACKGROUND and BACKGROUND_HEADER not in request.headers


def session_over(ending: Ending) -> JsonResponse:
    """What a script is told; the last three are words that Wagtail's autosave reads."""
    return JsonResponse(
        {
            "ended": ending.value,
            "success": False,
            "error_code": "session_ended",
            "error_message": _("Your session has ended. Sign in again; the text stays here."),
        },
        status=401,
    )
