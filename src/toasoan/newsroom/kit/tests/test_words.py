"""Words that the newsroom never says, whatever room says them."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from toasoan.newsroom.kit.step_wording import WORDING

ROOMS = Path(__file__).parents[3]
#: The portal speaks to readers, the newsroom to colleagues.
CATALOGUES = [
    file for file in ROOMS.rglob("locale/vi/LC_MESSAGES/*.po") if "portal" not in file.parts
]
#: What is never said → what is said instead.
NEVER = {
    # "Bạn đọc" are readers, "cơ quan bạn" another agency.
    r"(?<!cơ quan )\bbạn\b(?! đọc)": "anh/chị",
    r"\bquý (?:vị|khách)\b": "anh/chị",
    r"\bduyệt sau\b": "xác nhận duyệt bổ sung",
    r"\bwelcome\b": "chào mừng",
}
_SUBMIT = re.compile(r"<button\b(?![^>]*type=\"button\")[^>]*>(.*?)</button>", re.DOTALL)
_SENDING = re.compile(r"data-sending=\"[^>]*?\"(?=[ >])")


@pytest.mark.parametrize("pattern", NEVER)
def test_no_room_says(pattern):
    never = re.compile(pattern, re.IGNORECASE)

    found = []
    for file in CATALOGUES:
        with file.open("rb") as source:
            catalogue = read_po(source)
        for message in catalogue:
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            found += [f"{file.relative_to(ROOMS)}: {one}" for one in said if never.search(one)]

    assert found == [], f"say {NEVER[pattern]}"


def test_a_button_that_acts_at_once_has_no_dots():
    """Dots say that something is asked first; the bar above a list leads to such a page."""
    found = [
        f"{file.name}: {words}"
        for file in (ROOMS / "newsroom").rglob("*.html")
        for words in _SUBMIT.findall(_SENDING.sub("", file.read_text(encoding="utf-8")))
        if "…" in words and file.name != "bulk_bar.html"
    ]

    assert found == []
    assert [str(step) for step, wording in WORDING.items() if "…" in wording.final] == []
