"""By which way a dispatch leaves: everything is made first, then it is sent in one go."""

from collections.abc import Callable
from functools import partial

from toasoan.outlets.answer_links import link_of
from toasoan.outlets.letters import letter
from toasoan.outlets.models import Delivery, Dispatch, DispatchPurpose
from toasoan.outlets.ninjs import pushed
from toasoan.outlets.post import mail_to_send
from toasoan.outlets.push import push

#: Sends what was made ready. Raises SendingError.
Carried = Callable[[], None]
#: Makes ready what a room above sends to outlets of its own; None for every other outlet.
Way = Callable[[Dispatch], Carried | None]

_ways: dict[str, Way] = {}


def register_way(name: str, way: Way) -> None:
    """Ask this way before those that every outlet has.

    `name` identifies it: registering it again replaces the function.
    """
    _ways[name] = way


def carried(dispatch: Dispatch) -> Carried:
    """Make ready what is sent, by the way in which the outlet takes stories now.

    Raises LookupError for an outlet to which the worker does not send.
    """
    for way in _ways.values():
        if (ready := way(dispatch)) is not None:
            return ready
    match dispatch.outlet.delivery:
        case Delivery.BY_MAIL:
            is_story = dispatch.purpose == DispatchPurpose.STORY
            return mail_to_send(letter(dispatch, link_of(dispatch) if is_story else ""))
        case Delivery.BY_NINJS:
            return partial(push, pushed(dispatch), dispatch.outlet)
    raise LookupError(f"nothing is sent to outlet {dispatch.outlet_id}")
