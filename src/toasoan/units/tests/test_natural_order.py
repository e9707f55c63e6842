"""Units stand by their names as people count: 8 before 78."""

import pytest

from toasoan.testing.factories import make_agency, make_unit
from toasoan.units.models import Unit, UnitKind
from toasoan.units.queries import order_of_new

pytestmark = pytest.mark.django_db


def test_units_stand_in_natural_order_and_move_with_their_names():
    agency = make_agency()
    units = [make_unit(agency) for _ in range(4)]
    for unit, number in zip(units, (78, 8, 10, 9), strict=True):
        unit.short_name = f"VKSND khu vực {number}"
        unit.order = 1
        unit.save(update_fields=["short_name", "order"])

    names = [unit.short_name.split()[-1] for unit in Unit.objects.filter(agency=agency)]

    assert names == ["8", "9", "10", "78"]


def test_a_new_unit_stands_with_its_kind():
    agency = make_agency()
    unit = make_unit(agency)
    Unit.objects.filter(pk=unit.pk).update(order=4, kind=UnitKind.REGION)

    assert order_of_new(agency, UnitKind.REGION) == 4
    assert order_of_new(agency, UnitKind.DEPARTMENT) == 5
