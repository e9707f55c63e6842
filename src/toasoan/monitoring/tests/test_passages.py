"""What two texts share is marked for people who compare them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.monitoring.passages import Passage, passages


@pytest.mark.parametrize(
    ("text", "other", "parts"),
    [
        ("", "một", []),
        ("…", "một", [Passage("…", shared=False)]),
        ("Một hai ba.", "một hai ba", [Passage("Một hai ba.", shared=False)]),
        ("Một hai ba bốn.", "x mot hai, ba bon y", [Passage("Một hai ba bốn.", shared=True)]),
        (
            "«a Một hai ba bốn; b",
            "một hai ba bốn",
            [
                Passage("«a ", shared=False),
                Passage("Một hai ba bốn; ", shared=True),
                Passage("b", shared=False),
            ],
        ),
    ],
)
def test_four_words_in_a_row_are_shared(text: str, other: str, parts: list[Passage]) -> None:
    assert passages(text, other) == parts


@given(text=st.text(max_size=60), other=st.text(max_size=60))
def test_the_parts_are_the_text(text: str, other: str) -> None:
    assert "".join(part.text for part in passages(text, other)) == text
