"""Where a story belongs and who signed it, as the ledger keeps it with every step."""

from wagtail.models import Revision

from toasoan.ledger.actions import Classification
from toasoan.stories.models import Genre, Story
from toasoan.vietnamese.cleaning import one_line


def classification_of(story: Story, revision: Revision | None = None) -> Classification:
    """Read it from a saved text, without a query; by default from the latest."""
    text = revision or story.latest_revision
    if text is None:
        return Classification(
            section_id=story.section_id, topic_id=story.topic_id, genre=story.genre
        )
    content = text.content
    names = (one_line(byline.get("name") or "") for byline in content.get("bylines") or ())
    return Classification(
        section_id=content.get("section"),
        topic_id=content.get("topic"),
        genre=content.get("genre") or Genre.BRIEF,
        bylines=tuple(dict.fromkeys(filter(None, names))),
    )
