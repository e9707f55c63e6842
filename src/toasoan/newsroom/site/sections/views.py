"""The sections of the site, for the webmaster. HTTP only."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.newsroom.kit.agency import kept_agency
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.sections.forms import SectionForm
from toasoan.stories.models import Section
from toasoan.stories.sections import move_section, new_section, save_section


def _own(request: HttpRequest) -> QuerySet[Section]:
    return Section.objects.filter(agency=kept_agency(request))


@screen(
    "chuyen-muc/",
    name="sections",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Sections"), icon="list-ul", order=300),
)
@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """The agency's sections in the order of the menu."""
    return render(request, "newsroom/site/sections/sections.html", {"sections": _own(request)})


@screen("chuyen-muc/them/", name="section_add", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a section; it stands last in the menu."""
    return _form(request, new_section(kept_agency(request)))


@screen("chuyen-muc/<int:section_id>/", name="section", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, section_id: int) -> HttpResponse:
    """Change a section's name, address, summary or place in the menu."""
    return _form(request, get_object_or_404(_own(request), pk=section_id))


@screen("chuyen-muc/<int:section_id>/thu-tu/", name="section_move", duties=ADMINISTRATION)
@require_POST
def move(request: HttpRequest, section_id: int) -> HttpResponse:
    """Move a section one place up or down in the menu."""
    section = get_object_or_404(_own(request), pk=section_id)
    move_section(section, up=request.POST.get("to") == "up")
    messages.success(request, _("“%(section)s” has been moved.") % {"section": section.name})
    return redirect("newsroom:sections")


def _form(request: HttpRequest, section: Section) -> HttpResponse:
    form = SectionForm(request.POST or None, instance=section)
    page = FormPage(
        title=section.name or _("A new section"),
        button=_("Save the section"),
        back=reverse("newsroom:sections"),
        back_label=_("Sections"),
        lead=_(
            "With another address the section moves: links to the old one, and to its stories, "
            "lead to the new one."
        )
        if section.pk
        else "",
    )

    def save() -> None:
        save_section(form.save(commit=False))
        messages.success(request, _("Saved: “%(section)s”.") % {"section": section.name})

    return form_page(request, page, form, save)
