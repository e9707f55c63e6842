import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.fold import fold, nfc, slugify

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậÁĐÊỘƯỹỴ 0123456789-,./")
ANY_TEXT = st.one_of(VIETNAMESE, st.text())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("Viện kiểm sát nhân dân", "vien kiem sat nhan dan"),
        ("ĐƯỜNG ĐẮK R'LẤP", "duong dak r'lap"),
        ("Ủy ban, uỷ ban", "uy ban, uy ban"),
        ("ẮẰẲẴẶ ẤẦẨẪẬ ẾỀỂỄỆ ỐỒỔỖỘ ỚỜỞỠỢ ỨỪỬỮỰ ÝỲỶỸỴ", "aaaaa aaaaa eeeee ooooo ooooo uuuuu yyyyy"),
        ("18-QĐ/TW", "18-qd/tw"),
        ("Ðoàn viên, Ɖình, ðồng ɖội", "doan vien, dinh, dong doi"),
    ],
)
def test_folding_leaves_bare_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_folding_every_single_character_twice_changes_nothing() -> None:
    # Every script with capitals or marks lies in the first two planes.
    characters = map(chr, range(0x20000))

    assert [char for char in characters if fold(fold(char)) != fold(char)] == []


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT)
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert fold(decomposed) == fold(text)
    assert nfc(decomposed) == nfc(text)


@given(ANY_TEXT)
def test_folded_text_has_no_marks_and_no_capitals(text: str) -> None:
    folded = fold(text)

    assert not any(unicodedata.combining(char) for char in folded)
    assert folded.casefold() == folded
    assert "đ" not in folded


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Sơ kết 6 tháng đầu năm 2023", "so-ket-6-thang-dau-nam-2023"),
        ("  “Đồng bộ” – 81,25%!  ", "dong-bo-81-25"),
        ("Huyện Đắk R'lấp", "huyen-dak-r-lap"),
        ("", "tin"),
        ("…", "tin"),
        ("новости", "tin"),
    ],
)
def test_a_headline_becomes_a_slug(text: str, slug: str) -> None:
    assert slugify(text) == slug


@pytest.mark.parametrize(
    ("max_length", "slug"),
    [
        (18, "kiem-sat-vien-gioi"),
        (17, "kiem-sat-vien"),
        (9, "kiem-sat"),
        (8, "kiem-sat"),
        (3, "kie"),
    ],
)
def test_a_slug_is_cut_after_a_whole_word(max_length: int, slug: str) -> None:
    assert slugify("Kiểm sát viên giỏi", max_length) == slug


def test_a_slug_refuses_a_length_without_room_for_a_word() -> None:
    with pytest.raises(ValueError, match="room"):
        slugify("Tin", max_length=2)


@given(ANY_TEXT, st.integers(3, 90))
def test_a_slug_is_always_a_valid_part_of_an_address(text: str, max_length: int) -> None:
    slug = slugify(text, max_length)

    assert 1 <= len(slug) <= max_length
    assert all(
        part.isascii() and part.isalnum() and part == part.lower() for part in slug.split("-")
    )
    assert slugify(slug, max_length) == slug
