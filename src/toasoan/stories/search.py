"""Stories and their files as the search knows them (`toasoan.search`)."""

from collections.abc import Collection, Iterable, Sequence

from django.utils.translation import gettext as _

from toasoan.search.actions import forget, put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.stories.cache_tags import story_tag
from toasoan.stories.models import Genre, ShownAttachment, Story
from toasoan.stories.story_fields import Searched
from toasoan.stories.text import searched_words

STORY, FILE = "story", "file"


def register_kinds() -> None:
    """Let stories and the files they offer be found."""
    register(SearchKind(STORY, 1, lambda: _("Stories"), _story_entries, _story_cards, _genres))
    register(SearchKind(FILE, 3, lambda: _("Attached files"), _file_entries, _file_cards))


def index_story(story: Story) -> None:
    """Put a live story into the search table, in place of what stood there."""
    put(STORY, [_story_entry(story)])


def forget_story(story_id: int) -> None:
    """Take a story out of the search table."""
    forget(STORY, [story_id])


def index_files(attachment_ids: Collection[int]) -> None:
    """Let exactly those of these files be found that a live story offers."""
    offered = _offers(attachment_ids)
    put(FILE, [_file_entry(one) for one in offered])
    forget(FILE, {*attachment_ids} - {one.attachment_id for one in offered})


def _genres() -> list[tuple[str, str]]:
    return [(genre.value, str(genre.label)) for genre in Genre]


def _story_entry(story: Story) -> SearchEntry:
    return SearchEntry(
        object_id=story.pk,
        agency_id=story.agency_id,
        title=searched_words(story, Searched.TITLE),
        text=searched_words(story, Searched.TEXT),
        published_at=story.first_published_at,
        form=story.genre,
        section_id=story.section_id,
        unit_id=story.unit_id,
    )


def _story_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    """Entries of the next live stories, locked so that a correction waits for this step."""
    live = Story.objects.filter(live=True, pk__gt=after_id, first_published_at__isnull=False)
    rows = live.prefetch_related("bylines", "tags").select_for_update().order_by("pk")[:limit]
    return [_story_entry(story) for story in rows]


def _story_cards(story_ids: Collection[int]) -> dict[int, ResultCard]:
    """What results show of these stories, by id; those off the site are left out. One query."""
    rows = Story.objects.filter(pk__in=story_ids, live=True).defer("body")
    return {
        story.pk: ResultCard(
            address=story.get_absolute_url(),
            label=story.get_genre_display(),
            unit=story.unit.short_name,
            section=story.section.name if story.section else "",
            shows=(story_tag(story.pk),),
        )
        for story in rows.select_related("section", "unit")
    }


def _offers(attachment_ids: Collection[int]) -> list[ShownAttachment]:
    """For each file the latest live story that offers it."""
    rows = ShownAttachment.objects.filter(attachment_id__in=attachment_ids, story__live=True)
    rows = rows.select_related("story__section", "story__unit", "attachment")
    latest = {row.attachment_id: row for row in rows.order_by("story__first_published_at", "pk")}
    return list(latest.values())


def _file_entry(offer: ShownAttachment) -> SearchEntry:
    story = offer.story
    return SearchEntry(
        object_id=offer.attachment_id,
        agency_id=story.agency_id,
        title=offer.attachment.title,
        text=story.headline,
        published_at=story.first_published_at,
        section_id=story.section_id,
        unit_id=story.unit_id,
    )


def _file_entries(after_id: int, limit: int) -> Sequence[SearchEntry]:
    offered = ShownAttachment.objects.filter(attachment_id__gt=after_id, story__live=True)
    ids = offered.order_by("attachment_id").values_list("attachment_id", flat=True).distinct()
    offers = _offers(list(ids[:limit]))
    return sorted(map(_file_entry, offers), key=lambda entry: entry.object_id)


def _file_cards(attachment_ids: Iterable[int]) -> dict[int, ResultCard]:
    """What results show of these files, by id, with the cache tag of the story. One query."""
    return {
        offer.attachment_id: ResultCard(
            address=offer.attachment.url,
            label=_("Attached file"),
            unit=offer.story.unit.short_name,
            section=offer.story.section.name if offer.story.section else "",
            shows=(story_tag(offer.story_id),),
        )
        for offer in _offers(list(attachment_ids))
    }
