"""The look of the site, with a preview of what is typed: HTTP only."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.appearance.forms import FactsForm, LookForm, fieldsets
from toasoan.site_settings.actions import change_look
from toasoan.site_settings.models import Look
from toasoan.site_settings.queries import look_of
from toasoan.site_settings.signals import preview as preview_asked
from toasoan.units.models import Agency

_EMBLEM_WIDTH = 320


@screen(
    "giao-dien/",
    name="appearance",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Look of the site"), icon="site", order=314),
)
@require_http_methods(["GET", "HEAD", "POST"])
def appearance(request: HttpRequest) -> HttpResponse:
    """Colour, emblem, facts of the footer, English."""
    agency = kept_agency(request)
    facts, look = _forms(request, agency)
    if request.method == "POST" and facts.is_valid() and look.is_valid():
        actor = user_of(request)
        change_look(
            facts.instance, look.instance, actor=actor, emblem=look.cleaned_data["emblem_file"]
        )
        messages.success(request, _("Saved. Readers see the new look from now on."))
        return redirect("newsroom:appearance")
    emblem = look.instance.emblem
    context = {
        "fieldsets": fieldsets(facts, look),
        "emblem_address": emblem.address(_EMBLEM_WIDTH) if emblem else "",
        "wrong": facts.errors or look.errors,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/site/appearance/appearance.html", context, status=status)


@screen("giao-dien/xem-truoc/", name="appearance_preview", duties=ADMINISTRATION)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The public page with what is typed, saved or not. Nothing is written."""
    facts, look = _forms(request, kept_agency(request))
    # Fills the instances with what can be read; what cannot stays as it was.
    facts.is_valid()
    look.is_valid()
    shown: Look = look.instance
    shown.agency = facts.instance
    shown.colour = request.POST.get("colour", shown.colour).lower()
    answers = preview_asked.send(Look, request=request, look=shown, emblem=_unsaved(look))
    for _receiver, answer in answers:
        if isinstance(answer, HttpResponse):
            return answer
    raise Http404


def _forms(request: HttpRequest, agency: Agency) -> tuple[FactsForm, LookForm]:
    typed, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    facts = FactsForm(typed, instance=agency)
    return facts, LookForm(typed, files, instance=look_of(agency))


def _unsaved(form: LookForm) -> tuple[bytes, int, int] | None:
    """The uploaded emblem as it would be sent: bytes, width, height."""
    new = form.cleaned_data.get("emblem_file")
    if new is None:
        return None
    width = min(new.clean.copies)
    return new.clean.copies[width], new.clean.width, new.clean.height
