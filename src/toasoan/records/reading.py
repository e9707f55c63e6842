"""Reading what lies in the files of documents: words for the search, facts of signatures."""

from dataclasses import asdict

from django.db import transaction

from toasoan.media.file_facts import file_text, signature_facts
from toasoan.media.inspection.kinds import FileKind
from toasoan.media.inspection.text import FileText, TextState
from toasoan.records.history import show_anew
from toasoan.records.models import DocumentFile, ReadState

#: Files that are looked for in one run, should their own tasks have been lost.
MOST_AT_ONCE = 50


def read_document_file(file_id: int) -> None:
    """Look into a file and keep what was found; twice changes nothing.

    Reads outside the transaction that keeps it. Raises ReadersBusyError.
    """
    file = DocumentFile.objects.filter(pk=file_id, text_state=ReadState.WAITING).first()
    if file is None:
        return
    kind = FileKind(file.kind)
    try:
        with file.file.open() as stored:
            content = stored.read()
    except FileNotFoundError:
        found, signatures = FileText(TextState.FAILED), None
    else:
        found = file_text(content, kind)
        signatures = signature_facts(content) if kind is FileKind.PDF else []
    with transaction.atomic():
        held = DocumentFile.objects.select_for_update().filter(pk=file_id).first()
        if held is None:
            return
        held.text, held.text_state = found.text, ReadState(found.state.value)
        held.signature = (
            None if signatures is None else {"signatures": [asdict(one) for one in signatures]}
        )
        held.save(update_fields=["text", "text_state", "signature"])
        show_anew(held.document)


def waiting_files() -> list[int]:
    """Ids of files that nobody has looked into, the oldest first."""
    rows = DocumentFile.objects.filter(text_state=ReadState.WAITING).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:MOST_AT_ONCE])
