"""What an address of the register asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from toasoan.records.public_register import RegisterChoices, RegisterFilters, RegisterOrder
from toasoan.records.rules import Validity
from toasoan.vietnamese.cleaning import one_line

#: The names of an address's parts; every other is cut off.
PARAMETERS = ("q", "loai", "linh-vuc", "co-quan", "nam", "hieu-luc", "xep", "sau", "truoc")
_FILTERS = PARAMETERS[:6]
_LONGEST = 200
#: How the address names a validity.
VALIDITIES = {
    "con": Validity.IN_FORCE,
    "mot-phan": Validity.PARTLY_ENDED,
    "het": Validity.ENDED,
    "chua": Validity.NOT_YET,
}


@dataclass(frozen=True, slots=True)
class RegisterRequest:
    """The parameters of an address of the register, read."""

    filters: RegisterFilters
    order: RegisterOrder
    parts: Mapping[str, str]

    def address(self, **changed: str) -> str:
        """The same list with other parts ("linh_vuc" for "linh-vuc"), from its first page on."""
        parts = {name: text for name, text in self.parts.items() if name not in {"sau", "truoc"}}
        parts |= {name.replace("_", "-"): value for name, value in changed.items()}
        kept = {name: parts[name] for name in PARAMETERS if parts.get(name)}
        return f"?{urlencode(kept)}" if kept else "."

    @property
    def query(self) -> str:
        """Its own query as one page has it, empty for the first page of everything."""
        kept = {name: self.parts[name] for name in PARAMETERS if self.parts.get(name)}
        return f"?{urlencode(kept)}" if kept else ""

    @property
    def validity_name(self) -> str:
        """The validity as the address names it."""
        return self.parts["hieu-luc"]

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is in use."""
        return any(self.parts.get(name) for name in _FILTERS)


def register_request(request: HttpRequest, choices: RegisterChoices) -> RegisterRequest:
    """Read the address. Raises Http404 for what nobody can choose."""
    parts = {name: one_line(request.GET.get(name, ""))[:_LONGEST] for name in PARAMETERS}
    order = _order(parts["xep"])
    year = _number(parts["nam"], choices.years)
    if order is RegisterOrder.NUMBER and year is None and choices.years:
        year = choices.years[0]
        parts["nam"] = str(year)
    validity = parts["hieu-luc"]
    if validity and validity not in VALIDITIES:
        raise Http404
    filters = RegisterFilters(
        typed=parts["q"],
        type_id=_number(parts["loai"], (row.pk for row in choices.types)),
        field_id=_number(parts["linh-vuc"], (row.pk for row in choices.fields)),
        body_id=_number(parts["co-quan"], (row.pk for row in choices.bodies)),
        year=year,
        validity=VALIDITIES.get(validity),
    )
    return RegisterRequest(filters, order, parts)


def _order(text: str) -> RegisterOrder:
    try:
        return RegisterOrder(text) if text else RegisterOrder.ISSUED
    except ValueError:
        raise Http404 from None


def _number(text: str, known: Iterable[int]) -> int | None:
    """A number that the choices have, None for "". Raises Http404 for another one."""
    if not text:
        return None
    numbers = {str(number): number for number in known}
    if text not in numbers:
        raise Http404
    return numbers[text]
