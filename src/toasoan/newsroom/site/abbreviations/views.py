"""The abbreviations that the search knows, for the webmaster: HTTP only."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.newsroom.site.abbreviations.forms import AbbreviationForm, LinesForm
from toasoan.site_settings.abbreviations import (
    Added,
    abbreviations_of,
    add_abbreviation,
    add_lines,
    remove_abbreviation,
)
from toasoan.site_settings.models import Abbreviation
from toasoan.units.models import Agency


@screen(
    "chu-viet-tat/",
    name="abbreviations",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("Abbreviations"), icon="edit", order=316),
)
@require_http_methods(["GET", "HEAD", "POST"])
def abbreviations(request: HttpRequest) -> HttpResponse:
    """The table, and a form for one line more."""
    agency = agency_where(request, ADMINISTRATION)
    form = AbbreviationForm(request.POST or None)

    def add() -> None:
        row = add_abbreviation(agency, form.cleaned_data["short"], form.cleaned_data["long"])
        messages.success(request, _("Added: “%(line)s”.") % {"line": row})

    if request.method == "POST" and form.carry_out(add):
        return redirect("newsroom:abbreviations")
    return _page(request, agency, form, LinesForm())


@screen("chu-viet-tat/nhieu-dong/", name="abbreviations_add", duties=ADMINISTRATION)
@require_POST
def add_several(request: HttpRequest) -> HttpResponse:
    """Add a list of lines; those that cannot be read stay in the form."""
    agency = agency_where(request, ADMINISTRATION)
    form = LinesForm(request.POST)
    added = Added(0)
    if form.is_valid():
        added = add_lines(agency, form.cleaned_data["lines"].splitlines())
        messages.success(request, _("Lines added: %(count)d.") % {"count": added.count})
        if not added.unread:
            return redirect("newsroom:abbreviations")
        form = LinesForm({"lines": "\n".join(added.unread)})
        form.is_valid()
        form.add_error("lines", _("These lines could not be read. Mend them and add them again."))
    return _page(request, agency, AbbreviationForm(), form)


@screen("chu-viet-tat/<int:abbreviation_id>/bo/", name="abbreviation_remove", duties=ADMINISTRATION)
@require_POST
def remove(request: HttpRequest, abbreviation_id: int) -> HttpResponse:
    """Take a line out; the message says how it comes back."""
    agency = agency_where(request, ADMINISTRATION)
    row = get_object_or_404(Abbreviation, agency=agency, pk=abbreviation_id)
    remove_abbreviation(row)
    said = _("Removed: “%(line)s”. To have it back, add it again below.") % {"line": row}
    messages.success(request, said)
    return redirect("newsroom:abbreviations")


@screen("chu-viet-tat/tai-ve/", name="abbreviations_file", duties=ADMINISTRATION)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The table as a text file, as the form for several lines takes it."""
    agency = agency_where(request, ADMINISTRATION)
    lines = "".join(f"{short}\t{long}\r\n" for short, long in abbreviations_of(agency.pk))
    headers = {"Content-Disposition": 'attachment; filename="chu-viet-tat.txt"'}
    return HttpResponse(lines, content_type="text/plain; charset=utf-8", headers=headers)


def _page(
    request: HttpRequest, agency: Agency, form: AbbreviationForm, lines_form: LinesForm
) -> HttpResponse:
    context = {
        "rows": Abbreviation.objects.filter(agency=agency),
        "form": form,
        "lines_form": lines_form,
    }
    status = 422 if form.errors or lines_form.errors else 200
    template = "newsroom/site/abbreviations/abbreviations.html"
    return render(request, template, context, status=status)
