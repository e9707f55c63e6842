import pytest

from toasoan.vietnamese.tones import ACUTE, DOT, GRAVE, HOOK, TILDE, tone_marks, without_tones


@pytest.mark.parametrize(
    ("syllable", "bare", "marks"),
    [
        ("ba", "ba", ""),
        ("bà", "ba", GRAVE),
        ("Bẩn", "Bân", HOOK),
        ("BÃO", "BAO", TILDE),
        ("đắng", "đăng", ACUTE),
        ("ngượng", "ngương", DOT),
        ("tiếng Việt", "tiêng Viêt", ACUTE + DOT),
    ],
)
def test_tones_come_off_and_letters_stay(syllable: str, bare: str, marks: str) -> None:
    assert without_tones(syllable) == bare
    assert tone_marks(syllable) == marks
