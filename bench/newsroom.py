"""Newsroom: SQL queries and time of the desk and its lists at 2,000 against 100,000 stories."""

import datetime as dt
import random
import time
from typing import Any

from bench._turns import Visits, measure, visit

ROUNDS = 15
SIZES = (2_000, 100_000)
UNITS = 30
PEOPLE = 400
_CHUNK = 2_000
MOST_QUERIES, MOST_RATIO = 12, 1.5
#: The newsroom at work is the same at both sizes: so many stories on their way, by their step.
ON_THEIR_WAY = {
    "draft": 90, "submitted": 70, "received": 70, "editing": 60, "proposed": 50, "approved": 10,
}  # fmt: skip
#: Everything else is the archive: of a hundred stories, how many of each kind.
ARCHIVE = {"published": 93, "rejected": 5, "withdrawn": 1, "taken_down": 1}
_PLACES = ("Cổ Lãng", "Đá Dựng", "Cầu Mây", "Tam Khê", "Bến Đường", "Suối Ngàn")


def main() -> None:
    """Seed a database of each size and visit the newsroom's pages by turns."""
    print(f"{PEOPLE} people in {UNITS} units")
    measure(prepare, SIZES, ROUNDS, most_queries=MOST_QUERIES, most_ratio=MOST_RATIO)


def prepare(size: int) -> Visits:
    """A newsroom of this size, and the pages that its people open."""
    office = _people()
    _seed(office, size)
    return {name: visit(_browser(person), path) for name, person, path in _visits(office)}


def _visits(office: Any) -> list[tuple[str, Any, str]]:
    """What is opened: the desk and a list as each part, then searches and filters."""
    desk, mine, everything = "/toa-soan/", "/toa-soan/tin-cua-toi/", "/toa-soan/kho-tin/"
    visits = [
        (f"desk, {part}", person, desk)
        for part, person in (
            ("contributor", office.contributors[0]), ("vetter", office.vetters[0]),
            ("editor", office.editors[0]), ("approver", office.approvers[0]),
            ("leader who approves", office.mixed),
        )
    ]  # fmt: skip
    visits += [
        ("my stories, contributor", office.contributors[0], mine),
        ("unit's stories, contributor", office.contributors[0], f"{mine}?cua=don-vi"),
        ("my stories, vetter", office.vetters[0], mine),
        ("all stories, editor", office.editors[0], everything),
        ("all stories, approver", office.approvers[0], everything),
        ("all stories, leader who approves", office.mixed, everything),
    ]
    wanted = {
        "far down": "trang=s0.900",
        "common words": "q=kiem+sat+truc+tiep",
        "exact words": "q=" + "kiểm+sát+đường",
        "rare word": "q=so1777",
        "words and unit": f"q=duong+bo&don_vi={office.units[3].pk}",
        "published": "buoc=published",
        "approved": "buoc=approved",
        "unit": f"don_vi={office.units[5].pk}",
        "genre": "loai=interview",
        "waiting 14 days": "cho=14",
        "last month": f"tu={office.now.date() - dt.timedelta(days=30)}",
        "author": "nguoi=nguoi+viet+7",
    }
    return visits + [
        (f"all stories: {name}", office.editors[0], f"{everything}?{query}")
        for name, query in wanted.items()
    ]


def _people() -> Any:
    """An agency with its units and everybody who works there."""
    from types import SimpleNamespace

    from toasoan.testing.factories import (
        board_of,
        make_member,
        make_newsroom,
        make_unit,
        team_of,
    )
    from toasoan.units.actions import seat
    from toasoan.units.models import BoardKind, MembershipRole

    room = make_newsroom(hostname="testserver")
    units = [room.unit, *(make_unit(room.agency) for _ in range(UNITS - 1))]
    content, steering = (board_of(room.agency, BoardKind.CONTENT),
                         board_of(room.agency, BoardKind.STEERING))  # fmt: skip
    # A leader beside the head: a board has one head only.
    leader, member = MembershipRole.DEPUTY, MembershipRole.MEMBER
    vetters = [make_member(team_of(unit), leader, f"lanhdao{n}") for n, unit in enumerate(units)]
    editors = [make_member(content, member, f"bientap{n}") for n in range(6)]
    approvers = [make_member(steering, leader, f"duyet{n}") for n in range(3)]
    mixed = vetters[1]
    seat(mixed, steering, leader, from_on=dt.date(2020, 1, 1))
    writers = PEOPLE - len(vetters) - len(editors) - len(approvers)
    contributors = [
        make_member(team_of(units[n % UNITS]), member, f"viet{n}", name=f"Người Viết {n}")
        for n in range(writers)
    ]
    return SimpleNamespace(
        room=room, units=units, vetters=vetters, editors=editors, approvers=approvers,
        mixed=mixed, contributors=contributors, now=dt.datetime.now(dt.UTC),
    )  # fmt: skip


