"""What is forgotten of outlets' pages by age: first texts, then items (room `retention`)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from toasoan.monitoring.models import SeenItem
from toasoan.retention.batches import change_rows, delete_rows
from toasoan.retention.registry import Removed, RetentionRule, register
from toasoan.units.models import Agency

_BASIS = _("Not needed once it has been compared; the text belongs to the outlet.")


def forget_texts(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Empty the texts of items that last stood on an outlet's page before the moment."""
    old = SeenItem.objects.filter(outlet__agency=agency, listed_at__lt=before).exclude(text="")
    return Removed(change_rows(old, dry=dry, text=""))


def forget_items(agency: Agency, before: dt.datetime, *, dry: bool) -> Removed:
    """Delete items of which nothing is known: no proposal names them."""
    old = SeenItem.objects.filter(outlet__agency=agency, listed_at__lt=before, proposals=None)
    return Removed(delete_rows(old, dry=dry))


def register_rules() -> None:
    """Called once when the room is loaded."""
    register(
        RetentionRule(
            code="monitoring.texts",
            label=_("Texts of outlets' items after they left the page"),
            basis=_BASIS,
            remove=forget_texts,
            days=60,
            longest=365,
        )
    )
    register(
        RetentionRule(
            code="monitoring.items",
            label=_("Outlets' items that led to nothing"),
            basis=_BASIS,
            remove=forget_items,
            days=180,
            shortest=30,
            longest=730,
        )
    )
