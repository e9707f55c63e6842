import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.cleaning import cleaned, cleaned_deeply, one_line
from toasoan.vietnamese.fold import nfc

#: Everything that Unicode has a sign for, with those that are removed more often.
ANY_TEXT = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\0\a\b\t\n\v\f\r\x1b\x7f\x85\xad\u200b\u200e\u202e\u2028\ud800\ufeffÐƉđ"),
    )
)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Lễ\a phát động\x10 tháng\x1f thanh", "Lễ phát động tháng thanh"),
        ("Thông báo \u202e1202/30\u202c họp thôn", "Thông báo 1202/30 họp thôn"),
        ("Be\u0323\u0302nh vie\u0323\u0302n \u0110u\u031b\u0301c Co\u031b", "Bệnh viện Đức Cơ"),
        ("Ðoàn viên Ða Mai thăm Ðình làng", "Đoàn viên Đa Mai thăm Đình làng"),
        ("Ɖà Nẵng, ðồng ɖội", "Đà Nẵng, đồng đội"),
        ("a\u200bn toàn, bảo\u00ad mật\ufeff", "an toàn, bảo mật"),
        ("Một\r\nhai\rba\u2028bốn", "Một\nhai\nba\nbốn"),
        ("Mục\t1  ", "Mục\t1  "),
        ("nửa \ud83d cặp", "nửa  cặp"),
        ("👩🏽‍⚖️", "👩🏽⚖️"),
    ],
)
def test_what_is_stored_of_typed_text(typed: str, stored: str) -> None:
    assert cleaned(typed) == stored


def test_no_control_direction_or_formless_sign_is_left_of_all_of_unicode() -> None:
    left = cleaned("".join(map(chr, range(sys.maxunicode + 1))))

    assert {unicodedata.category(sign) for sign in left} & {"Cc", "Cf", "Cs", "Co"} == {"Cc"}
    assert {sign for sign in left if unicodedata.category(sign) == "Cc"} == {"\t", "\n"}


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert cleaned(cleaned(text)) == cleaned(text)
    assert one_line(one_line(text)) == one_line(text)


@given(ANY_TEXT)
def test_cleaned_text_is_composed_and_can_be_sent(text: str) -> None:
    assert unicodedata.is_normalized("NFC", cleaned(text))
    cleaned(text).encode()


@given(st.text("aăâbcdđêghiklmnôơpqrstuưvxyáàảãạẮẰẲẴẶếềểễệ ĐƯỢC0123456789 ,.;:?!“”–-()/\n\t"))
def test_vietnamese_as_it_is_typed_stays_as_it_is(text: str) -> None:
    assert cleaned(text) == text


@given(ANY_TEXT)
def test_one_line_has_no_break_and_no_space_at_its_ends(text: str) -> None:
    line = one_line(text)

    assert line == line.strip()
    assert len(line.splitlines()) <= 1


def test_every_text_of_a_json_value_is_cleaned() -> None:
    value = {"type": "link", "value": ["Ðoàn\u200b", {"nested": "\u202ea"}, 7, None, True]}

    assert cleaned_deeply(value) == {
        "type": "link",
        "value": ["Đoàn", {"nested": "a"}, 7, None, True],
    }


def test_marks_without_end_on_one_letter_are_cut_off() -> None:
    # Sorted as a whole they would take hours.
    heap = "a" + "\u0301\u0323" * 500_000

    assert len(nfc(heap)) <= 9
    assert len(cleaned(heap)) <= 9
