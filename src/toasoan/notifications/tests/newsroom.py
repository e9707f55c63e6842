"""A newsroom with everybody who could be told something by mistake."""

import datetime as dt
from dataclasses import dataclass

from toasoan.accounts.models import User
from toasoan.notifications.models import Notification
from toasoan.testing.factories import (
    Newsroom,
    board_of,
    make_member,
    make_newsroom,
    make_user,
    team_of,
)
from toasoan.units.models import BoardKind, Delegation, MembershipRole
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True)
class Cast:
    """The room's people by name, and those who must never be told."""

    room: Newsroom
    people: dict[str, User]

    def __getitem__(self, name: str) -> User:
        return self.people[name]

    def name_of(self, user: User) -> str:
        return next(name for name, person in self.people.items() if person.pk == user.pk)

    def recipients(self) -> dict[str, set[str]]:
        """Kind → the names of the people who were told."""
        found: dict[str, set[str]] = {}
        for notification in Notification.objects.select_related("recipient"):
            found.setdefault(notification.kind, set()).add(self.name_of(notification.recipient))
        return found


def make_cast(now: dt.datetime) -> Cast:
    """Two units, two editors, two approvers, stand-ins of today and of the past, disabled people
    on every board, and another agency.
    """
    room = make_newsroom()
    other = make_newsroom("co-quan-khac", hostname="khac.vn")
    today = local_day(now)
    people = room.people()
    people["deputy_vetter"] = make_member(team_of(room.unit), MembershipRole.DEPUTY)
    for name, principal, from_on, to_on in (
        ("vetter_stand_in", "vetter", today, today),
        ("approver_stand_in", "approver", today, today),
        ("past_stand_in", "vetter", today - dt.timedelta(9), today - dt.timedelta(1)),
        ("coming_stand_in", "approver", today + dt.timedelta(1), today + dt.timedelta(9)),
    ):
        people[name] = make_user(name)
        Delegation.objects.create(
            principal=people[principal], delegate=people[name], from_on=from_on, to_on=to_on
        )
    for name, board in (
        ("disabled_vetter", team_of(room.unit)),
        ("disabled_editor", board_of(room.agency, BoardKind.CONTENT)),
        ("disabled_approver", board_of(room.agency, BoardKind.STEERING)),
    ):
        people[name] = make_member(board, MembershipRole.DEPUTY)
        people[name].is_active = False
        people[name].save()
    people |= {f"foreign_{name}": person for name, person in other.people().items()}
    return Cast(room, people)
