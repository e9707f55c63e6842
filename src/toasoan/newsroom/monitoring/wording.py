"""Scores and thresholds in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from toasoan.monitoring.models import Proposal, ProposalState
from toasoan.monitoring.rules import LEAST_DECISIONS, Threshold
from toasoan.vietnamese.numbers import decimal_comma

_WORD_FOR_WORD, _VERY_LIKE = 0.9, 0.6
_TONES = {
    ProposalState.PROPOSED: "waiting",
    ProposalState.CONFIRMED: "good",
    ProposalState.CLIPPED: "good",
    ProposalState.REFUSED: "quiet",
    ProposalState.KNOWN: "quiet",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A found item with its score in words."""

    proposal: Proposal
    likeness: str
    is_likely: bool

    @property
    def tone(self) -> str:
        """The colour of its state's tag."""
        return _TONES[ProposalState(self.proposal.state)]


def row_of(proposal: Proposal, score: float) -> Row:
    """The row of a proposal, by the threshold of its agency."""
    if proposal.story_id is None:
        return Row(proposal, _("about us: %(words)s") % {"words": proposal.words}, is_likely=False)
    return Row(proposal, likeness(proposal.score, score), proposal.score >= score)


def likeness(score: float, from_score: float) -> str:
    """A score in words, with its share."""
    if score >= _WORD_FOR_WORD:
        words = _("almost word for word")
    elif score >= _VERY_LIKE:
        words = _("very like ours")
    elif score >= from_score:
        words = _("like ours")
    else:
        words = _("perhaps ours, look closely")
    return _("%(words)s (%(share)d%%)") % {"words": words, "share": int(score * 100)}


def threshold_words(found: Threshold) -> str:
    """From which score on an item is taken for ours, and why."""
    score = decimal_comma(found.score, 2)
    if not found.is_learned:
        return _(
            "Items from a likeness of %(score)s on are taken for ours. After %(least)d decisions"
            " the computer learns from them; so far there are %(number)d."
        ) % {"score": score, "least": LEAST_DECISIONS, "number": found.decisions}
    return _(
        "Items from a likeness of %(score)s on are taken for ours: of %(above)d such items that you"
        " have decided about, %(ours)d were."
    ) % {"score": score, "above": found.above, "ours": found.ours}
