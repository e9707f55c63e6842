"""Which unit carries on for one that ended, so that figures of merged units can be summed.

The rule (decision 0043): what a unit counted goes to its only successor, after a split to the heir
that the decision names if it is one of the successors, else to the first of them in the agency's
order. A unit that closed without a successor stays itself. Successors of successors are followed.
"""

import datetime as dt

from toasoan.units.models import Agency, Succession, Unit


def heirs_on(agency: Agency, day: dt.date | None) -> dict[int, int]:
    """Id of each unit that had ended by the day → id of the unit that carries on. Three queries.

    Without a day every unit stands for itself.
    """
    if day is None:
        return {}
    order = list(Unit.objects.filter(agency=agency).values_list("pk", flat=True))
    places = {unit_id: place for place, unit_id in enumerate(order)}
    following: dict[int, int] = {}
    decided = Succession.objects.filter(
        happened_on__lte=day, predecessors__agency=agency
    ).distinct()
    for succession in decided.prefetch_related("predecessors", "successors"):
        heirs = [u.pk for u in succession.successors.all() if u.pk in places]
        if not heirs:
            continue
        named = succession.heir_id
        heir = named if named in heirs else min(heirs, key=places.__getitem__)
        for unit in succession.predecessors.all():
            following[unit.pk] = heir
    return {unit_id: _last(unit_id, following) for unit_id in following}


def _last(unit_id: int, following: dict[int, int]) -> int:
    passed = {unit_id}
    while (heir := following.get(unit_id)) is not None and heir not in passed:
        unit_id = heir
        passed.add(heir)
    return unit_id
