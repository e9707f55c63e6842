"""The connection code survives copying, and tells when it did not."""

import dataclasses

import pytest

from toasoan.exchange.connection_code import ConnectionCode, comparison_number, read_code
from toasoan.exchange.signing import new_key_pair
from toasoan.refusals import RefusedError


def code(**parts):
    given = {"name": "Viện kiểm sát nhân dân tỉnh Sông Thử", "code": "song-thu"}
    given |= {"address": "https://songthu.vidu.vn", "key": new_key_pair()[1]} | parts
    return ConnectionCode(**given)


ONE, OTHER = code(), code(code="bien-thu", address="https://bienthu.vidu.vn:8443")


def refusal(text):
    with pytest.raises(RefusedError) as refused:
        read_code(text)
    return refused.value.problems[0].code


@pytest.mark.parametrize(
    "sent",
    [
        lambda text: text,
        lambda text: text.replace("\n", "\r\n"),
        lambda text: f"Kính gửi các đồng chí,\n\n{text}\n\nTrân trọng.",
        lambda text: "\n".join(f"> {line}" for line in text.splitlines()),
        lambda text: text.replace(ONE.key[:20], f"{ONE.key[:20]}\n"),
        lambda text: text.replace("\n", "\n\n"),
        lambda text: text.replace("-----", "--"),
    ],
    ids=["as it is", "from Windows", "in a letter", "quoted", "broken", "spaced", "dashes"],
)
def test_a_code_is_read_as_it_was_written(sent):
    assert read_code(sent(ONE.written())) == ONE


@pytest.mark.parametrize("dropped", range(7))
def test_a_code_that_was_cut_is_refused(dropped):
    lines = ONE.written().splitlines()
    del lines[dropped]

    assert refusal("\n".join(lines)) in {"cut", "other-version"}


@pytest.mark.parametrize(
    ("old", "new"),
    [(ONE.key[:8], "AAAAAAAA"), ("songthu.vidu", "songthu.xau"), ("Sông", "Song"), ("g-thu", "g")],
    ids=["key", "address", "name", "code"],
)
def test_a_code_that_was_changed_is_refused(old, new):
    assert refusal(ONE.written().replace(old, new)) == "changed"


def test_a_code_of_another_version_is_told():
    assert refusal(ONE.written().replace("SOẠN 1", "SOẠN 2")) == "other-version"


@pytest.mark.parametrize(
    "parts",
    [
        {"address": "ftp://songthu.vidu.vn"},
        {"address": "https://songthu.vidu.vn/thu-muc"},
        {"address": "https://ai:mk@songthu.vidu.vn"},
        {"address": "https://songthu.vidu.vn?a=1"},
        {"code": "Sông Thử"},
        {"key": "AAAA"},
        {"name": "Viện" * 60},
    ],
)
def test_what_no_installation_writes_is_refused(parts):
    assert refusal(code(**parts).written()) == "wrong"


@pytest.mark.parametrize("text", ["", "chào", "\n" * 9000, "----- MÃ KẾT NỐI TÒA SOẠN 1 -----"])
def test_anything_else_is_no_code(text):
    assert refusal(text) == "cut"


def test_both_sides_see_the_same_digits_in_groups():
    digits = comparison_number(ONE, OTHER)

    assert digits == comparison_number(OTHER, ONE)
    assert [len(group) for group in digits.split(" ")] == [5] * 8


@pytest.mark.parametrize(
    "parts",
    [{"key": new_key_pair()[1]}, {"address": "https://xau.vn"}, {"code": "khac"}],
    ids=["key", "address", "code"],
)
def test_whoever_changes_a_side_changes_the_digits(parts):
    changed = dataclasses.replace(OTHER, **parts)

    assert comparison_number(ONE, changed) != comparison_number(ONE, OTHER)
