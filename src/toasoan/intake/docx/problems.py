"""Why a file cannot be read as a story."""

from enum import StrEnum


class WordProblem(StrEnum):
    """Each code is one sentence for the sender; the screen has the sentence."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_PARAGRAPHS = "too_many_paragraphs"
    TOO_MANY_PARTS = "too_many_parts"
    TOO_SWOLLEN = "too_swollen"
    ENCRYPTED = "encrypted"
    OLD_DOC = "old_doc"
    RTF = "rtf"
    HTML = "html"
    ODT = "odt"
    PDF = "pdf"
    PICTURE = "picture"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    ARCHIVE = "archive"
    WORD_XML = "word_xml"
    NOT_WORD = "not_word"
    BROKEN = "broken"
    TOO_COSTLY = "too_costly"
    TOO_LONG = "too_long"
    BUSY = "busy"


class WordFileError(Exception):
    """The file is not a .docx we can read; ``code`` says why."""

    def __init__(self, code: WordProblem) -> None:
        super().__init__(code.value)
        self.code = code
