"""Creating an agency: the one action that `init`, the demo agency and the tests share."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Site

from toasoan.portal.models import HomePage
from toasoan.units.actions import open_unit
from toasoan.units.first_data import enter_first_data
from toasoan.units.models import Agency, UnitKind


@dataclass(frozen=True, kw_only=True)
class NewAgency:
    """What an agency begins with; `hostname` and `port` are those of its public address."""

    code: str
    name: str
    hostname: str
    port: int = 80
    short_name: str = ""
    parent_name: str = ""
    slogan: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    responsible_person: str = ""


@dataclass(frozen=True, kw_only=True)
class FirstUnit:
    """A unit that sends stories; `code` is unique in the agency and never changes."""

    code: str
    kind: UnitKind
    name: str
    short_name: str
    opened_on: dt.date


@transaction.atomic
def create_agency(new: NewAgency, units: Sequence[FirstUnit] = ()) -> Agency:
    """Create an agency with site, home page, units in the given order, and every room's first data.

    The first agency's site answers under every host name. Raises RefusedError when two units
    share a code.
    """
    agency = Agency.objects.create(
        code=new.code,
        name=new.name,
        parent_name=new.parent_name,
        slogan=new.slogan,
        address=new.address,
        phone=new.phone,
        email=new.email,
        responsible_person=new.responsible_person,
        site=_create_site(new),
    )
    for order, unit in enumerate(units):
        open_unit(
            agency,
            code=unit.code,
            kind=unit.kind,
            name=unit.name,
            short_name=unit.short_name,
            opened_on=unit.opened_on,
            order=order,
        )
    enter_first_data(agency)
    return agency


def _create_site(new: NewAgency) -> Site:
    # Wagtail's first migration leaves a welcome page with a site; deleting the page deletes both.
    Page.objects.filter(depth=2).exact_type(Page).delete()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Trang chủ", slug=f"trang-chu-{new.code}"))
    return Site.objects.create(
        hostname=new.hostname,
        port=new.port,
        root_page=home,
        is_default_site=not Site.objects.exists(),
        site_name=new.short_name or new.name,
    )
