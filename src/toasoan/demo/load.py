"""Bring the demo agency to life: every story goes through the actions that people use."""

import datetime as dt
import secrets
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.utils import timezone
from wagtail.signal_handlers import disable_reference_index_auto_update

from toasoan.accounts.factors import add_app, code_at, make_recovery_codes, new_secret
from toasoan.accounts.models import User
from toasoan.demo import agency as facts
from toasoan.demo import people
from toasoan.demo.audience import count_visits
from toasoan.demo.citizens import Desk
from toasoan.demo.disclosure import say_where_it_is
from toasoan.demo.documents import Register
from toasoan.demo.events import announce_all
from toasoan.demo.found import enter_found_items
from toasoan.demo.opinions import ask_readers
from toasoan.demo.pages import PAGES
from toasoan.demo.pictures import PICTURE_POOL, PORTRAITS, alt_text, draw, size_of
from toasoan.demo.plans import Planner
from toasoan.demo.quotas import set_quotas
from toasoan.demo.replay import Replay
from toasoan.demo.reports import write_reports
from toasoan.demo.schedules import Scheduler
from toasoan.demo.showcase import showcase
from toasoan.demo.site import enter_site_facts
from toasoan.demo.stories import clippings, history
from toasoan.demo.topics import found_topics
from toasoan.media.actions import store_picture
from toasoan.media.decoding import clean_picture
from toasoan.media.models import Picture
from toasoan.media.reading import NewPicture
from toasoan.newsroom.kit.session import needs_factor
from toasoan.operations.actions import FirstUnit, NewAgency, create_agency
from toasoan.outlets.models import Outlet
from toasoan.outlets.placements import record_clipping
from toasoan.portal.models import HomePage, StandingPage
from toasoan.stories.models import Section
from toasoan.units.actions import open_board, record_succession, seat
from toasoan.units.models import (
    Agency,
    BoardKind,
    MembershipRole,
    SuccessionKind,
    Unit,
    UnitKind,
)
from toasoan.vietnamese.dates import local_day
from toasoan.vietnamese.names import split_name

_PICTURE_SIZE = (1280, 853)
_BOARD_KINDS = {
    "steering": BoardKind.STEERING,
    "content": BoardKind.CONTENT,
    "outreach": BoardKind.OUTREACH,
    "team": BoardKind.UNIT_TEAM,
}


@dataclass(frozen=True)
class DemoAccount:
    """An account to sign in with, as it is shown once."""

    username: str
    password: str
    name: str
    part: str
    #: For who needs a second factor: the key of an authenticator app, and codes on paper.
    secret: str = ""
    codes: tuple[str, ...] = ()


@dataclass
class DemoRecords:
    """The rows that the stories refer to, each by the code used in the texts."""

    agency: Agency
    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    sections: dict[str, Section] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    pictures: dict[tuple[str, int], Picture] = field(default_factory=dict)
    drawings: dict[tuple[str, int], NewPicture] = field(default_factory=dict)


def load_demo(tell: Callable[[str], None]) -> list[DemoAccount]:
    """Load the demo agency into an empty database; call it inside a transaction.

    Returns the accounts with passwords made for this installation; they are kept nowhere.
    """
    # A story is saved at every step. Noting each time what it refers to would leave the worker
    # a thousand tasks; once, at the end, is enough.
    with disable_reference_index_auto_update():
        accounts = _load_everything(tell)
    call_command("rebuild_references_index", verbosity=0)
    return accounts


