"""Who may open which address of the newsroom: closed by default (decision 0003).

Wagtail brings some two hundred addresses of its own. Only declared addresses answer
(`kit.screens`), and only to people who hold one of their duties today; every other one does not
exist. An address that a new release adds is therefore closed until somebody declares it.
"""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch
from django.utils import timezone

from toasoan.accounts.models import Ending
from toasoan.newsroom.kit.middleware import NewsroomMiddleware
from toasoan.newsroom.kit.screens import address_of
from toasoan.newsroom.kit.session import is_from_script, sign_in_address
from toasoan.newsroom.kit.signed_out import page_with_typed_text
from toasoan.newsroom.kit.visits import session_over
from toasoan.newsroom.kit.wagtail_requests import (
    is_wagtails,
    refuse_what_breaks,
    search_plain_words,
)
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day


def name_of(match: ResolverMatch) -> str:
    """The full name of an address, or its pattern when it has none."""
    return match.view_name or match.route


class AccessMiddleware(NewsroomMiddleware):
    """Answers 404 for every newsroom address that is not open to the person today."""

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponse],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
    ) -> HttpResponse | None:
        """Let the request through, send it to the sign-in page, or answer 404."""
        if not request.path.startswith(self.newsroom) or request.resolver_match is None:
            return None
        name = name_of(request.resolver_match)
        address = address_of(name)
        if address is None:
            raise Http404
        if is_wagtails(name):
            refuse_what_breaks(request, name, kwargs)
            search_plain_words(request)
        if address.duties is None:
            return None
        if not request.user.is_authenticated:
            return self._sign_in(request)
        if address.is_open_to(duties_of(request.user, local_day(timezone.now()))):
            address.ask(request, kwargs)
            return None
        if name == "newsroom:inbox":
            # Signed in, but without a seat today: the sign-in page says so.
            return None
        raise Http404

    @staticmethod
    def _sign_in(request: HttpRequest) -> HttpResponse:
        if is_from_script(request):
            return session_over(Ending.SIGNED_OUT)
        return page_with_typed_text(request) or redirect(sign_in_address(request))
