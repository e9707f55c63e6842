"""The agency's lists: types, fields, issuing bodies, deadlines for publishing."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from toasoan.newsroom.kit.agency import agency_where
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.duty_sets import KEEPING_RECORDS
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.records.forms import choices_of
from toasoan.records.lists import DeadlineFacts, keep_body, keep_deadline, keep_field, keep_type
from toasoan.records.models import (
    DocumentType,
    Field,
    IssuingBody,
    Origin,
    PublicationDeadline,
)
from toasoan.units.models import Agency

_FORM_METHODS = ["GET", "HEAD", "POST"]


def _name(longest: int) -> forms.CharField:
    return forms.CharField(label=gettext_lazy("Name of the entry"), max_length=longest)


def _is_open() -> forms.BooleanField:
    return forms.BooleanField(
        label=gettext_lazy("Offered for new documents"), required=False, initial=True
    )


class TypeForm(RefusableForm):
    """A type of documents."""

    abbreviation = forms.CharField(
        label=gettext_lazy("Abbreviation"),
        help_text=gettext_lazy("As it stands in numbers: QĐ, KH, CTr."),
        max_length=12,
    )
    name = _name(100)
    is_open = _is_open()


class FieldForm(RefusableForm):
    """A field that documents are about."""

    name = _name(100)
    is_open = _is_open()


class BodyForm(RefusableForm):
    """Who issues documents."""

    name = _name(200)
    is_own = forms.BooleanField(
        label=gettext_lazy("The agency itself, a board or unit of it"),
        help_text=gettext_lazy("Its own documents have their own deadlines for publishing."),
        required=False,
    )
    is_open = _is_open()


class DeadlineForm(RefusableForm):
    """Within how many working days documents are published."""

    document_type = forms.TypedChoiceField(
        label=gettext_lazy("Type of document"), coerce=int, required=False, empty_value=None
    )
    origin = forms.ChoiceField(label=gettext_lazy("Documents"), choices=Origin.choices)
    working_days = forms.IntegerField(
        label=gettext_lazy("Working days from the day of issue"), min_value=1, max_value=120
    )
    from_on = DayField(label=gettext_lazy("For documents issued from"))
    until_on = DayField(
        label=gettext_lazy("For documents issued until"),
        help_text=gettext_lazy("Empty: no end."),
        required=False,
    )
    basis = forms.CharField(
        label=gettext_lazy("Basis"),
        help_text=gettext_lazy("The law or the rule that says so."),
        max_length=300,
    )

    def __init__(self, *args: Any, agency: Agency, kept: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = choices_of(agency, DocumentType, _("every type without its own"), kept)
        self.fields["document_type"].choices = offered  # type: ignore[attr-defined]


@screen("van-ban/danh-muc/", name="document_lists", duties=KEEPING_RECORDS)
@require_safe
def lists(request: HttpRequest) -> HttpResponse:
    """All lists on one page."""
    agency = agency_where(request, KEEPING_RECORDS)
    deadlines = PublicationDeadline.objects.filter(agency=agency).select_related("document_type")
    context = {
        "types": DocumentType.objects.filter(agency=agency),
        "fields": Field.objects.filter(agency=agency),
        "bodies": IssuingBody.objects.filter(agency=agency),
        "deadlines": deadlines.order_by("origin", "document_type__order", "from_on", "pk"),
    }
    return render(request, "newsroom/records/lists.html", context)


def _entry(
    request: HttpRequest, title: str, form: RefusableForm, save: Callable[[], Any]
) -> HttpResponse:
    page = FormPage(
        title=title,
        button=_("Save the entry"),
        back=reverse("newsroom:document_lists"),
        back_label=_("Lists"),
        done=_("The entry has been saved."),
    )
    return form_page(request, page, form, save)


def _row(agency: Agency, model: type[Model], row_id: int | None) -> Any:
    """The agency's entry, None for a new one. Raises Http404."""
    if row_id is None:
        return None
    return get_object_or_404(model, agency=agency, pk=row_id)


