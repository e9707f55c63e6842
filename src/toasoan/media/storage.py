"""The storage of uploads: the data folder, with no public address of its own."""

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateStorage(FileSystemStorage):
    """Files in `MEDIA_ROOT` that only our own view hands out, after asking who is looking."""


def private_storage() -> PrivateStorage:
    """The storage for file fields; a callable keeps the folder out of migrations."""
    return PrivateStorage()
