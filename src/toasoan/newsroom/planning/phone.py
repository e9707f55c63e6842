"""The calendar on the person's phone: a secret address, and what it answers with."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.events.calendar import calendar_file
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.screens import anonymous_screen, screen
from toasoan.planning.actions.feeds import FeedBusyError, make_feed, read_feed, revoke_feed
from toasoan.planning.queries.feed import feed_entries, feed_of
from toasoan.planning.rules import FEED_WINDOW
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day


@screen("ke-hoach/dien-thoai/", name="planning_phone", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("token", "made")
def address(request: HttpRequest) -> HttpResponse:
    """Make an address, which is shown once, or end it."""
    now, user = timezone.now(), user_of(request)
    made = ""
    if request.method == "POST" and "end" in request.POST:
        revoke_feed(actor=user, now=now)
        messages.success(request, _("The address has ended. Phones that use it get nothing more."))
        return redirect("newsroom:planning_phone")
    if request.method == "POST":
        token = make_feed(actor=user, now=now)
        made = _absolute(reverse("newsroom:planning_feed", args=[token]))
    context = {"made": made, "feed": feed_of(user), "now": now}
    return render(request, "newsroom/planning/phone.html", context)


def _absolute(path: str) -> str:
    return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"


@anonymous_screen(r"^lich/(?P<token>[A-Za-z0-9_-]{43})\.ics$", name="planning_feed")
@require_safe
@sensitive_variables("token")
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of the person whose address this is; no session, 404 for every other address.

    A person who is switched off or holds no seat today has no calendar either.
    """
    now = timezone.now()
    try:
        person = read_feed(token, now=now)
    except FeedBusyError:
        return _private(HttpResponse(status=429), {"Retry-After": str(FEED_WINDOW.seconds)})
    if person is None or not seats_of(person, local_day(now)):
        raise Http404
    entries = feed_entries(
        person,
        now=now,
        address_of=lambda pk: _absolute(reverse("newsroom:planning_event", args=[pk])),
    )
    text = calendar_file(_("Newsroom: plan of coverage"), entries)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    return _private(answer, {"Content-Disposition": 'inline; filename="toa-soan.ics"'})


def _private(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    """Kept nowhere on the way and in no search engine; the address goes to nobody else."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    for name, value in headers.items():
        answer[name] = value
    return answer
