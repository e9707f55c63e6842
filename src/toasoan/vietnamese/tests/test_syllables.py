import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toasoan.vietnamese.syllables import (
    INITIALS,
    ToneStyle,
    count_words,
    is_syllable,
    place_tone,
    split_syllables,
)
from toasoan.vietnamese.tones import TONE_MARKS, without_tones

SENTENCES = """
Chiều ngày 28/7, Viện kiểm sát nhân dân tỉnh tổ chức hội nghị trực tuyến sơ kết công tác tuyên
truyền, phổ biến, giáo dục pháp luật; đồng chí Phó Viện trưởng, Trưởng ban chủ trì. Nguyện vọng
chính đáng của quần chúng được giải quyết kịp thời, khách quan, đúng quy định. Khuya hôm ấy, ngoài
khuôn viên, gió giật mạnh, nước giếng dâng, giữ gìn, khuỷu tay, thuở xưa, quờ quạng, ngoằn ngoèo,
rượu, hươu, bưởi, ỉa, yêu, yếm, oắt con, uống, ước, ừ, quốc huy, quýt, xoong, loong coong, tuýp,
gì, giêng, quẩy, nghiêng, ghế, kẻ, kỹ, mỹ, thúy, hòa, khỏe, hoà, khoẻ, thuý, xòe, chuếnh choáng,
xe buýt, thùng phuy, vải voan, xã Mỹ Quới
"""


@pytest.mark.parametrize("token", split_syllables(SENTENCES.replace("28/7", "")))
def test_what_is_written_every_day_is_a_syllable(token: str) -> None:
    assert is_syllable(token)
    assert is_syllable(token.upper())
    assert is_syllable(unicodedata.normalize("NFD", token))


@pytest.mark.parametrize(
    "token",
    [
        *("nhgiệp", "nghành", "ngiêm", "gê", "cế", "kông", "qoa", "iêu", "tyên", "giì", "giiêng"),
        *("hòang", "tòan", "qúy", "qủa", "gía", "nguơì", "ngừơi", "thủơ", "hoạ̀", "tièn"),
        *(
            "các.",
            "cac",
            "tap",
            "hoc",
            "lịchh",
            "thừap",
            "phàt",
            "tuyẻt",
            "mot",
            "lâ",
            "nhă",
            "moa",
            "buê",
        ),
        *("VKSND", "TAND", "UBND", "email", "Facebook", "website", "bb", "ng", "đ", "ph", "qu"),
        *("", " ", "2023", "a2", "hội nghị", "ế́", "́", "ßa", "new"),
    ],
)
def test_what_no_vietnamese_syllable_can_look_like(token: str) -> None:
    assert not is_syllable(token)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *[("hòa", "hoà"), ("khỏe", "khoẻ"), ("thủy", "thuỷ"), ("ủy", "uỷ"), ("Xòe", "Xoè")],
        *[("HÓA", "HOÁ"), ("toàn", "toàn"), ("quý", "quý"), ("quả", "quả"), ("già", "già")],
        *[("mía", "mía"), ("của", "của"), ("cứu", "cứu"), ("người", "người"), ("gì", "gì")],
        *[("khuỷu", "khuỷu"), ("ngoài", "ngoài"), ("thuở", "thuở"), ("tuyết", "tuyết")],
        *[("giếng", "giếng"), ("xoòng", "xoòng"), ("huỳnh", "huỳnh"), ("lửa", "lửa")],
    ],
)
def test_the_two_styles_differ_in_oa_oe_uy(old: str, new: str) -> None:
    for written in (old, new):
        assert place_tone(written) == old
        assert place_tone(written, "new") == new


@pytest.mark.parametrize(
    ("wrong", "right"), [("hòang", "hoàng"), ("qúy", "quý"), ("ngừơi", "người"), ("gía", "giá")]
)
def test_a_mark_on_the_wrong_vowel_is_put_right(wrong: str, right: str) -> None:
    assert place_tone(wrong) == right


@given(st.text(), st.sampled_from(["old", "new"]))
def test_what_is_no_syllable_is_left_alone(text: str, style: ToneStyle) -> None:
    placed = place_tone(text, style)

    assert without_tones(placed) == without_tones(text)
    assert place_tone(placed, style) == placed


@given(
    st.sampled_from(sorted(INITIALS | {""})),
    st.text("aăâeêioôơuưymncptgh", min_size=1, max_size=4),
    st.sampled_from(["", *TONE_MARKS]),
)
def test_a_placed_syllable_is_a_syllable(initial: str, rhyme: str, tone: str) -> None:
    token = place_tone(unicodedata.normalize("NFC", initial + rhyme + tone))

    if is_syllable(token):
        for style in ("old", "new"):
            assert is_syllable(place_tone(token, style))
        assert place_tone(place_tone(token, "new")) == place_tone(token)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("", []),
        ("– … !", []),
        ("Tin, bài.", ["Tin", "bài"]),
        ("Số 18-QĐ/TW", ["Số", "18", "QĐ", "TW"]),
        ("10:46 ngày 28/7/2023", ["10:46", "ngày", "28/7/2023"]),
        ("đạt 81,25%.", ["đạt", "81,25"]),
        ("Pa-ri", ["Pa", "ri"]),
        (unicodedata.normalize("NFD", "tòa soạn"), ["tòa", "soạn"]),
    ],
)
def test_text_falls_into_syllables(text: str, syllables: list[str]) -> None:
    assert split_syllables(text) == syllables


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        (" – ", 0),
        ("Hội nghị sơ kết\nngày 28/7/2023", 6),
        ("Đạt 81,25% – cao hơn", 4),
        ("Khu\u00a0vực 1", 3),
    ],
)
def test_words_are_pieces_between_spaces(text: str, count: int) -> None:
    assert count_words(text) == count


@given(st.text())
def test_counting_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)

    assert count_words(decomposed) == count_words(unicodedata.normalize("NFC", text))
    assert split_syllables(decomposed) == split_syllables(text)
