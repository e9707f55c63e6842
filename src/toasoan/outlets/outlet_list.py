"""The agency's list of outlets: entering, changing, closing."""

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.ledger.models import LedgerEntry
from toasoan.outlets.dispatch_rules import delivery_problems
from toasoan.outlets.models import Clipping, Delivery, Dispatch, Outlet, Placement
from toasoan.outlets.outgoing import is_protected
from toasoan.outlets.signing import new_signing_key
from toasoan.refusals import Problem, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.fold import slugify

_LONGEST_CODE = 40


@transaction.atomic
def save_outlet(outlet: Outlet) -> Outlet:
    """Enter an outlet, or keep what was changed of it; an empty code is made from the name.

    An outlet that takes ninjs and has no key gets one. Raises RefusedError with all problems.
    """
    # Of two people who enter the same one at once, one waits and is refused.
    Agency.objects.select_for_update().get(pk=outlet.agency_id)
    outlet.name = one_line(outlet.name)
    outlet.code = outlet.code or slugify(outlet.name, max_length=_LONGEST_CODE)
    if outlet.delivery == Delivery.BY_NINJS and not outlet.signing_key:
        outlet.signing_key = new_signing_key()
    refuse([*_code_problems(outlet), *_address_problems(outlet), *delivery_problems(outlet)])
    if outlet.pk is None:
        outlet.order = outlet.order or Outlet.objects.filter(agency=outlet.agency_id).count()
    outlet.save()
    return outlet


def _code_problems(outlet: Outlet) -> list[Problem]:
    others = Outlet.objects.filter(agency=outlet.agency_id).exclude(pk=outlet.pk)
    if others.filter(code=outlet.code).exists():
        return [Problem("code-taken", _("Another outlet has this code."), "code")]
    before = Outlet.objects.filter(pk=outlet.pk).first()
    if before and before.code != outlet.code and is_counted(before):
        message = _("The code cannot be changed any more: figures are counted by it.")
        return [Problem("code-counted", message, "code")]
    return []


def _address_problems(outlet: Outlet) -> list[Problem]:
    if outlet.push_address and not is_protected(outlet.push_address):
        message = _("The address must begin with https://.")
        return [Problem("not-https", message, "push_address")]
    return []


def is_counted(outlet: Outlet) -> bool:
    """Whether something names the outlet by its code, or hangs on it."""
    entries = LedgerEntry.objects.filter(agency=outlet.agency_id, outlet_code=outlet.code)
    rows = (model.objects.filter(outlet=outlet) for model in (Dispatch, Placement, Clipping))
    return entries.exists() or any(each.exists() for each in rows)
