"""The agency's abbreviations: what it begins with, and what its webmaster does to them."""

from collections.abc import Iterable, Set
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, refuse
from toasoan.search.cache_tags import search_tag
from toasoan.site_settings.models import Abbreviation
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line

#: A table that every search reads stays small.
MOST = 500
LONGEST_SHORT, LONGEST_LONG = 20, 120
_LEAST_LONG = 2
#: What offices of the state write every day.
_FIRST = (
    ("BCĐ", "Ban chỉ đạo"), ("BLDS", "Bộ luật Dân sự"), ("BLHS", "Bộ luật Hình sự"),
    ("BLTTDS", "Bộ luật Tố tụng dân sự"), ("BLTTHS", "Bộ luật Tố tụng hình sự"),
    ("CBCC", "cán bộ, công chức"), ("CQĐT", "Cơ quan điều tra"), ("ĐTV", "Điều tra viên"),
    ("HĐND", "Hội đồng nhân dân"), ("HĐXX", "Hội đồng xét xử"), ("KSND", "Kiểm sát nhân dân"),
    ("KSV", "Kiểm sát viên"), ("KTV", "Kiểm tra viên"), ("KV", "khu vực"),
    ("MTTQ", "Mặt trận Tổ quốc"), ("PCCC", "phòng cháy, chữa cháy"), ("QĐ", "Quyết định"),
    ("TAND", "Tòa án nhân dân"), ("THADS", "Thi hành án dân sự"), ("THAHS", "Thi hành án hình sự"),
    ("TP", "thành phố"), ("TTHC", "thủ tục hành chính"), ("TW", "Trung ương"),
    ("UBND", "Ủy ban nhân dân"), ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("VKS", "Viện kiểm sát"), ("VKSND", "Viện kiểm sát nhân dân"),
    ("VKSNDTC", "Viện kiểm sát nhân dân tối cao"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a list of lines: how many were added, which lines could not be read."""

    count: int
    unread: tuple[str, ...] = ()


def abbreviations_of(agency_id: int) -> list[tuple[str, str]]:
    """Short and long forms, for the search. One query."""
    rows = Abbreviation.objects.filter(agency=agency_id)
    return list(rows.values_list("short", "long"))


def enter_first_abbreviations(agency: Agency) -> None:
    """Give an agency the usual abbreviations, unless it has any of its own."""
    if not Abbreviation.objects.filter(agency=agency).exists():
        Abbreviation.objects.bulk_create(
            Abbreviation(agency=agency, short=short, long=long) for short, long in _FIRST
        )


@transaction.atomic
def add_abbreviation(agency: Agency, short: str, long: str) -> Abbreviation:
    """Let an abbreviation and its long form be one in the search. Raises RefusedError."""
    short, long = one_line(short), one_line(long)
    # Two webmasters at once: the second waits, and sees what the first has added.
    Agency.objects.select_for_update().get(pk=agency.pk)
    refuse(_problems(_known(agency), short, long))
    row = Abbreviation.objects.create(agency=agency, short=short, long=long)
    invalidate([search_tag(agency.pk)])
    return row


@transaction.atomic
def add_lines(agency: Agency, lines: Iterable[str]) -> Added:
    """Add what a list says, a line each: the short form, a tab or "=", what it stands for.

    What stands in the table already is passed over; what cannot be read is given back.
    """
    Agency.objects.select_for_update().get(pk=agency.pk)
    known, count, unread = _known(agency), 0, []
    for line in map(str.strip, lines):
        short, _sign, long = line.replace("=", "\t", 1).partition("\t")
        short, long = one_line(short), one_line(long)
        if not line or _key(short, long) in known:
            continue
        if _problems(known, short, long):
            unread.append(line)
            continue
        Abbreviation.objects.create(agency=agency, short=short, long=long)
        known.add(_key(short, long))
        count += 1
    invalidate([search_tag(agency.pk)])
    return Added(count, tuple(unread))


@transaction.atomic
def remove_abbreviation(row: Abbreviation) -> None:
    """Take a line out of the table; stories stay as they are."""
    row.delete()
    invalidate([search_tag(row.agency_id)])


def _known(agency: Agency) -> set[tuple[str, str]]:
    """The lines of the table. Compared here: SQLite knows capitals of ASCII letters only."""
    return {_key(*line) for line in abbreviations_of(agency.pk)}


def _key(short: str, long: str) -> tuple[str, str]:
    return short.casefold(), long.casefold()


def _problems(known: Set[tuple[str, str]], short: str, long: str) -> list[Problem]:
    problems = []
    if not short.isalnum() or len(short) > LONGEST_SHORT:
        message = _("Write the abbreviation as one word of letters and digits, such as UBND.")
        problems.append(Problem("short", message, "short"))
    if len(long.split()) < _LEAST_LONG or len(long) > LONGEST_LONG:
        message = _("Write out what it stands for, in at least two words.")
        problems.append(Problem("long", message, "long"))
    if not problems and _key(short, long) in known:
        problems.append(Problem("twice", _("This line stands in the table already."), "short"))
    if len(known) >= MOST:
        message = _("There are %(most)d abbreviations already; remove some first.") % {"most": MOST}
        problems.append(Problem("too-many", message))
    return problems
