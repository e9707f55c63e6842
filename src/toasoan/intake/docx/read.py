"""Read the bytes of a Word file into a story for the sender to confirm."""

from toasoan.intake.docx.flow import FlowText, flow
from toasoan.intake.docx.model import Inline, IntakeNote, WordStory
from toasoan.intake.docx.package import open_package
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.seen import Notes, SeenBlock
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
    walker = Walker(package, notes)
    items = flow(walker.body())
    called_notes = _numbered(walker.called_notes())
    if called_notes:
        notes.add(IntakeNote.FOOTNOTES_AT_END)
    if headers := walker.page_headers():
        notes.add(IntakeNote.PAGE_HEADER_LEFT_OUT, *headers)
    return story_from(items, called_notes, notes)


def _numbered(called: tuple[tuple[str, tuple[SeenBlock, ...]], ...]) -> list[FlowText]:
    """Footnotes as paragraphs, each with its raised number before it."""
    texts: list[FlowText] = []
    for number, blocks in called:
        said = [item for item in flow(blocks) if isinstance(item, FlowText)]
        marks = ((Inline(f"{number} "),) if at == 0 else () for at in range(len(said)))
        texts += [FlowText((*mark, *text.inlines)) for mark, text in zip(marks, said, strict=True)]
    return texts


def read_or_problem(data: bytes) -> WordStory | WordProblem:
    """`read_word_file` for another process: a problem is an answer like any other."""
    try:
        return read_word_file(data)
    except WordFileError as error:
        return error.code
