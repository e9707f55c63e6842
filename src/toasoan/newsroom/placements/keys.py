"""The key that an outlet and this site sign with: made here, shown once."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page, question_page
from toasoan.newsroom.kit.duty_sets import DESK
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.placements.queries import desk_outlet_for
from toasoan.outlets.models import Outlet
from toasoan.outlets.webhooks import end_key, make_key

_WRITE = ["GET", "HEAD", "POST"]


@screen("noi-nhan/<int:outlet_id>/khoa-ky/", name="outlet_key", duties=DESK)
@require_http_methods(_WRITE)
@never_cache
def key(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """How the outlet's system answers; posting makes a key for an outlet that has none."""
    outlet = desk_outlet_for(request, outlet_id)
    if request.method != "POST":
        return _key_page(request, outlet)
    if outlet.signing_key:
        return redirect("newsroom:outlet_key_renew", outlet.pk)
    return _key_page(request, outlet, made=make_key(outlet.pk))


@screen("noi-nhan/<int:outlet_id>/khoa-ky/doi/", name="outlet_key_renew", duties=DESK)
@require_http_methods(_WRITE)
@never_cache
def renew(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """Ask, then make a new key: the one before holds no longer."""
    outlet = desk_outlet_for(request, outlet_id)
    if not outlet.signing_key:
        return redirect("newsroom:outlet_key", outlet.pk)
    if request.method == "POST":
        return _key_page(request, outlet, made=make_key(outlet.pk))
    confirmation = Confirmation(
        question=_("Make a new key for %(outlet)s") % {"outlet": outlet},
        consequence=_(
            "The key that the outlet has ends at once: what its system sends is refused, and it"
            " refuses what we send, until the new key has been entered there."
        ),
        button=_("Yes, make a new key"),
        back=reverse("newsroom:outlet_key", args=[outlet.pk]),
        back_label=_("Signing key"),
    )
    return question_page(request, confirmation)


@screen("noi-nhan/<int:outlet_id>/khoa-ky/huy/", name="outlet_key_end", duties=DESK)
@require_http_methods(_WRITE)
@never_cache
def end(request: HttpRequest, outlet_id: int) -> HttpResponse:
    """Ask, then take the key away."""
    outlet = desk_outlet_for(request, outlet_id)
    if not outlet.signing_key:
        return redirect("newsroom:outlet_key", outlet.pk)
    confirmation = Confirmation(
        question=_("End the key of %(outlet)s") % {"outlet": outlet},
        consequence=_(
            "What the outlet's system sends is refused from now on, and stories can no longer be"
            " sent to its address signed. People can still answer by the link in a mail."
        ),
        button=_("Yes, end the key"),
        back=reverse("newsroom:outlet_key", args=[outlet.pk]),
        back_label=_("Signing key"),
        done=_("The key has ended."),
    )
    return confirmation_page(request, confirmation, lambda: end_key(outlet.pk))


@sensitive_variables("made")
def _key_page(request: HttpRequest, outlet: Outlet, *, made: str = "") -> HttpResponse:
    """The page about the key; `made` is the key to be shown, the only time."""
    path = reverse("newsroom:outlet_report", args=[outlet.pk])
    context = {
        "outlet": outlet,
        "made": made,
        "has_key": bool(made or outlet.signing_key),
        "report_address": f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}",
    }
    return render(request, "newsroom/placements/key.html", context)
