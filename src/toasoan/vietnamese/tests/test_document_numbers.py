"""Numbers of documents as papers, people and spreadsheets write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.document_numbers import (
    TYPE_ABBREVIATIONS,
    find_number,
    key_of,
    read_number,
    search_form,
)


@pytest.mark.parametrize(
    ("typed", "written", "ordinal", "year", "symbol", "abbreviation"),
    [
        ("173/QĐ-VKS", "173/QĐ-VKS", 173, None, "QĐ-VKS", "QĐ"),
        ("Số: 173 / QĐ-VKS", "173/QĐ-VKS", 173, None, "QĐ-VKS", "QĐ"),
        ("số 173/qđ-vks", "173/QĐ-VKS", 173, None, "QĐ-VKS", "QĐ"),
        ("173/qd – vks", "173/QĐ-VKS", 173, None, "QĐ-VKS", "QĐ"),
        ("05/CT-VKSTC-TCKS", "05/CT-VKSTC-TCKS", 5, None, "CT-VKSTC-TCKS", "CT"),
        ("14/ctr-vks-bcđ", "14/CTr-VKS-BCĐ", 14, None, "CTr-VKS-BCĐ", "CTr"),
        ("49/LLV", "49/LLV", 49, None, "LLV", "LLV"),
        ("01/2026/TT-VKSTC", "01/2026/TT-VKSTC", 1, 2026, "TT-VKSTC", "TT"),
        ("01 / 2026 / tt-vkstc", "01/2026/TT-VKSTC", 1, 2026, "TT-VKSTC", "TT"),
        ("148/2025/QH15", "148/2025/QH15", 148, 2025, "QH15", ""),
        ("12729/VPCP-KGVX", "12729/VPCP-KGVX", 12729, None, "VPCP-KGVX", ""),
        ("36-HD/VPTW", "36-HD/VPTW", 36, None, "HD/VPTW", "HD"),
        ("36-hd/vptw", "36-HD/VPTW", 36, None, "HD/VPTW", "HD"),
        ("399-QĐ/TW", "399-QĐ/TW", 399, None, "QĐ/TW", "QĐ"),
        ("12/hđ-vks", "12/HĐ-VKS", 12, None, "HĐ-VKS", "HĐ"),
        ("07/nq-hdnd", "07/NQ-HĐND", 7, None, "NQ-HĐND", "NQ"),
        ("2026/QĐ-VKS", "2026/QĐ-VKS", 2026, None, "QĐ-VKS", "QĐ"),
        ("16", "16", 16, None, "", ""),
        ("Số hiệu: 28/2026/QH16", "28/2026/QH16", 28, 2026, "QH16", ""),
        ("QĐ-VKS".join(("5/", "")), "5/QĐ-VKS", 5, None, "QĐ-VKS", "QĐ"),
    ],
)
def test_a_typed_number_is_read_apart(typed, written, ordinal, year, symbol, abbreviation):
    found = read_number(typed)
    assert found is not None
    assert (found.written, found.ordinal, found.year) == (written, ordinal, year)
    assert (found.symbol, found.type_abbreviation) == (symbol, abbreviation)


def test_a_letter_behind_the_ordinal_makes_another_number():
    plain, second = read_number("173/QĐ-VKS"), read_number("173A/QĐ-VKS")
    assert second.suffix == "a"
    assert second.written == "173a/QĐ-VKS"
    assert second.key != plain.key


@pytest.mark.parametrize(
    "text", ["", "08/6/2021", "1/2", "quyết định", "QĐ-VKS", "9" * 200, "1/A" * 99]
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("Số: 173 / QĐ-VKS ngày 08/6/2021", "173/QĐ-VKS", dt.date(2021, 6, 8)),
        ("theo Chương trình số 14/CTr-VKS-BCĐ ngày 5 tháng 8 năm 2026 của Ban", "14/CTr-VKS-BCĐ",
         dt.date(2026, 8, 5)),
        ("căn cứ 12/KH-VKS, ngày 1-1-2026.", "12/KH-VKS", dt.date(2026, 1, 1)),
        ("Thông tư 01/2026/TT-VKSTC (sửa đổi)", "01/2026/TT-VKSTC", None),
        ("ghi 31/02/2026, số 7/tb-vks ngày 31/02/2026", "7/TB-VKS", None),
        ("dày 12/m2, theo 7/TB-VKS", "7/TB-VKS", None),
    ],
)  # fmt: skip
def test_a_number_in_a_text_is_found_with_its_day(text, written, day):
    found = find_number(text)
    assert (found.number.written, found.issued_on) == (written, day)


@pytest.mark.parametrize("text", ["", "ngày 08/6/2021", "từ 24/11 đến 30/11/2026", "a/b-c", "1/2"])
def test_a_text_without_a_number_has_none(text):
    assert find_number(text) is None


def test_long_texts_are_read_at_once():
    for piece in ("1/A-", "1 / ", "173a-", "9", "số: "):
        find_number(piece * 20_000)
        read_number(piece * 20_000)


@pytest.mark.parametrize(
    "typed",
    ["173/QĐ-VKS", "173 qd vks", "0173/qđ-vks", "số 173 / QĐ – VKS", "173QDVKS", "173-qd.vks"],
)
def test_people_search_without_marks_and_spaces(typed):
    assert search_form(typed) == "173qdvks"


ordinals = st.integers(min_value=1, max_value=99_999)
years = st.none() | st.integers(min_value=1945, max_value=2099)
issuers = st.lists(
    st.text(alphabet="ABCDEGHIKLMNOPQRSTUVXYĐ", min_size=1, max_size=6), min_size=1, max_size=3
)
spaces = st.sampled_from(["", " ", "  "])


@given(ordinals, years, st.sampled_from(TYPE_ABBREVIATIONS), issuers, spaces, spaces)
def test_every_way_of_writing_a_number_is_one_number(ordinal, year, kind, issuers, before, after):
    symbol = "-".join((kind, *issuers))
    plain = "/".join(map(str, filter(None, (ordinal, year, symbol))))
    spaced = plain.replace("/", f"{before}/{after}").replace("-", f"{after}–{before}")
    first, second = read_number(plain), read_number(f"Số: 0{spaced}")
    assert first is not None
    assert second is not None
    assert (first.ordinal, first.year, first.type_abbreviation) == (ordinal, year, kind)
    assert first.key == second.key == key_of(plain)
    assert read_number(first.written) == first
    assert search_form(spaced) == search_form(plain)
    assert find_number(f"Căn cứ {plain} ngày 08/6/2021").number == first
