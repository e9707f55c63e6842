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
    WordProblem.TOO_MANY_PARAGRAPHS: _(
        "The text is too long: it has too many paragraphs or rows of tables, whatever the size of"
        " the file. Attach the long table or list to the story as a file and send the text without"
        " it, or split the text into several stories."
    ),
    WordProblem.TOO_MANY_PARTS: _(
        "The file holds too many pictures and objects. Open it in Word, copy the text into a new"
        " document, add the photos you need, and send that."
    ),
    WordProblem.TOO_SWOLLEN: _(
        "The pictures in the file are too large once unpacked. In Word, compress the photos, save"
        " the file, and choose it again; or send the text alone and add the photos in the draft."
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
    WordProblem.PICTURE: _(
        "This is a picture. Send the Word file with the text, or write the story and add the"
        " picture there."
    ),
    WordProblem.SPREADSHEET: _(
        "This is an Excel file. Write the story, and attach the table to it as a file."
    ),
    WordProblem.SLIDES: _(
        "This is a PowerPoint file. Copy the text into a Word document (.docx) and send that."
    ),
    WordProblem.ARCHIVE: _(
        "This is a packed folder (.zip, .rar). Unpack it and send the Word file (.docx) in it."
    ),
    WordProblem.WORD_XML: _(
        "This is a Word file of the kind XML. Open it in Word, choose “Save as”, the type “Word"
        " Document (.docx)”, and send the new file."
    ),
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
        "The headline was in capitals and is now written as a sentence: check the names. To take"
        " the old one back, copy it from here:"
    ),
    IntakeNote.HEADLINE_TOO_LONG: _(
        "The headline was longer than a headline may be; the rest now begins the text:"
    ),
    IntakeNote.TABLE_AS_TEXT: _(
        "A large table became lines of text, a line a row, because the editor cannot hold it as a"
        " table. Attach it as a file if readers need it as a table."
    ),
    IntakeNote.NO_STANDFIRST: _("No standfirst was found: write one."),
    IntakeNote.STANDFIRST_TOO_LONG: _(
        "The standfirst was longer than a standfirst may be; its last sentences now begin the text:"
    ),
    IntakeNote.NO_BODY: _("No body text was found."),
    IntakeNote.NO_BYLINE: _("No author's line was found at the end: name the author."),
    IntakeNote.BYLINE_TO_CHECK: _(
        "Check names, units and who made what. The author's line in the file was:"
    ),
    IntakeNote.BYLINE_TOO_LONG: _(
        "The author's or source line is too long for its field and now stands at the end of the"
        " text: put the names into the fields."
    ),
    IntakeNote.CONTACT_LEFT_OUT: _(
        "Telephone numbers, addresses and accounts beneath the text were left out:"
    ),
    IntakeNote.LETTERHEAD_LEFT_OUT: _("The letterhead was left out:"),
    IntakeNote.SIGNATURE_LEFT_OUT: _("Recipients and signature were left out:"),
    IntakeNote.STAMP_LEFT_OUT: _(
        "A picture in the letterhead or by the signature (emblem, stamp) was left out."
    ),
    IntakeNote.PAGE_HEADER_LEFT_OUT: _(
        "What stands at the top and foot of every page was left out:"
    ),
    IntakeNote.PLACEHOLDER_LEFT_OUT: _("Hints of the form that nobody filled in were left out:"),
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
    IntakeNote.HIDDEN_TEXT_LEFT_OUT: _("Hidden text was left out:"),
    IntakeNote.FOOTNOTES_AT_END: _("Footnotes now stand at the end of the text: check them."),
    IntakeNote.COMMENTS_LEFT_OUT: _("Comments in the margin were left out."),
    IntakeNote.EMBEDDED_FILE_LEFT_OUT: _("A file inside the Word file was left out."),
    IntakeNote.LINK_REFUSED: _("A link was left out because it does not lead to a web page:"),
    IntakeNote.LINK_LEFT_OUT: _(
        "Links in the headline, the standfirst, a caption or a table are plain text now. They led"
        " to:"
    ),
    IntakeNote.SIGN_LEFT_OUT: _(
        "A sign of a special typeface could not be read: compare the text with the file. Typeface:"
    ),
    IntakeNote.MACRO_IGNORED: _("The macros of the file were ignored."),
}
