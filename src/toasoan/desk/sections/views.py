"""The columns of the site, for the webmaster: HTTP only."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.auth import require_admin_access

from toasoan.accounts.requests import user_of
from toasoan.desk.door import KEEPING
from toasoan.desk.sections.forms import SectionForm
from toasoan.stories.models import Section
from toasoan.stories.sections import move_section, new_section
from toasoan.units.models import Agency
from toasoan.units.queries import agency_of
from toasoan.vietnamese.dates import local_day


def _agency(request: HttpRequest) -> Agency:
    agency = agency_of(user_of(request), KEEPING, local_day(timezone.now()))
    if agency is None:
        raise Http404
    return agency


def _own(request: HttpRequest) -> QuerySet[Section]:
    return Section.objects.filter(agency=_agency(request))


@require_admin_access
@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """The agency's sections in the order of the menu."""
    return render(request, "desk/sections/sections.html", {"sections": _own(request)})


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new section, behind the others."""
    return _form(request, new_section(_agency(request)))


@require_admin_access
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, section_id: int) -> HttpResponse:
    """Another name, address or summary."""
    return _form(request, get_object_or_404(_own(request), pk=section_id))


@require_admin_access
@require_POST
def move(request: HttpRequest, section_id: int) -> HttpResponse:
    """One place up or down in the menu."""
    section = get_object_or_404(_own(request), pk=section_id)
    move_section(section, up=request.POST.get("to") == "up")
    messages.success(request, _("“%(section)s” has been moved.") % {"section": section.name})
    return redirect("desk:sections")


def _form(request: HttpRequest, section: Section) -> HttpResponse:
    name = section.name
    form = SectionForm(request.POST or None, instance=section)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved: “%(section)s”.") % {"section": section.name})
        return redirect("desk:sections")
    return render(
        request,
        "desk/sections/section.html",
        {"form": form, "name": name},
        status=422 if form.errors else 200,
    )
