"""Read the bytes of a Word file into a story for the sender to confirm."""

from toasoan.intake.docx.flow import flow
from toasoan.intake.docx.model import IntakeNote, WordStory
from toasoan.intake.docx.package import open_package
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.seen import Notes
from toasoan.intake.docx.structure import story_from
from toasoan.intake.docx.walker import Walker


def read_word_file(data: bytes) -> WordStory:
    """Read a .docx or .docm; raises WordFileError, and nothing else, when that cannot be done.

    Pictures come as they lie in the file: re-encode them before anybody sees them.
    """
    package = open_package(data)
    notes = Notes()
    if package.has_macro:
        notes.add(IntakeNote.MACRO_IGNORED)
    return story_from(flow(Walker(package, notes).body()), notes)


def read_or_problem(data: bytes) -> WordStory | WordProblem:
    """`read_word_file` for another process: a problem is an answer like any other."""
    try:
        return read_word_file(data)
    except WordFileError as error:
        return error.code
