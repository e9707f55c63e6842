"""What a seat on a board lets a person do."""

from dataclasses import dataclass
from enum import StrEnum

from toasoan.units.models import BoardKind, MembershipRole


class Duty(StrEnum):
    """One kind of work; a right is a duty held for a unit or a whole agency on a day."""

    CONTRIBUTE = "contribute"
    VET = "vet"
    EDIT = "edit"
    APPROVE = "approve"
    LEAD_DESK = "lead_desk"
    READ_FIGURES = "read_figures"
    KEEP_SITE = "keep_site"
    KEEP_RECORDS = "keep_records"
    TAKE_QUESTIONS = "take_questions"


#: Through these a person sees what is their unit's, and what has reached the province's desk.
UNIT_WORK = (Duty.CONTRIBUTE, Duty.VET)
DESK_WORK = (Duty.EDIT, Duty.APPROVE)


@dataclass(frozen=True, slots=True)
class Seat:
    """A duty that a person holds today.

    `unit_id` is None for duties over the whole agency. `acting_for_id` names the person
    whose seat it is when it came by delegation.
    """

    duty: Duty
    agency_id: int
    unit_id: int | None = None
    acting_for_id: int | None = None


_LEADERS = (MembershipRole.HEAD, MembershipRole.DEPUTY)
_EVERYBODY = (MembershipRole.HEAD, MembershipRole.DEPUTY, MembershipRole.MEMBER)

#: Board kind → duty → the roles on that board that carry it.
DUTIES: dict[BoardKind, dict[Duty, tuple[MembershipRole, ...]]] = {
    BoardKind.STEERING: {Duty.APPROVE: _LEADERS, Duty.READ_FIGURES: _EVERYBODY},
    BoardKind.CONTENT: {
        Duty.EDIT: _EVERYBODY,
        Duty.LEAD_DESK: _LEADERS,
        Duty.READ_FIGURES: _EVERYBODY,
    },
    BoardKind.OUTREACH: {Duty.READ_FIGURES: _EVERYBODY},
    BoardKind.TECHNICAL: {Duty.KEEP_SITE: _EVERYBODY},
    # Clerks: official documents and the work schedule, questions from citizens.
    BoardKind.OFFICE: {Duty.KEEP_RECORDS: _EVERYBODY, Duty.TAKE_QUESTIONS: _EVERYBODY},
    # The unit's leader answers for what the unit sends; writers are the other members.
    BoardKind.UNIT_TEAM: {Duty.VET: _LEADERS, Duty.CONTRIBUTE: _EVERYBODY},
}


def duties_of_seat(board_kind: str, role: str) -> tuple[Duty, ...]:
    """The duties that a role on a board of this kind carries."""
    rows = DUTIES[BoardKind(board_kind)]
    return tuple(duty for duty, roles in rows.items() if role in roles)
