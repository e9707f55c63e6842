"""What a browser's session holds about who signed in, how, and since when.

A session is *verified* when it names the second factor that proved it (`session["factor"]`).
Approvers and webmasters, and who stands in for them, enter with a verified session only
(decision 0017); everybody else with any signed-in one.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from toasoan.accounts.attempts import Source
from toasoan.accounts.devices import KEPT_FOR, known_device, remember_device
from toasoan.accounts.models import Factor, KnownDevice, User, Visit
from toasoan.accounts.passkeys import RelyingParty
from toasoan.accounts.requests import address_of
from toasoan.accounts.rules import SessionLimits
from toasoan.accounts.visits import FACTOR, PROVED_AT, VISIT, Device, open_visit, prove_visit
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day

#: Duties whose holders need a second factor (issue 3, 8).
NEED_FACTOR = frozenset({Duty.APPROVE, Duty.KEEP_SITE})
#: How long the right password opens the second step, and how long a proof of oneself lasts.
SECOND_STEP_WITHIN = dt.timedelta(minutes=10)
PROOF_LASTS = dt.timedelta(minutes=10)
_PENDING = "pending"
#: The authentication backend; it answers the permissions that Wagtail's shell asks for.
_BACKEND = "toasoan.units.backends.SeatBackend"


@dataclass(frozen=True, slots=True)
class Pending:
    """Somebody whose password was right and whose second factor has still to be proved."""

    user: User
    following: str


def limits_for(user: User, now: dt.datetime) -> SessionLimits:
    """How long this person's sessions last."""
    keeps_site = Duty.KEEP_SITE in duties_of(user, local_day(now))
    seconds = (
        settings.TOASOAN_IDLE_SECONDS_WEBMASTER if keeps_site else settings.TOASOAN_IDLE_SECONDS
    )
    total = dt.timedelta(seconds=settings.TOASOAN_SESSION_SECONDS)
    return SessionLimits(idle=dt.timedelta(seconds=seconds), total=total)


def needs_factor(user: User, now: dt.datetime) -> bool:
    """Whether one of the person's duties today asks for a second factor."""
    return not NEED_FACTOR.isdisjoint(duties_of(user, local_day(now)))


def is_verified(request: HttpRequest) -> bool:
    """Whether a second factor proved this session."""
    return bool(request.session.get(FACTOR))


def device_of(request: HttpRequest, known: KnownDevice | None = None) -> Device:
    """The address and the browser of the request; `known` once a person has signed in there."""
    # PostgreSQL refuses NUL, which only a program of somebody's own sends.
    agent = one_line(request.headers.get("User-Agent", ""))
    return Device(address_of(request), agent, known)


def source_of(request: HttpRequest, **whose: str) -> Source:
    """Where an attempt comes from; known when such a person signed in from this browser before.

    `whose` is a condition on the person, as `username="an"`; without one any person will do.
    """
    return Source(address_of(request), known_device(_device_cookie(request), **whose))


