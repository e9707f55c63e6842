"""The sign-in page, the second step behind it, and the page for a forgotten password."""

import datetime as dt
import math

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin.views.account import LogoutView

from toasoan.accounts.attempts import counts_of, enter_attempt
from toasoan.accounts.factors import check_second_factor, unused_code
from toasoan.accounts.forgotten import ask_for_link
from toasoan.accounts.limits import Secret
from toasoan.accounts.models import Factor, User
from toasoan.accounts.passkeys import PasskeyRefusedError, check_passkey, request_options
from toasoan.accounts.queries import SignInState, has_factor, sign_in_state
from toasoan.accounts.requests import user_of
from toasoan.accounts.sign_in import SignInRefusedError, check_name_and_password
from toasoan.accounts.visits import PROVED_AT
from toasoan.newsroom.account.forms import CodeForm, ForgottenForm, SignInForm
from toasoan.newsroom.account.offers import OfferedAccount, offered_accounts
from toasoan.newsroom.account.words import WHY
from toasoan.newsroom.kit.json_body import UnreadableBodyError, text_of
from toasoan.newsroom.kit.screens import anonymous_screen
from toasoan.newsroom.kit.session import (
    begin,
    is_verified,
    now_of,
    pending,
    safe_following,
    site_of,
    source_of,
    verify,
    wait_for_factor,
)

_CHALLENGE = "passkey_challenge"
_TOO_MANY = 429


@anonymous_screen("login/", name="sign_in")
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; or a passkey, which needs neither."""
    following = safe_following(request, request.POST.get("next") or request.GET.get("next"))
    if request.method == "GET" and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(following)
    offered = offered_accounts(request)
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST":
        chosen_account = next(
            (one for one in offered if one.username == request.POST.get("account")), None
        )
        try:
            if chosen_account:
                return _offered_account(request, chosen_account, following)
            if form.is_valid():
                return _password_was_right(request, form, following)
        except SignInRefusedError as refusal:
            form.add_error(None, refused_words(refusal, now_of(request)))
            status = _TOO_MANY if refusal.until else 200
    why = WHY.get(request.GET.get("vi-sao", ""), "") if request.method == "GET" else ""
    shown = {"form": form, "next": following, "why": why, "offered": offered}
    return render(request, "newsroom/account/sign_in.html", shown, status=status)


@anonymous_screen("logout/", name="sign_out", before_factor=True)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Only a form of ours signs out: an address that is opened changes nothing.

    Wagtail 8.0.1 deletes the cookie for GET as well, and leaves the session on the server open.
    """
    if request.method != "POST":
        return redirect("wagtailadmin_home")
    answer: HttpResponse = LogoutView.as_view()(request)
    return answer


def _password_was_right(request: HttpRequest, form: SignInForm, following: str) -> HttpResponse:
    now = now_of(request)
    given = form.cleaned_data
    source = source_of(request, username=given["username"])
    user = check_name_and_password(given["username"], given["password"], now=now, source=source)
    if has_factor(user):
        wait_for_factor(request, user, following, now)
        return redirect("newsroom:second_step")
    begin(request, user, None, now)
    return _go(request, user, following)


def _offered_account(request: HttpRequest, offered: OfferedAccount, following: str) -> HttpResponse:
    """Sign in with an offered account, by the same checks as if everything had been typed.

    Raises SignInRefusedError.
    """
    now, source = now_of(request), source_of(request, username=offered.username)
    user = check_name_and_password(offered.username, offered.password, now=now, source=source)
    if not has_factor(user):
        begin(request, user, None, now)
        return _go(request, user, following)
    code = unused_code(user, offered.secret, now) if offered.secret else ""
    if not code:
        # All codes of this minute were used, or the key is not known: they are asked for.
        wait_for_factor(request, user, following, now)
        return redirect("newsroom:second_step")
    factor = check_second_factor(user, code, now=now, source=source)
    begin(request, user, factor, now)
    return _go(request, user, following)


def _go(request: HttpRequest, user: User, following: str) -> HttpResponse:
    """Redirect to `following`; without a seat today, to the sign-in page with a message."""
    if not user.has_perm("wagtailadmin.access_admin"):
        messages.error(request, _("You hold no post in the newsroom today. Ask the webmaster."))
        return redirect("wagtailadmin_login")
    return redirect(following)


def refused_words(refusal: SignInRefusedError, now: dt.datetime) -> str:
    """The same sentence for every name, known or not."""
    if refusal.asleep:
        return _(
            "Sign-in for this account was closed because it was not used for long. "
            "The webmaster can open it again."
        )
    if refusal.until:
        return locked_words(refusal.until, now)
    return _("User name or password is not right. Check both and try again.")


