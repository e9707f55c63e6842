"""What the clock does with documents, and spreadsheets of them. Safe to run twice."""

import time

from django.utils import timezone
from django_tasks import task

from toasoan.media.file_facts import ReadersBusyError
from toasoan.records.importing import run_import
from toasoan.records.reading import read_document_file, waiting_files

#: A run ends after so long, in seconds; the next one goes on.
_LONGEST_RUN = 40.0


@task()
def read_document_files() -> int:
    """Look into files that nobody has looked into; returns how many."""
    until, done = time.monotonic() + _LONGEST_RUN, 0
    for file_id in waiting_files():
        if time.monotonic() > until:
            break
        try:
            read_document_file(file_id)
        except ReadersBusyError:
            break
        done += 1
    return done


@task()
def enter_rows(import_id: int) -> int:
    """Enter the confirmed rows of a spreadsheet; returns how many became documents."""
    return run_import(import_id, timezone.now())