def _seed(office: Any, size: int) -> None:
    """Stories with their revisions, places on the way, ledger entries and words to find."""
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction

    from toasoan.stories.models import Story

    kind = ContentType.objects.get_for_model(Story)
    with transaction.atomic():
        for first in range(0, size, _CHUNK):
            _chunk(office, range(first, min(first + _CHUNK, size)), size, kind)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _chunk(office: Any, numbers: range, size: int, kind: Any) -> None:
    from wagtail.models import Revision

    from toasoan.editorial.models import Progress
    from toasoan.ledger.models import LedgerEntry
    from toasoan.stories.models import Story

    facts = [_facts(office, number, size) for number in numbers]
    stories = Story.objects.bulk_create(
        Story(
            agency=office.room.agency, unit=fact["unit"], author=fact["author"],
            section=office.room.section, live=fact["status"] == "published",
            headline=fact["headline"], standfirst="Đơn vị công bố quyết định kiểm sát.",
            genre=fact["genre"], first_published_at=fact["since"],
        )
        for fact in facts
    )  # fmt: skip
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=kind, base_content_type=kind, object_id=str(story.pk),
            created_at=fact["since"], object_str=story.headline,
            content={"headline": story.headline, "body": "x" * 4000},
        )
        for story, fact in zip(stories, facts, strict=True)
    )  # fmt: skip
    for story, revision in zip(stories, revisions, strict=True):
        story.latest_revision = revision
    Story.objects.bulk_update(stories, ["latest_revision"])
    entries = LedgerEntry.objects.bulk_create(
        entry for story, fact in zip(stories, facts, strict=True) for entry in _entries(story, fact)
    )
    returned = {entry.story_id: entry.pk for entry in entries if "return" in entry.kind}
    Progress.objects.bulk_create(
        _progress(office, story, fact, returned.get(story.pk))
        for story, fact in zip(stories, facts, strict=True)
    )
    _words(stories, facts)


def _facts(office: Any, number: int, size: int) -> dict[str, Any]:
    """Where a story stands; the same for the same number in every run."""
    chance = random.Random(number)  # noqa: S311  # no secret
    author = office.contributors[chance.randrange(len(office.contributors))]
    unit = office.units[int(author.username.removeprefix("viet")) % UNITS]
    on_their_way = [status for status, count in ON_THEIR_WAY.items() for _ in range(count)]
    if number < len(on_their_way):
        status, minutes = on_their_way[number], chance.randrange(60 * 24 * 30)
    else:
        status = chance.choices(list(ARCHIVE), list(ARCHIVE.values()))[0]
        # The oldest story is the first.
        minutes = (size - number) * 20
    return {
        "unit": unit,
        "author": author,
        "status": status,
        "genre": chance.choices(["brief", "feature", "interview"], [80, 18, 2])[0],
        "since": office.now - dt.timedelta(minutes=minutes),
        "headline": f"Kiểm sát trực tiếp đường bộ {chance.choice(_PLACES)} so{number}",
        "returned": status == "draft" and chance.random() < 0.3,
        "editor": chance.choice(office.editors),
    }


def _entries(story: Any, fact: dict[str, Any]) -> list[Any]:
    from toasoan.ledger.models import LedgerEntry

    kinds = ["story.begin", "story.submit"]
    if fact["returned"]:
        kinds.append("story.return_to_contributor")
    if fact["status"] not in {"draft", "submitted", "withdrawn"}:
        kinds += ["story.vet", "story.received", "story.claim", "story.propose"]
    return [
        LedgerEntry(
            kind=kind, happened_at=fact["since"], recorded_at=fact["since"],
            agency_id=story.agency_id, unit=fact["unit"], actor=fact["author"],
            story_id=story.pk, revision_id=story.latest_revision_id, note="Bổ sung số liệu",
            reason_codes=["chua-dat"] if "return" in kind else [],
        )
        for kind in kinds
    ]  # fmt: skip


def _progress(office: Any, story: Any, fact: dict[str, Any], entry_id: int | None) -> Any:
    from toasoan.editorial.models import Progress

    reached = fact["status"] not in {"draft", "submitted", "withdrawn"}
    edited = fact["status"] in {"editing", "proposed", "approved", "published"}
    return Progress(
        story=story, agency=office.room.agency, unit=fact["unit"], author=fact["author"],
        status=fact["status"], status_since=fact["since"],
        submitted_by=None if fact["status"] == "draft" else fact["author"],
        claimed_by=fact["editor"] if edited else None,
        proposed_by=fact["editor"] if fact["status"] in {"proposed", "approved"} else None,
        last_changed_by=fact["editor"] if edited else fact["author"],
        last_changed_at=fact["since"], received_at=fact["since"] if reached else None,
        published_at=fact["since"] if fact["status"] == "published" else None,
        return_entry_id=entry_id,
    )  # fmt: skip


def _words(stories: list[Any], facts: list[dict[str, Any]]) -> None:
    from django.db import connection

    from toasoan.stories.models import NewsroomIndexEntry
    from toasoan.vietnamese.fold import fold

    rows = []
    for story, fact in zip(stories, facts, strict=True):
        text = f"{story.headline} {fact['author']} {fact['unit'].name} {story.pk}".lower()
        rows.append(
            NewsroomIndexEntry(
                story=story, revision_id=story.latest_revision_id, headline=story.headline,
                section_id=story.section_id, genre=story.genre, folded=fold(text), exact=text,
            )
        )  # fmt: skip
    NewsroomIndexEntry.objects.bulk_create(rows)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO stories_newsroomfts (rowid, folded, exact) VALUES (%s, %s, %s)",
                [(row.story_id, row.folded, row.exact) for row in rows],
            )


def _browser(person: Any) -> Any:
    """Somebody at the desk, signed in."""
    from django.test import Client

    browser = Client()
    browser.force_login(person)
    # As after a whole sign-in: whoever approves has proved a second factor.
    session = browser.session
    session.update({"factor": "app", "proved_at": time.time()})
    session.save()
    return browser
