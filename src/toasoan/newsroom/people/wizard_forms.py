"""The three questions of the succession wizard: which units, who carries on, who sits where."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.people.forms import number_field
from toasoan.units.models import Membership, MembershipRole, SuccessionKind, Unit, UnitKind
from toasoan.units.succession import PlannedUnit, Taker, key_of
from toasoan.vietnamese.fold import slugify

#: Kind → how many new units can be entered at once.
NEW_UNITS = {
    SuccessionKind.MERGED: 1,
    SuccessionKind.RENAMED: 1,
    SuccessionKind.SPLIT: 4,
    SuccessionKind.CLOSED: 0,
}
_NOBODY = ""


class WhichForm(RefusableForm):
    """What happens, to which units, when, by which decision."""

    kind = forms.ChoiceField(
        label=_("What happens?"), choices=SuccessionKind.choices, widget=forms.RadioSelect
    )
    predecessors = forms.TypedMultipleChoiceField(
        label=_("Which units end?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    happened_on = DayField(
        label=_("First day of the new order"),
        help_text=_("The units that end exist until the day before. A coming day is possible."),
    )
    decision_number = number_field(required=True)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(unit.pk, unit.short_name) for unit in units]
        self.fields["predecessors"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """As many units as the kind joins."""
        given = super().clean() or {}
        number = len(given.get("predecessors", ()))
        if "kind" not in given or not number:
            return given
        if given["kind"] == SuccessionKind.MERGED and number < 2:  # noqa: PLR2004  # two merge
            self.add_error("predecessors", _("Choose at least two units for a merger."))
        if given["kind"] != SuccessionKind.MERGED and number > 1:
            self.add_error("predecessors", _("Choose exactly one unit."))
        return given


class CarryOnForm(RefusableForm):
    """Which units carry on: existing ones, new ones, or both."""

    def __init__(
        self, *args: Any, kind: SuccessionKind, others: Sequence[Unit], like: Unit, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = {unit.pk: unit for unit in others}
        self.number = NEW_UNITS[kind]
        if others and self.number:
            self.fields["successors"] = forms.TypedMultipleChoiceField(
                label=_("Existing units that carry on"),
                help_text=_("Leave it empty when a new unit is opened."),
                required=False,
                coerce=int,
                choices=[(unit.pk, unit.short_name) for unit in others],
                widget=forms.CheckboxSelectMultiple,
            )
        for index in range(self.number):
            self._ask_new(index, like)

    def _ask_new(self, index: int, like: Unit) -> None:
        label = _("New unit") if self.number == 1 else _("New unit %(n)d") % {"n": index + 1}
        text = forms.CharField
        self.fields |= {
            f"name_{index}": text(
                label=_("%(unit)s: full name") % {"unit": label}, max_length=200, required=False
            ),
            f"short_{index}": text(
                label=_("%(unit)s: short name") % {"unit": label}, max_length=80, required=False
            ),
            f"code_{index}": text(
                label=_("%(unit)s: code") % {"unit": label},
                help_text=_("For the address of its page. Empty: made of the short name."),
                max_length=40,
                required=False,
            ),
            f"kind_{index}": forms.ChoiceField(
                label=_("%(unit)s: kind") % {"unit": label},
                choices=UnitKind.choices,
                initial=like.kind,
                required=False,
            ),
        }

    def existing(self) -> tuple[Unit, ...]:
        """The chosen existing units."""
        return tuple(self.others[pk] for pk in self.cleaned_data.get("successors", ()))

    def new_units(self) -> tuple[PlannedUnit, ...]:
        """The new units that were filled in."""
        given = self.cleaned_data
        return tuple(
            PlannedUnit(
                name=" ".join(given[f"name_{index}"].split()),
                short_name=" ".join(given[f"short_{index}"].split()),
                code=given[f"code_{index}"] or slugify(given[f"short_{index}"], max_length=40),
                kind=UnitKind(given[f"kind_{index}"] or UnitKind.DISTRICT),
            )
            for index in range(self.number)
            if given[f"name_{index}"] or given[f"short_{index}"]
        )


class SeatsForm(RefusableForm):
    """Who sits where afterwards, and who takes over the stories on their way."""

    def __init__(
        self,
        *args: Any,
        seats: Sequence[Membership],
        successors: dict[str, str],
        heirs: dict[str, str],
        needs_heir: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.seats = seats if successors else ()
        if len(heirs) > 1 or not needs_heir:
            empty = (
                [] if needs_heir else [(_NOBODY, _("nobody: they stay with the unit that ends"))]
            )
            self.fields["heir"] = forms.ChoiceField(
                label=_("Which unit takes over the stories on their way?"),
                help_text=_("A story goes with its author when the author sits in a successor."),
                required=needs_heir,
                choices=[*empty, *heirs.items()],
            )
        self.only_heir = next(iter(heirs)) if len(heirs) == 1 else _NOBODY
        for seat in self.seats:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=_("%(person)s: sits afterwards in") % {"person": seat.user},
                required=False,
                choices=[(_NOBODY, _("no seat afterwards")), *successors.items()],
            )
            self.fields[f"role_{seat.pk}"] = forms.ChoiceField(
                label=_("%(person)s: role") % {"person": seat.user},
                required=False,
                choices=MembershipRole.choices,
            )

    def chosen_heir(self) -> str:
        """The key of the unit that takes over the stories; empty for nobody."""
        return str(self.cleaned_data.get("heir", self.only_heir))

    def takers(self) -> dict[int, Taker]:
        """Who goes on where."""
        given = self.cleaned_data
        return {
            seat.pk: Taker(
                given[f"seat_{seat.pk}"], MembershipRole(given[f"role_{seat.pk}"] or seat.role)
            )
            for seat in self.seats
            if given[f"seat_{seat.pk}"]
        }

    def rows(self) -> list[tuple[Membership, Any, Any]]:
        """Each seat with its two questions."""
        return [(seat, self[f"seat_{seat.pk}"], self[f"role_{seat.pk}"]) for seat in self.seats]


def first_choices(
    seats: Sequence[Membership],
    successors: dict[str, Unit | PlannedUnit],
    sitting: Iterable[Membership],
) -> dict[str, str]:
    """What the wizard proposes: everybody goes to the first successor, with one head there."""
    if not successors:
        return {}
    key, first = next(iter(successors.items()))
    there = [row for row in sitting if isinstance(first, Unit) and row.board.unit_id == first.pk]
    people = {row.user_id for row in there}
    has_head = any(row.role == MembershipRole.HEAD for row in there)
    chosen: dict[str, str] = {}
    for seat in seats:
        role = seat.role
        if seat.user_id in people:
            chosen[f"seat_{seat.pk}"] = _NOBODY
            continue
        people.add(seat.user_id)
        if role == MembershipRole.HEAD and has_head:
            role = MembershipRole.DEPUTY
        has_head = has_head or role == MembershipRole.HEAD
        chosen |= {f"seat_{seat.pk}": key, f"role_{seat.pk}": role}
    return chosen


def named(units: Iterable[Unit]) -> dict[str, str]:
    """Key → short name."""
    return {key_of(unit): unit.short_name for unit in units}
