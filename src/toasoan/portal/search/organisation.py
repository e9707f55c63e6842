"""Units and those who lead, as the search knows them (`toasoan.search`).

Of a person it says what the public pages say: name, post, and which board they lead.
"""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from toasoan.accounts.models import User
from toasoan.portal.frame.cache_tags import organisation_tag, unit_tag
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.site_settings.models import UnitContact
from toasoan.units.models import LEADING, BoardKind, Membership, Unit
from toasoan.units.queries import leading_seats
from toasoan.vietnamese.dates import local_day

UNIT, PERSON = "unit", "person"
#: What is lasting has no day; its number only has to stay the same.
NO_DAY = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_SHOWN_BOARDS = (BoardKind.STEERING, BoardKind.UNIT_TEAM)


def register_kinds() -> None:
    """Let units, with how they are reached, and leading people be found."""
    units = lambda: pgettext("search", "Units")  # noqa: E731
    people = lambda: pgettext("search", "Leading people")  # noqa: E731
    register(SearchKind(UNIT, 4, units, _unit_entries, _unit_cards, is_lasting=True))
    register(SearchKind(PERSON, 5, people, _person_entries, _person_cards, is_lasting=True))


def unit_entries(unit_ids: Collection[int]) -> list[SearchEntry]:
    """Units as the table takes them, in the order of their ids. Three queries."""
    rows = Unit.objects.filter(pk__in=unit_ids).prefetch_related("names").order_by("pk")
    contacts = {row.unit_id: row for row in UnitContact.objects.filter(unit__in=unit_ids)}
    return [
        SearchEntry(
            object_id=unit.pk,
            agency_id=unit.agency_id,
            title=unit.name,
            text=_words_of_unit(unit, contacts.get(unit.pk)),
            published_at=NO_DAY,
            unit_id=unit.pk,
        )
        for unit in rows
    ]


def person_entries(user_ids: Collection[int]) -> list[SearchEntry]:
    """Who leads a board that the site shows, now or from a day to come. Two queries."""
    return [
        SearchEntry(
            object_id=person.pk,
            agency_id=seats[0].board.agency_id,
            title=str(person),
            text="\n".join(dict.fromkeys(filter(None, (person.post, *map(_words_of_seat, seats))))),
            published_at=NO_DAY,
            unit_id=seats[0].board.unit_id,
        )
        for person in _leading_people().filter(pk__in=user_ids).order_by("pk")
        if (seats := list(person.memberships.all()))
    ]


def _words_of_unit(unit: Unit, contact: UnitContact | None) -> str:
    former = [name.name for name in unit.names.all() if name.name != unit.name]
    reached = [contact.address, contact.phone, contact.email] if contact else []
    lines = [unit.short_name, *reached, *former]
    return "\n".join(dict.fromkeys(line for line in lines if line and line != unit.name))


def _words_of_seat(seat: Membership) -> str:
    where = seat.board.unit.name if seat.board.unit else seat.board.name
    return f"{seat.get_role_display().capitalize()} · {where}"


def _leading_seats_from(today: dt.date) -> QuerySet[Membership]:
    """Seats that the site shows today or will show."""
    lasting = Q(to_on__isnull=True) | Q(to_on__gte=today)
    seats: QuerySet[Membership] = Membership.objects.standing().filter(
        lasting, role__in=LEADING, board__kind__in=_SHOWN_BOARDS
    )
    return seats


def _leading_people() -> QuerySet[User]:
    seats = _leading_seats_from(local_day(timezone.now()))
    shown = seats.select_related("board__unit").order_by("-board__unit", "-role", "from_on", "pk")
    people = User.objects.filter(is_active=True, pk__in=seats.order_by().values("user"))
    return people.prefetch_related(Prefetch("memberships", queryset=shown))


def _unit_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    rows = Unit.objects.filter(pk__gt=after_id).select_for_update().order_by("pk")[:limit]
    return unit_entries([unit.pk for unit in rows])


def _person_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    rows = _leading_people().filter(pk__gt=after_id).order_by("pk")[:limit]
    return person_entries([person.pk for person in rows])


def _unit_cards(unit_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of these units, by id. One query."""
    return {
        unit.pk: ResultCard(
            address=unit.get_absolute_url(),
            label=pgettext("search", "Unit"),
            shows=(unit_tag(unit.pk), organisation_tag(unit.agency_id)),
        )
        for unit in Unit.objects.filter(pk__in=unit_ids)
    }


def _person_cards(user_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of those who lead today, by id. One query."""
    seats = leading_seats(local_day(timezone.now())).filter(
        user__in=user_ids, board__kind__in=_SHOWN_BOARDS
    )
    return {
        seat.user_id: ResultCard(
            address=_page_of(seat.board.unit),
            label=pgettext("search", "Leading person"),
            unit=seat.board.unit.short_name if seat.board.unit else "",
            shows=(organisation_tag(seat.board.agency_id),),
            part=str(seat.user_id),
        )
        # A seat in a unit leads to the unit's page: it comes last, and stays.
        for seat in seats.select_related("board__unit").order_by("board__unit_id", "pk")
    }


def _page_of(unit: Unit | None) -> str:
    return unit.get_absolute_url() if unit else reverse("portal:organisation")
