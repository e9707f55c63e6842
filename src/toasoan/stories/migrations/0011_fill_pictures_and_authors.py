"""What 0010 added, for stories that are live already; can be run twice."""

import zlib
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from toasoan.vietnamese.fold import nfc, slugify

_BATCH = 2_000


def fill(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # The state's body knows no blocks, so its stored text is looked through. What stands in
    # quotes there is a name: a quote typed in a story is stored with a backslash.
    told = apps.get_model("stories", "Story").objects.annotate(stored=Cast("body", TextField()))
    live = told.filter(live=True)
    shows_photos = Q(genre="photo_story") | Q(stored__contains='"type": "gallery"')
    live.filter(shows_photos).update(has_gallery=True)
    live.filter(stored__contains='"type": "video"').update(has_video=True)
    _fill_addresses(apps.get_model("stories", "Byline").objects)


def _fill_addresses(bylines: models.Manager[Any]) -> None:
    last = 0
    while batch := list(bylines.filter(pk__gt=last, address="").order_by("pk")[:_BATCH]):
        for byline in batch:
            byline.address = _address(byline.name)
        bylines.bulk_update(batch, ["address"], batch_size=200)
        last = batch[-1].pk


def _address(name: str) -> str:
    """As `stories.authors.author_address` was then."""
    plain = " ".join(nfc(name).casefold().split())
    if not plain:
        return ""
    return f"{slugify(plain, max_length=100)}-{zlib.crc32(plain.encode()) & 0xFFFF:04x}"


class Migration(migrations.Migration):
    dependencies = [("stories", "0010_pictures_and_authors")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
