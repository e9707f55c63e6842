"""Names as they are signed, the pages they lead to, and which spellings are one person's.

A name is no key of a person (docs/decisions/0052): what is kept here is that two spellings under
stories of an agency are to lead to one page, until somebody takes them apart again.
"""

import zlib
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from toasoan.vietnamese.fold import nfc, slugify


class AuthorAlias(models.Model):
    """A spelling that leads to the page of another one. Stories keep the name as it was signed."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name as it is signed"), max_length=120)
    address = models.CharField(max_length=120)
    of_name = models.CharField(_("name of the page"), max_length=120)
    of_address = models.CharField(max_length=120, db_index=True)
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    joined_at = models.DateTimeField(_("joined at"))

    class Meta:
        verbose_name = _("joined author name")
        verbose_name_plural = _("joined author names")
        ordering = ["of_name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "address"], name="author_name_joined_once"),
            models.CheckConstraint(
                condition=~models.Q(address=models.F("of_address")),
                name="author_name_is_joined_with_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.of_name}"


def author_address(name: str) -> str:
    """A name without its marks, and four digits that tell Lê Hà from Lê Hạ.

    The same name is the same address everywhere; capitals and spaces do not matter.
    """
    plain = " ".join(nfc(name).casefold().split())
    if not plain:
        return ""
    return f"{slugify(plain, max_length=100)}-{zlib.crc32(plain.encode()) & 0xFFFF:04x}"


def page_addresses(agency_id: int, names: Iterable[str]) -> dict[str, str]:
    """The address of the page that each name leads to in the agency. One query."""
    own = {name: author_address(name) for name in names}
    rows = AuthorAlias.objects.filter(agency_id=agency_id, address__in=set(own.values()))
    joined = dict(rows.values_list("address", "of_address")) if own else {}
    return {name: joined.get(address, address) for name, address in own.items()}


def joined_name(agency_id: int, address: str) -> AuthorAlias | None:
    """The alias with this address; None when the address leads to a page of its own."""
    return AuthorAlias.objects.filter(agency_id=agency_id, address=address).first()


def pages_by_address(agency_id: int) -> dict[str, AuthorAlias]:
    """Every alias of the agency by its own address."""
    return {alias.address: alias for alias in AuthorAlias.objects.filter(agency_id=agency_id)}
