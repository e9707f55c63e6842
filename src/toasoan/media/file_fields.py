"""A form's field for a file of listed kinds, read by its content before the form is used."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from toasoan.media.incoming import (
    FileKind,
    FileRefusedError,
    IncomingFile,
    accepted,
    kinds_sentence,
    read_file,
    refuse_size,
)


@dataclass(frozen=True, slots=True)
class SentFile:
    """The bytes as they came, and what was found out about them."""

    content: bytes
    facts: IncomingFile


class SentFileField(forms.FileField):
    """A file that somebody sends; its value is a SentFile, None when none was sent.

    The size is asked before the file is read into memory.
    """

    def __init__(self, *, allowed: frozenset[FileKind], **kwargs: Any) -> None:
        self._allowed = allowed
        super().__init__(**kwargs)
        self.help_text = self.help_text or kinds_sentence(allowed)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Only files of these kinds are offered."""
        return super().widget_attrs(widget) | {"accept": accepted(self._allowed)}

    def clean(self, data: Any, initial: Any = None) -> SentFile | None:
        """The file, read. Raises ValidationError with a sentence."""
        sent = super().clean(data, initial)
        return received(sent, self._allowed) if isinstance(sent, UploadedFile) else None


def received(sent: UploadedFile[Any], allowed: frozenset[FileKind], name: str = "") -> SentFile:
    """The uploaded file, read; `name` in place of its own. Raises ValidationError."""
    try:
        refuse_size(sent.size or 0, allowed)
        sent.seek(0)
        content = sent.read()
        return SentFile(content, read_file(content, name or sent.name or "", allowed=allowed))
    except FileRefusedError as error:
        raise ValidationError(str(error), code=error.fault) from error
