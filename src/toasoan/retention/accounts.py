"""Rules for the rooms beneath this one, which cannot register their own."""

import datetime as dt

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toasoan.accounts.models import Visit
from toasoan.retention.batches import delete_rows
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency

#: An audit trail of a service on the network is kept for twelve months at least.
_LOG_MONTHS = 12


def of_people(agency: Agency, user: str) -> Q:
    """Rows whose person, named by the field `user`, has or had a seat here, or never one at all."""
    return Q(**{f"{user}__memberships__board__agency": agency}) | Q(
        **{f"{user}__memberships": None}
    )


def forget_visits(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Ended sessions of the agency's people, and of people who have never had a seat."""
    own = Visit.objects.filter(of_people(agency, "user"))
    found = Visit.objects.filter(ended_at__lt=before, pk__in=own.order_by().values("pk"))
    return Removed(delete_rows(found, dry=dry))


def register_rules_of_accounts() -> None:
    """Called once when the room is loaded."""
    register(
        RetentionRule(
            code="accounts.visits",
            label=_("Ended sessions of the newsroom: address, browser, hours"),
            basis=_(
                "Law 91/2025/QH15: data is deleted when it is no longer needed; Decree"
                " 333/2026/ND-CP Article 16: logs of a service on the network for 12 months."
            ),
            remove=forget_visits,
            months=24,
            shortest=_LOG_MONTHS,
        )
    )
