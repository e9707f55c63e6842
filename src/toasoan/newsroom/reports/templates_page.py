"""The agency's own Word template for its reports."""

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.accounts.requests import user_of
from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.confirmation import Confirmation, confirmation_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen, with_file
from toasoan.newsroom.reports.documents import saved_file
from toasoan.newsroom.reports.rights import WRITERS
from toasoan.reports.files import CONTENT_TYPES
from toasoan.reports.models import FileFormat
from toasoan.reports.template_values import LIST_FIELDS, template_to_begin_with, value_names
from toasoan.reports.word_templates import MOST_BYTES, end_template, give_template, template_of


class TemplateForm(RefusableForm):
    """A Word file to use as the form of reports."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        widget=forms.FileInput(attrs={"accept": f".docx,{CONTENT_TYPES[FileFormat.DOCX]}"}),
    )


@screen("bao-cao/mau/", name="report_template", duties=WRITERS, largest_body=with_file(MOST_BYTES))
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: HttpRequest) -> HttpResponse:
    """The template in use, the names that one may write, and a form for another file."""
    agency = agency_where(request, WRITERS)
    form = TemplateForm(request.POST or None, request.FILES or None)

    def give() -> None:
        sent = form.cleaned_data["file"]
        give_template(
            sent.read(), sent.name, agency=agency, actor=user_of(request), now=timezone.now()
        )

    if request.method == "POST" and form.carry_out(give):
        messages.success(request, _("Reports are printed in this form from now on."))
        return redirect("newsroom:report_template")
    context = {
        "form": form,
        "template": template_of(agency),
        "names": value_names(),
        "lists": [
            (name, [f"{{{{{name}.{field}}}}}" for field in fields])
            for name, fields in LIST_FIELDS.items()
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "newsroom/reports/template.html", context, status=status)


@screen("bao-cao/mau/tep/", name="report_template_file", duties=WRITERS)
@require_safe
def template_file(request: HttpRequest) -> FileResponse:
    """The template in use, as it was given."""
    used = template_of(agency_where(request, WRITERS))
    if used is None:
        raise Http404
    return saved_file(bytes(used.content), FileFormat.DOCX, used.filename)


@screen("bao-cao/mau/khoi-dau/", name="report_template_begin", duties=WRITERS)
@require_safe
def template_begin(request: HttpRequest) -> FileResponse:
    """A template to begin with, to be changed in Word."""
    agency_where(request, WRITERS)
    content = template_to_begin_with(timezone.now())
    return saved_file(content, FileFormat.DOCX, "mau-bao-cao.docx")


@screen("bao-cao/mau/ngung/", name="report_template_end", duties=WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def template_end(request: HttpRequest) -> HttpResponse:
    """Ask, and use the house's own form again."""
    agency = agency_where(request, WRITERS)
    used = template_of(agency)
    if used is None:
        raise Http404
    confirmation = Confirmation(
        question=_("Stop using “%(file)s”?") % {"file": used.filename},
        consequence=_("Reports are printed in the form of NĐ 30/2020/NĐ-CP again."),
        button=_("Stop using it"),
        back=reverse("newsroom:report_template"),
        back_label=_("Word template"),
        done=_("The template is not used any more."),
    )
    return confirmation_page(
        request, confirmation, lambda: end_template(agency, now=timezone.now())
    )
