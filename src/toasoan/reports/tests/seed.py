"""The seed page's half-year in a room's ledger: 96, 78, 81,25 %, 32, 29 and 100."""

import datetime as dt
import itertools

from toasoan.ledger.models import CLIPPED, PLACED, PUBLISHED, RECEIVED, UNPLACED, LedgerEntry
from toasoan.outlets.models import Outlet, OutletKind
from toasoan.reports.actions import NewReport, begin_report
from toasoan.reports.models import ReportKind
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import half_year, month

HALF_YEAR = half_year(2023, 1)
JUNE = month(2023, 6)
#: A day on which the half-year is over.
AFTER = dt.datetime(2023, 7, 3, 9, tzinfo=TZ)
OUTLETS = (
    ("trang-toi-cao", "Trang tin ngành", OutletKind.NATIONAL_SITE),
    ("bao-nganh", "Báo ngành", OutletKind.SECTOR_NEWSPAPER),
    ("bao-tinh", "Báo tỉnh", OutletKind.PROVINCIAL_NEWSPAPER),
)
_story_ids = itertools.count(1_000_000)
_placement_ids = itertools.count(1_000_000)


def write(room, kind, number, *, outlet="", first=dt.date(2023, 1, 2), step=1):
    """Write so many entries, one every `step` days, three of four for the first unit."""
    LedgerEntry.objects.bulk_create(
        LedgerEntry(
            kind=kind,
            happened_at=dt.datetime.combine(
                first + dt.timedelta(days=step * place % 179), dt.time(8), tzinfo=TZ
            ),
            recorded_at=AFTER,
            agency=room.agency,
            unit=room.other_unit if place % 4 == 3 else room.unit,
            story_id=next(_story_ids),
            outlet_code=outlet,
            detail={"placement": next(_placement_ids)} if kind == PLACED else {},
        )
        for place in range(number)
    )


def cancel_a_placement(outlet):
    """Write the entry that takes back one use by the outlet, at the same moment."""
    placed = LedgerEntry.objects.filter(kind=PLACED, outlet_code=outlet).first()
    LedgerEntry.objects.create(
        kind=UNPLACED,
        happened_at=placed.happened_at,
        recorded_at=AFTER,
        agency=placed.agency,
        unit=placed.unit,
        story_id=placed.story_id,
        outlet_code=outlet,
        detail=placed.detail,
    )


def seed_half_year(room):
    """The half-year of the seed page, and a smaller one before it."""
    for order, (code, name, kind) in enumerate(OUTLETS):
        Outlet.objects.create(agency=room.agency, code=code, name=name, kind=kind, order=order)
    write(room, RECEIVED, 84, first=dt.date(2022, 7, 1))
    write(room, PUBLISHED, 66, first=dt.date(2022, 7, 1))
    write(room, RECEIVED, 96, step=7)
    write(room, PUBLISHED, 78, step=7)
    write(room, PLACED, 32, outlet="trang-toi-cao", step=5)
    write(room, PLACED, 29, outlet="bao-nganh", step=6)
    write(room, CLIPPED, 100, outlet="bao-tinh")


def begin(room, kind=ReportKind.HALF_YEAR, period=HALF_YEAR, **parts):
    """A draft of the half-year by the approver."""
    new = NewReport(kind=kind, period=period, **parts)
    return begin_report(new, agency=room.agency, actor=room.approver, now=AFTER)
