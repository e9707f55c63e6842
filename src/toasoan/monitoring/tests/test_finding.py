"""An outlet's site is read, what stands there is compared, a person decides."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from toasoan.ledger.models import CLIPPED, PLACED, LedgerEntry
from toasoan.monitoring import actions, reading
from toasoan.monitoring.actions import (
    add_unit_names,
    add_watch_word,
    ask_reading,
    claim_reading,
    clip,
    confirm,
    note_known,
    refuse_match,
    remove_watch_word,
    take_back_refusal,
)
from toasoan.monitoring.comparing import compare_items
from toasoan.monitoring.forgetting import forget_items, forget_texts
from toasoan.monitoring.models import Proposal, ProposalState, SeenItem, WatchedFeed, WatchWord
from toasoan.monitoring.queries import outlets_due, threshold_of
from toasoan.monitoring.reading import read_outlet
from toasoan.monitoring.tasks import read_feeds, read_one_outlet
from toasoan.monitoring.tests.site import RSS, Site, outlet_site, page, rss
from toasoan.monitoring.texts import words_of_story
from toasoan.network.fetching import Limits
from toasoan.outlets import outgoing
from toasoan.outlets.models import Dispatch, DispatchState, Outlet, PlacementSource
from toasoan.outlets.placements import record_placement
from toasoan.refusals import RefusedError
from toasoan.testing.factories import Newsroom, make_agency, make_story, make_unit
from toasoan.testing.outlet_items import made_set
from toasoan.vietnamese.dates import local_day

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
STORIES, _ITEMS = made_set()


@pytest.fixture(scope="module")
def running_site() -> Iterator[Site]:
    with outlet_site() as site:
        yield site


@pytest.fixture
def site(running_site: Site) -> Site:
    running_site.pages.clear()
    running_site.asked.clear()
    return running_site


@pytest.fixture
def outlet(room: Newsroom, site: Site) -> Outlet:
    return Outlet.objects.create(
        agency=room.agency, code="bao-tinh", name="Báo tỉnh", kind="provincial_newspaper",
        watched_address=f"{site.root}/rss",
    )  # fmt: skip


def _published(room: Newsroom, number: int = 0, **parts: Any) -> Any:
    """A story of the made set, published."""
    made = STORIES[number]
    body = (("text", "".join(f"<p>{one}</p>" for one in made.paragraphs)),)
    return make_story(room, "published", headline=made.headline, body=body, **parts)


def _feed(site: Site, *numbers: int, headline: str = "Chuyển biến từ cơ sở") -> None:
    """A feed whose items are whole texts of the made set, and their pages."""
    rows = [(f"/tin/{number}.html", f"{headline} {number}", "") for number in numbers]
    site.put("/rss", rss(*rows), RSS)
    for number in numbers:
        site.put(f"/tin/{number}.html", page(headline, *STORIES[number].paragraphs))


def _look(outlet: Outlet, now: dt.datetime | None = None) -> int:
    now = now or timezone.now()
    read_outlet(outlet, now=now)
    return compare_items(outlet.agency, now=now)


# Finding


def test_a_published_story_is_found_under_another_headline_and_confirmed(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    story = _published(room, 3)
    _feed(site, 3, 7)

    assert _look(outlet) == 1

    proposal = Proposal.objects.get()
    assert (proposal.story_id, proposal.state) == (story.pk, ProposalState.PROPOSED)
    assert proposal.score > 0.9
    now = timezone.now()
    day = local_day(now)
    placement = confirm(
        proposal.pk, placed_on=day, headline=proposal.item.headline, actor=room.editor, now=now
    )
    assert (placement.source, placement.address) == (
        PlacementSource.FOUND, f"{site.root}/tin/3.html",
    )  # fmt: skip
    assert LedgerEntry.objects.get(kind=PLACED).story_id == story.pk
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == (ProposalState.CONFIRMED, room.editor)
    with pytest.raises(RefusedError):
        confirm(proposal.pk, placed_on=day, headline="Lại", actor=room.editor, now=now)


def test_what_was_seen_is_asked_for_and_proposed_once(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    _feed(site, 3)
    _look(outlet)

    assert _look(outlet) == 0

    assert site.paths() == ["/rss", "/tin/3.html", "/rss"]
    assert (SeenItem.objects.count(), Proposal.objects.count()) == (1, 1)


def test_a_story_published_after_the_outlet_used_it_is_found_as_well(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    now = timezone.now()
    _feed(site, 3)
    assert _look(outlet, now - 2 * DAY) == 0
    story = _published(room, 3)

    assert compare_items(room.agency, now=timezone.now()) == 1

    assert Proposal.objects.get().story_id == story.pk


def test_a_use_that_was_entered_by_hand_is_not_proposed_and_closes_what_waits(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    story = _published(room, 3)
    _feed(site, 3)
    _look(outlet)
    now = timezone.now()

    record_placement(
        story.pk, outlet, placed_on=local_day(now), headline="Tin", address="", actor=room.editor,
        now=now,
    )  # fmt: skip
    _feed(site, 3)
    site.put("/rss", rss(("/khac.html", "Bản khác", ""), ("/tin/3.html", "Tin", "")), RSS)
    site.put("/khac.html", page("Bản khác", *STORIES[3].paragraphs))

    assert _look(outlet) == 0
    assert [row.state for row in Proposal.objects.all()] == [ProposalState.KNOWN]


def test_a_story_of_another_agency_is_never_proposed(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    other = make_agency("khac", hostname="khac.localhost")
    theirs = Outlet.objects.create(
        agency=other, code="bao", name="Báo", kind="other", watched_address=f"{site.root}/rss"
    )
    _feed(site, 3)

    assert _look(theirs) == 0


def test_two_stories_in_one_item_are_two_proposals(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    first, second = _published(room, 3), _published(room, 5)
    text = [*STORIES[3].paragraphs, *STORIES[5].paragraphs]
    site.put("/rss", rss(("/1", "Tin trong ngày", "".join(f"<p>{one}</p>" for one in text))), RSS)

    assert _look(outlet) == 2

    assert {row.story_id for row in Proposal.objects.all()} == {first.pk, second.pk}
    assert site.paths() == ["/rss"], "the feed gave the whole text"


# Clippings


def test_an_item_with_watched_words_is_proposed_as_a_clipping_about_their_unit(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    add_watch_word(room.agency, "ngành Kiểm sát", room.unit)
    add_watch_word(room.agency, "Viện kiểm sát nhân dân khu vực Long Phú", room.other_unit)
    text = "Nhân dân khen VKSND khu vực Long Phú và ngành Kiểm sát vì đã trả lời đơn kịp thời."
    site.put("/rss", rss(("/1", "Ghi ở xã", text), ("/2", "Giá lúa hôm nay", "Giá lúa tăng.")), RSS)
    site.put("/1", page("Ghi ở xã", text))

    assert _look(outlet) == 1

    proposal = Proposal.objects.get()
    assert (proposal.story, proposal.unit) == (None, room.other_unit)
    assert proposal.words.split("; ")[0] == "Viện kiểm sát nhân dân khu vực Long Phú"
    now = timezone.now()
    with pytest.raises(RefusedError):
        confirm(proposal.pk, placed_on=local_day(now), headline="x", actor=room.editor, now=now)
    clipping = clip(proposal.pk, unit=room.unit, actor=room.editor, now=now)
    assert (clipping.unit, clipping.headline) == (room.unit, "Ghi ở xã")
    assert LedgerEntry.objects.filter(kind=CLIPPED).count() == 1


def test_new_words_are_looked_for_in_what_was_read_before(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    text = "Nhân dân khen ngành Kiểm sát vì đã trả lời đơn kịp thời trong mùa nước nổi."
    site.put("/rss", rss(("/1", "Ghi ở xã", text)), RSS)
    site.put("/1", page("Ghi ở xã", text))
    assert _look(outlet) == 0

    add_watch_word(room.agency, "ngành Kiểm sát", room.unit)

    assert compare_items(room.agency, now=timezone.now()) == 1


def test_an_item_that_is_no_story_of_ours_may_be_a_clipping_and_both_are_decided(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    _published(room, 5)
    text = "".join(f"<p>{one}</p>" for n in (3, 5) for one in STORIES[n].paragraphs)
    site.put("/rss", rss(("/1", "Hai tin", text)), RSS)
    _look(outlet)
    first = Proposal.objects.earliest("pk")
    foreign = make_unit(make_agency("khac", hostname="khac.localhost"))
    with pytest.raises(RefusedError):
        clip(first.pk, unit=foreign, actor=room.editor, now=timezone.now())

    clip(first.pk, unit=room.unit, actor=room.editor, now=timezone.now())

    states = Proposal.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == [ProposalState.CLIPPED, ProposalState.REFUSED]


def test_a_refusal_can_be_taken_back(room: Newsroom, outlet: Outlet, site: Site) -> None:
    _published(room, 3)
    _feed(site, 3)
    _look(outlet)
    proposal = refuse_match(Proposal.objects.get().pk, actor=room.editor, now=timezone.now())

    assert threshold_of(room.agency).decisions == 1
    assert take_back_refusal(proposal.pk, now=timezone.now()).state == ProposalState.PROPOSED
    with pytest.raises(RefusedError):
        take_back_refusal(proposal.pk, now=timezone.now())


def test_names_of_units_are_watched_with_one_press_and_no_words_twice(room: Newsroom) -> None:
    today = local_day(timezone.now())

    assert add_unit_names(room.agency, today) > 0
    assert add_unit_names(room.agency, today) == 0
    with pytest.raises(RefusedError):
        add_watch_word(room.agency, WatchWord.objects.earliest("pk").words, room.unit)
    foreign = make_unit(make_agency("khac", hostname="khac.localhost"))
    with pytest.raises(RefusedError):
        add_watch_word(room.agency, "hai chữ", foreign)
    remove_watch_word(room.agency, WatchWord.objects.earliest("pk").pk)
    assert add_unit_names(room.agency, today) == 1


# Sites that do not do what they should


def test_an_error_is_said_and_the_outlet_left_alone_for_longer(outlet: Outlet, site: Site) -> None:
    now = timezone.now()

    for failures in (1, 2):
        site.put("/rss", "x", status=500)
        assert read_outlet(outlet, now=now) == 0
        feed = WatchedFeed.objects.get()
        assert "500" in feed.problem
        assert feed.next_at == now + dt.timedelta(hours=failures)

    _feed(site)
    site.put("/rss", rss(("/1", "Tin", "")), RSS)
    read_outlet(outlet, now=now)
    feed.refresh_from_db()
    assert (feed.problem, feed.failures, feed.good_at) == ("", 0, now)


@pytest.mark.parametrize("body", ["", "không phải danh sách", "<rss><channel/></rss>"])
def test_a_page_without_items_says_so(outlet: Outlet, site: Site, body: str) -> None:
    site.put("/rss", body)

    assert read_outlet(outlet, now=timezone.now()) == 0
    assert WatchedFeed.objects.get().problem


def test_endless_and_silent_sites_are_given_up(
    outlet: Outlet, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def short(**given: Any) -> Limits:
        return Limits(whole_seconds=0.3, most_bytes=100_000, **given)

    monkeypatch.setattr(outgoing, "Limits", short)
    site.endless.add("/rss")
    site.put("/rss", "<rss>", RSS)
    read_outlet(outlet, now=timezone.now())
    assert WatchedFeed.objects.get().failures == 1

    site.endless.clear()
    site.silent.add("/rss")
    read_outlet(outlet, now=timezone.now())
    site.silent.clear()
    assert WatchedFeed.objects.get().failures == 2


def test_a_computer_error_with_one_outlet_is_a_problem_of_its_own(
    outlet: Outlet, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(reading, "note_listed", broken)
    _feed(site, 1)

    assert read_outlet(outlet, now=timezone.now()) == 0
    assert WatchedFeed.objects.get().failures == 1


def test_a_page_that_cannot_be_read_is_asked_for_three_times(outlet: Outlet, site: Site) -> None:
    site.put("/rss", rss(("/mat", "Tin đã mất", "")), RSS)

    for _round in range(5):
        read_outlet(outlet, now=timezone.now())

    assert site.paths().count("/mat") == actions.MOST_PAGE_READINGS
    assert compare_items(outlet.agency, now=timezone.now()) == 0
    assert SeenItem.objects.get().compared_at is not None


def test_a_round_asks_for_few_pages_and_the_next_one_goes_on(
    outlet: Outlet, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_PAGES", 2)
    _feed(site, 1, 2, 3)

    read_outlet(outlet, now=timezone.now())
    assert len(site.paths()) == 1 + 2
    monkeypatch.setattr(reading, "MOST_SECONDS", -1.0)
    read_outlet(outlet, now=timezone.now())
    assert len(site.paths()) == 1 + 2 + 1
    monkeypatch.undo()
    read_outlet(outlet, now=timezone.now())
    assert len(site.paths()) == 1 + 2 + 1 + 1 + 1


def test_a_site_need_not_send_again_what_we_have(outlet: Outlet, site: Site) -> None:
    site.put("/rss", rss(("/1", "Tin", "")), RSS)
    site.pages["/rss"][1]["ETag"] = '"a1"'
    read_outlet(outlet, now=timezone.now())
    site.put("/rss", "", status=304)

    read_outlet(outlet, now=timezone.now())

    assert [headers.get("If-None-Match") for path, headers in site.asked if path == "/rss"] == [
        None, '"a1"',
    ]  # fmt: skip
    assert WatchedFeed.objects.get().problem == ""


def test_a_list_page_is_read_like_a_feed(room: Newsroom, outlet: Outlet, site: Site) -> None:
    _published(room, 3)
    site.put("/rss", '<a href="tin/3.html">Chuyển biến từ cơ sở</a>')
    site.put("/tin/3.html", page("Chuyển biến từ cơ sở", *STORIES[3].paragraphs, day="28/11/2026"))

    assert _look(outlet) == 1
    assert SeenItem.objects.get().published_on == min(
        dt.date(2026, 11, 28), local_day(timezone.now())
    )


# The clock


def test_every_outlet_is_read_by_itself_when_its_hour_has_come(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    _feed(site, 3)
    now = timezone.now()
    closed = {"agency": room.agency, "kind": "other", "watched_address": f"{site.root}/rss"}
    Outlet.objects.create(code="dong", name="Đã nghỉ", closed_on=local_day(now), **closed)
    Outlet.objects.create(agency=room.agency, code="trang", name="Không xem", kind="other")

    assert read_feeds.func() == 1
    assert read_feeds.func() == 0, "claimed"
    assert read_one_outlet.func(outlet.pk) == 1
    with time_machine.travel(now + dt.timedelta(minutes=31), tick=False):
        assert outlets_due(timezone.now()) == [outlet.pk]
    outlet.watched_address = f"{site.root}/khac"
    outlet.save()
    assert read_feeds.func() == 1, "another address is read at once"


def test_a_reading_can_be_asked_for(outlet: Outlet, site: Site) -> None:
    _feed(site, 3)

    assert ask_reading(outlet, now=timezone.now()).is_being_read
    read_outlet(outlet, now=timezone.now())
    assert not WatchedFeed.objects.get().is_being_read
    outlet.watched_address = ""
    with pytest.raises(RefusedError):
        ask_reading(outlet, now=timezone.now())


def test_old_items_are_forgotten_but_not_what_people_decide_about(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    _feed(site, 3, 7)
    _look(outlet)
    later = timezone.now() + DAY

    assert forget_texts(room.agency, later - 2 * DAY, dry=False).number == 0
    assert forget_texts(room.agency, later, dry=True).number == 2
    assert forget_texts(room.agency, later, dry=False).number == 2
    assert set(SeenItem.objects.values_list("text", flat=True)) == {""}
    assert forget_items(room.agency, later, dry=True).number == 1
    assert forget_items(room.agency, later, dry=False).number == 1
    assert SeenItem.objects.get() == Proposal.objects.get().item


def test_what_was_sent_is_what_the_outlets_items_are_compared_with(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    story = _published(room, 3)
    assert STORIES[3].paragraphs[0] in words_of_story(story.pk)
    now = timezone.now()
    Dispatch.objects.create(
        story=story,
        outlet=outlet,
        edition_number=1,
        payload={"headline": "Bài gửi", "body": "\n\n".join(STORIES[7].paragraphs)},
        ordered_at=now,
        state=DispatchState.SENT,
        sent_at=now,
    )
    _feed(site, 7)

    assert _look(outlet) == 1
    assert Proposal.objects.get().story_id == story.pk
    assert words_of_story(story.pk).startswith("Bài gửi\n")
    assert words_of_story(0) == ""


def test_a_decision_comes_before_what_the_computer_knows(
    room: Newsroom, outlet: Outlet, site: Site
) -> None:
    _published(room, 3)
    _feed(site, 3)
    _look(outlet)
    proposal = refuse_match(Proposal.objects.get().pk, actor=room.editor, now=timezone.now())

    note_known(proposal.pk, now=timezone.now())

    assert Proposal.objects.get().state == ProposalState.REFUSED


def test_two_workers_do_not_read_the_same_outlet_at_once(outlet: Outlet) -> None:
    now = timezone.now()

    assert claim_reading(outlet.pk, now=now)
    assert not claim_reading(outlet.pk, now=now)


def test_a_page_dated_tomorrow_appeared_on_the_day_it_was_seen(outlet: Outlet, site: Site) -> None:
    site.put("/rss", rss(("/1", "Tin", "")), RSS)
    tomorrow = local_day(timezone.now()) + DAY
    site.put("/1", page("Tin", *STORIES[1].paragraphs, day=f"{tomorrow:%d/%m/%Y}"))

    read_outlet(outlet, now=timezone.now())

    assert SeenItem.objects.get().published_on == local_day(timezone.now())
