"""Many accounts at once: what each line of a list says, and everything that is wrong with it.

Reading the file is not done here; a line arrives as text by column. A line without errors can
be carried out as it stands (`enrol`).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.refusals import Problem, RefusedError
from toasoan.units.models import Agency, Board, MembershipRole
from toasoan.units.people import FirstSeat, Particulars, add_person
from toasoan.units.queries import seat_facts
from toasoan.units.rules import DaySpan, SeatFacts, seat_problems
from toasoan.units.usernames import username_for, username_problems
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import fold
from toasoan.vietnamese.names import split_name
from toasoan.vietnamese.typed_dates import read_day

MOST_LINES = 1000
_LONGEST_NAME, _LONGEST_POST, _LONGEST_NUMBER = 150, 120, 60


class EnrolmentColumn(StrEnum):
    """The columns of a list of new accounts."""

    NAME = "name"
    USERNAME = "username"
    EMAIL = "email"
    POST = "post"
    PLACE = "place"
    ROLE = "role"
    FROM_ON = "from_on"
    DECISION_NUMBER = "decision_number"
    DECISION_ON = "decision_on"


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """One line as it stands in the file; `formulas` are columns that hold a formula."""

    number: int
    cells: dict[EnrolmentColumn, str]
    formulas: tuple[EnrolmentColumn, ...] = ()

    def text(self, column: EnrolmentColumn) -> str:
        """The cell in one form: composed letters, single spaces."""
        return one_line(self.cells.get(column, ""))


@dataclass(frozen=True, slots=True)
class EnrolmentContext:
    """What the agency and the other accounts are like while a list is read.

    `places` leads folded names and codes to boards; None marks a name that several have.
    """

    usernames: frozenset[str]
    emails: frozenset[str]
    places: dict[str, Board | None]
    seats: dict[int, list[SeatFacts]]
    roles: dict[str, MembershipRole]
    today: dt.date


@dataclass(slots=True)
class EnrolmentEntry:
    """A line that has been read: what it means, and the errors by column."""

    line: EnrolmentLine
    particulars: Particulars | None = None
    first: FirstSeat | None = None
    errors: list[tuple[EnrolmentColumn, str]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether an account can be made of it."""
        return not self.errors

    @property
    def role(self) -> str:
        """The role in words; empty as long as the line names none that can be."""
        return str(self.first.role.label) if self.first else ""

    def wrong(self, column: EnrolmentColumn, message: str) -> None:
        """Add an error to a column."""
        self.errors.append((column, message))


def known_of(agency: Agency, today: dt.date) -> EnrolmentContext:
    """Read once what every line is compared with. Five queries and one for each open board."""
    boards = [
        board
        for board in Board.objects.filter(agency=agency).select_related("unit")
        if board.closed_on is None or board.closed_on >= today
    ]
    places: dict[str, Board | None] = {}
    for board in boards:
        for name in _names_of(board):
            other = places.get(name, board)
            places[name] = board if other is board else None
    return EnrolmentContext(
        usernames=frozenset(map(str.lower, User.objects.values_list("username", flat=True))),
        emails=frozenset(
            email.lower() for email in User.objects.values_list("email", flat=True) if email
        ),
        places=places,
        seats={board.pk: seat_facts(board) for board in boards},
        roles=_role_words(),
        today=today,
    )


def _names_of(board: Board) -> set[str]:
    names = {board.name}
    if board.unit is not None:
        names |= {board.unit.name, board.unit.short_name, board.unit.code}
    return {" ".join(fold(name).split()) for name in names}


def _role_words() -> dict[str, MembershipRole]:
    """What people write for a role, folded: the screen's words and the usual others."""
    words = {fold(str(role.label)): role for role in MembershipRole}
    words |= {
        fold(_("contributor")): MembershipRole.MEMBER,
        fold(_("participant")): MembershipRole.MEMBER,
    }
    return words


def read(lines: Sequence[EnrolmentLine], known: EnrolmentContext) -> list[EnrolmentEntry]:
    """Read every line; of two lines that clash the first is accepted."""
    usernames, emails = set(known.usernames), set(known.emails)
    seats = {board: list(facts) for board, facts in known.seats.items()}
    entries = []
    for line in lines:
        entry = EnrolmentEntry(line)
        for column in line.formulas:
            entry.wrong(column, _("This cell holds a formula; write the value itself."))
        _read_person(entry, usernames, emails)
        _read_seat(entry, known, seats)
        entries.append(entry)
    return entries


def _read_person(entry: EnrolmentEntry, usernames: set[str], emails: set[str]) -> None:
    line = entry.line
    name, post = line.text(EnrolmentColumn.NAME), line.text(EnrolmentColumn.POST)
    if not name:
        entry.wrong(EnrolmentColumn.NAME, _("The name is missing."))
    elif len(name) > _LONGEST_NAME:
        entry.wrong(EnrolmentColumn.NAME, _("The name is too long."))
    if len(post) > _LONGEST_POST:
        entry.wrong(EnrolmentColumn.POST, _("The post is too long: 120 characters at most."))
    email = _read_email(entry, emails)
    username = _read_username(entry, usernames)
    family, given = split_name(name)
    entry.particulars = Particulars(
        family_name=family, given_name=given, username=username, email=email, post=post
    )


