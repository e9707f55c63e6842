"""Which revisions have a name, and when two texts say the same."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from toasoan.editorial.versions import SITTING, Mark, Saved, named_versions, same_words

NOW = dt.datetime(2026, 11, 20, 2, 0, tzinfo=dt.UTC)
ANNA, BINH = 1, 2


def saves(*rows):
    return [
        Saved(number, NOW + dt.timedelta(minutes=minute), user)
        for number, (user, minute) in enumerate(rows, start=1)
    ]


def mark(revision_id, kind="story.submit", edition=None):
    return Mark(revision_id, kind, NOW, "Lê Thị Thử", edition=edition)


def listed(versions):
    return [version.saved.revision_id for version in versions]


def test_saves_by_one_hand_that_follow_each_other_are_one_sitting():
    versions = named_versions(saves((ANNA, 0), (ANNA, 5), (ANNA, 9), (BINH, 20), (BINH, 30)), [])

    assert listed(versions) == [1, 3, 5]
    assert [version.previous_id for version in versions] == [None, 1, 3]


def test_the_next_day_is_another_sitting():
    later = int(SITTING.total_seconds() // 60) + 1

    assert listed(named_versions(saves((ANNA, 0), (ANNA, 1), (ANNA, 1 + later)), [])) == [1, 2, 3]


def test_a_revision_that_an_action_names_is_always_listed():
    marks = [mark(2), mark(2, "story.vet"), mark(3, "story.claim")]

    versions = named_versions(saves((ANNA, 0), (ANNA, 5), (ANNA, 9), (ANNA, 12)), marks)

    assert listed(versions) == [1, 2, 4]
    assert [m.kind for m in versions[1].marks] == ["story.submit", "story.vet"]


@given(
    st.lists(st.tuples(st.sampled_from([ANNA, BINH]), st.integers(0, 60)), max_size=30),
    st.sets(st.integers(1, 30)),
)
def test_the_first_the_last_and_every_named_revision_are_never_left_out(rows, named):
    saved, minute = [], 0
    for number, (user, gap) in enumerate(rows, start=1):
        minute += gap
        saved.append(Saved(number, NOW + dt.timedelta(minutes=minute), user))
    named &= {row.revision_id for row in saved}

    shown = listed(named_versions(saved, [mark(number) for number in named]))

    assert named <= set(shown)
    assert shown == sorted(shown)
    if saved:
        assert (shown[0], shown[-1]) == (1, len(saved))


def text(**parts):
    return {
        "headline": "Tin",
        "standfirst": "Sa-pô",
        "body": '[{"type": "text", "value": "<p>Một.</p>", "id": "a"}]',
        "bylines": [{"pk": 1, "name": "Lan", "role": "words", "affiliation": "", "sort_order": 0}],
        "tagged_items": [{"pk": 3, "tag": 7}],
        "section": 1,
        "genre": "brief",
    } | parts


def test_saving_again_without_a_change_says_the_same():
    again = text(
        body='[{"type": "text", "value": "<p>Một.</p>", "id": "b"}]',
        bylines=[{"pk": 9, "name": "Lan", "role": "words", "affiliation": "", "sort_order": 0}],
        live=True,
        latest_revision=12,
    )

    assert same_words(text(), again)


def test_the_numbers_that_the_editor_gives_to_paragraphs_are_no_words():
    numbered = '[{"type": "text", "value": "<p data-block-key=\\"x1\\">Một.</p>", "id": "a"}]'

    assert same_words(text(), text(body=numbered))


def test_every_part_of_the_text_counts_as_a_change():
    for parts in (
        {"headline": "Khác"},
        {"standfirst": "Khác"},
        {"body": '[{"type": "text", "value": "<p>Hai.</p>", "id": "a"}]'},
        {"bylines": []},
        {"tagged_items": []},
        {"section": 2},
        {"genre": "feature"},
        {"source_line": "Theo báo"},
    ):
        assert not same_words(text(), text(**parts)), parts
