"""The demo's pure content: counts by plain recount, names, dates, Vietnamese text."""

import re
import unicodedata
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from random import Random

import pytest
from PIL import Image

from toasoan.demo import (
    agency,
    events,
    people,
    pictures,
    showcase,
    stories,
    templates,
    timetable,
    words,
)
from toasoan.demo.story import DemoPicture
from toasoan.demo.words import DescribedEvent
from toasoan.demo.writing import StoryWriter
from toasoan.editorial.reasons import FIRST_REASONS

TODAY = date(2026, 11, 22)
FIRST, LAST = date(2023, 1, 1), date(2023, 6, 30)
HALF_YEARS = (
    (date(2022, 7, 1), date(2022, 12, 31), 60, 47),
    (FIRST, LAST, 96, 78),
    (date(2023, 7, 1), date(2023, 12, 31), 66, 55),
    (date(2024, 1, 1), date(2024, 6, 30), 54, 45),
)
#: Stories of these half-years; then come those up to the last months.
OF_HISTORY = 276
GENRES = {"brief", "feature", "photo_story", "interview", "commentary", "announcement"}


@pytest.fixture(scope="module")
def demo_stories():
    return stories.history(TODAY)


def local_day(moment):
    return moment.astimezone(timetable.ZONE).date()


def moments(story):
    back = story.returned
    if back and back.by == "vetter":
        first = [story.submitted_at, back.at, back.resubmitted_at, story.vetted_at]
    elif back:
        first = [story.submitted_at, story.vetted_at, back.at, back.resubmitted_at]
        first.append(back.vetted_again_at)
    else:
        first = [story.submitted_at, story.vetted_at]
    last = [story.claimed_at, story.proposed_at, story.decided_at]
    if story.correction:
        last.append(story.correction.at)
    return [moment for moment in (story.started_at, *first, *last) if moment is not None]


def texts(story):
    shown = (picture.caption for picture in story.pictures)
    return [story.headline, story.standfirst, *story.paragraphs, *shown]


@pytest.mark.parametrize(("first", "last", "received", "published"), HALF_YEARS)
def test_each_half_year_receives_and_publishes_what_it_should(
    demo_stories, first, last, received, published
):
    came = [s for s in demo_stories if s.vetted_at and first <= local_day(s.vetted_at) <= last]
    appeared = [
        s for s in demo_stories if s.is_published and first <= local_day(s.decided_at) <= last
    ]

    assert len(came) == received
    assert len(appeared) == published


@pytest.mark.parametrize(("first", "last", "received", "published"), HALF_YEARS)
def test_no_story_is_received_in_one_half_year_and_decided_in_another(
    demo_stories, first, last, received, published
):
    came = [s for s in demo_stories if s.vetted_at and first <= local_day(s.vetted_at) <= last]

    assert all(first <= local_day(s.submitted_at) <= last for s in came)
    assert all(first <= local_day(s.decided_at) <= last for s in came)
    assert Counter(s.is_published for s in came) == {True: published, False: received - published}
    assert all(s.outcome == "rejected" for s in came if not s.is_published)


def test_outlets_used_32_and_29_stories_in_the_half_year_of_the_acceptance_test(demo_stories):
    placed = Counter(
        p.outlet_code for s in demo_stories for p in s.placements if FIRST <= p.placed_on <= LAST
    )

    assert (placed["vksndtc"], placed["bvpl"]) == (32, 29)


def test_the_provincial_newspaper_wrote_100_times_in_that_half_year():
    found = stories.clippings(TODAY)
    half = [c for c in found if FIRST <= c.published_on <= LAST and c.outlet_code == "bao-tinh"]

    assert len(half) == 100
    assert len({c.headline for c in found}) == len(found)
    assert len({c.url for c in found}) == len(found)
    assert all(c.published_on < TODAY for c in found)


def test_the_last_120_days_have_stories_and_every_open_step(demo_stories):
    recent = [s for s in demo_stories if s.event_on > TODAY - timedelta(days=120)]
    steps = Counter(s.open_step for s in recent if s.open_step)

    assert 38 <= len(recent) <= 48
    assert set(steps) == {
        "draft",
        "submitted",
        "received",
        "editing",
        "proposed",
        "returned",
        "published_needs_confirmation",
    }
    assert 10 <= steps.total() <= 13


def test_the_demo_contributor_has_a_draft_a_sent_and_a_returned_story_open(demo_stories):
    unit = agency.unit_code_on(people.person("congtacvien").unit_code, TODAY)
    steps = {s.open_step for s in demo_stories if s.unit_code == unit}

    assert {"draft", "submitted", "returned"} <= steps


def test_the_same_day_gives_the_same_stories(demo_stories):
    assert stories.history(TODAY) == demo_stories
    assert stories.clippings(TODAY) == stories.clippings(TODAY)


