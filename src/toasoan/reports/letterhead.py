"""What stands around a report as a document: the place, the symbol of its number, who signs.

Nghị định 30/2020/NĐ-CP, Phụ lục I and III; the number itself and the day are given by the registry.
"""

import re

from toasoan.reports.models import ReportKind

#: For whom and as what the head of the steering board signs.
HEAD_SIGNS = ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")
KIND_NAMES = {ReportKind.MONTH: "THÔNG BÁO"}
REPORT = "BÁO CÁO"
_PROVINCE = re.compile(r"^(?:tỉnh|thành phố|TP\.?)\s+", re.IGNORECASE)
#: Where the name of an agency ends and that of its place begins.
_TERRITORY = re.compile(r"\s+(?:tỉnh|thành phố|huyện|quận|thị xã|khu vực)\s+.*$")
#: Abbreviations that are in use though they are not the first letters.
_USUAL = {"viện kiểm sát nhân dân": "VKS", "tòa án nhân dân": "TA"}


def place_of(address: str, name: str) -> str:
    """The province, as it stands before the day: the end of the address, or of the name.

    >>> place_of("Số 12 đường Bờ Kè, phường Thương Giang, tỉnh Sông Thương", "")
    'Sông Thương'
    >>> place_of("", "Viện kiểm sát nhân dân tỉnh Sông Thử")
    'Sông Thử'
    """
    last = address.rpartition(",")[2].strip() or _territory(name)
    return _PROVINCE.sub("", last)


def _territory(name: str) -> str:
    found = _TERRITORY.search(name)
    return found[0].strip() if found else ""


def symbol_of(kind: str, name: str) -> str:
    """What follows the number: the kind of document and the agency, both abbreviated.

    >>> symbol_of("half_year", "Viện kiểm sát nhân dân tỉnh Sông Thử")
    'BC-VKS'
    >>> symbol_of("month", "Sở Tư pháp tỉnh Sông Thử")
    'TB-STP'
    """
    bare = _TERRITORY.sub("", name)
    agency = _USUAL.get(bare.lower()) or "".join(word[0].upper() for word in bare.split())
    return f"{'TB' if kind == ReportKind.MONTH else 'BC'}-{agency}"


def kind_name(kind: str) -> str:
    """The kind of document as it is printed."""
    return KIND_NAMES.get(ReportKind(kind), REPORT)
