"""Whatever is cut ends behind a word."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.vietnamese.shortening import shortened


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.integers(min_value=2, max_value=40))
def test_it_fits_begins_alike_and_cuts_no_word(text, most):
    whole = " ".join(text.split())

    cut = shortened(text, most)

    assert len(cut) <= most
    if cut != whole:
        assert cut.endswith("…")
        begun = cut.removesuffix("…")
        assert whole.startswith(begun)
        if " " in whole[:most]:
            rest = whole[len(begun) :]
            assert not rest[:1].isalnum() or (" " not in begun and len(begun) == most - 1)