def _read_email(entry: EnrolmentEntry, emails: set[str]) -> str:
    email = entry.line.text(EnrolmentColumn.EMAIL)
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        entry.wrong(EnrolmentColumn.EMAIL, _("This is no e-mail address."))
        return email
    if email.lower() in emails:
        entry.wrong(
            EnrolmentColumn.EMAIL, _("This e-mail address is taken, here or in an earlier line.")
        )
    emails.add(email.lower())
    return email


def _read_username(entry: EnrolmentEntry, usernames: set[str]) -> str:
    username = entry.line.text(EnrolmentColumn.USERNAME).lower()
    if not username:
        username = username_for(entry.line.text(EnrolmentColumn.NAME), usernames.__contains__)
        if not username and entry.line.text(EnrolmentColumn.NAME):
            entry.wrong(
                EnrolmentColumn.USERNAME, _("No user name can be made of this name: write one.")
            )
    else:
        for problem in username_problems(username):
            entry.wrong(EnrolmentColumn.USERNAME, problem.message)
        if username in usernames:
            entry.wrong(
                EnrolmentColumn.USERNAME, _("This user name is taken, here or in an earlier line.")
            )
    usernames.add(username)
    return username


def _read_seat(
    entry: EnrolmentEntry, known: EnrolmentContext, seats: dict[int, list[SeatFacts]]
) -> None:
    board, role = _read_place(entry, known), _read_role(entry, known)
    from_on = _read_day(entry, EnrolmentColumn.FROM_ON) or known.today
    decision_on = _read_day(entry, EnrolmentColumn.DECISION_ON)
    number = entry.line.text(EnrolmentColumn.DECISION_NUMBER)
    if len(number) > _LONGEST_NUMBER:
        entry.wrong(
            EnrolmentColumn.DECISION_NUMBER, _("The number is too long: 60 characters at most.")
        )
    if board is None or role is None:
        return
    new = SeatFacts(
        -entry.line.number, role, DaySpan(from_on), entry.line.text(EnrolmentColumn.NAME)
    )
    for problem in seat_problems(new, DaySpan(board.opened_on, board.closed_on), seats[board.pk]):
        column = EnrolmentColumn.ROLE if problem.field == "role" else EnrolmentColumn.FROM_ON
        entry.wrong(column, problem.message)
    entry.first = FirstSeat(
        board=board, role=role, from_on=from_on, decision_number=number, decision_on=decision_on
    )
    if entry.is_good:
        seats[board.pk].append(new)


def _read_place(entry: EnrolmentEntry, known: EnrolmentContext) -> Board | None:
    text = entry.line.text(EnrolmentColumn.PLACE)
    if not text:
        entry.wrong(EnrolmentColumn.PLACE, _("The unit or board is missing."))
        return None
    key = fold(text)
    if key not in known.places:
        entry.wrong(
            EnrolmentColumn.PLACE, _("No unit or board is called “%(name)s”.") % {"name": text}
        )
        return None
    if known.places[key] is None:
        text_ = _("Several are called “%(name)s”: write the unit's code.")
        entry.wrong(EnrolmentColumn.PLACE, text_ % {"name": text})
    return known.places[key]


def _read_role(entry: EnrolmentEntry, known: EnrolmentContext) -> MembershipRole | None:
    text = entry.line.text(EnrolmentColumn.ROLE)
    if not text:
        return MembershipRole.MEMBER
    role = known.roles.get(fold(text))
    if role is None:
        words = ", ".join(str(role.label) for role in MembershipRole)
        entry.wrong(
            EnrolmentColumn.ROLE,
            _("This role is not known. Write one of: %(roles)s.") % {"roles": words},
        )
    return role


def _read_day(entry: EnrolmentEntry, column: EnrolmentColumn) -> dt.date | None:
    text = entry.line.text(column)
    if not text:
        return None
    day = read_day(text)
    if day is None:
        entry.wrong(column, _("This is no date: write it as 05/8/2026."))
    return day


@transaction.atomic
def enrol(
    agency: Agency, entries: Iterable[EnrolmentEntry], *, actor: User | None, now: dt.datetime
) -> list[User]:
    """Open an account for every entry, all of them or none.

    Raises RefusedError, naming the line, when something changed since the list was read.
    """
    people = []
    for entry in entries:
        if entry.particulars is None or entry.first is None or not entry.is_good:
            raise ValueError(f"line {entry.line.number} has errors")
        try:
            person = add_person(agency, entry.particulars, entry.first, actor=actor, now=now)
        except RefusedError as refusal:
            values = {"number": entry.line.number, "problem": str(refusal)}
            message = _("Line %(number)d: %(problem)s") % values
            raise RefusedError(Problem("line", message)) from refusal
        people.append(person)
    return people
