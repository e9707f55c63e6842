"""Files of documents: sent, arranged, removed while nobody has seen them, replaced afterwards."""

import datetime as dt
import secrets
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.media.actions import WrittenFiles, written_files
from toasoan.media.downloads import file_name
from toasoan.media.incoming import IncomingFile
from toasoan.records.actions import locked
from toasoan.records.history import note, show_anew
from toasoan.records.models import Deed, DocumentFile, OfficialDocument
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.vietnamese.cleaning import one_line

#: A document with its annexes; more is a mistake.
MOST_FILES = 30


def add_file(
    document: OfficialDocument,
    incoming: IncomingFile,
    content: bytes,
    *,
    label: str = "",
    actor: User,
    now: dt.datetime,
) -> DocumentFile:
    """Keep a file of a document byte for byte; `incoming` says what `content` is.

    Without a label it is called as its sender called it. Raises RefusedError when the document
    has this very file, or too many.
    """
    with written_files() as files:
        row = _written(files, incoming, content)
        row.label = one_line(label)[:150] or row.name
        with transaction.atomic():
            held = locked(document.pk)
            current = held.files.filter(replaced_at=None)
            refuse(_problems_of_new(list(current), incoming))
            row.document, row.added_at = held, now
            row.order = max((file.order for file in current), default=0) + 1
            row.save()
            note(held, Deed.FILE_ADDED, actor=actor, now=now, detail=row.label)
            show_anew(held)
    return row


def replace_file(
    file: DocumentFile,
    incoming: IncomingFile,
    content: bytes,
    *,
    reason: str,
    actor: User,
    now: dt.datetime,
) -> DocumentFile:
    """Put another file in the place of one; the old one is kept. Raises RefusedError."""
    reason = one_line(reason)
    if not reason:
        message = _("Say why the file is replaced.")
        raise RefusedError(Problem("no-reason", message, "reason"))
    with written_files() as files:
        row = _written(files, incoming, content)
        with transaction.atomic():
            held = locked(file.document_id)
            current = list(held.files.filter(replaced_at=None))
            old = next((one for one in current if one.pk == file.pk), None)
            if old is None:
                raise RefusedError(Problem("gone", _("This file has been replaced already.")))
            refuse(_same_file(current, incoming))
            row.document, row.added_at, row.order, row.label = held, now, old.order, old.label
            row.save()
            old.replaced_by, old.replaced_at, old.replacement_reason = row, now, reason[:300]
            old.save()
            detail = f"{old.label}: {reason}"
            note(held, Deed.FILE_REPLACED, actor=actor, now=now, detail=detail)
            show_anew(held)
    return row


@transaction.atomic
def arrange_files(
    document_id: int, labels: Sequence[tuple[int, str]], *, actor: User, now: dt.datetime
) -> None:
    """Give the current files their order and labels: (id, label), the first one first.

    Ids that are no current file of the document are passed over. Raises RefusedError when a file
    would have no label.
    """
    document = locked(document_id)
    current = {file.pk: file for file in document.files.filter(replaced_at=None)}
    asked = [(current[pk], one_line(label)[:150]) for pk, label in labels if pk in current]
    if not all(label for _file, label in asked):
        raise RefusedError(Problem("no-label", _("Every file needs a name for readers."), "files"))
    changed = []
    for order, (file, label) in enumerate(asked, start=1):
        if (file.order, file.label) != (order, label):
            file.order, file.label = order, label
            file.save(update_fields=["order", "label"])
            changed.append(label)
    if changed:
        note(document, Deed.FILE_CHANGED, actor=actor, now=now, detail="; ".join(changed))
        show_anew(document)


@transaction.atomic
def remove_file(file: DocumentFile, *, actor: User, now: dt.datetime) -> None:
    """Take away a file that no reader has seen. Raises RefusedError."""
    document = locked(file.document_id)
    if document.was_published:
        message = _("Readers have seen this document: a file of it can only be replaced.")
        raise RefusedError(Problem("was-published", message))
    row = document.files.filter(pk=file.pk).first()
    if row is None:
        return
    note(document, Deed.FILE_REMOVED, actor=actor, now=now, detail=row.label)
    storage, name = row.file.storage, str(row.file.name)
    row.delete()
    transaction.on_commit(lambda: storage.delete(name))
    show_anew(document)


def _written(files: WrittenFiles, incoming: IncomingFile, content: bytes) -> DocumentFile:
    """A row for the file, whose bytes are on the disk; still to be saved."""
    row = DocumentFile(
        name=file_name(incoming.name)[:150],
        kind=incoming.kind.value,
        mime=incoming.mime,
        size=incoming.size,
        sha256=incoming.sha256,
    )
    files.write(row.file, f"{secrets.token_hex(8)}.{incoming.ending}", content)
    return row


def _problems_of_new(current: Sequence[DocumentFile], incoming: IncomingFile) -> list[Problem]:
    """What stands against one more file beside the current ones."""
    if len(current) >= MOST_FILES:
        message = _("A document has at most %(most)d files.") % {"most": MOST_FILES}
        return [Problem("too-many", message, "files")]
    return _same_file(current, incoming)


def _same_file(current: Sequence[DocumentFile], incoming: IncomingFile) -> list[Problem]:
    """That the document is offered with these very bytes already."""
    same = next((file for file in current if file.sha256 == incoming.sha256), None)
    if same is None:
        return []
    message = _("“%(name)s” is the same file as “%(other)s”, which the document has already.")
    words = {"name": incoming.name, "other": same.label}
    return [Problem("same-file", message % words, "files")]
