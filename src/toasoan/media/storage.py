"""Where files lie: in the data folder, behind a door."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files that only our own view hands out, after asking who is looking."""

    def __init__(self) -> None:
        super().__init__(location=settings.MEDIA_ROOT, base_url=settings.MEDIA_URL)


def private_storage() -> PrivateStorage:
    """The storage for file fields; a callable keeps the folder out of migrations."""
    return PrivateStorage()
