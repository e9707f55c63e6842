"""How much the site is used stands in a report by itself, once anything was counted."""

import datetime as dt

import pytest

from toasoan.audience.models import DayCount
from toasoan.reports.counting import VISITS, count
from toasoan.vietnamese.periods import half_year

pytestmark = pytest.mark.django_db


def test_visits_are_told_once_there_are_some(room):
    period = half_year(2026, 1)
    assert VISITS not in {figure.key for figure in count(room.agency, period).figures}

    DayCount.objects.create(agency=room.agency, kind="visit", day=dt.date(2026, 6, 30), number=1234)

    told = {figure.key: figure for figure in count(room.agency, period).figures}
    assert (told[VISITS].value, told[VISITS].previous) == (1234, None)
