"""The table built anew: in steps, going on after an interruption, and finding every word."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toasoan.search import kinds, rebuilding
from toasoan.search.engines.database import DatabaseEngine, counted_words
from toasoan.search.matching import Match, Stretch
from toasoan.search.models import Document, Rebuild, Syllable
from toasoan.search.rebuilding import is_unfinished, rebuild
from toasoan.search.tests.things import Things
from toasoan.search.words import words_of
from toasoan.testing.factories import make_agency
from toasoan.vietnamese.fold import nfc

pytestmark = pytest.mark.django_db


@pytest.fixture
def things(monkeypatch):
    monkeypatch.setattr(kinds, "_kinds", {})
    return Things(make_agency())


def test_an_interrupted_run_goes_on_where_it_stopped(things, monkeypatch):
    for number in range(7):
        things.add(f"Mục {number}")
    monkeypatch.setattr(rebuilding, "_AT_A_TIME", 2)
    counts = []

    def tell(_label, count):
        counts.append(count)
        if count == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(tell)
    assert is_unfinished()
    assert Document.objects.filter(kind="thing").count() == 7
    places = []
    entries = things.entries
    things_kind = rebuilding.kinds()[-1]
    object.__setattr__(
        things_kind, "entries", lambda after, limit: places.append(after) or entries(after, limit)
    )

    rebuild()

    assert places == [4, 6, 7]
    assert not is_unfinished()


def test_what_is_no_more_disappears_wherever_its_number_lies(things, monkeypatch):
    monkeypatch.setattr(rebuilding, "_AT_A_TIME", 2)
    ids = [things.add(f"Mục {number}") for number in range(6)]
    for pk in (ids[0], ids[2], ids[5]):
        del things.known[pk]

    assert rebuild() == 3
    assert list(Document.objects.order_by("pk").values_list("object_id", flat=True)) == [2, 4, 5]


def test_documents_of_a_kind_that_is_no_more_disappear(things):
    things.add("Một")
    kinds._kinds.pop("thing", None)

    assert rebuild() == 0


def test_words_are_counted_by_the_index_itself(things):
    things.add("Tội phạm", "tội tội 2026")
    things.add("Tôi", "và tội")

    rebuild()

    assert dict(counted_words())["2026"] == 1
    rows = dict(Syllable.objects.values_list("exact", "documents"))
    assert rows == {"tội": 2, "phạm": 1, "tôi": 1, "và": 1}
    assert not Rebuild.objects.exists()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0")
        | st.sampled_from("đươờ "),
        min_size=1,
        max_size=80,
    )
)
def test_what_is_indexed_is_found_by_each_of_its_words(things, text):
    pk = things.add("Mục", text, pk=1)
    engine, stretch = DatabaseEngine(), Stretch(1)
    place = Document.objects.get(object_id=pk).pk

    # As a query comes: in the form in which everything is kept.
    for word in words_of(nfc(text)):
        assert engine.newest(Match(((word.folded,),)), stretch) == [place]
        exact = Match(((word.folded,),), ((word.exact,),), wants_exact=True)
        assert engine.newest(exact, stretch) == [place]
