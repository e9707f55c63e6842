"""A Word file is read in a process of its own, its photos one by one in another."""

import time
from collections.abc import Iterator
from itertools import chain

from toasoan.intake.docx import model
from toasoan.intake.docx.model import IntakeNote, WordPicture, WordStory
from toasoan.intake.docx.problems import WordFileError, WordProblem
from toasoan.intake.docx.read import read_or_problem
from toasoan.media.reading import NewPicture, new_picture
from toasoan.media.sizes import Framing, PictureFault, PictureFileError
from toasoan.sent_files.pool import Unread, UnreadError, read_apart
from toasoan.stories.raw_body import MOST_WORDS

#: The most processor time for the text of a file.
_SECONDS = 8.0
#: All photos of a file together, by the clock: a hundred at their limits would take eight minutes.
_SECONDS_FOR_PICTURES = 40.0
_ANSWERS = (
    WordStory, WordPicture, WordProblem, IntakeNote, model.Alignment, model.AuthorRole, model.Crop,
    model.Heading, model.Inline, model.ListBlock, model.Noted, model.Paragraph, model.WordByline,
    model.WordTable,
)  # fmt: skip
_PROBLEMS = {
    Unread.BUSY: WordProblem.BUSY,
    Unread.TOO_COSTLY: WordProblem.TOO_COSTLY,
    Unread.BROKEN: WordProblem.BROKEN,
}
_NOTES = {
    PictureFault.TOO_LARGE: IntakeNote.PICTURE_TOO_LARGE,
    PictureFault.TOO_MANY_PIXELS: IntakeNote.PICTURE_TOO_LARGE,
    PictureFault.TOO_COSTLY: IntakeNote.PICTURE_TOO_LARGE,
    PictureFault.TOO_SMALL: IntakeNote.PICTURE_TOO_SMALL,
    PictureFault.DAMAGED: IntakeNote.PICTURE_DAMAGED,
}


def word_story(content: bytes) -> WordStory:
    """What a Word file holds. Raises WordFileError."""
    try:
        answer = read_apart(read_or_problem, content, answers=_ANSWERS, seconds=_SECONDS)
    except UnreadError as error:
        raise WordFileError(_PROBLEMS[error.reason]) from error
    if isinstance(answer, WordProblem):
        raise WordFileError(answer)
    if _words_of(answer) > MOST_WORDS:
        raise WordFileError(WordProblem.TOO_LONG)
    return answer


def _words_of(story: WordStory) -> int:
    """How many words its text has, those of its tables too."""
    return sum(len(words.split()) for block in story.blocks for words in _texts_of(block))


def _texts_of(block: model.Block) -> Iterator[str]:
    if isinstance(block, model.WordTable):
        yield from chain.from_iterable(block.rows)
    elif isinstance(block, model.ListBlock):
        yield from map(model.plain, block.items)
    elif not isinstance(block, WordPicture):
        yield block.text


class PictureReading:
    """Reads the photos of one Word file within one bound of time; notes say what was left out."""

    def __init__(self) -> None:
        self.notes: list[IntakeNote] = []
        self._until = time.monotonic() + _SECONDS_FOR_PICTURES

    def read(self, block: WordPicture) -> NewPicture | None:
        """The photo, cleaned and cut as in Word; None when it is left out.

        Raises WordFileError when too many files are being read at this moment.
        """
        if time.monotonic() > self._until:
            self.notes.append(IntakeNote.TOO_MANY_PICTURES)
            return None
        crop = block.crop
        # What the author cut off in Word must not come back on the portal.
        framing = Framing(crop.left, crop.top, crop.right, crop.bottom, block.turn)
        try:
            return new_picture(
                block.data,
                block.filename,
                title=block.caption,
                description=block.alt,
                framing=framing,
            )
        except PictureFileError as error:
            if error.code == PictureFault.BUSY:
                raise WordFileError(WordProblem.BUSY) from error
            self.notes.append(_NOTES.get(error.code, IntakeNote.PICTURE_SKIPPED))
            return None
