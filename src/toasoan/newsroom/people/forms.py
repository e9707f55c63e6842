"""What the screens of people, boards, units and stand-ins accept."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from toasoan.accounts.models import User
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.kit.forms import RefusableForm
from toasoan.newsroom.people.words import AGENCY_BOARDS
from toasoan.units.models import Board, BoardKind, MembershipRole, UnitKind, code_validator
from toasoan.units.people import FirstSeat, Particulars
from toasoan.vietnamese.names import split_name

MOST_UPLOAD = 2 * 1024 * 1024


def number_field(*, required: bool = False) -> forms.CharField:
    """The number of a decision."""
    return forms.CharField(
        label=_("Decision number"),
        required=required,
        max_length=60,
        help_text=_("For example 15/QĐ-VKS."),
    )


class PeopleFilterForm(forms.Form):
    """What the list of people is narrowed to."""

    q = forms.CharField(label=_("Name, user name, e-mail or post"), required=False, max_length=100)
    ban = forms.TypedChoiceField(
        label=_("Unit or board"), required=False, coerce=int, empty_value=None
    )
    tt = forms.ChoiceField(
        label=_("Account"),
        required=False,
        choices=[
            ("", _("All")),
            ("mo", _("account in use")),
            ("khoa", _("account closed")),
            ("chua-vao", _("never signed in")),
            ("khong-ban", _("without a seat today")),
        ],
    )

    def __init__(self, *args: Any, boards: Iterable[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All")), *((board.pk, board.name) for board in boards)]
        self.fields["ban"].choices = choices  # type: ignore[attr-defined]


class ProfileForm(RefusableForm):
    """Name, user name, post and e-mail of a person."""

    full_name = forms.CharField(
        label=_("Full name"), max_length=150, help_text=_("Family name first.")
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        required=False,
        help_text=_("Leave it empty and it is made of the name, like khue.ntl."),
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    post = forms.CharField(
        label=_("Post"),
        required=False,
        max_length=120,
        help_text=_("As it stands in a byline, for example deputy head of the office."),
    )
    renamed = {"given_name": "full_name"}

    def particulars(self, username: str) -> Particulars:
        """What was typed, as `units` takes it; `username` stands in for an empty one."""
        family, given = split_name(self.cleaned_data["full_name"])
        return Particulars(
            family_name=family,
            given_name=given,
            username=self.cleaned_data["username"] or username,
            email=self.cleaned_data["email"],
            post=self.cleaned_data["post"],
        )


class SeatForm(RefusableForm):
    """A seat on a board."""

    board = forms.TypedChoiceField(label=_("Unit or board"), coerce=int)
    role = forms.ChoiceField(label=_("Role"), choices=MembershipRole.choices)
    from_on = DayField(label=_("From"))
    decision_number = number_field()
    decision_on = DayField(label=_("Date of the decision"), required=False)

    def __init__(self, *args: Any, boards: Iterable[Board], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.pk: board for board in boards}
        choices = [("", "—"), *((board.pk, board.name) for board in self.boards.values())]
        self.fields["board"].choices = choices  # type: ignore[attr-defined]

    def seat(self) -> FirstSeat:
        """What was typed, as `units` takes it."""
        given = self.cleaned_data
        return FirstSeat(
            board=self.boards[given["board"]],
            role=MembershipRole(given["role"]),
            from_on=given["from_on"],
            decision_number=given["decision_number"],
            decision_on=given["decision_on"],
        )


class NewPersonForm(ProfileForm, SeatForm):
    """A new account with its first seat."""

    field_order = [
        "full_name", "post", "email", "username", "board", "role", "from_on",
        "decision_number", "decision_on",
    ]  # fmt: skip


class MemberForm(SeatForm):
    """Somebody for a seat on a given board."""

    person = forms.TypedChoiceField(label=_("Person"), coerce=int)
    field_order = ["person", "role", "from_on", "decision_number", "decision_on"]

    def __init__(self, *args: Any, people: Iterable[User], board: Board, **kwargs: Any) -> None:
        super().__init__(*args, boards=[board], **kwargs)
        del self.fields["board"]
        self.on_board = board
        choices = [("", "—"), *((person.pk, _labelled(person)) for person in people)]
        self.fields["person"].choices = choices  # type: ignore[attr-defined]

    def seat(self) -> FirstSeat:
        """What was typed, as `units` takes it."""
        self.cleaned_data["board"] = self.on_board.pk
        return super().seat()


def _labelled(person: User) -> str:
    return f"{person} – {person.post}" if person.post else str(person)


class SeatEnding(TypedDict):
    """When seats end, and by which decision (its number; empty when there is none)."""

    last_day: dt.date
    decision_number: str


class EndSeatForm(RefusableForm):
    """The last day of a seat or a board."""

    to_on = DayField(label=_("Last day"), help_text=_("This day still counts."))
    decision_number = number_field()

    def ending(self) -> SeatEnding:
        """What was typed, as `end_seat` and `close_board` take it."""
        given = self.cleaned_data
        return {"last_day": given["to_on"], "decision_number": given["decision_number"]}


class AnnulForm(RefusableForm):
    """Why a seat was a mistake."""

    because = forms.CharField(
        label=_("What was wrong with it?"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BoardForm(RefusableForm):
    """A board of the agency, or a team for a unit that has none."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(kind.value, kind.label) for kind in AGENCY_BOARDS]
    )
    unit = forms.TypedChoiceField(
        label=_("Unit"), required=False, coerce=int, empty_value=None,
        help_text=_("Only for a unit's team."),
    )  # fmt: skip
    name = forms.CharField(label=_("Name of the board"), max_length=200)
    opened_on = DayField(label=_("From"))

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.pk: unit for unit in units}
        if not self.units:
            del self.fields["unit"]
            return
        kinds = [*self.fields["kind"].choices, (BoardKind.UNIT_TEAM, BoardKind.UNIT_TEAM.label)]  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", "—"), *((unit.pk, unit.short_name) for unit in self.units.values())
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Only a unit's team names a unit, and it must."""
        given = super().clean() or {}
        is_team = given.get("kind") == BoardKind.UNIT_TEAM
        if is_team and not given.get("unit"):
            self.add_error("unit", _("Choose the unit of the team."))
        if not is_team:
            given["unit"] = None
        return given


