"""Measures of what rooms count themselves: use of the site, documents, questions, opinions.

Their codes never change. Each opens to its things: the number is their sum (decision 0064).
"""

from django.utils.translation import gettext_lazy as _

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


def register_room_measures() -> None:
    """Called once when the room is loaded."""
    for measure in (*_OF_THE_SITE, *_OF_DOCUMENTS):
        register_measure(measure)
