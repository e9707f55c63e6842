import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.collation import ALPHABET, name_key, sort_key
from toasoan.vietnamese.fold import nfc

TEXT = st.one_of(st.text("aăâdđeêoôơuưyàảãáạbmBM 0129-,"), st.text())


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(list("aăâbcdđeêghiklmnoôơpqrstuưvxy"), id="letters"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="tones"),
        pytest.param(
            ["ba", "ba ba", "ba lô", "bà", "bà ba", "bả", "bã", "bá", "bạ", "bác", "băng"],
            id="syllable by syllable",
        ),
        pytest.param(
            ["hoa", "hoa hồng", "hòa bình", "hóa", "hoan"], id="tone before next syllable"
        ),
        pytest.param(["da", "dạ", "duyệt", "đa", "đá", "đơn", "e"], id="d before đ"),
        pytest.param(["mẹ", "mê", "mệ", "mi"], id="letters before tones"),
        pytest.param(
            ["Khu vực 1", "Khu vực 2", "Khu vực 9", "Khu vực 10", "Khu vực Ba"],
            id="numbers by value",
        ),
        pytest.param(["1", "2", "03", "10", "Báo cáo"], id="numbers before letters"),
        pytest.param(
            [
                "Bến Tre",
                "Cà Mau",
                "Cần Thơ",
                "Đắk Lắk",
                "Đồng Tháp",
                "Hà Nội",
                "Hậu Giang",
                "Sóc Trăng",
                "Vĩnh Long",
            ],
            id="provinces",
        ),
        pytest.param(["Anh", "Ánh", "ăn", "Ân", "bé"], id="case does not matter first"),
        pytest.param(["đính chính", "Đồn", "phúc", "web", "ya", "za"], id="foreign letters"),
        pytest.param(["tin", "tin ảnh", "tin, bài", "tin buồn"], id="signs do not count first"),
    ],
)
def test_texts_stand_in_dictionary_order(ordered: list[str]) -> None:
    shuffled = random.Random(0).sample(ordered, len(ordered))

    assert sorted(shuffled, key=sort_key) == ordered


def test_the_alphabet_has_every_latin_and_vietnamese_letter_once() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 26 + 7


def test_old_and_new_style_stand_side_by_side() -> None:
    words = ["hoá", "hoa", "hóa đơn", "hòa", "hoà", "hóa"]

    bare = [word for word in sorted(words, key=sort_key) if " " not in word]

    assert [sort_key(word)[0] for word in ("hoà", "hoá")] == [
        sort_key(word)[0] for word in ("hòa", "hóa")
    ]
    assert bare == ["hoa", *sorted(["hòa", "hoà"]), *sorted(["hóa", "hoá"])]


def test_very_long_numbers_are_ordered_too() -> None:
    small, large = "1" * 5000, "2" + "0" * 5000

    assert sort_key(small) < sort_key(large)


@given(TEXT, TEXT)
def test_two_texts_have_one_key_only_when_they_are_the_same_text(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (nfc(one) == nfc(other))


@given(TEXT, TEXT)
def test_any_two_different_texts_have_an_order(one: str, other: str) -> None:
    before, after = sort_key(one) < sort_key(other), sort_key(one) > sort_key(other)

    assert before + after + (nfc(one) == nfc(other)) == 1


@given(st.lists(TEXT, max_size=8), st.randoms(use_true_random=False))
def test_the_order_does_not_depend_on_where_texts_stood(
    texts: list[str], shuffler: random.Random
) -> None:
    texts = [nfc(text) for text in texts]
    shuffled = shuffler.sample(texts, len(texts))

    assert sorted(shuffled, key=sort_key) == sorted(texts, key=sort_key)


@given(TEXT)
def test_decomposed_text_has_the_same_place(text: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@pytest.mark.parametrize(
    "ordered",
    [
        ["Vũ An", "Lê Thị Ánh", "Đỗ Văn Bình", "Trần Văn Bình", "Trần Thị Đào", "Dương Văn Út"],
        ["Đặng Thị Hoa", "Lê Hoa", "Lê An Hoa", "Lê Văn Hoa", "Nguyễn Hòa"],
        ["NGUYỄN VĂN AN", "Phạm Văn An", "TRẦN VĂN AN"],
        ["An", "Lê An"],
    ],
)
def test_persons_stand_by_given_name_then_family_name(ordered: list[str]) -> None:
    shuffled = random.Random(0).sample(ordered, len(ordered))

    assert sorted(shuffled, key=name_key) == ordered


@given(TEXT, TEXT)
def test_persons_have_a_fixed_order(one: str, other: str) -> None:
    assert (name_key(one) == name_key(other)) == (nfc(one) == nfc(other))