class UnitForm(RefusableForm):
    """A new unit."""

    name = forms.CharField(label=_("Full name"), max_length=200)
    short_name = forms.CharField(
        label=_("Short name"), max_length=80, help_text=_("For lists and tables.")
    )
    code = forms.CharField(
        label=_("Code of the unit"), max_length=40, validators=[code_validator],
        help_text=_("For the address of the unit's page, for example khu-vuc-3. It never changes."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind"), choices=UnitKind.choices)
    opened_on = DayField(label=_("From"))


class DisableForm(RefusableForm):
    """Why an account is closed."""

    because = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: moved to another agency.")
    )


class DelegationForm(RefusableForm):
    """Who stands in, where and when."""

    board = forms.TypedChoiceField(label=_("In which work?"), coerce=int)
    delegate = forms.TypedChoiceField(label=_("Who stands in?"), coerce=int)
    from_on = DayField(label=_("First day"))
    to_on = DayField(label=_("Last day"))
    decision_number = number_field()
    reason = forms.CharField(
        label=_("Reason"), max_length=200, required=False,
        help_text=_("For example: annual leave, a course."),
    )  # fmt: skip

    def __init__(self, *args: Any, offered: dict[Board, list[User]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boards = {board.pk: board for board in offered}
        people = {person.pk: person for group in offered.values() for person in group}
        self.people = people
        self.fields["board"].choices = [  # type: ignore[attr-defined]
            (board.pk, board.name) for board in offered
        ]
        if len(offered) > 1:
            groups = [
                (board.name, [(person.pk, _labelled(person)) for person in group])
                for board, group in offered.items()
                if group
            ]
            choices: list[Any] = [("", "—"), *groups]
        else:
            choices = [("", "—"), *((pk, _labelled(person)) for pk, person in people.items())]
        self.fields["delegate"].choices = choices  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    """A list of people."""

    file = forms.FileField(
        label=_("List of people"),
        help_text=_("An .xlsx or .csv file of at most 2 MB and 1,000 lines."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        sent = self.cleaned_data["file"]
        if sent.size > MOST_UPLOAD:
            raise forms.ValidationError(_("The file is larger than 2 MB."))
        return sent
