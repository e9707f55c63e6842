"""The second factor: adding and removing it, codes on paper, passkeys."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from toasoan.accounts.factors import (
    add_app,
    make_recovery_codes,
    new_secret,
    remove_app,
    secret_address,
)
from toasoan.accounts.models import Factor, Passkey, User
from toasoan.accounts.passkeys import (
    PasskeyRefusedError,
    add_passkey,
    creation_options,
    remove_passkey,
)
from toasoan.accounts.queries import has_factor, sign_in_state
from toasoan.accounts.requests import address_of, user_of
from toasoan.accounts.sealing import seal, unseal
from toasoan.media.downloads import disposition
from toasoan.newsroom.account.forms import CodeForm
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.duty_sets import EVERY_DUTY
from toasoan.newsroom.kit.json_body import UnreadableBodyError, text_of
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.kit.session import (
    is_verified,
    needs_factor,
    now_of,
    proved_lately,
    site_of,
    verify,
)
from toasoan.vietnamese.dates import long_datetime

_CODES = "new_codes"
_SECRET = "new_secret"  # noqa: S105  (where it is kept, sealed)
_CHALLENGE = "new_passkey_challenge"
View = Callable[..., HttpResponse]


def for_the_owner(view: View) -> View:
    """A view that changes keys: it asks for the password again when that was minutes ago.

    Somebody who has a factor and signed in without it is sent to the second step first.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = user_of(request)
        if has_factor(user) and not is_verified(request):
            return redirect("newsroom:second_step")
        if not proved_lately(request, now_of(request)):
            page = request.path if request.method == "GET" else reverse("newsroom:second_factor")
            return redirect(f"{reverse('newsroom:prove')}?{urlencode({'next': page})}")
        return view(request, *args, **kwargs)

    return require_admin_access(never_cache(guarded))  # type: ignore[no-any-return]


@screen("account/lop-hai/", name="second_factor", duties=EVERY_DUTY, before_factor=True)
@never_cache
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """What the person has, and what they can add."""
    user, now = user_of(request), now_of(request)
    state = sign_in_state(user, now)
    if state.has_factor and not is_verified(request):
        return redirect("newsroom:second_step")
    return render(
        request,
        "newsroom/account/second_factor.html",
        {
            "state": state,
            "needs_factor": needs_factor(user, now),
            "site": site_of(request),
            "may_remove_app": _may_lose_one(user, request),
        },
    )


