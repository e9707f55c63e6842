"""Measures of what rooms count themselves: use of the site, documents, questions, opinions.

Their codes never change. Each opens to its things: the number is their sum (decision 0064).
"""

from django.utils.translation import gettext_lazy as _

from toasoan.figures import opinion_things as opinions
from toasoan.figures import question_things as asked
from toasoan.figures import room_things as things
from toasoan.figures.measures import Dimension, Measure, OfRoom, Share, register_measure

_BY_KIND = frozenset({Dimension.KIND})
_NONE: frozenset[Dimension] = frozenset()

_OF_THE_SITE = (
    Measure(
        code="views",
        name=_("Views of stories"),
        definition=_(
            "How often pages of stories were looked at on the days of the period; it opens to the"
            " stories that were."
        ),
        how=OfRoom(things.read_stories),
    ),
    Measure(
        code="visits",
        name=_("Visits"),
        definition=_(
            "How often somebody came to the site: the first page within half an hour. Robots are"
            " left out, and what an earlier site counted. It opens to the days."
        ),
        how=OfRoom(things.visited_days),
        dimensions=_NONE,
    ),
)
_OF_DOCUMENTS = (
    Measure(
        code="document_views",
        name=_("Views of documents"),
        definition=_("How often pages of official documents were looked at in the period."),
        how=OfRoom(things.read_documents),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="downloads",
        name=_("Downloads of documents"),
        definition=_("How often files of official documents were downloaded in the period."),
        how=OfRoom(things.fetched_documents),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="documents",
        name=_("Documents published"),
        definition=_(
            "Official documents that readers saw for the first time in the period; one that was"
            " withdrawn later still counts."
        ),
        how=OfRoom(things.published_documents),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="documents_due",
        name=_("Documents with a deadline"),
        definition=_("Documents published in the period whose publication had a last day."),
        how=OfRoom(things.documents_with_deadline),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="documents_in_time",
        name=_("Documents in time"),
        definition=_("Documents published in the period by the last day of their deadline."),
        how=OfRoom(things.documents_in_time),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="documents_late",
        name=_("Documents late"),
        definition=_("Documents published in the period after the last day of their deadline."),
        how=OfRoom(things.documents_late),
        dimensions=_BY_KIND,
    ),
    Measure(
        code="documents_on_time",
        name=_("Documents on time"),
        definition=_(
            "Documents in time ÷ documents with a deadline. It opens to those that were late."
        ),
        how=Share("documents_in_time", "documents_due", opens="documents_late"),
        dimensions=_BY_KIND,
    ),
)
_BY_UNIT_AND_KIND = frozenset({Dimension.UNIT, Dimension.KIND})
_OF_QUESTIONS = (
    Measure(
        code="questions",
        name=_("Questions received"),
        definition=_(
            "What citizens sent in the period: questions, requests for information, feedback,"
            " errors in stories. Complaints and denunciations are no questions."
        ),
        how=OfRoom(asked.received_questions),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_answered",
        name=_("Questions answered"),
        definition=_(
            "What was answered in the period, privately or in public, or told at once where to go."
        ),
        how=OfRoom(asked.answered_questions),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_in_time",
        name=_("Questions answered in time"),
        definition=_(
            "Of those answered in the period the ones that had their answer by the last day of"
            " their clock."
        ),
        how=OfRoom(asked.questions_in_time),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_late",
        name=_("Questions answered late"),
        definition=_("Of those answered in the period the ones that came after the last day."),
        how=OfRoom(asked.questions_late),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_on_time",
        name=_("Questions on time"),
        definition=_("Answered in time ÷ answered. It opens to those that were late."),
        how=Share("questions_in_time", "questions_answered", opens="questions_late"),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_overdue",
        name=_("Questions overdue"),
        definition=_(
            "Questions whose last day fell in the period and passed without an answer, answered"
            " later or not."
        ),
        how=OfRoom(asked.overdue_questions),
        dimensions=_BY_UNIT_AND_KIND,
    ),
    Measure(
        code="questions_days",
        name=_("Working days to an answer (average)"),
        definition=_(
            "Working days from the receipt to the answer, the day of receipt not counted, on"
            " average of those answered in the period; by the holidays that the agency keeps today."
        ),
        how=OfRoom(asked.days_of_answers, places=1),
        dimensions=_BY_UNIT_AND_KIND,
    ),
)
_OF_OPINIONS = (
    Measure(
        code="ratings",
        name=_("Ratings of stories"),
        definition=_("How often readers gave a story stars in the period; one a reader and story."),
        how=OfRoom(opinions.rated_stories),
    ),
    Measure(
        code="rating_average",
        name=_("Stars of stories (average)"),
        definition=_(
            "The plain average of the stars, one to five, that readers gave in the period."
        ),
        how=OfRoom(opinions.rated_stories, places=2),
    ),
    Measure(
        code="satisfaction",
        name=_("Answers about pages"),
        definition=_(
            "How often readers said whether a page is useful. Pages with fewer than five answers"
            " are counted together, and not at all when even together they are fewer."
        ),
        how=OfRoom(opinions.judged_pages),
        dimensions=_NONE,
    ),
    Measure(
        code="satisfied",
        name=_("Pages found useful"),
        definition=_("How often the answer about such a page was “yes”."),
        how=OfRoom(opinions.found_useful),
        dimensions=_NONE,
    ),
    Measure(
        code="satisfaction_rate",
        name=_("Satisfaction"),
        definition=_("Pages found useful ÷ answers about pages. It opens to the pages."),
        how=Share("satisfied", "satisfaction", opens="satisfaction"),
        dimensions=_NONE,
    ),
    Measure(
        code="poll_voters",
        name=_("Voters in polls"),
        definition=_(
            "Readers who voted in polls whose last day fell in the period. They stand for nobody"
            " but themselves."
        ),
        how=OfRoom(opinions.ended_polls),
        dimensions=_NONE,
    ),
)


def register_room_measures() -> None:
    """Called once when the room is loaded."""
    for measure in (*_OF_THE_SITE, *_OF_DOCUMENTS, *_OF_QUESTIONS, *_OF_OPINIONS):
        register_measure(measure)