def test_the_site_has_no_gap_from_its_first_day_to_today(demo_stories):
    days = sorted(local_day(s.decided_at) for s in demo_stories if s.is_published)

    assert max(after - before for before, after in pairwise([*days, TODAY])) < timedelta(days=50)


def test_the_showcase_has_what_a_story_can_hold():
    shown = showcase.showcase(TODAY)
    kinds = {kind for story in shown for kind, _value in story.parts}
    markup = "".join(value for s in shown for kind, value in s.parts if kind == "text")

    assert kinds == {"text", "table", "file", "picture"}
    assert all(f"<{tag}>" in markup for tag in ("h2", "ul", "ol", "blockquote"))
    assert any(190 <= len(story.headline) <= 200 for story in shown)
    assert any(not isinstance(v, DemoPicture) for s in shown for _k, v in s.parts)
    assert sum(story.taken_down is not None for story in shown) == 1
    assert not {s.headline for s in shown} & {s.headline for s in stories.history(TODAY)}
    assert all(local_day(story.decided_at) < TODAY for story in shown)
    assert unicodedata.is_normalized("NFC", markup)


@pytest.mark.parametrize("today", [TODAY, date(2026, 12, 1), date(2027, 2, 6)])
def test_citizens_are_received_on_the_days_that_the_announcements_name(today):
    event = next(one for one in events.ANNOUNCEMENTS if one.weeks)
    day = events.day_of(event, today)

    # "sáng thứ Ba của tuần thứ hai và tuần thứ tư hằng tháng, từ 07 giờ 30 phút đến 11 giờ 30 phút"
    assert day > today
    assert (words.WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1 in {2, 4}) == ("thứ Ba", True)
    assert (event.clock, event.hours) == ("07:30", 4)


def test_any_other_day_keeps_the_history_and_gives_fresh_recent_stories(demo_stories):
    other = date(2027, 3, 3)

    again = stories.history(other)

    assert [s for s in again if s.event_on <= date(2024, 6, 30)] == demo_stories[:OF_HISTORY]
    assert all(local_day(moment) < other for s in again for moment in moments(s))


def test_moments_come_in_order_after_the_event(demo_stories):
    for story in demo_stories:
        times = moments(story)
        assert times == sorted(times), story.key
        assert len(set(times)) == len(times), story.key
        assert local_day(times[0]) >= story.event_on, story.key


def in_office_hours(moment):
    local = moment.astimezone(timetable.ZONE)
    return timetable.is_workday(local.date()) and any(
        start <= local.time() <= end for start, end in timetable.OFFICE_HOURS
    )


def test_every_moment_lies_in_office_hours_before_today(demo_stories):
    for story in demo_stories:
        assert all(in_office_hours(moment) for moment in moments(story)), story.key
        assert all(local_day(moment) < TODAY for moment in moments(story)), story.key
        assert all(moment.tzinfo is timetable.ZONE for moment in moments(story)), story.key


def test_a_step_that_is_open_has_the_moments_before_it_and_none_after(demo_stories):
    by_step = {s.open_step: s for s in demo_stories}

    assert by_step["draft"].submitted_at is None
    assert by_step["submitted"].vetted_at is None
    assert by_step["received"].claimed_at is None
    assert by_step["editing"].proposed_at is None
    assert by_step["proposed"].decided_at is None
    assert by_step["returned"].returned.resubmitted_at is None
    assert by_step["published_needs_confirmation"].outcome == "published"


def test_headlines_are_unique_short_and_without_final_stop(demo_stories):
    headlines = [s.headline for s in demo_stories]

    assert len(set(headlines)) == len(headlines)
    assert max(len(headline) for headline in headlines) <= 110
    assert max(len(headline.split()) for headline in headlines) <= 20
    assert not any(headline.endswith((".", ":", ",")) for headline in headlines)
    assert not any(headline.isupper() for headline in headlines)


def test_keys_and_standfirsts_are_unique(demo_stories):
    assert len({s.key for s in demo_stories}) == len(demo_stories)
    repeated = Counter(s.standfirst for s in demo_stories if s.genre != "announcement")
    assert max(repeated.values()) == 1


def test_neighbours_tell_of_different_things(demo_stories):
    history = sorted(demo_stories[:OF_HISTORY], key=lambda s: s.event_on)
    same = [a.key for a, b in pairwise(history) if a.family == b.family]

    assert len({s.family for s in demo_stories}) >= 24
    assert not same


def test_every_story_has_three_to_seven_paragraphs_and_described_pictures(demo_stories):
    for story in demo_stories:
        assert 3 <= len(story.paragraphs) <= 7, story.key
        assert story.pictures, story.key
        for picture in story.pictures:
            assert (picture.illustration, picture.seed) in pictures.PICTURE_POOL
            assert len(picture.caption.split()) >= 4
            assert len(picture.alt.split()) >= 6


