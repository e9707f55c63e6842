"""With whose stories a photo or file may go out. Values in, answer out."""

from collections.abc import Collection

from toasoan.media.models import Owned, Reach


def goes_out_with(
    item: Owned, *, agency_id: int, unit_id: int, uploaders: Collection[int] = ()
) -> bool:
    """Whether a story of the unit, which is the agency's, may let the photo or file out.

    It may when the item is the unit's own, the agency's own, or has come to the agency's desk with
    another unit's story. What another unit still keeps to itself goes out only when one of the
    story's own people (`uploaders`, ids) took it in: somebody may write for two units.
    """
    if item.agency_id != agency_id:
        return False
    if item.unit_id in {None, unit_id} or item.reach != Reach.UNIT:
        return True
    return item.uploaded_by_user_id in uploaders
