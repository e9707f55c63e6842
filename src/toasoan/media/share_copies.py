"""The copy of a photo for shared links, made when it is first asked for (decision 0051)."""

from django.core.files.base import ContentFile

from toasoan.media.models import Picture
from toasoan.media.sharing import shared
from toasoan.media.sizes import PictureFault, PictureFileError
from toasoan.media.storage import private_storage
from toasoan.sent_files.pool import Unread, UnreadError, read_apart

#: The most processor time: a cleaned photo has 6.5 million pixels at most and takes 0.2 s.
_SECONDS = 3.0


def share_name(picture: Picture) -> str:
    """The storage name of the copy; another focus is another file: none is written over."""
    focus, token = picture.focus, picture.token
    return f"sizes/{token[:2]}/{token}-chia-se-{focus.across}-{focus.down}.jpg"


def share_copy(picture: Picture) -> str:
    """The storage name of the copy, which is there afterwards. Never called in a transaction.

    Raises PictureFileError: BUSY when the same may be asked for again later.
    """
    name, storage = share_name(picture), private_storage()
    if storage.exists(name):
        return name
    try:
        with picture.file.storage.open(picture.file.name) as file:
            content = bytes(file.read())
        made = read_apart(shared, content, picture.focus, answers=(PictureFault,), seconds=_SECONDS)
    except FileNotFoundError as error:
        raise PictureFileError(PictureFault.DAMAGED) from error
    except UnreadError as error:
        fault = PictureFault.BUSY if error.reason == Unread.BUSY else PictureFault.DAMAGED
        raise PictureFileError(fault) from error
    if isinstance(made, PictureFault):
        raise PictureFileError(made)
    return storage.save(name, ContentFile(made))


def share_bytes(picture: Picture) -> int | None:
    """How many bytes the copy has; None when nobody has asked for it yet."""
    try:
        return private_storage().size(share_name(picture))
    except FileNotFoundError:
        return None
