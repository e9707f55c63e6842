"""Pages of stories in several parts, against a plain list."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.newsroom.kit.pagination import page_asked
from toasoan.newsroom.lists.queries import StoryIds
from toasoan.stories.newsroom_index import IdSpan

#: Slow only on a machine that is busy with other things.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


class ResultPart:
    """A list of numbers in memory that answers as the database does."""

    def __init__(self, numbers):
        self.numbers = sorted(numbers)

    def ids(self, span: IdSpan):
        if span.above is not None:
            return [n for n in self.numbers if n > span.above][: span.limit]
        below = span.below
        found = [n for n in reversed(self.numbers) if below is None or n < below]
        return found[: span.limit]


def page_of(lists, cursor, size):
    """A page, its rows as numbers."""
    page = page_asked(StoryIds(lists), cursor, size)
    return replace(page, rows=[number for _part, number in page.rows])


parts = st.lists(st.sets(st.integers(1, 60)), min_size=1, max_size=3).map(
    lambda sets: [
        ResultPart(numbers - set().union(*sets[:place])) for place, numbers in enumerate(sets)
    ]
)


@patient
@given(parts, st.integers(1, 9))
def test_forward_pages_show_everything_once_and_in_order(lists, size):
    expected = [n for part in lists for n in reversed(part.numbers)]
    seen, cursor = [], ""
    for _ in range(len(expected) + 2):
        page = page_of(lists, cursor, size)
        seen += page.rows
        assert len(page.rows) <= size
        if not (cursor := page.after):
            break

    assert seen == expected


@patient
@given(parts, st.integers(1, 9))
def test_going_back_from_the_end_shows_the_same_in_reverse(lists, size):
    expected = [n for part in lists for n in reversed(part.numbers)]
    page = page_of(lists, "", size)
    while page.after:
        page = page_of(lists, page.after, size)
    place = len(expected) - len(page.rows)
    while page.before:
        page = page_of(lists, page.before, size)
        start = max(0, place - size)
        assert page.rows == expected[start : start + size]
        place = start

    assert page.rows == expected[:size]


@patient
@given(parts, st.integers(1, 9), st.sets(st.integers(1, 60)))
def test_what_vanishes_meanwhile_makes_nothing_else_vanish_or_return(lists, size, gone):
    expected = [n for part in lists for n in reversed(part.numbers)]
    page = page_of(lists, "", size)
    seen = list(page.rows)
    for part in lists:
        part.numbers = [n for n in part.numbers if n not in gone]
    while page.after:
        page = page_of(lists, page.after, size)
        seen += page.rows

    assert len(seen) == len(set(seen))
    assert set(expected) - gone <= set(seen)


@patient
@given(parts, st.integers(1, 9), st.text(max_size=40).filter(lambda text: text[:1] not in "st"))
def test_what_is_no_cursor_asks_for_the_beginning(lists, size, text):
    assert page_of(lists, text, size) == page_of(lists, "", size)


@patient
@given(parts, st.integers(1, 9), st.integers(0, 80))
def test_the_first_page_counts_up_to_a_bound(lists, size, most):
    page = page_asked(StoryIds(lists), "", size, count_to=most)
    total = sum(len(part.numbers) for part in lists)

    assert page.counted == (min(total, max(size, most) + 1) if most else None)
