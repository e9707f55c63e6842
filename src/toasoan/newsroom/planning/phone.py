"""The calendar on the person's phone: a secret address, and what it answers with."""

from django.conf import settings
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
from toasoan.media.downloads import disposition
from toasoan.newsroom.kit.confirmation import (
    Confirmation,
    confirmation_page,
    question_page,
)
from toasoan.newsroom.kit.duty_sets import READING
from toasoan.newsroom.kit.form_page import BackLink
from toasoan.newsroom.kit.screens import anonymous_screen, screen
from toasoan.planning.actions.feeds import FeedBusyError, make_feed, read_feed, revoke_feed
from toasoan.planning.queries.feed import feed_entries, feed_of
from toasoan.planning.rules import FEED_WINDOW
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day


@screen("ke-hoach/dien-thoai/", name="planning_phone", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def address(request: HttpRequest) -> HttpResponse:
    """How to add the calendar; posting makes an address for who has none."""
    if request.method != "POST":
        return _phone_page(request)
    if feed_of(user_of(request)) is not None:
        return redirect("newsroom:planning_phone_renew")
    return _made(request)


@screen("ke-hoach/dien-thoai/moi/", name="planning_phone_renew", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Ask, then make a new address: the one before answers nothing afterwards."""
    if feed_of(user_of(request)) is None:
        return redirect("newsroom:planning_phone")
    if request.method == "POST":
        return _made(request)
    confirmation = Confirmation(
        question=_("Make a new address"),
        consequence=_(
            "The address that you have ends at once. Every phone and computer that uses it gets"
            " nothing more until the new address has been added there."
        ),
        button=_("Yes, make a new one"),
        **_to_phone_page(),
    )
    return question_page(request, confirmation)


@screen("ke-hoach/dien-thoai/huy/", name="planning_phone_end", duties=READING)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def end(request: HttpRequest) -> HttpResponse:
    """Ask, then end the address."""
    user = user_of(request)
    if feed_of(user) is None:
        return redirect("newsroom:planning_phone")
    confirmation = Confirmation(
        question=_("End the address"),
        consequence=_(
            "Every phone and computer that uses the address gets nothing more. It cannot be"
            " brought back; a new one has to be added on each device."
        ),
        button=_("Yes, end the address"),
        **_to_phone_page(),
        done=_("The address has ended. Phones that use it get nothing more."),
    )
    return confirmation_page(
        request, confirmation, lambda: revoke_feed(actor=user, now=timezone.now())
    )


def _to_phone_page() -> BackLink:
    return {"back": reverse("newsroom:planning_phone"), "back_label": _("The plan on your phone")}


@sensitive_variables("token")
def _made(request: HttpRequest) -> HttpResponse:
    """Make an address and show it: this answer is the only one that holds it."""
    token = make_feed(actor=user_of(request), now=timezone.now())
    return _phone_page(request, made=_absolute(reverse("newsroom:planning_feed", args=[token])))


@sensitive_variables("made")
def _phone_page(request: HttpRequest, *, made: str = "") -> HttpResponse:
    """The page about the calendar on a phone; `made` is the address to be shown, if any."""
    context = {"made": made, "feed": feed_of(user_of(request))}
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
    return _private(answer, {"Content-Disposition": disposition("toa-soan.ics", inline=True)})


def _private(answer: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    """Kept nowhere on the way and in no search engine; the address goes to nobody else."""
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex"
    answer["Referrer-Policy"] = "no-referrer"
    for name, value in headers.items():
        answer[name] = value
    return answer
