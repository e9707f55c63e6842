"""The short guide inside the newsroom, one chapter for each duty."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.units.duties import Duty


@dataclass(frozen=True, slots=True)
class HelpChapter:
    """A heading and the steps beneath it, in order."""

    title: str | Promise
    steps: tuple[str | Promise, ...]


CHAPTERS: dict[Duty, HelpChapter] = {
    Duty.CONTRIBUTE: HelpChapter(
        _("Writing and sending a story"),
        (
            _("Press “Send a Word file” and choose the file; photos and captions come along."),
            _("Or press “Write a story” and type; the text is saved while you type."),
            _("Check the headline, the standfirst, and a caption under every photo."),
            _("Press “Send to the unit's leader”. “My stories” shows where it is."),
            _("A story that comes back stands first on your desk, with the reasons."),
        ),
    ),
    Duty.VET: HelpChapter(
        _("Clearing what your unit sends"),
        (
            _("Your desk lists what waits for you, the oldest first."),
            _("Read it as the public will see it; correct it yourself where that is quicker."),
            _("Press “Clear and send to the province”, or return it with reasons."),
            _("You do not clear your own story, unless you are the unit's only leader."),
        ),
    ),
    Duty.EDIT: HelpChapter(
        _("Editing at the provincial desk"),
        (
            _("Take up a story from the queue, so that colleagues see who works on it."),
            _("“What changed” shows your version beside the one that the unit cleared."),
            _("Choose the section and press “Propose for approval”."),
            _("Changing a story after that brings it back to the desk."),
        ),
    ),
    Duty.APPROVE: HelpChapter(
        _("Approving"),
        (
            _("Read the text and the sign-off trail; approve now or for an hour you choose."),
            _("You do not approve what you last changed or proposed yourself."),
            _("“Publish urgently” asks for a reason, and another approver must confirm it."),
            _("A published story is corrected with a public note, or taken down; never deleted."),
        ),
    ),
    Duty.READ_FIGURES: HelpChapter(
        _("Reading the figures"),
        (
            _("Choose the period; every number opens the list of its stories."),
            _("“Received” is the day on which a cleared story first reached the province."),
        ),
    ),
    Duty.KEEP_SITE: HelpChapter(
        _("Keeping the site"),
        (
            _("Sections and standing pages are in the menu; stories are the desk's."),
            _("Backups and checks run on the server: toasoan backup, toasoan doctor."),
        ),
    ),
    Duty.KEEP_RECORDS: HelpChapter(
        _("Documents and schedules"),
        (
            _("Enter number, day, abstract and file of a document; the site shows it at once."),
            _("A document that is withdrawn leaves its number and the reason on the site."),
            _("Approve what units register for the week; say which lines the public may see."),
        ),
    ),
    Duty.TAKE_QUESTIONS: HelpChapter(
        _("Questions from citizens"),
        (
            _("Read what came in, say of what kind it is, and give it to the unit that answers."),
            _("What is not for this agency is answered at once, with where to go."),
            _("Names and addresses of citizens stay inside; the site never shows them."),
        ),
    ),
}


def guide_for(duties: frozenset[Duty]) -> list[HelpChapter]:
    """The chapters for the duties a person holds, in the order of a story's way."""
    return [chapter for duty, chapter in CHAPTERS.items() if duty in duties]
