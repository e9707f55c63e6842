"""Taking rows away in small batches, so that nobody waits for a long transaction."""

from collections.abc import Iterator
from typing import Any

from django.db import models, transaction

BATCH = 500


def delete_rows(rows: models.QuerySet[Any], *, dry: bool, batch: int = BATCH) -> int:
    """Delete these rows and what hangs on them; with `dry`, only count them.

    Each batch is a transaction of its own. Returns the number of `rows`, without what hangs on
    them. Raises ProtectedError where something counted still names a row of the batch.
    """
    if dry:
        return rows.count()
    number = 0
    label = rows.model._meta.label
    for chosen in _batches(rows, batch):
        with transaction.atomic():
            number += rows.filter(pk__in=chosen).order_by().delete()[1].get(label, 0)
    return number


def change_rows(rows: models.QuerySet[Any], *, dry: bool, batch: int = BATCH, **values: Any) -> int:
    """Write these values over what the rows hold; with `dry`, only count them.

    Each batch is a transaction of its own. Returns the number of rows.
    """
    if dry:
        return rows.count()
    number = 0
    for chosen in _batches(rows, batch):
        with transaction.atomic():
            number += rows.filter(pk__in=chosen).order_by().update(**values)
    return number


def _batches(rows: models.QuerySet[Any], batch: int) -> Iterator[list[Any]]:
    """The keys of the rows, so many at a time, in their order; each row once."""
    last: Any = None
    while True:
        left = rows.order_by("pk") if last is None else rows.filter(pk__gt=last).order_by("pk")
        chosen = list(left.values_list("pk", flat=True)[:batch])
        if not chosen:
            return
        yield chosen
        last = chosen[-1]
