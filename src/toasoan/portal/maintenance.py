"""During maintenance the site says so, with 503; kept pages are answered before it is asked."""

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from toasoan.portal.api.problems import PREFIX, problem
from toasoan.portal.errors import stylesheet
from toasoan.site_settings.maintenance.queries import Timetable
from toasoan.site_settings.models import Maintenance


class MaintenanceMiddleware:
    """Answers readers; the newsroom and files go on as far as they can."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.timetable = Timetable()
        self.open = (
            reverse("wagtailadmin_home"),
            settings.STATIC_URL,
            settings.MEDIA_URL,
            "/anh/",
            "/tep/",
            "/giao-dien/",
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, or say until when it takes."""
        if request.path.startswith(self.open):
            return self.get_response(request)
        going_on = self.timetable.going_on(timezone.now())
        return _closed(request, going_on[0]) if going_on else self.get_response(request)


def _closed(request: HttpRequest, row: Maintenance) -> HttpResponse:
    """The page needs neither database nor session; programs get a problem."""
    if request.path.startswith(PREFIX):
        answer = problem(HTTPStatus.SERVICE_UNAVAILABLE, row.reason)
    else:
        words = render_to_string(
            "portal/maintenance.html", {"maintenance": row, "stylesheet": stylesheet()}
        )
        answer = HttpResponse(words, status=HTTPStatus.SERVICE_UNAVAILABLE)
    seconds = max(1, int((row.ends_at - timezone.now()).total_seconds()))
    answer.headers["Retry-After"] = str(seconds)
    return answer
