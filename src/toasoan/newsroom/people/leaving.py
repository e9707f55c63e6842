"""Closing an account: what waits for the person, and who takes it over."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.editorial.handover import (
    Desk,
    desk_of,
    hand_over_draft,
    pass_on_claim,
    release_claim,
)
from toasoan.editorial.models import Progress
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.form_page import FormPage, form_page
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.people.forms import DisableForm
from toasoan.newsroom.people.persons import account_for
from toasoan.newsroom.people.queries import seats_on
from toasoan.units.duties import Duty, duties_of_seat
from toasoan.units.models import Agency
from toasoan.units.people import disable
from toasoan.vietnamese.collation import name_key

_LEAVE = ""


class LeavingForm(DisableForm):
    """Why the account is closed, and for each story who goes on with it."""

    def __init__(self, *args: Any, desk: Desk, takers: "Takers", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for draft in desk.drafts:
            self._ask(draft, takers.of_unit(draft.unit_id), gettext_lazy("leave it with the unit"))
        for claim in desk.claims:
            self._ask(claim, takers.editors, gettext_lazy("back into the desk's queue"))

    def _ask(self, progress: Progress, people: Iterable[User], otherwise: Any) -> None:
        choices = [(_LEAVE, otherwise), *((person.pk, str(person)) for person in people)]
        self.fields[f"story_{progress.pk}"] = forms.TypedChoiceField(
            label=headline_of(progress),
            help_text=f"{progress.get_status_display()} · {progress.unit.short_name}",
            required=False,
            coerce=int,
            empty_value=None,
            choices=choices,
        )

    def taker(self, progress: Progress) -> int | None:
        """The id of whoever goes on with the story."""
        chosen: int | None = self.cleaned_data.get(f"story_{progress.pk}")
        return chosen


def headline_of(progress: Progress) -> str:
    """The story by its number and unit: the webmaster reads no text that is not published."""
    names = {"number": progress.pk, "unit": progress.unit.short_name}
    return _("Story no. %(number)d of %(unit)s") % names


class Takers:
    """Colleagues who can go on: people of each unit's team, and the editors. One query."""

    def __init__(self, agency: Agency, leaver: User) -> None:
        self._of_unit: dict[int, set[User]] = {}
        editors = set()
        for seat in seats_on(agency, today_here()).select_related("user", "board"):
            if not seat.user.is_active or seat.user_id == leaver.pk:
                continue
            if seat.board.unit_id:
                self._of_unit.setdefault(seat.board.unit_id, set()).add(seat.user)
            if Duty.EDIT in duties_of_seat(seat.board.kind, seat.role):
                editors.add(seat.user)
        self.editors = _in_order(editors)

    def of_unit(self, unit_id: int) -> list[User]:
        """People of the unit's team; the editors when it has none."""
        return _in_order(self._of_unit.get(unit_id, set())) or self.editors


def _in_order(people: Iterable[User]) -> list[User]:
    return sorted(people, key=lambda person: name_key(str(person)))


@screen("nhan-su/<int:person_id>/khoa/", name="person_disable", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def person_disable(request: HttpRequest, person_id: int) -> HttpResponse:
    """Close an account and pass on what waits there, in one transaction."""
    agency, found = account_for(request, person_id)
    desk = desk_of(found, agency)
    form = LeavingForm(request.POST or None, desk=desk, takers=Takers(agency, found))

    def action() -> None:
        with transaction.atomic():
            _pass_on(desk, form, user_of(request))
            disable(
                found, agency=agency, because=form.cleaned_data["because"],
                actor=user_of(request), now=timezone.now(),
            )  # fmt: skip

    number = len(desk.drafts) + len(desk.claims)
    waiting = (
        _("%(number)d stories wait on this desk. Choose who goes on with each.")
        if number
        else _("Nothing waits on this desk.")
    )
    page = FormPage(
        title=_("Close the account of %(person)s") % {"person": found},
        button=_("Close the account"),
        lead=waiting % {"number": number} if number else waiting,
        warning=_(
            "The person cannot sign in any more and open sessions end at once."
            " Seats, bylines, stories and history stay; the account can be opened again."
        ),
        back=reverse("newsroom:person", args=[found.pk]),
        back_label=str(found),
        done=_("The account is closed."),
    )
    return form_page(request, page, form, action)


def _pass_on(desk: Desk, form: LeavingForm, actor: User) -> None:
    now = timezone.now()
    chosen = [form.taker(row) for row in (*desk.drafts, *desk.claims)]
    people = User.objects.in_bulk([pk for pk in chosen if pk])
    for draft in desk.drafts:
        if taker := form.taker(draft):
            hand_over_draft(draft.pk, successor=people[taker], actor=actor, now=now)
    for claim in desk.claims:
        if taker := form.taker(claim):
            pass_on_claim(claim.pk, successor=people[taker], actor=actor, now=now)
        else:
            release_claim(claim.pk, actor=actor, now=now)
