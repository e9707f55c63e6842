"""Messages about a Word file that was refused, or of which something was left out."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.intake.docx.model import IntakeNote
from toasoan.intake.docx.problems import WordProblem

#: Why nothing was taken, and what to do next.
REFUSALS: dict[WordProblem, str | Promise] = {
    WordProblem.EMPTY: _("The file is empty. Open it in Word, save it, and choose it again."),
    WordProblem.TOO_LARGE: _(
        "The file is too large (30 MB at most). In Word, compress the photos, save the file, and"
        " choose it again."
    ),
    WordProblem.ENCRYPTED: _(
        "The file is locked with a password. Open it in Word, remove the password, save it, and"
        " choose it again."
    ),
    WordProblem.OLD_DOC: _(
        "This is a file of the old kind (.doc). Open it in Word, choose “Save as”, the type"
        " “Word Document (.docx)”, and send the new file."
    ),
    WordProblem.RTF: _(
        "This is an RTF file. Open it in Word, save it as a Word document (.docx), and send that."
    ),
    WordProblem.HTML: _(
        "This is a web page with the name of a Word file. Open it in Word, save it as a Word"
        " document (.docx), and send that."
    ),
    WordProblem.ODT: _(
        "This is a LibreOffice file. Save it as a Word document (.docx) and send that."
    ),
    WordProblem.PDF: _("This is a PDF file. Send the Word file (.docx) from which it was made."),
    WordProblem.NOT_WORD: _("This is not a Word file. Choose a file that ends in .docx."),
    WordProblem.BROKEN: _(
        "The file is damaged and cannot be read. Open it in Word, save it under a new name, and"
        " send the new file."
    ),
    WordProblem.TOO_COSTLY: _(
        "The file takes too long to read. Split it into smaller files, or attach its long tables as"
        " a file to the story, and send it again."
    ),
    WordProblem.TOO_LONG: _(
        "The text is longer than 60,000 words, which is more than a story can hold. Send the part"
        " that is to be read on the portal, and attach the whole document as a file."
    ),
    WordProblem.BUSY: _("Many files are being read just now. Send it again in a minute."),
}

#: What to look at in the draft that was made.
NOTES: dict[IntakeNote, str | Promise] = {
    IntakeNote.NO_HEADLINE: _("No headline was found: write one."),
    IntakeNote.HEADLINE_GUESSED: _("The first line was taken as the headline: check it."),
    IntakeNote.HEADLINE_IN_CAPITALS: _(
        "The headline is in capitals: write it in small letters, as on the portal."
    ),
    IntakeNote.TABLE_AS_TEXT: _(
        "A large table became lines of text, a line a row, because the editor cannot hold it as a"
        " table. Attach it as a file if readers need it as a table."
    ),
    IntakeNote.NO_STANDFIRST: _("No standfirst was found: write one."),
    IntakeNote.NO_BODY: _("No body text was found."),
    IntakeNote.NO_BYLINE: _("No author's line was found at the end: name the author."),
    IntakeNote.PICTURE_SKIPPED: _("A picture could not be read: add it by hand."),
    IntakeNote.PICTURE_TOO_LARGE: _(
        "A picture was left out because it is too large (over 50 million pixels or 30 MB): add a"
        " smaller copy by hand."
    ),
    IntakeNote.PICTURE_TOO_SMALL: _(
        "A picture of less than 8 pixels was left out: if it was a photo, add the original."
    ),
    IntakeNote.PICTURE_DAMAGED: _(
        "A picture was left out because it is damaged: take it from the camera again, add it by"
        " hand."
    ),
    IntakeNote.PICTURE_CROPPED: _("A picture was cut as in Word: check it."),
    IntakeNote.PICTURE_WITHOUT_CAPTION: _("A photo has no caption: write one."),
    IntakeNote.LINKED_PICTURE_REFUSED: _(
        "A picture is only linked, not in the file: add it by hand."
    ),
    IntakeNote.TOO_MANY_PICTURES: _("There were too many pictures: the last ones are missing."),
    IntakeNote.CAPTION_SHARED: _("Several photos share one caption: check them."),
    IntakeNote.DRAWING_LEFT_OUT: _("A drawing or chart was left out: add it as a picture."),
    IntakeNote.LEGACY_FONT_DECODED: _(
        "Text in an old typeface (.VnTime, VNI) was converted: read it through."
    ),
    IntakeNote.TRACKED_CHANGES_ACCEPTED: _(
        "The file had tracked changes: they were taken as accepted."
    ),
    IntakeNote.HIDDEN_TEXT_LEFT_OUT: _("Hidden text was left out."),
    IntakeNote.FOOTNOTES_LEFT_OUT: _("Footnotes were left out."),
    IntakeNote.COMMENTS_LEFT_OUT: _("Comments in the margin were left out."),
    IntakeNote.EMBEDDED_FILE_LEFT_OUT: _("A file inside the Word file was left out."),
    IntakeNote.LINK_REFUSED: _("A link was left out because it does not lead to a web page."),
    IntakeNote.MACRO_IGNORED: _("The macros of the file were ignored."),
}
