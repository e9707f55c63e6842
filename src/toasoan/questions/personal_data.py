"""Personal data in a text that is to be public: phones, mail addresses, numbers of IDs, names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from toasoan.vietnamese.fold import fold


class DataKind(StrEnum):
    """What was found."""

    PHONE = "phone"
    EMAIL = "email"
    ID_NUMBER = "id_number"
    NAME = "name"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Finding:
    """Where it stands in the text, from the first letter to the one behind the last."""

    start: int
    end: int
    kind: DataKind


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """What the sender told of themselves; empty what they did not, or what was removed by age."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


_GAP = r"[\s.\-–()]{0,2}"
#: Nine digits or more, with the gaps that people write between them; not a part of a longer word.
_DIGITS = re.compile(rf"(?<![\w/])\(?\+?\d(?:{_GAP}\d){{7,13}}(?!{_GAP}\d)(?![\w/])")
_MONEY = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
_MAIL = re.compile(
    r"[\w.+-]+\s?(?:@|[(\[](?:at|a còng)[)\]])\s?"
    r"[\w-]+(?:\s?[(\[](?:dot|chấm)[)\]]\s?[\w-]+|\.[\w-]+)+",
    re.IGNORECASE,
)
_HONORIFIC = r"(?:ong|ba|anh|chi|em|co|chu|bac|ten|ten la|toi la|ten toi la)"
#: Digits of a mobile phone, of a landline with its area, of old and present identity cards.
_PHONE = re.compile(r"^(?:84|0)(?:[35789]\d{8}|1\d{9}|2\d{8,9})$")
_ID_LENGTHS = (9, 12)
#: A shorter address says nothing: "Cần Thơ".
_SHORTEST_ADDRESS = 12


def find_personal_data(
    text: str, person: KnownPerson, *, public_contacts: Iterable[str] = ()
) -> list[Finding]:
    """What must not be public, in order, none within another.

    `public_contacts` are texts with phones and addresses of offices, which may stand in an answer.
    """
    known = "\n".join(public_contacts)
    allowed_digits = {_digits(match[0]) for match in _DIGITS.finditer(known)}
    allowed_mail = {match[0].casefold() for match in _MAIL.finditer(known)}
    numbers = _numbers(text, person)
    found = [one for one in numbers if _digits(text[one.start : one.end]) not in allowed_digits]
    found += [
        Finding(*match.span(), DataKind.EMAIL)
        for match in _MAIL.finditer(text)
        if match[0].casefold() not in allowed_mail
    ]
    found += _names(text, person.name)
    if len(person.address) >= _SHORTEST_ADDRESS:
        found += _all(re.escape(fold(person.address)), text, DataKind.ADDRESS)
    return _apart(found)


def _digits(text: str) -> str:
    digits = "".join(str(int(sign)) for sign in text if sign.isdecimal())
    return "0" + digits[2:] if digits.startswith("84") and text.lstrip("(")[:1] == "+" else digits


def _numbers(text: str, person: KnownPerson) -> list[Finding]:
    own = _digits(person.phone)
    found = []
    for match in _DIGITS.finditer(text):
        digits = _digits(match[0])
        if _MONEY.match(match[0]) and not digits.startswith("0"):
            continue
        if _PHONE.match(digits) or (own and digits == own):
            found.append(Finding(*match.span(), DataKind.PHONE))
        elif len(digits) in _ID_LENGTHS:
            found.append(Finding(*match.span(), DataKind.ID_NUMBER))
    return found


def _names(text: str, name: str) -> list[Finding]:
    """The full name, with or without marks; the given name after “ông”, “bà”, “tên là”."""
    words = fold(name).split()
    if not words:
        return []
    given = rf"\b{_HONORIFIC}\s+{re.escape(words[-1])}\b"
    found = _all(given, text, DataKind.NAME)
    if len(words) > 1:
        full = r"\s+".join(re.escape(word) for word in words)
        found += _all(rf"\b{full}\b", text, DataKind.NAME)
    return found


def _all(pattern: str, text: str, kind: DataKind) -> list[Finding]:
    """Matches in the folded text; folding letter by letter keeps the places."""
    folded = "".join(fold(letter)[:1] or letter for letter in text)
    return [Finding(*match.span(), kind) for match in re.finditer(pattern, folded)]


def _apart(found: Iterable[Finding]) -> list[Finding]:
    kept: list[Finding] = []
    for one in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
