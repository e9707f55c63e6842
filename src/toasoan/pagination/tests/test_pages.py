"""Pages by the last row seen: every row once, in the same order there and back."""

import datetime as dt
from dataclasses import dataclass

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models.functions import Length
from django.http import Http404
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.pagination.pages import (
    JoinedRows,
    OrderedRows,
    first_page,
    page_after,
    page_before,
    place_or_404,
)
from toasoan.pagination.places import Key, beyond, place_text, read_place

#: Slow only on a machine that is busy with other things.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
START = dt.datetime(2026, 6, 30, 17, 0, tzinfo=dt.UTC)
NEWEST_FIRST = (Key("date_joined", descending=True, is_moment=True), Key("pk", descending=True))
BY_LENGTH = (Key("length"), Key("date_joined", descending=True, is_moment=True), Key("pk"))


@dataclass
class Numbers:
    """A list of numbers in memory."""

    numbers: list[int]

    def read(self, text):
        return read_place(text, 1)

    def place(self, row):
        return (row,)

    def after(self, place, limit):
        return [n for n in self.numbers if place is None or n > place[0]][:limit]

    def before(self, place, limit):
        return [n for n in reversed(self.numbers) if n < place[0]][:limit]


def walk(source, size):
    """The pages from the first to the last, and from the last back to the first."""
    there = [page_after(source, None, size)]
    while there[-1].after:
        there.append(page_after(source, source.read(there[-1].after), size))
    back = [there[-1]]
    while back[-1].before:
        back.append(page_before(source, source.read(back[-1].before), size))
    return there, back[::-1]


def rows_of(pages):
    return [row for page in pages for row in page.rows]


@patient
@given(st.lists(st.integers(-50, 50), unique=True).map(sorted), st.integers(1, 9))
def test_walking_there_and_back_shows_every_row_once_and_in_order(numbers, size):
    there, back = walk(Numbers(numbers), size)

    assert rows_of(there) == numbers
    assert rows_of(back) == numbers
    assert all(len(page.rows) == size for page in there[:-1] + back[1:-1])


@patient
@given(
    st.lists(st.integers(1, 60), unique=True).map(sorted), st.integers(1, 9),
    st.sets(st.integers(1, 60)),
)  # fmt: skip
def test_what_vanishes_meanwhile_makes_nothing_else_vanish_or_return(numbers, size, gone):
    page = page_after(Numbers(numbers), None, size)
    seen, left = list(page.rows), Numbers([n for n in numbers if n not in gone])
    while page.after:
        page = page_after(left, left.read(page.after), size)
        seen += page.rows

    assert seen == sorted(set(seen))
    assert set(numbers) - gone <= set(seen)


@given(st.integers(0, 30), st.integers(1, 9), st.integers(0, 20))
def test_the_first_page_counts_no_further_than_asked(number, size, count_to):
    page = first_page(Numbers(list(range(number))), size, count_to=count_to)

    assert page.rows == list(range(number))[:size]
    assert page.counted == min(number, max(size, count_to) + 1)
    assert page_after(Numbers([1]), None, size).counted is None


def people_of(rows):
    """A person for each row: how long the name is and how many moments after the start."""
    people = get_user_model().objects.bulk_create(
        get_user_model()(
            username=f"{'x' * length}{number:03d}",
            date_joined=START + dt.timedelta(microseconds=moment),
        )
        for number, (length, moment) in enumerate(rows)
    )
    return get_user_model().objects.filter(pk__in=[person.pk for person in people])


#: Few values, so that most rows tie.
tied = st.lists(st.tuples(st.integers(1, 3), st.integers(-1, 1)), max_size=14)


@pytest.mark.django_db
@settings(patient, max_examples=30)
@given(tied, st.integers(1, 5))
def test_rows_with_ties_are_shown_once_there_and_back(rows, size):
    with transaction.atomic():
        people = people_of(rows)
        ordered = OrderedRows(NEWEST_FIRST, people)
        joined = JoinedRows(
            BY_LENGTH,
            [
                people.annotate(length=Length("username")).filter(length__lte=5),
                people.annotate(length=Length("username")).filter(length__gte=5),
            ],
            lambda found: found.annotate(length=Length("username")),
        )
        expected = sorted(people, key=lambda row: (row.date_joined, row.pk), reverse=True)
        by_length = sorted(
            people, key=lambda row: (len(row.username), START - row.date_joined, row.pk)
        )

        assert [rows_of(pages) for pages in walk(ordered, size)] == [expected, expected]
        assert [rows_of(pages) for pages in walk(joined, size)] == [by_length, by_length]
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_a_page_is_one_query(django_assert_num_queries):
    people = people_of([(1, 0)] * 4)
    source = OrderedRows(NEWEST_FIRST, people)

    with django_assert_num_queries(1):
        page = page_after(source, None, 2)
    with django_assert_num_queries(1):
        page_before(source, source.read(page.after), 2)


def test_a_place_is_one_range_of_an_index():
    after = beyond(NEWEST_FIRST, [START, 7])

    assert "OR" not in str(after)
    assert ("date_joined__lte", START) in after.children


@patient
@given(st.one_of(st.text(max_size=30), st.from_regex(r"-?\d{1,19}(\.-?\d{1,19})?", fullmatch=True)))
def test_whatever_stands_in_an_address_is_a_place_or_nothing(text):
    place = read_place(text, 2)

    assert place is None or place_text(place) == text


@given(st.lists(st.integers(-(10**18) + 1, 10**18 - 1), min_size=1, max_size=3).map(tuple))
def test_a_place_is_read_as_it_was_written(place):
    assert read_place(place_text(place), len(place)) == place
    assert read_place(place_text(place), len(place) + 1) is None


def test_a_cursor_that_names_no_place_is_a_page_that_does_not_exist():
    source = Numbers([1, 2])

    assert place_or_404(source, "") is None
    assert place_or_404(source, "2") == (2,)
    with pytest.raises(Http404):
        place_or_404(source, "2.1")


def test_a_moment_that_no_calendar_has_is_no_place():
    source = OrderedRows(NEWEST_FIRST, get_user_model().objects.all())

    assert source.read("999999999999999999.1") is None
    assert source.read("-1.1") == (-1, 1)
    assert source.read("-0.1") is source.read("01.1") is source.read("1") is None