@screen("account/lop-hai/ung-dung/", name="app", duties=EVERY_DUTY, before_factor=True)
@for_the_owner
@require_http_methods(["GET", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Scan the square with the app, type the six digits that it shows."""
    user, now = user_of(request), now_of(request)
    secret = unseal(request.session.get(_SECRET, "")) or new_secret()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if add_app(user, secret, code, now=now, address=address_of(request)):
            request.session.pop(_SECRET, None)
            return _factor_added(request, Factor.APP)
        form.add_error("code", _("The code does not fit. Is the time of your phone right?"))
    request.session[_SECRET] = seal(secret)
    issuer = str(site_of(request).name)
    return render(
        request,
        "newsroom/account/app.html",
        {
            "form": form,
            "square": square(secret_address(user, secret, issuer)),
            "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        },
    )


def square(text: str) -> SafeString:
    """A QR code as SVG, drawn here: no other server learns the secret."""
    drawn = segno.make(text, error="m").svg_inline(scale=5, border=3, dark="#1d1b19", light="#fff")
    return mark_safe(drawn)  # noqa: S308  (made of squares by segno)


def _factor_added(request: HttpRequest, factor: Factor) -> HttpResponse:
    """The session is proved by what was just added; the first factor comes with codes on paper."""
    user, now = user_of(request), now_of(request)
    if not is_verified(request):
        verify(request, factor, now)
    if sign_in_state(user, now).codes_left:
        messages.success(request, _("It was added. From now on it is asked for at sign-in."))
        return redirect("newsroom:second_factor")
    _keep_new_codes(request)
    return redirect("newsroom:recovery_codes")


@screen("account/lop-hai/ung-dung/go/", name="app_remove", duties=EVERY_DUTY)
@for_the_owner
@require_http_methods(["GET", "HEAD", "POST"])
def app_remove(request: HttpRequest) -> HttpResponse:
    """Ask, then take the app away, unless it is the last factor of somebody who needs one."""
    user = user_of(request)
    question = _removal(
        _("Remove the app"),
        _("Its codes will no longer open the newsroom."),
        _("The authenticator app was removed."),
    )

    def action() -> None:
        remove_app(user, now=now_of(request), address=address_of(request))

    return _removed(request, question, action)


@screen("account/lop-hai/khoa/<int:passkey_id>/go/", name="passkey_remove", duties=EVERY_DUTY)
@for_the_owner
@require_http_methods(["GET", "HEAD", "POST"])
def passkey_remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Ask, then take a passkey away, unless it is the last factor of somebody who needs one."""
    user = user_of(request)
    found = get_object_or_404(Passkey, user=user, pk=passkey_id)
    question = _removal(
        _("Remove %(name)s") % {"name": found.name},
        _("This device will no longer open the newsroom."),
        _("The passkey was removed."),
    )
    return _removed(request, question, lambda: remove_passkey(user, found.pk, now=now_of(request)))


def _removal(question: str, consequence: str, done: str) -> Confirmation:
    return Confirmation(
        question=question,
        consequence=consequence,
        button=_("Yes, remove it"),
        back=reverse("newsroom:second_factor"),
        back_label=_("Second factor"),
        done=done,
    )


def _removed(
    request: HttpRequest, question: Confirmation, action: Callable[[], None]
) -> HttpResponse:
    if not _may_lose_one(user_of(request), request):
        messages.error(request, _last_factor())
        return redirect("newsroom:second_factor")
    return confirmation_page(request, question, action)


def _may_lose_one(user: User, request: HttpRequest) -> bool:
    state = sign_in_state(user, now_of(request))
    held = len(state.passkeys) + bool(state.app_added_at)
    return held > 1 or not needs_factor(user, now_of(request))


def _last_factor() -> str:
    return _("Your work needs a second factor: add another one before you remove the last.")


@screen("account/lop-hai/khoa/", name="passkey_new_options", duties=EVERY_DUTY, before_factor=True)
@for_the_owner
@require_POST
def passkey_new_options(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make a passkey."""
    options, challenge = creation_options(user_of(request), site_of(request))
    request.session[_CHALLENGE] = challenge
    return HttpResponse(options, content_type="application/json")


@screen("account/lop-hai/khoa/them/", name="passkey_add", duties=EVERY_DUTY, before_factor=True)
@for_the_owner
@require_POST
def passkey_add(request: HttpRequest) -> HttpResponse:
    """Keep the passkey that the browser made."""
    try:
        add_passkey(
            user_of(request),
            site_of(request),
            text_of(request),
            challenge=request.session.pop(_CHALLENGE, ""),
            name=request.GET.get("ten", "").strip() or str(_("Passkey")),
            now=now_of(request),
        )
    except (PasskeyRefusedError, UnreadableBodyError):
        return JsonResponse({"problem": _("The passkey was not accepted.")}, status=400)
    return JsonResponse({"next": _factor_added(request, Factor.PASSKEY)["Location"]})


@screen(
    "account/lop-hai/ma-du-phong/", name="recovery_codes", duties=EVERY_DUTY, before_factor=True
)
@for_the_owner
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Show new codes once; posting puts the shown ones away."""
    user = user_of(request)
    if not has_factor(user):
        return redirect("newsroom:second_factor")
    if request.method == "POST":
        request.session.pop(_CODES, None)
        return redirect(
            "wagtailadmin_home" if needs_factor(user, now_of(request)) else "newsroom:account"
        )
    left = sign_in_state(user, now_of(request)).codes_left
    return render(
        request,
        "newsroom/account/recovery_codes.html",
        {"codes": _new_codes(request), "left": left},
    )


@screen("account/lop-hai/ma-du-phong/moi/", name="recovery_codes_make", duties=EVERY_DUTY)
@for_the_owner
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes_make(request: HttpRequest) -> HttpResponse:
    """Ask, then make new codes: the old ones open nothing afterwards."""
    user = user_of(request)
    if not has_factor(user):
        return redirect("newsroom:second_factor")
    left = sign_in_state(user, now_of(request)).codes_left
    confirmation = Confirmation(
        question=_("Make new recovery codes"),
        consequence=ngettext(
            "The code that you have left opens nothing any more, on paper or in a file.",
            "The %(left)s codes that you have left open nothing any more, on paper or in a file.",
            left,
        )
        % {"left": left},
        button=_("Make new ones"),
        back=reverse("newsroom:second_factor"),
        back_label=_("Second factor"),
        lead=_("The new codes are shown once: have a printer or paper at hand."),
        onward=reverse("newsroom:recovery_codes"),
    )
    return confirmation_page(request, confirmation, lambda: _keep_new_codes(request))


@screen(
    "account/lop-hai/ma-du-phong/tai-ve/",
    name="recovery_codes_file",
    duties=EVERY_DUTY,
    before_factor=True,
)
@for_the_owner
@require_safe
def recovery_codes_file(request: HttpRequest) -> HttpResponse:
    """The codes just made, as a text file."""
    codes = _new_codes(request)
    if not codes:
        return redirect("newsroom:recovery_codes")
    head = _("Recovery codes for the newsroom, made at %(time)s") % {
        "time": long_datetime(now_of(request))
    }
    text = "\r\n".join([head, "", *codes, "", _("Each code opens once. Keep them on paper.")])
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": disposition("ma-du-phong-toa-soan.txt")},
    )


def _keep_new_codes(request: HttpRequest) -> None:
    """Make codes and keep them, sealed, in this session until they have been put away."""
    codes = make_recovery_codes(user_of(request), now=now_of(request), address=address_of(request))
    request.session[_CODES] = seal("\n".join(codes))


def _new_codes(request: HttpRequest) -> list[str]:
    return (unseal(request.session.get(_CODES, "")) or "").split()