@anonymous_screen("login/buoc-hai/", name="second_step", before_factor=True)
@never_cache
@require_http_methods(["GET", "POST"])
def second_step(request: HttpRequest) -> HttpResponse:
    """The code from the app, a code on paper, or a passkey."""
    now = now_of(request)
    waiting = pending(request, now)
    signed_in = request.user.is_authenticated
    if waiting is None and not signed_in:
        messages.error(request, _("That took too long. Sign in once more."))
        return redirect("wagtailadmin_login")
    user = waiting.user if waiting else user_of(request)
    following = waiting.following if waiting else safe_following(request, request.GET.get("next"))
    state = sign_in_state(user, now)
    if signed_in and (is_verified(request) or not state.has_factor):
        return redirect(following if is_verified(request) else "newsroom:second_factor")
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            source = source_of(request, username=user.username)
            factor = check_second_factor(user, form.cleaned_data["code"], now=now, source=source)
            return _factor_was_right(request, user, factor, following)
        except SignInRefusedError as refusal:
            form.add_error("code", _code_refused_words(refusal, now))
            status = _TOO_MANY if refusal.until else 200
    return render(
        request, "newsroom/account/second_step.html", _step_shows(form, state), status=status
    )


def _step_shows(form: CodeForm, state: SignInState) -> dict[str, object]:
    return {"form": form, "has_app": state.app_added_at, "has_passkey": bool(state.passkeys)}


def _factor_was_right(
    request: HttpRequest, user: User, factor: Factor, following: str
) -> HttpResponse:
    now = now_of(request)
    if request.user.is_authenticated:
        verify(request, factor, now)
    else:
        begin(request, user, factor, now)
    if factor is Factor.RECOVERY:
        left = sign_in_state(user, now).codes_left
        messages.warning(
            request,
            _("You used a recovery code; %(left)d are left. Make new ones in good time.")
            % {"left": left},
        )
    return _go(request, user, following)


def locked_words(until: dt.datetime, now: dt.datetime) -> str:
    """How long it lasts, and what else opens the newsroom meanwhile."""
    other = _(
        "Meanwhile you get in with a passkey, on a device on which you signed in before, or by a "
        "link for a new password. The webmaster can unlock it at once."
    )
    return f"{pause_words(until, now)} {other}"


def pause_words(until: dt.datetime, now: dt.datetime) -> str:
    """How long nothing is tried, to the minute and upwards."""
    minutes = math.ceil((until - now) / dt.timedelta(minutes=1))
    shown = timezone.localtime(until + dt.timedelta(seconds=59))
    sentence = ngettext(
        "Too many wrong attempts: nothing more is tried for %(minutes)d minute, until %(time)s.",
        "Too many wrong attempts: nothing more is tried for %(minutes)d minutes, until %(time)s.",
        minutes,
    )
    return sentence % {"minutes": minutes, "time": f"{shown:%H:%M}"}


def _code_refused_words(refusal: SignInRefusedError, now: dt.datetime) -> str:
    if refusal.until:
        other = _(
            "Meanwhile you get in with a passkey, or on a device on which you signed in before. "
            "The webmaster can unlock it at once."
        )
        return f"{pause_words(refusal.until, now)} {other}"
    return _("This code is not right. Take the one that the app shows now; a code opens only once.")


@anonymous_screen("login/khoa/", name="passkey_options", before_factor=True)
@never_cache
@require_POST
def passkey_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to ask the device for a passkey."""
    now = now_of(request)
    attempt = enter_attempt(counts_of(Secret.PASSKEY, "", source_of(request)), now)
    if attempt.refused_until:
        problem = _("Too many questions from here. Try again in a minute.")
        return JsonResponse({"problem": problem}, status=_TOO_MANY)
    waiting = pending(request, now)
    user = waiting.user if waiting else None
    if user is None and request.user.is_authenticated:
        user = user_of(request)
    options, challenge = request_options(site_of(request), user)
    request.session[_CHALLENGE] = challenge
    return HttpResponse(options, content_type="application/json")


@anonymous_screen("login/khoa/xong/", name="passkey_sign_in", before_factor=True)
@never_cache
@require_POST
def passkey_sign_in(request: HttpRequest) -> HttpResponse:
    """Check what the device answered; a passkey is password and second factor in one."""
    now = now_of(request)
    waiting = pending(request, now)
    signed_in = user_of(request) if request.user.is_authenticated else None
    expected = waiting.user if waiting else signed_in
    following = waiting.following if waiting else safe_following(request, request.GET.get("next"))
    try:
        user = check_passkey(
            site_of(request),
            text_of(request),
            challenge=request.session.pop(_CHALLENGE, ""),
            user=expected,
            now=now,
        )
    except (PasskeyRefusedError, UnreadableBodyError):
        return JsonResponse({"problem": _("The passkey was not accepted.")}, status=400)
    if user.asleep_since:
        problem = refused_words(SignInRefusedError(asleep=True), now)
        return JsonResponse({"problem": problem}, status=400)
    if signed_in:
        verify(request, Factor.PASSKEY, now)
        request.session[PROVED_AT] = now.timestamp()
    else:
        begin(request, user, Factor.PASSKEY, now)
    return JsonResponse({"next": _go(request, user, following)["Location"]})


@anonymous_screen("quen-mat-khau/", name="forgotten")
@never_cache
@require_http_methods(["GET", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for a link; the answer is the same whoever asks."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        ask_for_link(email, now=now_of(request), source=source_of(request, email=email))
        return redirect(f"{reverse('newsroom:forgotten')}?da-gui")
    return render(
        request,
        "newsroom/account/forgotten.html",
        {"form": form, "is_sent": "da-gui" in request.GET},
    )
