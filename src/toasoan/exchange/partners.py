"""Partners: entered from their connection code, in use once two people have compared numbers."""

import datetime as dt
from dataclasses import dataclass
from itertools import chain, count

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.exchange.connection_code import ConnectionCode, read_code
from toasoan.exchange.keys import connection_code_of, present_key
from toasoan.exchange.messages import STORIES_PATH
from toasoan.exchange.models import (
    TEXT_LENGTH,
    AgencyKey,
    EventKind,
    ExchangeEvent,
    Partner,
    PartnerKey,
    PartnerState,
)
from toasoan.outlets.models import Delivery, Outlet, OutletKind
from toasoan.outlets.outgoing import is_protected
from toasoan.outlets.outlet_list import save_outlet
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day

#: For so long a partner's old key holds once its new one was compared.
OVERLAP = dt.timedelta(days=14)


@transaction.atomic
def add_partner(agency: Agency, text: str, *, actor: User, now: dt.datetime) -> Partner:
    """Enter another agency from its connection code; nothing is trusted yet.

    Raises RefusedError when the code is cut, changed, our own, or known already.
    """
    code = read_code(text)
    Agency.objects.select_for_update().get(pk=agency.pk)
    refuse(_wrong_with(agency, code))
    partner = Partner.objects.create(
        agency=agency, code=code.code, name=code.name, address=code.address
    )
    _enter_key(partner, code, now)
    _note(partner, EventKind.ADDED, actor=actor, now=now)
    return partner


@transaction.atomic
def enter_new_key(partner_id: int, text: str, *, actor: User, now: dt.datetime) -> Partner:
    """Enter the code that a known partner has made anew; it holds when it has been compared.

    Raises RefusedError for a code of somebody else.
    """
    code, partner = read_code(text), _locked(partner_id)
    _must_not_be_ended(partner)
    if (code.code, code.address) != (partner.code, partner.address):
        message = _("This is the code of another agency, or of another address.")
        raise RefusedError(Problem("other-agency", message, field="code"))
    if partner.keys.filter(fingerprint=code.fingerprint).exists():
        message = _("This code has been entered already.")
        raise RefusedError(Problem("known", message, field="code"))
    refuse(_own(partner.agency, code))
    # One waits for its comparison at a time: what was entered by mistake makes room.
    partner.keys.filter(compared_at=None).delete()
    partner.name = code.name
    partner.save(update_fields=["name"])
    _enter_key(partner, code, now)
    _note(partner, EventKind.NEW_KEY, actor=actor, now=now)
    return partner


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What two people compared: the fingerprints of both keys as the person's screen showed them,
    and who read the digits on the other side.

    `outlet` is the entry of the agency's outlets under which the partner is sent stories; without
    one an entry is made.
    """

    seen: str
    own_seen: str
    read_by: str
    outlet: Outlet | None = None


@transaction.atomic
def confirm_comparison(
    partner_id: int, compared: Comparison, *, actor: User, now: dt.datetime
) -> Partner:
    """Both sides read the same digits: from now on the key holds. Raises RefusedError."""
    partner = _locked(partner_id)
    _must_not_be_ended(partner)
    own, other = present_key(partner.agency), compared_next(partner)
    if own is None or (own.fingerprint, other.fingerprint) != (
        compared.own_seen,
        compared.seen,
    ):
        message = _("A code has changed meanwhile. Compare the digits as they stand now.")
        raise RefusedError(Problem("stale", message))
    if not (name := one_line(compared.read_by)[:TEXT_LENGTH]):
        message = _("Write down who read the digits on the other side.")
        raise RefusedError(Problem("no-name", message, field="read_by"))
    if other.compared_at is None:
        partner.keys.filter(compared_at__isnull=False, valid_until=None).update(
            valid_until=now + OVERLAP
        )
        other.compared_at = now
        other.save(update_fields=["compared_at"])
    partner.compared_key = own
    if partner.state == PartnerState.COMPARING:
        partner.state = PartnerState.ACTIVE
        partner.outlet = _outlet_of(partner, compared.outlet)
    partner.save(update_fields=["compared_key", "state", "outlet"])
    _note(partner, EventKind.COMPARED, actor=actor, now=now, note=name)
    return partner


def suspend(partner_id: int, *, reason: str, actor: User, now: dt.datetime) -> Partner:
    """Let nothing in and send nothing until it is taken up again. Raises RefusedError."""
    before = {PartnerState.ACTIVE}
    return _move(partner_id, before, PartnerState.SUSPENDED, reason=reason, actor=actor, now=now)


def resume(partner_id: int, *, reason: str, actor: User, now: dt.datetime) -> Partner:
    """Take a suspended partner up again with the keys that were compared. Raises RefusedError."""
    before = {PartnerState.SUSPENDED}
    return _move(partner_id, before, PartnerState.ACTIVE, reason=reason, actor=actor, now=now)


def end(partner_id: int, *, reason: str, actor: User, now: dt.datetime) -> Partner:
    """End the exchange for good; a new one begins with a new code. Raises RefusedError."""
    before = {PartnerState.COMPARING, PartnerState.ACTIVE, PartnerState.SUSPENDED}
    return _move(partner_id, before, PartnerState.ENDED, reason=reason, actor=actor, now=now)


_EVENTS = {
    PartnerState.SUSPENDED: EventKind.SUSPENDED,
    PartnerState.ACTIVE: EventKind.RESUMED,
    PartnerState.ENDED: EventKind.ENDED,
}


@transaction.atomic
def _move(  # one door for three deeds, by keyword
    partner_id: int,
    before: set[PartnerState],
    after: PartnerState,
    *,
    reason: str,
    actor: User,
    now: dt.datetime,
) -> Partner:
    partner = _locked(partner_id)
    if partner.state not in before:
        raise RefusedError(Problem("state", _("The exchange has changed meanwhile. Look again.")))
    if not (words := one_line(reason)[:TEXT_LENGTH]):
        raise RefusedError(Problem("no-reason", _("Write down the reason."), field="reason"))
    partner.state = after
    partner.save(update_fields=["state"])
    if after == PartnerState.ENDED and partner.outlet is not None:
        partner.outlet.closed_on = local_day(now)
        partner.outlet.save(update_fields=["closed_on"])
    _note(partner, _EVENTS[after], actor=actor, now=now, note=words)
    return partner


def compared_next(partner: Partner) -> PartnerKey:
    """The partner's latest key: the one to compare, or the one that was compared last."""
    return partner.keys.order_by("-entered_at", "-pk")[0]


