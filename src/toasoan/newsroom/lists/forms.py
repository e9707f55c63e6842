"""What a list of stories can be narrowed to."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toasoan.accounts.models import User
from toasoan.editorial.inbox import StoryQuery
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn import OPEN_STATUSES
from toasoan.newsroom.kit.date_fields import DayField
from toasoan.newsroom.lists.queries import people_named
from toasoan.stories.models import Genre, Section
from toasoan.units.duties import DESK_WORK, UNIT_WORK, Duty
from toasoan.units.models import Unit
from toasoan.units.queries import agencies_where, seats_of, units_where
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.moments import at_local

MINE, OURS, ON_ITS_WAY = "toi", "don-vi", "dang-cho"
_DAYS = (1, 3, 7, 14, 30)
_MOST_LETTERS = 200


class StoryFilterForm(forms.Form):
    """The filters of a list, as they stand in its address."""

    q = forms.CharField(
        label=gettext_lazy("Words or number of the story"),
        required=False,
        max_length=_MOST_LETTERS,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    cua = forms.ChoiceField(label=gettext_lazy("Whose"), required=False)
    buoc = forms.ChoiceField(label=gettext_lazy("Step"), required=False)
    don_vi = forms.TypedChoiceField(
        label=gettext_lazy("Unit"), required=False, coerce=int, empty_value=None
    )
    nguoi = forms.CharField(label=gettext_lazy("Author"), required=False, max_length=_MOST_LETTERS)
    muc = forms.TypedChoiceField(
        label=gettext_lazy("Section of the site"), required=False, coerce=int, empty_value=None
    )
    loai = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)
    tu = DayField(label=gettext_lazy("At this step from"), required=False)
    den = DayField(label=gettext_lazy("to"), required=False)
    cho = forms.TypedChoiceField(
        label=gettext_lazy("Waiting"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, user: User, of_everything: bool, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"auto_id": "loc-%s"}))
        self.user = user
        self.today = local_day(timezone.now())
        self.of_everything = of_everything
        anything = ("", _("everything"))
        own = units_where(user, UNIT_WORK, self.today)
        self._choose("buoc", [anything, (ON_ITS_WAY, _("on its way")), *Status.choices])
        self._choose("loai", [anything, *Genre.choices])
        waits = [(days, _("more than %(days)d days") % {"days": days}) for days in _DAYS]
        self._choose("cho", [("", _("any time")), *waits])
        self._choose("muc", [anything, *self._sections()])
        self._choose("don_vi", [anything, *self._units(own)])
        self._choose("cua", self._whose(own))
        for name in ("don_vi", "cua", "muc"):
            if len(self.fields[name].choices) <= (2 if name == "don_vi" else 1):  # type: ignore[attr-defined]
                del self.fields[name]

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _sections(self) -> list[tuple[int, str]]:
        agencies = {seat.agency_id for seat in seats_of(self.user, self.today)}
        rows = Section.objects.filter(agency_id__in=agencies)
        return list(rows.values_list("pk", "name"))

    def _units(self, own: frozenset[int]) -> list[tuple[int, str]]:
        """Units to choose from: all of the agency for the desk, else the person's own."""
        if not self.of_everything:
            if len(own) < 2:  # noqa: PLR2004  # nothing to choose
                return []
            rows = Unit.objects.filter(pk__in=own)
        else:
            agencies = agencies_where(self.user, DESK_WORK, self.today)
            rows = Unit.objects.filter(agency_id__in=agencies)
        return list(rows.values_list("pk", "short_name"))

    def _whose(self, own: frozenset[int]) -> list[tuple[str, str]]:
        mine, ours = (MINE, _("mine")), (OURS, _("the whole unit's"))
        if self.of_everything:
            return [("", _("everybody's")), mine]
        if not own:
            return [mine]
        leads = bool(units_where(self.user, (Duty.VET,), self.today))
        # A unit's leader answers for all of it; a writer looks for their own.
        return [ours, mine] if leads else [mine, ours]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the person's usual list was asked for."""
        return any(self.data.get(name) for name in self.fields)

    def search_request(self) -> StoryQuery:
        """What the person looks for; a field that was not understood asks for nothing."""
        self.is_valid()
        given = self.cleaned_data
        return StoryQuery(
            words=given.get("q", ""),
            statuses=_statuses(given.get("buoc", "")),
            unit_ids=self._unit_ids(given),
            author_ids=self._author_ids(given),
            section_id=given.get("muc"),
            genre=given.get("loai", ""),
            since=_midnight(given.get("tu")),
            until=_midnight(given.get("den"), days=1),
            waiting_since=self._waiting_since(given.get("cho")),
        )

    def _unit_ids(self, given: dict[str, Any]) -> tuple[int, ...] | None:
        if given.get("don_vi"):
            return (given["don_vi"],)
        if self.of_everything or self._is_mine(given):
            return None
        return tuple(units_where(self.user, UNIT_WORK, self.today))

    def _is_mine(self, given: dict[str, Any]) -> bool:
        if self.of_everything:
            return given.get("cua") == MINE
        usual = self._whose(units_where(self.user, UNIT_WORK, self.today))[0][0]
        return (given.get("cua") or usual) == MINE

    def _author_ids(self, given: dict[str, Any]) -> tuple[int, ...] | None:
        mine = (self.user.pk,) if self._is_mine(given) else None
        if not given.get("nguoi"):
            return mine
        agencies = frozenset(seat.agency_id for seat in seats_of(self.user, self.today))
        named = people_named(given["nguoi"], agencies)
        return named if mine is None else tuple(set(mine) & set(named))

    @staticmethod
    def _waiting_since(days: int | None) -> dt.datetime | None:
        return timezone.now() - dt.timedelta(days=days) if days else None


def _statuses(chosen: str) -> tuple[str, ...]:
    if chosen == ON_ITS_WAY:
        return OPEN_STATUSES
    return (chosen,) if chosen else ()


def _midnight(day: dt.date | None, days: int = 0) -> dt.datetime | None:
    """The moment at which the day (or one after it) begins here."""
    return None if day is None else at_local(day + dt.timedelta(days=days))