def _load_everything(tell: Callable[[str], None]) -> list[DemoAccount]:
    records = _create_agency()
    _record_successions(records)
    accounts = _invite_people(records)
    _seat_people(records)
    for order, section in enumerate(facts.SECTIONS):
        records.sections[section.slug] = Section.objects.create(
            agency=records.agency, slug=section.slug, name=section.name,
            summary=section.description, order=order,
        )  # fmt: skip
    for order, outlet in enumerate(facts.OUTLETS):
        records.outlets[outlet.code] = Outlet.objects.create(
            agency=records.agency, code=outlet.code, name=outlet.name, kind=outlet.kind,
            order=order, homepage=outlet.site, wants=outlet.wants,
        )  # fmt: skip
    tell(f"  vẽ {len(PICTURE_POOL) + len(PORTRAITS)} ảnh minh họa")
    _draw_pictures(records)
    enter_site_facts(records.agency, records.units, records.drawings)
    _replay_stories(records, tell)
    today = local_day(timezone.now())
    Planner(records.units, records.users, today).enter_all()
    write_reports(records.agency, records.users, today)
    announce_all(records.agency, records.units, records.users["bientap"], today)
    _serve_the_public(records, today)
    station = facts.OUTLETS[3]
    enter_found_items(
        records.outlets[station.code], records.units["kv3"], station.site, now=timezone.now()
    )
    open_units = [unit for unit in records.units.values() if unit.is_open_on(today)]
    set_quotas(records.agency, open_units[-1], records.users["bientap"], today)
    return [_with_factor(records.users[account.username], account) for account in accounts]


def _serve_the_public(records: DemoRecords, today: dt.date) -> None:
    """Documents, schedules, questions with their answers, polls, and how all of it is used."""
    agency, users = records.agency, records.users
    Register(agency, users, today).enter_all()
    Scheduler(agency, records.units, users, today).enter_all()
    Desk(agency, records.units, users, today).answer_all()
    ask_readers(agency, users["bientap"], today)
    say_where_it_is(agency, users["quantri"], timezone.now())
    count_visits(agency, users["quantri"], timezone.now(), today)


def _with_factor(user: User, account: DemoAccount) -> DemoAccount:
    """Approvers and webmasters sign in with a second factor in the demo too."""
    now = timezone.now()
    if not needs_factor(user, now):
        return account
    secret = new_secret()
    add_app(user, secret, code_at(secret, now), now=now)
    return replace(account, secret=secret, codes=make_recovery_codes(user, now=now))


def _create_agency() -> DemoRecords:
    owner = facts.AGENCY
    units = facts.all_units()
    agency = create_agency(
        NewAgency(
            code=facts.CODE,
            name=owner.name,
            hostname="localhost",
            parent_name=owner.parent_name,
            slogan=owner.slogan,
            address=owner.address,
            phone=owner.phone,
            email=owner.email,
            responsible_person=f"{owner.responsible_name}, {owner.responsible_post}",
        ),
        [_new_unit(unit) for unit in units],
    )
    home = HomePage.objects.get(pk=agency.site.root_page_id)
    for slug, (title, text) in PAGES.items():
        home.add_child(instance=StandingPage(title=title, slug=slug, text=text, show_in_menus=True))
    return DemoRecords(agency, units={unit.code: unit for unit in agency.units.all()})


def _new_unit(demo_unit: facts.DemoUnit) -> FirstUnit:
    kind = UnitKind.DEPARTMENT if demo_unit.kind == "department" else UnitKind.DISTRICT
    if demo_unit.opened_on == facts.REFORM_ON:
        kind = UnitKind.REGION
    return FirstUnit(
        code=demo_unit.code,
        kind=kind,
        name=demo_unit.name,
        short_name=demo_unit.short_name,
        opened_on=demo_unit.opened_on,
    )


def _record_successions(records: DemoRecords) -> None:
    for demo_unit in facts.UNITS:
        if demo_unit.successor:
            record_succession(
                SuccessionKind.RENAMED,
                happened_on=facts.REFORM_ON,
                predecessors=[records.units[demo_unit.code]],
                successors=[records.units[demo_unit.successor]],
                decision_number="84/2025/UBTVQH15",
            )