def valid_keys(partner: Partner, now: dt.datetime) -> list[PartnerKey]:
    """The keys that were compared and still hold, the latest first."""
    holds = Q(valid_until=None) | Q(valid_until__gte=now)
    return list(partner.keys.filter(holds, compared_at__isnull=False))


def code_of(partner: Partner) -> ConnectionCode:
    """The partner's connection code with its latest key."""
    return ConnectionCode(
        name=partner.name,
        code=partner.code,
        address=partner.address,
        key=compared_next(partner).public_key,
    )


def must_be_compared(partner: Partner) -> bool:
    """Whether digits are to be compared: for the first time, or because a key was changed."""
    own = present_key(partner.agency)
    if partner.state == PartnerState.ENDED or own is None:
        return False
    return compared_next(partner).compared_at is None or partner.compared_key_id != own.pk


def free_outlets(agency: Agency) -> list[Outlet]:
    """Entries of the agency's outlets that are no partner's."""
    taken = Partner.objects.exclude(state=PartnerState.ENDED).filter(outlet__isnull=False)
    return list(Outlet.objects.filter(agency=agency).exclude(pk__in=taken.values("outlet")))


def _outlet_of(partner: Partner, chosen: Outlet | None) -> Outlet:
    """The entry by which stories are dispatched to the partner, old or new."""
    if chosen is not None and chosen.pk not in {one.pk for one in free_outlets(partner.agency)}:
        message = _("This outlet belongs to another agency that hands stories over.")
        raise RefusedError(Problem("outlet-taken", message, field="outlet"))
    outlet = chosen or Outlet(
        agency=partner.agency,
        code=_free_code(partner),
        name=partner.name,
        kind=OutletKind.OTHER_AGENCY,
    )
    outlet.delivery = Delivery.BY_NINJS
    outlet.push_address = f"{partner.address}{STORIES_PATH}"
    outlet.closed_on = None
    return save_outlet(outlet)


def _free_code(partner: Partner) -> str:
    """The partner's own code, with a number when another outlet has it."""
    taken = set(Outlet.objects.filter(agency=partner.agency).values_list("code", flat=True))
    numbered = (f"{partner.code[:36]}-{number}" for number in count(2))
    return next(code for code in chain([partner.code], numbered) if code not in taken)


def _wrong_with(agency: Agency, code: ConnectionCode) -> list[Problem]:
    if present_key(agency) is None:
        return [Problem("no-key", _("Make the connection code of your own agency first."))]
    known = Partner.objects.filter(agency=agency, address=code.address)
    if known.exclude(state=PartnerState.ENDED).exists():
        return [Problem("known", _("This agency is on the list already."), field="code")]
    if not is_protected(code.address):
        message = _("The address must begin with https://, or everybody on the way reads along.")
        return [Problem("not-https", message, field="code")]
    return _own(agency, code)


def _own(agency: Agency, code: ConnectionCode) -> list[Problem]:
    own = connection_code_of(agency)
    is_own = AgencyKey.objects.filter(agency=agency, fingerprint=code.fingerprint).exists()
    if is_own or (own is not None and own.address == code.address):
        message = _("This is the code of your own agency. Paste that of the other one.")
        return [Problem("own", message, field="code")]
    return []


def _enter_key(partner: Partner, code: ConnectionCode, now: dt.datetime) -> None:
    PartnerKey.objects.create(
        partner=partner, public_key=code.key, fingerprint=code.fingerprint, entered_at=now
    )


def _locked(partner_id: int) -> Partner:
    return (
        Partner.objects.select_for_update(of=("self",))
        .select_related("agency", "compared_key")
        .get(pk=partner_id)
    )


def _must_not_be_ended(partner: Partner) -> None:
    if partner.state == PartnerState.ENDED:
        raise RefusedError(Problem("ended", _("The exchange with this agency has ended.")))


def _note(
    partner: Partner, kind: EventKind, *, actor: User, now: dt.datetime, note: str = ""
) -> None:
    ExchangeEvent.objects.create(
        agency=partner.agency, partner=partner, kind=kind, happened_at=now, actor=actor, note=note
    )
