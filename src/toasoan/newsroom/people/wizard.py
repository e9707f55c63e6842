"""The succession wizard: three pages that carry their answers along, so tabs never mix.

Nothing is kept on the server between the pages; the last one is checked as if it were the first,
and the preview is the action itself, rolled back.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from toasoan.accounts.models import User
from toasoan.accounts.requests import user_of
from toasoan.editorial.models import Progress
from toasoan.editorial.succession import confirm_succession, on_their_way
from toasoan.editorial.transitions import Status
from toasoan.newsroom.kit.agency import kept_agency, today_here
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import screen
from toasoan.newsroom.people.queries import ranked
from toasoan.newsroom.people.wizard_forms import (
    CarryOnForm,
    SeatsForm,
    WhichForm,
    first_choices,
    named,
)
from toasoan.newsroom.people.words import SUCCESSION_HELP
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Agency, Membership, MembershipRole, SuccessionKind, Unit
from toasoan.units.succession import PlannedUnit, SuccessionPlan, key_of, plan_problems, teams_of


@dataclass(slots=True)
class Wizard:
    """What has been answered so far; a form is None when the one before it is not valid yet."""

    agency: Agency
    which: WhichForm
    carry_on: CarryOnForm | None = None
    seats: SeatsForm | None = None
    plan: SuccessionPlan | None = None


def _begin(request: HttpRequest, agency: Agency) -> Wizard:
    units = [unit for unit in Unit.objects.filter(agency=agency) if unit.closed_on is None]
    first = request.GET.get("don-vi", "")
    initial = {
        "predecessors": [int(first)] if first.isdecimal() else [],
        "happened_on": today_here(),
    }
    which = WhichForm(request.POST or None, units=units, initial=initial)
    wizard = Wizard(agency, which)
    if not which.is_valid():
        return wizard
    ending = _predecessors(wizard)
    wizard.carry_on = CarryOnForm(
        request.POST if "asked_carry_on" in request.POST else None,
        kind=SuccessionKind(which.cleaned_data["kind"]),
        others=[unit for unit in units if unit not in ending],
        like=ending[0],
    )
    return wizard


def _predecessors(wizard: Wizard) -> tuple[Unit, ...]:
    ids = wizard.which.cleaned_data["predecessors"]
    return tuple(Unit.objects.filter(agency=wizard.agency, pk__in=ids))


def _draft_plan(wizard: Wizard, carry_on: CarryOnForm) -> SuccessionPlan:
    given = wizard.which.cleaned_data
    return SuccessionPlan(
        agency=wizard.agency,
        kind=SuccessionKind(given["kind"]),
        happened_on=given["happened_on"],
        decision_number=given["decision_number"],
        predecessors=_predecessors(wizard),
        successors=carry_on.existing(),
        new_units=carry_on.new_units(),
    )


def _is_about_units(problem: Problem) -> bool:
    return problem.field != "heir"


def _go_on(request: HttpRequest, wizard: Wizard, carry_on: CarryOnForm) -> None:
    """From the second page to the third, when the units fit together."""
    plan = _draft_plan(wizard, carry_on)
    if refused := [problem for problem in plan_problems(plan) if _is_about_units(problem)]:
        carry_on.refuse(RefusedError(*refused))
        return
    wizard.plan = plan
    wizard.seats = _seats_form(request, plan)


def successors_of(plan: SuccessionPlan) -> dict[str, Unit | PlannedUnit]:
    """The successors by their keys."""
    return dict(zip(plan.keys(), (*plan.successors, *plan.new_units), strict=True))


def ending_seats(plan: SuccessionPlan) -> tuple[Membership, ...]:
    """The seats that would last longer than their unit."""
    found: list[Membership] = []
    for board in teams_of(plan.predecessors, plan.last_day):
        rows = board.memberships.touching(plan.happened_on, None).filter(
            from_on__lte=plan.last_day, user__is_active=True
        )
        found += ranked(rows.select_related("user", "board", "board__unit"))
    return tuple(found)


def _seats_form(request: HttpRequest, plan: SuccessionPlan) -> SeatsForm:
    seats, successors = ending_seats(plan), successors_of(plan)
    names = {key: unit.short_name for key, unit in successors.items()}
    closes = plan.kind == SuccessionKind.CLOSED
    if closes:
        others = Unit.objects.filter(agency=plan.agency).open_on(plan.happened_on)
        heirs = named(others.exclude(pk__in=[unit.pk for unit in plan.predecessors]))
    else:
        heirs = names
    sitting = Membership.objects.touching(plan.happened_on, None).filter(
        board__unit__in=plan.successors
    )
    return SeatsForm(
        request.POST if "asked_seats" in request.POST else None,
        seats=seats,
        successors=names,
        heirs=heirs,
        needs_heir=not closes,
        initial=first_choices(seats, successors, sitting.select_related("board")),
    )


def _whole_plan(plan: SuccessionPlan, seats: SeatsForm) -> SuccessionPlan:
    return SuccessionPlan(
        agency=plan.agency,
        kind=plan.kind,
        happened_on=plan.happened_on,
        decision_number=plan.decision_number,
        predecessors=plan.predecessors,
        successors=plan.successors,
        new_units=plan.new_units,
        heir=seats.chosen_heir(),
        takers=seats.takers(),
    )


def trial(plan: SuccessionPlan, actor: User) -> tuple[Problem, ...]:
    """Carry the plan out and roll it back; returns the problems that confirming would meet."""
    try:
        with transaction.atomic():
            confirm_succession(plan, actor=actor, now=timezone.now())
            transaction.set_rollback(True)
    except RefusedError as refusal:
        return refusal.problems
    return ()


@dataclass(frozen=True, slots=True)
class ChosenSeat:
    """A seat that ends, and the unit and role of the new one; empty for none."""

    seat: Membership
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class AffectedStories:
    """How many stories of a unit stand at a step, and where they go."""

    unit: str
    status: str
    number: int
    to: str


def story_lines(plan: SuccessionPlan) -> list[AffectedStories]:
    """What becomes of the stories on their way. Two queries."""
    names = {key: unit.short_name for key, unit in successors_of(plan).items()}
    if plan.kind == SuccessionKind.CLOSED and plan.heir:
        names[plan.heir] = _short_name_of(plan.heir)
    seats = Membership.objects.filter(pk__in=plan.takers)
    going = dict(seats.values_list("pk", "user_id"))
    by_author = {going[pk]: taker.successor for pk, taker in plan.takers.items() if pk in going}
    tally: Counter[tuple[str, str, str]] = Counter()
    rows = on_their_way(plan.predecessors).values_list(
        "unit__short_name", "status", "story__author_id"
    )
    for unit, status, author_id in rows:
        tally[unit, status, by_author.get(author_id, plan.heir)] += 1
    order = list(Status)
    return [
        AffectedStories(unit, str(Status(status).label), number, names.get(key, ""))
        for (unit, status, key), number in sorted(
            tally.items(), key=lambda item: (item[0][0], order.index(Status(item[0][1])))
        )
    ]


def _short_name_of(key: str) -> str:
    return next((unit.short_name for unit in Unit.objects.all() if key_of(unit) == key), "")


@screen("don-vi/sap-xep/", name="succession", duties=ADMINISTRATION)
@require_http_methods(["GET", "HEAD", "POST"])
def succession(request: HttpRequest) -> HttpResponse:
    """Ask, preview, repeat everything, confirm; from each page one goes back with all answers."""
    wizard = _begin(request, kept_agency(request))
    if wizard.carry_on is None:
        return _page(request, "which", wizard, 422 if request.method == "POST" else 200)
    if "back_to" in request.POST:
        asks_first = request.POST["back_to"] == "which" or not wizard.carry_on.number
        return _page(request, "which" if asks_first else "carry_on", wizard, 200)
    if "asked_carry_on" not in request.POST or not wizard.carry_on.is_valid():
        if not wizard.carry_on.number:
            return _third(request, wizard, _with_no_successors(wizard))
        status = 422 if "asked_carry_on" in request.POST else 200
        return _page(request, "carry_on", wizard, status)
    return _third(request, wizard, wizard.carry_on)


def _with_no_successors(wizard: Wizard) -> CarryOnForm:
    """A unit that closes has no second page: its empty answer is valid."""
    form = CarryOnForm({}, kind=SuccessionKind.CLOSED, others=(), like=_predecessors(wizard)[0])
    form.is_valid()
    return form


def _third(request: HttpRequest, wizard: Wizard, carry_on: CarryOnForm) -> HttpResponse:
    _go_on(request, wizard, carry_on)
    if wizard.seats is None or wizard.plan is None:
        if not carry_on.number:
            wizard.which.refuse(RefusedError(*plan_problems(wizard_plan(wizard, carry_on))))
            return _page(request, "which", wizard, 422)
        return _page(request, "carry_on", wizard, 422)
    sent = wizard.seats.is_bound
    if sent and not wizard.seats.is_valid():
        return _preview(request, wizard, wizard.plan, (), 422)
    if not sent:
        plan = _proposed(wizard.plan, wizard.seats)
        return _preview(request, wizard, plan, trial(plan, user_of(request)), 200)
    return _chosen(request, wizard, _whole_plan(wizard.plan, wizard.seats))


def _chosen(request: HttpRequest, wizard: Wizard, plan: SuccessionPlan) -> HttpResponse:
    """What the button asks for: do it, repeat everything first, or the preview again."""
    if "confirm" in request.POST:
        return _confirm(request, wizard, plan)
    problems = trial(plan, user_of(request))
    if "check" in request.POST and not problems:
        return _last_question(request, wizard, plan)
    return _preview(request, wizard, plan, problems, 409 if problems else 200)


def wizard_plan(wizard: Wizard, carry_on: CarryOnForm) -> SuccessionPlan:
    """The plan without its seats, to name what is wrong with its units."""
    return _draft_plan(wizard, carry_on)


def _proposed(plan: SuccessionPlan, form: SeatsForm) -> SuccessionPlan:
    """The plan with what the wizard proposes, for the first sight of the preview."""
    given: dict[str, Any] = {**form.initial}
    proposed_form = SeatsForm(
        {name: given.get(name, "") for name in form.fields} | {"heir": _first_heir(form)},
        seats=form.seats,
        successors={key: unit.short_name for key, unit in successors_of(plan).items()},
        heirs=dict(form.fields["heir"].choices) if "heir" in form.fields else {form.only_heir: ""},  # type: ignore[attr-defined]
        needs_heir=plan.kind != SuccessionKind.CLOSED,
    )
    proposed_form.is_valid()
    return _whole_plan(plan, proposed_form)


def _first_heir(form: SeatsForm) -> str:
    if "heir" not in form.fields:
        return form.only_heir
    return str(next(iter(form.fields["heir"].choices))[0])  # type: ignore[attr-defined]


def _confirm(request: HttpRequest, wizard: Wizard, plan: SuccessionPlan) -> HttpResponse:
    try:
        done = confirm_succession(plan, actor=user_of(request), now=timezone.now())
    except RefusedError as refusal:
        return _preview(request, wizard, plan, refusal.problems, 409)
    messages.success(request, _("The reorganisation has been written down."))
    return redirect("newsroom:succession_done", done.pk)


def _page(request: HttpRequest, stage: str, wizard: Wizard, status: int) -> HttpResponse:
    context = {
        "stage": stage,
        "which": wizard.which,
        "form": wizard.which if stage == "which" else wizard.carry_on,
        "kinds": [(kind.label, SUCCESSION_HELP[kind]) for kind in SuccessionKind],
    }
    return render(request, "newsroom/people/succession.html", context, status=status)


def _preview(
    request: HttpRequest,
    wizard: Wizard,
    plan: SuccessionPlan,
    problems: Sequence[Problem],
    status: int,
) -> HttpResponse:
    ending = list(plan.predecessors)
    context = _answers(wizard, plan) | {
        "published": Progress.objects.filter(unit__in=ending, published_at__isnull=False).count(),
        "ending_seats": ending_seats(plan),
        "problems": problems,
        "addresses": [unit.code for unit in ending],
    }
    return render(request, "newsroom/people/succession_preview.html", context, status=status)


def _answers(wizard: Wizard, plan: SuccessionPlan) -> dict[str, Any]:
    """What the last two pages show alike: the forms to carry along, the plan, its stories."""
    return {
        "which": wizard.which,
        "carry_on": wizard.carry_on,
        "form": wizard.seats,
        "plan": plan,
        "kind": SuccessionKind(plan.kind).label,
        "stories": story_lines(plan),
        "is_coming": plan.happened_on > today_here(),
    }


def _last_question(request: HttpRequest, wizard: Wizard, plan: SuccessionPlan) -> HttpResponse:
    """Everything that was chosen, once more in words, and whether it can be taken back."""
    names = {key: unit.short_name for key, unit in successors_of(plan).items()}
    context = _answers(wizard, plan) | {
        "heir": names.get(plan.heir) or (_short_name_of(plan.heir) if plan.heir else ""),
        "seats": [
            ChosenSeat(seat, names[taker.successor], str(MembershipRole(taker.role).label))
            if (taker := plan.takers.get(seat.pk))
            else ChosenSeat(seat, "", "")
            for seat in ending_seats(plan)
        ],
    }
    return render(request, "newsroom/people/succession_confirm.html", context)
