"""Where a period begins and ends, in Vietnamese time, on the calendar and the sector's year."""

import datetime as dt

import pytest

from toasoan.figures.counting import measure
from toasoan.ledger.models import PUBLISHED, LedgerEntry
from toasoan.vietnamese.dates import TZ
from toasoan.vietnamese.periods import Period

pytestmark = pytest.mark.django_db
#: The last moment of a day in Việt Nam that a database keeps.
LAST = (23, 59, 59, 999_999)

#: A moment, and the codes of all periods below that it belongs to.
EDGES = [
    ((2022, 11, 30, *LAST), {"2022", "2022H2", "2022Q4", "2022-nganh", "2022H2-nganh"}),
    ((2022, 12, 1), {"2022", "2022H2", "2022Q4", "2023-nganh", "2023H1-nganh"}),
    ((2022, 12, 31, *LAST), {"2022", "2022H2", "2022Q4", "2023-nganh", "2023H1-nganh"}),
    ((2023, 1, 1), {"2023", "2023H1", "2023Q1", "2023-nganh", "2023H1-nganh"}),
    ((2023, 2, 28, *LAST), {"2023", "2023H1", "2023Q1", "2023-nganh", "2023H1-nganh", "2023-02"}),
    ((2023, 3, 1), {"2023", "2023H1", "2023Q1", "2023-nganh", "2023H1-nganh"}),
    ((2023, 5, 31, *LAST), {"2023", "2023H1", "2023-nganh", "2023H1-nganh"}),
    ((2023, 6, 1), {"2023", "2023H1", "2023-nganh", "2023H2-nganh"}),
    ((2023, 6, 30, *LAST), {"2023", "2023H1", "2023-nganh", "2023H2-nganh"}),
    ((2023, 7, 1), {"2023", "2023H2", "2023-nganh", "2023H2-nganh"}),
    ((2023, 11, 30, *LAST), {"2023", "2023H2", "2023-nganh", "2023H2-nganh"}),
    ((2023, 12, 1), {"2023", "2023H2", "2024-nganh", "2024Q1-nganh"}),
    ((2024, 2, 29, *LAST), {"2024", "2024-nganh", "2024Q1-nganh", "2024-02"}),
    ((2024, 3, 1), {"2024", "2024-nganh"}),
]
CODES = sorted({code for _moment, codes in EDGES for code in codes})


@pytest.mark.parametrize(("moment", "codes"), EDGES)
def test_a_moment_counts_in_its_periods_and_in_no_other(room, moment, codes):
    LedgerEntry.objects.create(
        kind=PUBLISHED, agency=room.agency, unit=room.unit, recorded_at=dt.datetime.now(TZ),
        happened_at=dt.datetime(*moment, tzinfo=TZ),
    )  # fmt: skip

    found = {code for code in CODES if measure(room.agency, "published", Period.named(code)).total}

    assert found == codes
