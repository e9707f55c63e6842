"""Keys with which the sector's systems read the agency's figures."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from toasoan.accounts.requests import user_of
from toasoan.figures.keys import key_for, keys_of, make_key, revoke_key
from toasoan.figures.models import FiguresKey
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import MenuEntry, screen


class KeyForm(RefusableForm):
    """A key to make."""

    name = forms.CharField(
        label=gettext_lazy("For which system"),
        max_length=FiguresKey._meta.get_field("name").max_length,
    )
    expires_on = DayField(
        label=gettext_lazy("Valid until"), help_text=gettext_lazy("Two years at the longest.")
    )


@screen(
    "khoa-so-lieu/",
    name="figures_keys",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Keys for figures"), icon="key", order=95),
)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@sensitive_variables("made")
def keys(request: HttpRequest) -> HttpResponse:
    """The agency's keys, and a form for one more; a new key is shown this once."""
    agency, today = kept_agency(request), today_here()
    form = KeyForm(request.POST or None)
    made: list[str] = []

    def make() -> None:
        given = form.cleaned_data
        made.append(make_key(agency, actor=user_of(request), now=timezone.now(), **given))

    is_made = request.method == "POST" and form.carry_out(make)
    context = {
        "keys": keys_of(agency),
        "form": KeyForm() if is_made else form,
        "made": made[0] if made else "",
        "today": today,
        "address": request.build_absolute_uri("/api/so-lieu/v1/openapi.json"),
    }
    status = 422 if form.errors else 200
    return render(request, "newsroom/figures/keys.html", context, status=status)


@screen("khoa-so-lieu/<int:key_id>/thu-hoi/", name="figures_key_revoke", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """Ask, and end a key."""
    key = key_for(kept_agency(request), key_id)
    confirmation = Confirmation(
        question=_("Revoke the key “%(name)s”") % {"name": key.name},
        consequence=_("The system that uses it reads no figures from this moment on."),
        button=_("Revoke"),
        back=reverse("newsroom:figures_keys"),
        back_label=_("Keys for figures"),
        done=_("The key is revoked."),
    )
    return confirmation_page(
        request,
        confirmation,
        lambda: revoke_key(key.pk, actor=user_of(request), now=timezone.now()),
    )
