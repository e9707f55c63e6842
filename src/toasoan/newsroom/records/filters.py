"""What narrows the register, as it stands in an address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from toasoan.records.models import DocumentState, DocumentType, Field, IssuingBody
from toasoan.records.register import Due, RegisterFilters, Sort, years_of
from toasoan.records.rules import VALIDITY_WORDS, Validity
from toasoan.units.models import Agency

_LONGEST_SEARCH = 150
SORT_WORDS = {
    Sort.NEWEST: gettext_lazy("newest first"),
    Sort.OLDEST: gettext_lazy("oldest first"),
    Sort.NUMBER: gettext_lazy("by number"),
    Sort.CHANGED: gettext_lazy("last changed first"),
}
DUE_WORDS = {
    Due.OVERDUE: gettext_lazy("overdue for publishing"),
    Due.NEAR: gettext_lazy("soon due for publishing"),
}


def _choice(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False)


class RegisterFilterForm(forms.Form):
    """Search, filters and order of the register; a choice that is none is left out."""

    q = forms.CharField(
        label=gettext_lazy("Number, abstract, signer"), max_length=_LONGEST_SEARCH, required=False
    )
    loai = _choice(gettext_lazy("Type of document"))
    nam = _choice(gettext_lazy("Year of issue"))
    trang_thai = _choice(gettext_lazy("State"))
    hieu_luc = _choice(gettext_lazy("Validity"))
    linh_vuc = _choice(pgettext_lazy("document", "Field"))
    co_quan = _choice(gettext_lazy("Issuing body"))
    han = _choice(gettext_lazy("Deadline for publishing"))
    xep = _choice(gettext_lazy("Order"))

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        lists = {
            "loai": DocumentType.objects.filter(agency=agency),
            "linh_vuc": Field.objects.filter(agency=agency),
            "co_quan": IssuingBody.objects.filter(agency=agency),
        }
        choices: dict[str, list[tuple[str, Any]]] = {
            name: [every, *((str(row.pk), str(row)) for row in rows)]
            for name, rows in lists.items()
        }
        choices["nam"] = [every, *((str(year), str(year)) for year in years_of(agency.pk))]
        choices["trang_thai"] = [every, *DocumentState.choices]
        choices["hieu_luc"] = [every, *((one.value, VALIDITY_WORDS[one]) for one in Validity)]
        choices["han"] = [every, *((one.value, DUE_WORDS[one]) for one in Due)]
        choices["xep"] = [(one.value, SORT_WORDS[one]) for one in Sort]
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def filters(self) -> RegisterFilters:
        """The filters as chosen."""
        self.is_valid()
        given = self.cleaned_data
        return RegisterFilters(
            words=given.get("q", ""),
            document_type_id=_number(given.get("loai")),
            issuing_body_id=_number(given.get("co_quan")),
            field_id=_number(given.get("linh_vuc")),
            year=_number(given.get("nam")),
            state=given.get("trang_thai", ""),
            validity=Validity(given["hieu_luc"]) if given.get("hieu_luc") else None,
            due=Due(given["han"]) if given.get("han") else None,
            sort=Sort(given.get("xep") or Sort.NEWEST),
        )

    def query(self) -> str:
        """The choices that were understood, for addresses."""
        given = ((name, value) for name, value in self.cleaned_data.items() if value)
        return urlencode(list(given))

    @property
    def narrows(self) -> bool:
        """Whether anything but the order was chosen."""
        return any(value for name, value in self.cleaned_data.items() if name != "xep")


def _number(text: str | None) -> int | None:
    return int(text) if text else None
