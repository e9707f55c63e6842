"""Which photos and files a story may let out: its unit's, its agency's, what has reached the desk.

Asked by the guards, which name what is somebody else's, and again by whatever raises the reach of
photos and files (decision 0036).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from toasoan.media.models import Owned
from toasoan.media.rules import goes_out_with
from toasoan.stories.models import Story
from toasoan.units.duties import UNIT_WORK
from toasoan.units.queries import units_where
from toasoan.vietnamese.dates import local_day


@dataclass(frozen=True, slots=True)
class OwnMedia:
    """Ids of the photos and files of a text that its story may let out."""

    picture_ids: tuple[int, ...]
    attachment_ids: tuple[int, ...]


def own_media(text: Story) -> OwnMedia:
    """The photos and files of the text that may go out with it, in reading order.

    No query beyond reading the text, unless something in it is another unit's.
    """
    pictures = [value["picture"] for value in text.pictures() if value.get("picture")]
    files = [value["file"] for value in text.files() if value.get("file")]
    return OwnMedia(_own(pictures, text), _own(files, text))


def _own(items: Iterable[Owned], text: Story) -> tuple[int, ...]:
    today = local_day(timezone.now())
    return tuple(item.pk for item in items if _goes_out(item, text, today))


def _goes_out(item: Owned, text: Story, on: dt.date) -> bool:
    agency_id, unit_id = text.agency_id, text.unit_id
    if goes_out_with(item, agency_id=agency_id, unit_id=unit_id):
        return True
    uploaders = {text.author_id}
    uploader = item.uploaded_by_user
    if uploader is not None and unit_id in units_where(uploader, UNIT_WORK, on):
        uploaders.add(uploader.pk)
    return goes_out_with(item, agency_id=agency_id, unit_id=unit_id, uploaders=uploaders)