def test_all_text_is_nfc_in_old_style_and_tidy(demo_stories):
    for story in demo_stories:
        for text in texts(story):
            assert unicodedata.is_normalized("NFC", text), story.key
            assert not re.search(r"  | [,.;:]|,,|\.\.|[{}]|[,;:]$", text), text
            assert not re.search(r"\b(\w+) \1\b", text), text
            assert not re.search(r"o[àáảãạ]\b|oè\b|(?<![qQ])u[ỳýỷỹỵ]\b|Đ/c", text), text
            assert text[0] == text[0].upper(), text


def test_dates_in_texts_are_zero_padded_and_weekdays_are_right(demo_stories):
    for story in demo_stories:
        whole = " ".join(texts(story))
        for day, month, year in re.findall(r"\b(\d+)/(\d+)/(\d{4})", whole):
            assert len(day) == 2, story.key
            assert month[0] == "0" or int(month) > 2, story.key
            assert date(int(year), int(month), int(day))
        for weekday, written in re.findall(r"(thứ \w+), ngày (\S+?),", whole):
            day, month, year = map(int, written.split("/"))
            assert words.WEEKDAYS[date(year, month, day).weekday()] == weekday, story.key


def test_percentages_agree_with_their_numbers(demo_stories):
    pattern = re.compile(r"(\d+)(?:/| trên tổng số )(\d+) (?:vụ )?việc, đạt ([\d,]+)%")
    found = [match for s in demo_stories for text in texts(s) for match in pattern.findall(text)]

    assert found
    for done, total, rate in found:
        assert round(100 * int(done) / int(total), 2) == float(rate.replace(",", "."))


def test_every_person_named_is_one_of_the_demo_with_the_post_of_that_day(demo_stories):
    names = {who.full_name for who in people.PEOPLE}
    for story in demo_stories:
        for text in texts(story):
            for rest in re.split(r"[đĐ]ồng chí ", text)[1:]:
                is_name = rest[0].isupper()
                assert not is_name or any(rest.startswith(name) for name in names), rest


def test_only_prosecutors_speak_for_the_procuracy_at_trials(demo_stories):
    at_trial = re.compile(r"Kiểm tra viên (công bố|tham gia xét hỏi|phát biểu ý kiến|thực hành)")

    assert not any(at_trial.search(text) for s in demo_stories for text in texts(s))


def test_no_story_since_the_reform_speaks_of_districts(demo_stories):
    gone = re.compile(r"\b(huyện|thị xã|thành phố|thị trấn|Chi cục|Nhà tạm giữ)\b")
    for story in demo_stories:
        whole = " ".join(texts(story))
        if story.event_on >= agency.REFORM_ON:
            assert not gone.search(whole), story.key
        else:
            assert "khu vực" not in whole, story.key


def test_units_exist_on_the_day_of_their_stories(demo_stories):
    for story in demo_stories:
        assert agency.unit(story.unit_code).is_open_on(story.event_on), story.key


def test_four_eyes_hold_and_people_have_their_seats(demo_stories):
    for story in demo_stories:
        home = agency.home_code(story.unit_code)
        author = people.person(story.author_username)
        assert author in people.contributors(home), story.key
        assert people.person(story.vetter_username) in people.vetters(home), story.key
        assert people.person(story.editor_username).role == "editor", story.key
        assert story.approver_username in {"duyet", "vtnha"}, story.key


def test_returned_and_rejected_stories_say_why(demo_stories):
    for story in demo_stories:
        if story.outcome in {"rejected", "returned_then_published"}:
            assert story.reason_code in FIRST_REASONS, story.key
            assert story.note, story.key
        assert (story.outcome == "returned_then_published") <= (story.returned is not None)


def test_a_correction_mends_the_standfirst(demo_stories):
    corrected = [s for s in demo_stories if s.correction]

    assert len(corrected) == 12
    for story in corrected:
        assert story.correction.right in story.standfirst
        assert story.correction.wrong not in story.standfirst


def test_placements_follow_publication_once_per_outlet(demo_stories):
    for story in demo_stories:
        outlets = [p.outlet_code for p in story.placements]
        assert len(set(outlets)) == len(outlets)
        assert set(outlets) <= {outlet.code for outlet in agency.OUTLETS}
        assert all(p.placed_on > local_day(story.decided_at) for p in story.placements)
        assert all(p.placed_on < TODAY for p in story.placements)


def test_sections_and_genres_of_all_families_exist():
    slugs = {section.slug for section in agency.SECTIONS}
    codes = {unit.code for unit in agency.UNITS} | {"district", "all"}
    for family in templates.families():
        assert family.facts["section"] in slugs, family.key
        assert family.genre in GENRES, family.key
        assert family.units <= codes, family.key
        assert all(caption.illustration in pictures.ILLUSTRATIONS for caption in family.captions), (
            family.key
        )