def _invite_people(records: DemoRecords) -> list[DemoAccount]:
    shown = dict(people.DEMO_ACCOUNTS)
    accounts = []
    for person in people.PEOPLE:
        family, given = split_name(person.full_name)
        # Only the accounts that are shown can sign in: the others belong to nobody.
        password = _new_password() if person.username in shown else None
        records.users[person.username] = User.objects.create(
            username=person.username,
            last_name=family,
            first_name=given,
            post=person.post,
            password=make_password(password),
        )
        if password:
            part = shown[person.username]
            accounts.append(DemoAccount(person.username, password, person.full_name, part))
    order = list(shown)
    return sorted(accounts, key=lambda account: order.index(account.username))


def _new_password() -> str:
    """Four groups of four letters and digits that cannot be mistaken for one another."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    groups = ["".join(secrets.choice(letters) for _ in range(4)) for _ in range(4)]
    return "-".join(groups)


def _seat_people(records: DemoRecords) -> None:
    boards = {}
    for demo_board in people.boards():
        boards[demo_board.code] = open_board(
            records.agency,
            _BOARD_KINDS[demo_board.kind],
            name=demo_board.name,
            opened_on=demo_board.opened_on,
            unit=records.units[demo_board.unit_code] if demo_board.unit_code else None,
        )
        if demo_board.closed_on:
            boards[demo_board.code].closed_on = demo_board.closed_on
            boards[demo_board.code].save(update_fields=["closed_on"])
    for place in people.seats():
        seat(
            records.users[place.username],
            boards[place.board_code],
            MembershipRole(place.role),
            from_on=place.from_on,
            to_on=place.to_on,
            decision_number="15/QĐ-VKS",
        )
    opened_on = people.boards()[0].opened_on
    technical = open_board(
        records.agency, BoardKind.TECHNICAL, name="Tổ kỹ thuật", opened_on=opened_on
    )
    office = open_board(
        records.agency, BoardKind.OFFICE, name="Bộ phận Văn thư", opened_on=opened_on
    )
    for person in people.PEOPLE:
        board = {"webmaster": technical, "clerk": office}.get(person.role)
        if board is not None:
            seat(
                records.users[person.username], board, MembershipRole.HEAD, from_on=opened_on,
                decision_number="15/QĐ-VKS",
            )  # fmt: skip


def _drawn(key: tuple[str, int]) -> NewPicture:
    """A drawing, made ready beside it: nobody sent it, so it needs no process of its own."""
    illustration, number = key
    content = draw(*key, *size_of(illustration, _PICTURE_SIZE))
    alt = alt_text(illustration, number)
    return NewPicture(
        content=content,
        clean=clean_picture(content),
        filename=f"{illustration}-{number}.jpg",
        title=alt,
        description=alt,
    )


def _draw_pictures(records: DemoRecords) -> None:
    """Draw the pool on all processors; the pictures are shared by the published stories."""
    with ProcessPoolExecutor() as processes:
        keys = (*PICTURE_POOL, *PORTRAITS)
        for key, new in zip(keys, processes.map(_drawn, keys), strict=True):
            records.drawings[key] = new
            records.pictures[key] = store_picture(new, unit=None, actor=None, agency=records.agency)


def _replay_stories(records: DemoRecords, tell: Callable[[str], None]) -> None:
    now = timezone.now()
    today = local_day(now)
    replay = Replay(
        units=records.units,
        users=records.users,
        sections=records.sections,
        outlets=records.outlets,
        pictures=records.pictures,
        topics=found_topics(records.agency),
        drawings=records.drawings,
    )
    stories = [*history(today), *showcase(today)]
    for number, story in enumerate(stories, start=1):
        replay.run(story)
        if number % 100 == 0:
            tell(f"  {number}/{len(stories)} tin, bài")
    for clipping in clippings(today):
        record_clipping(
            records.units[clipping.unit_code],
            records.outlets[clipping.outlet_code],
            headline=clipping.headline,
            published_on=clipping.published_on,
            address=clipping.url,
            actor=records.users["bientap"],
            now=now,
        )
