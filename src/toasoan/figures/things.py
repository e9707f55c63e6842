"""The things that a room's measure counts: its number and its list both come from here."""

from collections.abc import Sequence

from toasoan.figures.dimensions import Scope, naming_of
from toasoan.figures.measures import Measure, OfRoom, Thing


def counted_things(scope: Scope, measure: Measure, how: OfRoom) -> list[Thing]:
    """Exactly the things of a measure, the latest first, narrowed by the filters of the scope."""
    found: Sequence[Thing] = how.things(scope.agency, scope.period)
    for dimension, key in scope.filters.chosen().items():
        values = {thing.values.get(dimension) for thing in found}
        naming = naming_of(scope, measure, dimension, values)
        wanted = {
            value for value in values if key in {member.key for member in naming.members(value)}
        }
        found = [thing for thing in found if thing.values.get(dimension) in wanted]
    return sorted(found, key=lambda thing: thing.when, reverse=True)