def _initial(row: Model | None, form: type[forms.Form]) -> dict[str, Any]:
    if row is None:
        return {}
    values = {name: getattr(row, name) for name in form.base_fields}
    return values | ({"document_type": row.document_type_id} if "document_type" in values else {})  # type: ignore[attr-defined]


@screen("van-ban/danh-muc/loai/them/", name="document_type_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def type_add(request: HttpRequest) -> HttpResponse:
    """A new type of documents."""
    return _type(request, None)


@screen("van-ban/danh-muc/loai/<int:row_id>/", name="document_type", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def type_edit(request: HttpRequest, row_id: int) -> HttpResponse:
    """Change a type of documents."""
    return _type(request, row_id)


def _type(request: HttpRequest, row_id: int | None) -> HttpResponse:
    agency = agency_where(request, KEEPING_RECORDS)
    row = _row(agency, DocumentType, row_id)
    form = TypeForm(request.POST or None, initial=_initial(row, TypeForm))
    title = _("Type “%(name)s”") % {"name": row} if row else _("A new type of documents")
    return _entry(request, title, form, lambda: keep_type(agency, row, **form.cleaned_data))


@screen("van-ban/danh-muc/linh-vuc/them/", name="document_field_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def field_add(request: HttpRequest) -> HttpResponse:
    """A new field."""
    return _field(request, None)


@screen("van-ban/danh-muc/linh-vuc/<int:row_id>/", name="document_field", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def field_edit(request: HttpRequest, row_id: int) -> HttpResponse:
    """Change a field."""
    return _field(request, row_id)


def _field(request: HttpRequest, row_id: int | None) -> HttpResponse:
    agency = agency_where(request, KEEPING_RECORDS)
    row = _row(agency, Field, row_id)
    form = FieldForm(request.POST or None, initial=_initial(row, FieldForm))
    title = _("Field “%(name)s”") % {"name": row} if row else _("A new field of documents")
    return _entry(request, title, form, lambda: keep_field(agency, row, **form.cleaned_data))


@screen("van-ban/danh-muc/co-quan/them/", name="issuing_body_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def body_add(request: HttpRequest) -> HttpResponse:
    """A new issuing body."""
    return _body(request, None)


@screen("van-ban/danh-muc/co-quan/<int:row_id>/", name="issuing_body", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def body_edit(request: HttpRequest, row_id: int) -> HttpResponse:
    """Change an issuing body."""
    return _body(request, row_id)


def _body(request: HttpRequest, row_id: int | None) -> HttpResponse:
    agency = agency_where(request, KEEPING_RECORDS)
    row = _row(agency, IssuingBody, row_id)
    form = BodyForm(request.POST or None, initial=_initial(row, BodyForm))
    title = _("Issuing body “%(name)s”") % {"name": row} if row else _("A new issuing body")
    return _entry(request, title, form, lambda: keep_body(agency, row, **form.cleaned_data))


@screen("van-ban/danh-muc/thoi-han/them/", name="document_deadline_add", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def deadline_add(request: HttpRequest) -> HttpResponse:
    """A new deadline."""
    return _deadline(request, None)


@screen("van-ban/danh-muc/thoi-han/<int:row_id>/", name="document_deadline", duties=KEEPING_RECORDS)
@require_http_methods(_FORM_METHODS)
def deadline_edit(request: HttpRequest, row_id: int) -> HttpResponse:
    """Change a deadline."""
    return _deadline(request, row_id)


def _deadline(request: HttpRequest, row_id: int | None) -> HttpResponse:
    agency = agency_where(request, KEEPING_RECORDS)
    row = _row(agency, PublicationDeadline, row_id)
    form = DeadlineForm(
        request.POST or None,
        agency=agency,
        kept=row.document_type_id if row else None,
        initial=_initial(row, DeadlineForm),
    )

    def save() -> None:
        given = dict(form.cleaned_data)
        given["document_type_id"] = given.pop("document_type")
        keep_deadline(agency, row, DeadlineFacts(**given))

    title = _("Deadline for publishing") if row else _("A new deadline for publishing")
    return _entry(request, title, form, save)
