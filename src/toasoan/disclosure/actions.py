"""Writes: lines of the list, looking through, the contact point. Each leaves an entry."""

import datetime as dt
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.disclosure.cache_tags import public_items_tag
from toasoan.disclosure.models import LONG_WORDS, ContactPoint, Deed, ItemEntry, PublicItem
from toasoan.disclosure.places import place_kinds
from toasoan.disclosure.rules import ItemTerms, problems_of
from toasoan.page_cache.actions import invalidate
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.units.models import Agency, Unit
from toasoan.vietnamese.dates import local_day


@transaction.atomic
def add_item(agency: Agency, terms: ItemTerms, *, actor: User, now: dt.datetime) -> PublicItem:
    """Put a line on the list. Raises RefusedError with everything that is wrong."""
    refuse(_problems(agency, terms, now))
    item = PublicItem(agency=agency, **_values(terms))
    _save(item, Deed.ADDED, actor, now)
    return item


@transaction.atomic
def change_item(
    item_id: int, terms: ItemTerms, *, seen_version: int, actor: User, now: dt.datetime
) -> PublicItem:
    """Change what a line says. Raises RefusedError; also when somebody else was faster."""
    item = _locked(item_id)
    if item.version != seen_version:
        words = _("Somebody else changed this line after you opened it. Look at it again.")
        raise RefusedError(Problem("changed-meanwhile", words))
    refuse(_problems(item.agency, terms, now))
    changed = [name for name, value in _values(terms).items() if getattr(item, name) != value]
    for name, value in _values(terms).items():
        setattr(item, name, value)
    columns = {column.attname: column.verbose_name for column in PublicItem._meta.concrete_fields}
    columns |= dict.fromkeys(("place_kind", "place_key"), _("where it is found"))
    titles = dict.fromkeys(str(columns[name]) for name in changed)
    _save(item, Deed.CHANGED, actor, now, ", ".join(titles))
    return item


@transaction.atomic
def review_item(item_id: int, *, actor: User, now: dt.datetime) -> None:
    """Somebody looked it through: what stands there is right as of today."""
    item = _locked(item_id)
    item.reviewed_on = local_day(now)
    _save(item, Deed.REVIEWED, actor, now)


@transaction.atomic
def end_item(item_id: int, to_on: dt.date, because: str, *, actor: User, now: dt.datetime) -> None:
    """Take a line off the list after a day, for a reason. Raises RefusedError."""
    item = _locked(item_id)
    if to_on < item.from_on:
        words = _("The line cannot end before it begins.")
        raise RefusedError(Problem("ends-too-early", words, "to_on"))
    item.to_on = to_on
    _save(item, Deed.ENDED, actor, now, because)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFacts:
    """Who takes in requests for information, and how they are reached."""

    name: str
    address: str
    phone: str
    email: str
    post: str = ""
    fax: str = ""


@transaction.atomic
def set_contact_point(
    agency: Agency, facts: ContactFacts, *, from_on: dt.date, actor: User, now: dt.datetime
) -> ContactPoint:
    """From a day on requests for information go there; the same day again is a correction."""
    row, _is_new = ContactPoint.objects.update_or_create(
        agency=agency,
        from_on=from_on,
        defaults=asdict(facts) | {"entered_by": actor, "entered_at": now},
    )
    invalidate([public_items_tag(agency.pk)])
    return row


def _locked(item_id: int) -> PublicItem:
    return PublicItem.objects.select_for_update().get(pk=item_id)


def _values(terms: ItemTerms) -> dict[str, object]:
    return asdict(terms) | {"forms": list(terms.forms)}


def _problems(agency: Agency, terms: ItemTerms, now: dt.datetime) -> list[Problem]:
    found = problems_of(terms, local_day(now))
    if terms.unit_id and not Unit.objects.filter(agency=agency, pk=terms.unit_id).exists():
        found.append(Problem("foreign-unit", _("Choose a unit of the agency."), "unit"))
    if terms.place_kind and not _is_a_place(agency, terms):
        found.append(Problem("no-place", _("Choose a place of this site."), "place"))
    return found


def _is_a_place(agency: Agency, terms: ItemTerms) -> bool:
    kind = place_kinds().get(terms.place_kind)
    if kind is None:
        return False
    if kind.accepts is not None:
        return kind.accepts(terms.place_key)
    return terms.place_key in dict(kind.choices(agency))


def _save(item: PublicItem, deed: Deed, actor: User, now: dt.datetime, words: str = "") -> None:
    item.version += 1
    item.save()
    ItemEntry.objects.create(item=item, deed=deed, at=now, by=actor, words=words[:LONG_WORDS])
    invalidate([public_items_tag(item.agency_id)])
