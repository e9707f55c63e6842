import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.fold import nfc
from toasoan.vietnamese.names import split_name


@pytest.mark.parametrize(
    ("full_name", "parts"),
    [
        ("Nguyễn Thị Minh Anh", ("Nguyễn Thị Minh", "Anh")),
        ("  Lê   Ưng ", ("Lê", "Ưng")),
        ("Anh", ("", "Anh")),
        ("", ("", "")),
        ("   ", ("", "")),
    ],
)
def test_the_given_name_is_the_last_syllable(full_name: str, parts: tuple[str, str]) -> None:
    assert split_name(full_name) == parts


@given(st.text())
def test_the_parts_of_a_name_make_the_whole_name(full_name: str) -> None:
    assert " ".join(split_name(full_name)).split() == nfc(full_name).split()
