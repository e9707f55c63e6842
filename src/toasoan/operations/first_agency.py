"""Carry out ``toasoan init``: agency, boards, units, people, and the first webmaster's link."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toasoan.accounts.actions import invite
from toasoan.accounts.models import User
from toasoan.newsroom.kit.sheets import SheetError
from toasoan.newsroom.people.sheets import headings, read_list
from toasoan.operations.actions import FirstUnit, NewAgency, create_agency
from toasoan.operations.init_answers import InitAnswers, UnitAnswer, unit_of
from toasoan.refusals import Problem, refuse
from toasoan.site_settings.first_steps import begin_first_steps
from toasoan.units.actions import open_board
from toasoan.units.enrolment import (
    EnrolmentColumn,
    EnrolmentEntry,
    EnrolmentLine,
    enrol,
    known_of,
    read,
)
from toasoan.units.models import Agency, Board, BoardKind, MembershipRole, UnitKind
from toasoan.units.people import FirstSeat, Particulars, add_person
from toasoan.units.usernames import username_for, username_problems
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.names import split_name

#: Kind, name at the start, and how a list's word for it begins, folded.
_BOARDS: tuple[tuple[BoardKind, str, str], ...] = (
    (BoardKind.STEERING, "Ban Chỉ đạo", "ban chi dao"),
    (BoardKind.CONTENT, "Tiểu ban Nội dung", "tieu ban noi dung"),
    (BoardKind.OUTREACH, "Tiểu ban Tuyên truyền", "tieu ban tuyen truyen"),
    (BoardKind.TECHNICAL, "Tổ kỹ thuật", "to ky thuat"),
    (BoardKind.OFFICE, "Bộ phận Văn thư", "bo phan van thu"),
)
_DISTRICT_WORDS = ("huyen", "thi xa", "thanh pho", "quan ")
_LIST_DAY = "%d/%m/%Y"


@dataclass(frozen=True)
class FirstAgencyPlan:
    """What will be created: answers and list put together."""

    answers: InitAnswers
    lines: tuple[EnrolmentLine, ...]
    units: tuple[UnitAnswer, ...]
    board_names: dict[BoardKind, str]
    opened_on: dt.date


def plan_first_agency(answers: InitAnswers) -> FirstAgencyPlan:
    """Check the answers and read the list, without a database.

    Raises RefusedError with every problem found.
    """
    problems = username_problems(answers.username) if answers.username else []
    if answers.email:
        try:
            validate_email(answers.email)
        except ValidationError:
            message = _("“%(text)s” is no e-mail address.") % {"text": answers.email}
            problems.append(Problem("email", message, "email"))
    lines: list[EnrolmentLine] = []
    if answers.people_file:
        try:
            lines = read_list(Path(answers.people_file).read_bytes())
        except SheetError as error:
            problems.append(Problem("people-file", str(error), "people"))
    units, board_names = _places(answers.units, lines)
    problems += _unit_problems(units)
    refuse(problems)
    opened_on = min([local_day(timezone.now()), *_days_of(lines)])
    return FirstAgencyPlan(answers, tuple(lines), units, board_names, opened_on)


@transaction.atomic
def create_first_agency(plan: FirstAgencyPlan) -> str:
    """Create everything, or nothing; return the full address with which the webmaster begins.

    Raises RefusedError with the errors of the list, line by line.
    """
    now, answers = timezone.now(), plan.answers
    agency = create_agency(_new_agency(answers), [_new_unit(plan, unit) for unit in plan.units])
    boards = _open_boards(agency, plan)
    webmaster = _add_webmaster(agency, answers, boards[BoardKind.TECHNICAL], now)
    _enrol_people(agency, plan.lines, now)
    begin_first_steps(agency)
    return f"{settings.WAGTAILADMIN_BASE_URL}{invite(webmaster, now=now)}"


def first_agency_loader(answers: InitAnswers) -> Callable[[Callable[[str], None]], None]:
    """Check the answers now; return what `prepare` calls once the tables exist."""
    plan = plan_first_agency(answers)

    def load(tell: Callable[[str], None]) -> None:
        link = create_first_agency(plan)
        tell(_("%(name)s opens this link within seven days; it works once:") % {
            "name": answers.webmaster
        })  # fmt: skip
        tell(f"  {link}")

    return load


def unit_kind(name: str) -> UnitKind:
    """The kind that a unit's official name tells.

    >>> unit_kind("Viện kiểm sát nhân dân khu vực 3").value
    'region'
    """
    words = fold(name)
    if "khu vuc" in words:
        return UnitKind.REGION
    if any(word in words for word in _DISTRICT_WORDS):
        return UnitKind.DISTRICT
    return UnitKind.DEPARTMENT


def _places(
    given: Sequence[UnitAnswer], lines: Iterable[EnrolmentLine]
) -> tuple[tuple[UnitAnswer, ...], dict[BoardKind, str]]:
    """Units and names of boards: those that were given, and those that only the list names."""
    units = list(given)
    known = {fold(text) for unit in units for text in (unit.name, unit.short_name, unit.code)}
    names = {kind: name for kind, name, _words in _BOARDS}
    for line in lines:
        place = line.text(EnrolmentColumn.PLACE)
        kind = next((kind for kind, _n, words in _BOARDS if fold(place).startswith(words)), None)
        if kind is not None:
            names[kind] = place
        elif place and fold(place) not in known:
            unit = unit_of(place)
            units.append(unit)
            known |= {fold(text) for text in (unit.name, unit.short_name, unit.code)}
    return tuple(units), names


def _unit_problems(units: Sequence[UnitAnswer]) -> list[Problem]:
    codes = [unit.code for unit in units]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    message = _("Two units have the code “%(code)s”.")
    return [Problem("code-taken", message % {"code": code}, "unit") for code in twice]


def _days_of(lines: Iterable[EnrolmentLine]) -> list[dt.date]:
    """The days from which people of the list hold their seats: the boards are as old."""
    days = []
    for line in lines:
        with suppress(ValueError):
            text = line.text(EnrolmentColumn.FROM_ON)
            days.append(dt.datetime.strptime(text, _LIST_DAY).date())  # noqa: DTZ007  # a day
    return days


def _new_agency(answers: InitAnswers) -> NewAgency:
    return NewAgency(
        code=answers.code,
        name=answers.name,
        short_name=answers.short_name,
        hostname=answers.host,
        port=answers.port,
    )


def _new_unit(plan: FirstAgencyPlan, unit: UnitAnswer) -> FirstUnit:
    return FirstUnit(
        code=unit.code,
        kind=unit_kind(unit.name),
        name=unit.name,
        short_name=unit.short_name,
        opened_on=plan.opened_on,
    )


def _open_boards(agency: Agency, plan: FirstAgencyPlan) -> dict[BoardKind, Board]:
    """The agency's four boards, and a team for each unit."""
    for unit in agency.units.all():
        name = _("Team of %(unit)s") % {"unit": unit.short_name}
        open_board(agency, BoardKind.UNIT_TEAM, name=name, opened_on=plan.opened_on, unit=unit)
    return {
        kind: open_board(agency, kind, name=name, opened_on=plan.opened_on)
        for kind, name in plan.board_names.items()
    }


def _add_webmaster(agency: Agency, answers: InitAnswers, board: Board, now: dt.datetime) -> User:
    family, given = split_name(answers.webmaster)
    username = answers.username or username_for(answers.webmaster, lambda name: False)
    particulars = Particulars(
        family_name=family, given_name=given, username=username, email=answers.email
    )
    first = FirstSeat(board=board, role=MembershipRole.HEAD, from_on=local_day(now))
    return add_person(agency, particulars, first, actor=None, now=now)


def _enrol_people(agency: Agency, lines: Sequence[EnrolmentLine], now: dt.datetime) -> None:
    entries = read(lines, known_of(agency, local_day(now)))
    refuse([problem for entry in entries for problem in _problems_of(entry)])
    enrol(agency, entries, actor=None, now=now)


def _problems_of(entry: EnrolmentEntry) -> list[Problem]:
    names = headings()
    template = _("Line %(number)d: %(problem)s")
    return [
        Problem(
            "people-line",
            template % {"number": entry.line.number, "problem": f"{names[column]}: {message}"},
            "people",
            entry.line.number,
        )
        for column, message in entry.errors
    ]
