"""The connection code of an agency: a short text that one side copies and the other side pastes.

    ----- MÃ KẾT NỐI TÒA SOẠN 1 -----
    Tên: Viện kiểm sát nhân dân tỉnh Sông Thử
    Mã: song-thu
    Địa chỉ: https://vidu.vn
    Khóa: 3q2+7w…
    Kiểm tra: 5f0c91aa
    ----- HẾT MÃ KẾT NỐI -----

Nothing in it is secret. That it came from the right agency is shown by the numbers that both
sides compare by telephone (`comparison_number`), not by the check, which only finds slips.
"""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from toasoan.exchange.models import TEXT_LENGTH
from toasoan.exchange.signing import fingerprint_of
from toasoan.refusals import Problem, RefusedError
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import fold

_BEGIN, _END = "----- MÃ KẾT NỐI TÒA SOẠN 1 -----", "----- HẾT MÃ KẾT NỐI -----"
_NAMES = {"ten": "name", "ma": "code", "dia chi": "address", "khoa": "key", "kiem tra": "check"}
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Characters of what is read at all; a code has some 400.
LONGEST = 4000
_LONGEST_NAME, _LONGEST_CODE = 200, 40
#: Eight groups of five digits: 132 bits.
_GROUPS, _DIGITS = 8, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionCode:
    """Who somebody is: name, code, address without a slash at the end, public key in base64."""

    name: str
    code: str
    address: str
    key: str

    @property
    def fingerprint(self) -> str:
        """The fingerprint of its key."""
        return fingerprint_of(self.key)

    def written(self) -> str:
        """The text to copy."""
        lines = (
            _BEGIN,
            f"Tên: {self.name}",
            f"Mã: {self.code}",
            f"Địa chỉ: {self.address}",
            f"Khóa: {self.key}",
            f"Kiểm tra: {_check(self)}",
            _END,
        )
        return "\n".join(lines)


def read_code(text: str) -> ConnectionCode:
    """Read a pasted code. Raises RefusedError with what is wrong with it."""
    lines = [one_line(line.lstrip("> \t")) for line in text[:LONGEST].splitlines()]
    begun, ended = _place(lines, _BEGIN), _place(lines, _END)
    if begun is None and any("ma ket noi toa soan" in fold(line) for line in lines):
        raise _refused("other-version", _("This code comes from another version of the program."))
    if begun is None or ended is None or ended < begun:
        raise _refused(
            "cut",
            _("The code is not whole. Copy it from its first line to its last and try again."),
        )
    found = _values(lines[begun + 1 : ended])
    if set(found) != set(_NAMES.values()):
        raise _refused("cut", _("A line of the code is missing. Ask for it once more."))
    check = found.pop("check")
    code = ConnectionCode(**found)
    if check != _check(code):
        raise _refused("changed", _("A sign of the code has changed on its way. Ask for it again."))
    _look_at(code)
    return code


def comparison_number(one: ConnectionCode, other: ConnectionCode) -> str:
    """The digits that both sides see, in groups to be read out: the same whoever asks.

    Keys, addresses and codes of both are in it: whoever changed one on the way changes the digits.
    """
    sides = sorted(f"{side.key}\n{side.address}\n{side.code}" for side in (one, other))
    digest = hashlib.sha256("\n\n".join(("toasoan-comparison-1", *sides)).encode()).digest()
    digits = str(int.from_bytes(digest) % 10 ** (_GROUPS * _DIGITS)).zfill(_GROUPS * _DIGITS)
    return " ".join(digits[at : at + _DIGITS] for at in range(0, len(digits), _DIGITS))


def _place(lines: list[str], marker: str) -> int | None:
    wanted = fold(marker).strip("- ")
    found = (at for at, line in enumerate(lines) if fold(line).strip("- ") == wanted)
    return next(found, None)


def _values(lines: list[str]) -> dict[str, str]:
    """The lines by what they are called; a value that mail has broken goes on on the next line."""
    found: dict[str, str] = {}
    last = ""
    for line in filter(None, lines):
        label, colon, value = line.partition(":")
        name = _NAMES.get(fold(label).strip()) if colon else None
        if name is not None:
            last, found[name] = name, value.strip()
        elif last:
            between = " " if last == "name" else ""
            found[last] = f"{found[last]}{between}{line}"
    return found


def _check(code: ConnectionCode) -> str:
    text = "\n".join((code.name, code.code, code.address, code.key))
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _look_at(code: ConnectionCode) -> None:
    """Refuse what no installation writes."""
    parts = urlsplit(code.address)
    is_address = (
        parts.scheme in {"http", "https"}
        and bool(parts.hostname)
        and code.address == f"{parts.scheme}://{parts.netloc}"
        and "@" not in parts.netloc
        and len(code.address) <= TEXT_LENGTH
    )
    is_named = 0 < len(code.name) <= _LONGEST_NAME and len(code.code) <= _LONGEST_CODE
    try:
        fingerprint_of(code.key)
    except ValueError:
        is_named = False
    if not (is_address and is_named and _CODE.fullmatch(code.code)):
        raise _refused("wrong", _("This is not the code of an agency. Ask for it once more."))


def _refused(code: str, message: str) -> RefusedError:
    return RefusedError(Problem(code, message, field="code"))
