"""First data of an agency: reasons, calendar, page rights and whatever else a room begins with.

Each room registers one function when it is loaded. `operations.actions.create_agency` calls all of
them for a new agency, `toasoan manage synchronise` for every agency after an update.
"""

from collections.abc import Callable

from toasoan.units.models import Agency

FirstData = Callable[[Agency], None]

_registered: dict[str, FirstData] = {}


def register_first_data(name: str, enter: FirstData) -> None:
    """Register what a room enters for an agency; `enter` must be safe to call again.

    `name` identifies the entry: registering it again replaces the function.
    """
    _registered[name] = enter


def enter_first_data(agency: Agency) -> None:
    """Enter what is missing, in the order of registration; nothing that exists is changed."""
    for enter in list(_registered.values()):
        enter(agency)
