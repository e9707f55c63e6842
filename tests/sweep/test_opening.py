"""Opening an address changes nothing: what changes something is sent by a form."""

import re

import pytest
from django.db import connection
from django.utils import timezone

from tests.sweep.test_addresses import declared, filled, patterns
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

#: Written about the opening itself: that the session lives, who has a text open, a picture's size
#: that nobody had asked for.
NOTES = {
    "accounts_visit",
    "django_session",
    "media_picturerendition",
    "wagtailadmin_editingsession",
}
#: Who opens, and a story of which status.
OPENS = {"contributor": "draft", "editor": "received", "webmaster": "published", None: "published"}
_WRITES = re.compile(r'\s*(INSERT|UPDATE|DELETE)\b[^"]*"(\w+)"', re.IGNORECASE)


class Writes:
    """Notes each table that is written, and of a note only that it is deleted."""

    def __init__(self):
        self.found = set()

    def __call__(self, execute, sql, params, many, context):
        found = _WRITES.match(sql)
        if found and (found[2] not in NOTES or found[1].upper() == "DELETE"):
            self.found.add(f"{found[1]} {found[2]}")
        return execute(sql, params, many, context)


def opened_by(user):
    """Every address of the site that is open to the person."""
    duties = duties_of(user, local_day(timezone.now())) if user else frozenset()
    for route, name in patterns():
        address = declared().get(name)
        if not route.startswith("toa-soan/") or (
            address and (address.duties is None or address.is_open_to(duties))
        ):
            yield route, name


@pytest.mark.django_db
@pytest.mark.parametrize("person", OPENS)
def test_opening_an_address_changes_nothing(person, room, stories, as_person):
    user = getattr(room, person) if person else None
    browser = as_person(user)
    browser.raise_request_exception = False
    # A session made by the test gets its row with the first request.
    browser.get("/toa-soan/account/")
    changed = []
    for route, name in opened_by(user):
        writes = Writes()
        with connection.execute_wrapper(writes):
            browser.get(filled(route, stories[OPENS[person]].pk))
        if writes.found:
            changed.append((name, route, sorted(writes.found)))

    assert not changed, changed