@pytest.mark.parametrize("day", [date(2023, 4, 20), date(2026, 10, 14)])
def test_every_line_of_every_family_can_be_filled(day):
    for family in templates.families():
        lines = [*family.headlines, *family.standfirsts, *family.captions]
        lines += [line for slot in family.slots.values() for line in slot]
        home = "tam-khe" if family.suits("tam-khe", is_district=True) else min(family.units)
        author = people.contributors(home)[0]
        event = DescribedEvent(home, day, author, morning=True)
        known = words.words_for(event, Random(1))
        known |= {f"topic{n}": "x" for n in range(2, 8)} | {"topic": "x", "Topic": "X"}
        for line in lines:
            assert "{" not in line.text.format_map(known)
        for topic in family.topics:
            assert all(text.format_map(known) for text in topic.fields)


def test_a_writer_never_repeats_a_headline():
    family = next(f for f in templates.families() if f.key == "hien-mau")
    event = DescribedEvent("tam-khe", date(2023, 4, 20), people.person("congtacvien"), morning=True)
    writer = StoryWriter(Random(7))

    written = [writer.write(family, event) for _ in range(30)]

    headlines = [text.headline for text in written if text]
    assert len(headlines) == len(set(headlines))
    assert None in written


def test_usernames_are_unique_plain_and_include_one_account_per_role():
    usernames = [who.username for who in people.PEOPLE]

    assert len(set(usernames)) == len(usernames)
    assert all(re.fullmatch(r"[a-z]+\d?", username) for username in usernames)
    assert {name for name, _ in people.DEMO_ACCOUNTS} <= set(usernames)
    assert people.username_of("Bế Thị Kim Oanh") == "btkoanh"


def test_names_are_unique_and_nfc():
    names = [who.full_name for who in people.PEOPLE]

    assert len(set(names)) == len(names)
    assert all(unicodedata.is_normalized("NFC", name) for name in names)
    assert agency.AGENCY.responsible_name in names


def test_the_house_has_thirteen_units_each_with_leader_and_writers():
    kinds = Counter(unit.kind for unit in agency.UNITS)

    assert kinds == {"department": 5, "district": 8}
    for unit in agency.UNITS:
        assert people.vetters(unit.code)
        assert len(people.contributors(unit.code)) >= 2


def test_districts_hand_over_to_regional_units_without_a_gap():
    for old in agency.UNITS:
        if old.successor:
            new = agency.unit(old.successor)
            assert old.closed_on + timedelta(days=1) == new.opened_on
            assert agency.home_code(new.code) == old.code
            assert agency.unit_code_on(old.code, TODAY) == new.code


def test_boards_have_the_seats_they_should():
    boards = {board.code: board for board in people.boards()}
    seats = people.seats()
    size = Counter(seat.board_code for seat in seats)

    assert (size["steering"], size["content"], size["outreach"]) == (7, 5, 4)
    assert len([board for board in boards.values() if board.kind == "team"]) == 21
    for code in boards:
        assert [s.role for s in seats if s.board_code == code].count("head") == 1


def test_a_leader_carries_the_name_of_the_unit_of_that_day():
    leader = people.person("lanhdao")

    assert people.full_post(leader, FIRST).endswith("Viện trưởng VKSND huyện Tam Khê")
    assert people.full_post(leader, TODAY).endswith("Viện trưởng VKSND khu vực 3")


@pytest.mark.parametrize(
    ("day", "written"),
    [(date(2021, 6, 8), "08/6/2021"), (date(2023, 2, 27), "27/02/2023")],
)
def test_dates_are_written_as_the_house_does(day, written):
    assert words.written_date(day) == written


def test_every_drawing_is_a_small_jpeg_of_the_size_asked_for():
    for illustration in pictures.ILLUSTRATIONS:
        with Image.open(BytesIO(pictures.draw(illustration, 1, 300, 200))) as drawing:
            assert (drawing.format, drawing.size) == ("JPEG", (300, 200))
    assert len(pictures.draw("hall", 1)) < 250_000


def test_a_drawing_is_the_same_for_the_same_seed_and_another_for_another():
    assert pictures.draw("court", 2, 320, 213) == pictures.draw("court", 2, 320, 213)
    assert pictures.draw("court", 1, 320, 213) != pictures.draw("court", 2, 320, 213)


def test_the_pool_has_about_fifty_drawings_and_all_are_used(demo_stories):
    used = {(picture.illustration, picture.seed) for s in demo_stories for picture in s.pictures}

    assert 40 <= len(pictures.PICTURE_POOL) <= 60
    assert used == set(pictures.PICTURE_POOL)
