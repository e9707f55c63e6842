"""What a step is called, what it will do, and what is said when it is done."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from toasoan.editorial.transitions import Ask, Status, Step


@dataclass(frozen=True, slots=True)
class Wording:
    """`button` is the action, `will` what will happen, `done` the message afterwards.

    A `button` ending in dots opens a page that asks something; `final` is the button that acts.
    """

    button: str | Promise
    will: str | Promise
    done: str | Promise

    @property
    def final(self) -> str:
        """The words on the button that takes the step: no dots, for nothing follows."""
        return str(self.button).removesuffix("…")


WORDING: dict[Step, Wording] = {
    Step.SUBMIT: Wording(
        _("Send to the unit's leader"),
        _("Your unit's leader reads the story next. You can withdraw it until they clear it."),
        _("Sent. The story now waits for your unit's leader."),
    ),
    Step.HAND_IN: Wording(
        _("Hand in to the desk"),
        _("The story joins the desk's queue and counts as received."),
        _("Handed in. The story is in the desk's queue."),
    ),
    Step.VET: Wording(
        _("Clear and send to the province"),
        _("You answer for this text. The provincial desk receives exactly this version."),
        _("Cleared. The story now waits for the provincial desk."),
    ),
    Step.CLAIM: Wording(
        _("Take up for editing"),
        _("Colleagues see that you are working on it."),
        _("The story is yours to edit."),
    ),
    Step.PROPOSE: Wording(
        _("Propose for approval"),
        _("The approver reads this version. Changing it afterwards brings it back to the desk."),
        _("Proposed. The story now waits for the approver."),
    ),
    Step.APPROVE: Wording(
        _("Approve"),
        _("The story appears on the portal at once, or at the hour you choose."),
        _("Approved."),
    ),
    Step.SCHEDULE: Wording(
        _("Change the hour"),
        _("The story appears on the portal at the hour you choose."),
        _("The hour has been changed."),
    ),
    Step.SET_EMBARGO: Wording(
        _("Change the embargo…"),
        _(
            "Nobody publishes the story before this hour. An earlier hour of publication moves"
            " with it. Leave it empty to lift the embargo."
        ),
        _("The embargo has been changed."),
    ),
    Step.SET_EXPIRY: Wording(
        _("Change the hour of taking down…"),
        _("At this hour the story leaves the portal by itself. Leave it empty to let it stay."),
        _("The hour of taking down has been changed."),
    ),
    Step.RETRY: Wording(
        _("Try again now"),
        _("What could not be done at its hour is tried at once; you see what stands in its way."),
        _("Done."),
    ),
    Step.RETURN_TO_CONTRIBUTOR: Wording(
        _("Return to the contributor…"),
        _("The contributor sees your reasons and can send the story again."),
        _("Returned to the contributor."),
    ),
    Step.RETURN_TO_UNIT: Wording(
        _("Return to the unit's leader…"),
        _("The unit's leader sees your reasons, can correct the story and clear it again."),
        _("Returned to the unit's leader."),
    ),
    Step.RETURN_TO_DESK: Wording(
        _("Return to the desk…"),
        _("The desk sees your reasons and edits the story again."),
        _("Returned to the desk."),
    ),
    Step.WITHDRAW: Wording(
        _("Withdraw…"),
        _("The story leaves the queue. Nothing is deleted; you can go on with it later."),
        _("Withdrawn. You find it under “My stories”."),
    ),
    Step.RESUME: Wording(
        _("Go on writing"),
        _("The story becomes a draft again."),
        _("The story is a draft again."),
    ),
    Step.REJECT: Wording(
        _("Do not use…"),
        _("The unit sees your reasons. The text is kept; the desk can take it up again."),
        _("Marked as not used."),
    ),
    Step.RESTORE: Wording(
        _("Take up again"),
        _("The story goes back to the desk's queue."),
        _("The story is back in the desk's queue."),
    ),
    Step.FORCE_PUBLISH: Wording(
        _("Publish urgently…"),
        _("The story appears at once, with your reason. Another approver must confirm it later."),
        _("Published urgently. Another approver must confirm it."),
    ),
    Step.CONFIRM: Wording(
        _("Confirm the urgent publication"),
        _("You have read what is on the portal and answer for it as if you had approved it."),
        _("Confirmed."),
    ),
    Step.BEGIN_CORRECTION: Wording(
        _("Begin a correction"),
        _("Readers keep the published version until another person approves the new one."),
        _("You can change the text now. Readers still see the published version."),
    ),
    Step.PROPOSE_CORRECTION: Wording(
        _("Propose the correction…"),
        _("The approver compares both versions. Readers still see the published one."),
        _("Proposed. The correction now waits for the approver."),
    ),
    Step.RETURN_CORRECTION: Wording(
        _("Return the correction…"),
        _("The desk sees your reasons and goes on with the correction."),
        _("The correction went back to the desk."),
    ),
    Step.DROP_CORRECTION: Wording(
        _("Drop the correction…"),
        _("The published version stays. What was written is kept in the history."),
        _("The correction has been dropped; the portal shows what it showed before."),
    ),
    Step.CORRECT: Wording(
        _("Approve the correction"),
        _("The new version replaces the one on the portal, with the note beneath the headline."),
        _("The correction is on the portal."),
    ),
    Step.TAKE_DOWN: Wording(
        _("Take down…"),
        _("Readers see that the story has been taken down. Text, photos and history are kept."),
        _("Taken down from the portal."),
    ),
    Step.REINSTATE: Wording(
        _("Put back on the site"),
        _("The last published version appears on the portal again."),
        _("The story is on the portal again."),
    ),
}

#: The steps that bring a story forward; the first one offered is the screen's main button.
FORWARD: tuple[Step, ...] = (
    Step.HAND_IN,
    Step.SUBMIT,
    Step.VET,
    Step.CLAIM,
    Step.PROPOSE,
    Step.APPROVE,
    Step.CONFIRM,
    Step.RETRY,
    Step.CORRECT,
    Step.PROPOSE_CORRECTION,
    Step.RESTORE,
    Step.RESUME,
    Step.REINSTATE,
)

#: Steps after which the person goes on with the text: the editor opens.
OPENS_EDITOR: frozenset[Step] = frozenset({Step.CLAIM, Step.BEGIN_CORRECTION, Step.RESUME})

#: Steps taken by their first press, wherever they stand: nothing can be lost by them.
AT_ONCE: frozenset[Step] = OPENS_EDITOR

#: Steps whose page shows what the correction would change.
COMPARED: frozenset[Step] = frozenset(
    {Step.PROPOSE_CORRECTION, Step.RETURN_CORRECTION, Step.DROP_CORRECTION, Step.CORRECT}
)

#: The steps back, nearest first: one of them stands beside the main button.
STEPS_BACK: tuple[Step, ...] = (
    Step.RETURN_CORRECTION,
    Step.RETURN_TO_DESK,
    Step.RETURN_TO_UNIT,
    Step.RETURN_TO_CONTRIBUTOR,
)

#: Steps that can be taken from inside the editor, together with saving.
FROM_EDITOR: tuple[Step, ...] = (
    Step.HAND_IN,
    Step.SUBMIT,
    Step.VET,
    Step.PROPOSE,
    Step.PROPOSE_CORRECTION,
)

#: Status → the modifier of the coloured tag; the word always stands beside the colour.
TONE: dict[Status, str] = {
    Status.DRAFT: "quiet",
    Status.SUBMITTED: "waiting",
    Status.RECEIVED: "waiting",
    Status.EDITING: "working",
    Status.PROPOSED: "waiting",
    Status.APPROVED: "good",
    Status.PUBLISHED: "good",
    Status.TAKEN_DOWN: "bad",
    Status.WITHDRAWN: "quiet",
    Status.REJECTED: "bad",
}

#: What the trail says of entries that are not steps.
TRAIL_WORDS: dict[str, str | Promise] = {
    "story.begin": _("Draft begun"),
    "story.reopen": _("Changed after it was proposed; back at the desk"),
    "story.publish": _("Published"),
    "story.expire": _("Taken down at its hour"),
    "story.reopen_correction": _("Correction changed after it was proposed; back at the desk"),
    "story.due_failed": _("Could not be done at its hour"),
    "story.move_to_successor": _("Moved to the unit that carries on"),
    "story.hand_over": _("Handed over to a colleague"),
    "story.waive_remark": _("Remark waived"),
    "story.release": _("Back in the desk's queue"),
    "story.bring_back": _("Earlier version brought back"),
    "story.share_preview": _("Link to read made for somebody outside"),
    "story.end_preview": _("Link to read closed"),
    "outlet.dispatch": _("Sent to an outlet"),
    "outlet.answer": _("Answer of an outlet"),
    "outlet.place": _("Used by an outlet"),
    "outlet.unplace": _("Use by an outlet cancelled"),
}

ASK_LABELS = {
    Ask.REASONS: _("Reasons"),
    Ask.NOTE: _("Note"),
    Ask.PUBLISH_AT: _("Publish at"),
    Ask.EMBARGO_UNTIL: _("Not before"),
    Ask.EXPIRES_AT: _("Take down at"),
    Ask.CONFIRMS_HOUR: _("Yes, an hour more than a year ahead is meant"),
    Ask.BREAKS_EMBARGO: _("Publish although the embargo still runs"),
    Ask.CONFIRMS_PERSONAL: _("I have read it: no personal data that must not be public is left"),
    Ask.WRONG: _("As it was published"),
    Ask.RIGHT: _("As it is right"),
    Ask.TAKE_DOWN_KIND: _("Why is it taken down?"),
    Ask.REDIRECT: _("Lead readers to another story"),
}


def trail_label(kind: str) -> str:
    """The action that a ledger entry tells of."""
    if kind in TRAIL_WORDS:
        return str(TRAIL_WORDS[kind])
    return str(Step(kind.removeprefix("story.")).label)