def set_device_cookie(request: HttpRequest, response: HttpResponse) -> None:
    """Give the browser the cookie of its known device, when the request made it known."""
    value = getattr(request, "toasoan_device_cookie", None)
    if value is not None:
        response.set_cookie(
            _device_cookie_name(),
            value,
            max_age=KEPT_FOR,
            path=reverse("wagtailadmin_home"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def make_device_known(request: HttpRequest, user: User, now: dt.datetime) -> KnownDevice:
    """Make this browser one in which what others try does not keep the person out."""
    device, value = remember_device(user, _device_cookie(request), now=now)
    request.toasoan_device_cookie = value  # type: ignore[attr-defined]
    return device


def _device_cookie(request: HttpRequest) -> str:
    return request.COOKIES.get(_device_cookie_name(), "")


def _device_cookie_name() -> str:
    return f"{settings.TOASOAN_COOKIE_PREFIX}toasoan_device"


def site_of(request: HttpRequest) -> RelyingParty:
    """The site under the name by which the browser knows it (checked against ALLOWED_HOSTS)."""
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    return RelyingParty(name, f"{request.scheme}://{host}", str(settings.WAGTAIL_SITE_NAME))


def begin(request: HttpRequest, user: User, factor: Factor | None, now: dt.datetime) -> Visit:
    """Sign the person in: a new session, nothing of an earlier one is left."""
    request.session.flush()
    login(request, user, backend=_BACKEND)
    device = device_of(request, make_device_known(request, user, now))
    visit = open_visit(user, device, factor=factor, now=now)
    request.session[VISIT] = visit.pk
    request.session[PROVED_AT] = now.timestamp()
    if factor:
        request.session[FACTOR] = factor.value
    return visit


def wait_for_factor(request: HttpRequest, user: User, following: str, now: dt.datetime) -> None:
    """Remember whose password was right; nobody is signed in before the second factor."""
    request.session.flush()
    request.session[_PENDING] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "until": (now + SECOND_STEP_WITHIN).timestamp(),
        "following": following,
    }


def pending(request: HttpRequest, now: dt.datetime) -> Pending | None:
    """Whose second factor is still to be proved; None when the password is too long ago."""
    found = request.session.get(_PENDING)
    if not found or now.timestamp() > found["until"]:
        return None
    user = User.objects.filter(pk=found["user"], is_active=True, asleep_since=None).first()
    if user is None or user.get_session_auth_hash() != found["password"]:
        return None
    return Pending(user, found["following"])


def verify(request: HttpRequest, factor: Factor, now: dt.datetime) -> None:
    """Record that a second factor proved this signed-in session."""
    request.session[FACTOR] = factor.value
    request.session[PROVED_AT] = now.timestamp()
    if visit := Visit.objects.filter(pk=request.session.get(VISIT) or 0).first():
        prove_visit(visit, factor)


def proved_lately(request: HttpRequest, now: dt.datetime) -> bool:
    """Whether the person proved a few minutes ago that it is them: before keys are changed."""
    at = request.session.get(PROVED_AT, 0)
    return now.timestamp() - float(at) <= PROOF_LASTS.total_seconds()


def prove(request: HttpRequest, now: dt.datetime) -> None:
    """Record that the person has just typed their password."""
    request.session[PROVED_AT] = now.timestamp()


def safe_following(request: HttpRequest, requested: str | None) -> str:
    """Where to go after signing in: an address of this site, or the desk.

    It begins with a slash: a bare word would be taken for the name of a view.
    """
    home = reverse("wagtailadmin_home")
    own = {request.get_host()}
    secure = request.is_secure()
    if not (requested or "").startswith("/"):
        return home
    if requested and url_has_allowed_host_and_scheme(requested, own, require_https=secure):
        return requested
    return home


def sign_in_address(request: HttpRequest, why: str = "") -> str:
    """The sign-in page that leads back to this address; for a sent form, to its page."""
    following = request.get_full_path() if request.method in {"GET", "HEAD"} else request.path
    query = {"next": following} | ({"vi-sao": why} if why else {})
    return f"{reverse('wagtailadmin_login')}?{urlencode(query)}"


def is_from_script(request: HttpRequest) -> bool:
    """Whether a script of ours or Wagtail's asks, who could do nothing with a page."""
    headers = request.headers
    return (
        headers.get("X-Requested-With") == "XMLHttpRequest"
        or headers.get("Accept", "").startswith("application/json")
        or request.content_type == "application/json"
        or headers.get("Sec-Fetch-Mode") in {"cors", "same-origin"}
    )


def now_of(request: HttpRequest) -> dt.datetime:
    """The moment of the request, the same for everything that is decided about it."""
    found: dt.datetime | None = getattr(request, "toasoan_now", None)
    if found is None:
        found = timezone.now()
        request.toasoan_now = found  # type: ignore[attr-defined]
    return found
