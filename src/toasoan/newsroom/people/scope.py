"""Whose people, boards and units a webmaster may touch: those of their own agency.

Everything of another agency does not exist: 404, as for a number that nobody has.
"""

from django.shortcuts import get_object_or_404

from toasoan.accounts.models import User
from toasoan.units.models import Agency, Board, Delegation, Membership, Succession, Unit


def person_for(agency: Agency, person_id: int) -> User:
    """A person who sits or sat on one of the agency's boards. Raises Http404."""
    people = User.objects.filter(
        pk__in=Membership.objects.filter(board__agency=agency).values("user")
    )
    return get_object_or_404(people, pk=person_id)


def board_for(agency: Agency, board_id: int) -> Board:
    """A board of the agency. Raises Http404."""
    return get_object_or_404(Board.objects.select_related("unit"), agency=agency, pk=board_id)


def seat_for(agency: Agency, seat_id: int) -> Membership:
    """A seat on one of the agency's boards. Raises Http404."""
    seats = Membership.objects.select_related("board", "user")
    return get_object_or_404(seats, board__agency=agency, pk=seat_id)


def succession_for(agency: Agency, succession_id: int) -> Succession:
    """A succession of the agency's units. Raises Http404."""
    of_agency = Unit.objects.filter(agency=agency).values("ended_by")
    return get_object_or_404(Succession, pk=succession_id, pk__in=of_agency)


def delegation_for(agency: Agency, delegation_id: int) -> Delegation:
    """A delegation on one of the agency's boards. Raises Http404."""
    rows = Delegation.objects.select_related("board", "principal", "delegate")
    return get_object_or_404(rows, board__agency=agency, pk=delegation_id)
