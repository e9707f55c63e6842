"""Seventy judged searches: the right page is among the first three (`judged/README.md`)."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from django.utils import timezone

from toasoan.portal.models import HomePage, StandingPage
from toasoan.portal.search import lists, organisation
from toasoan.search.actions import put
from toasoan.search.index_tags import SearchFilters
from toasoan.search.kinds import SearchEntry
from toasoan.search.queries import by_rank
from toasoan.search.rebuilding import count_syllables
from toasoan.site_settings.models import UnitContact
from toasoan.stories.models import Story
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_unit, make_user, team_of
from toasoan.units.models import Membership, MembershipRole

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent / "judged"
WANTED, FIRST = 0.95, 3
#: The day's routine: every syllable that readers look for, scattered over newer stories.
NOISE = (
    ("Kiểm tra công trường, tố giác vi phạm trật tự đợt {n}", "Đoàn công tác sát cánh, hội ý."),
    ("Trao quyền sử dụng nhà công vụ, tố cáo giảm kỳ {n}", "Thực tế hành trình của viên chức."),
    ("Khu phố {n} ra quân, vực dậy phong trào", "Viện trợ nhân dịp dân sinh khu vực chợ."),
    ("Ủy nhiệm ban quản trị kỳ {n}", "Nhân viên, dân quân tỉnh lẻ họp bàn; hội đồng hương góp."),
    ("Trẻ hóa đội ngũ đợt {n}", "Em nhỏ vui; bầu trời đẹp, cử tạ; hiến kế; máu lửa phong trào."),
    ("Thông tin số {n}", "Tư liệu năm 2026 số 5; ngày 8 của tháng 6; năm 2021 ở TT thành lũy."),
)


def lines(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture
def addresses(room):
    """The corpus on a site; the address of each page by its name."""
    now = timezone.now()
    rows = lines("corpus.tsv")
    stories = [
        (name, int(days), title, text) for name, k, days, title, text in rows if k == "story"
    ]
    routine = " Rồi ".join(part for title, text in NOISE for part in (title, text))
    noise = [(f"n{n}", 1, NOISE[n % 6][0].format(n=n), routine) for n in range(240)]
    found = _stories(room, [*stories, *noise], now)
    others = {"unit": _unit, "person": _person, "event": _event, "page": _page}
    for name, kind, days, title, text in rows:
        if kind != "story":
            found[name] = others[kind](room, found, title, text, now - dt.timedelta(days=int(days)))
    for kind, entries in (
        (organisation.UNIT, organisation.unit_entries(room.agency.units.values_list("pk"))),
        (organisation.PERSON, organisation.person_entries(Membership.objects.values("user"))),
        (lists.OWN_PAGE, lists.page_entries([room.agency.pk])),
        (lists.SECTION, lists.section_entries([room.section.pk])),
    ):
        put(kind, entries)
    count_syllables()
    return found


def _stories(room, rows, now):
    made = Story.objects.bulk_create(
        Story(
            agency=room.agency, unit=room.unit, author=room.contributor, section=room.section,
            live=True, headline=title, first_published_at=now - dt.timedelta(days=days),
        )
        for _name, days, title, _text in rows
    )  # fmt: skip
    put(
        "story",
        [
            SearchEntry(
                story.pk,
                room.agency.pk,
                title,
                text,
                story.first_published_at,
                unit_id=room.unit.pk,
            )
            for story, (_name, _days, title, text) in zip(made, rows, strict=True)
        ],
    )
    return {row[0]: story.get_absolute_url() for story, row in zip(made, rows, strict=True)}


def _unit(room, found, title, text, _moment):
    short, address, *phone = text.split("; ")
    unit = make_unit(room.agency)
    unit.name, unit.short_name = title, short
    unit.save()
    UnitContact.objects.create(unit=unit, address=address, phone="".join(phone))
    return unit.get_absolute_url()


def _person(room, found, title, text, _moment):
    where, post = text.split("; ")
    unit = next(one for one in room.agency.units.all() if one.get_absolute_url() == found[where])
    person = make_user(name=title)
    person.post = post
    person.save()
    Membership.objects.create(
        board=team_of(unit), user=person, role=MembershipRole.HEAD, from_on="2020-01-01"
    )
    return found[where]


def _event(room, _found, title, text, moment):
    return make_public_event(room, title=title, place=text, starts_at=moment,
                             ends_at=moment + dt.timedelta(hours=1)).get_absolute_url()  # fmt: skip


def _page(_room, _found, title, text, _moment):
    return HomePage.objects.get().add_child(instance=StandingPage(title=title, text=text)).url


def test_the_right_page_is_among_the_first_three(room, addresses):
    filters = SearchFilters(room.agency.pk)

    def first(typed):
        return [hit.card.address for hit in by_rank(typed, filters).hits[:FIRST]]

    missed = []
    judged = lines("queries.tsv")
    for sort, typed, names in judged:
        right = {addresses.get(name) or name.removeprefix("own:") for name in names.split(",")}
        shown = first(typed)
        if sort == "slip":
            shown += first(by_rank(typed, filters).suggestion)
        if not right & {*shown}:
            missed.append((typed, shown))

    share = 1 - len(missed) / len(judged)

    assert len(judged) >= 60
    assert share >= WANTED, missed
