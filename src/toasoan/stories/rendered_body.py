"""A live story's body as markup, with bylines and tags, stored at publication (decision 0024).

A story page then loads neither the blocks of the body nor their photos, bylines and tags.
"""

import zlib
from collections.abc import Collection
from dataclasses import asdict, dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from types import SimpleNamespace

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import get_template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from toasoan.stories.authors import page_addresses
from toasoan.stories.blocks import BodyBlock
from toasoan.stories.models import RenderedBody, Story
from toasoan.vietnamese.symbols import with_whole_symbols


@lru_cache(maxsize=5_000)
def _path(page: str, word: str) -> str:
    """The path of an author's or a tag's page, remembered across stories."""
    return reverse(page, args=[word])


@dataclass(frozen=True, slots=True)
class BylineLink:
    """A person named beneath a story, what they made, and the page that the name links to."""

    name: str
    address: str
    role: str
    affiliation: str

    @property
    def path(self) -> str:
        """Path of the page of this author."""
        return _path("portal:author", self.address)


@dataclass(frozen=True, slots=True)
class TagLink:
    """A tag of a story."""

    pk: int
    slug: str
    name: str

    @property
    def path(self) -> str:
        """Path of the page of this tag."""
        return _path("portal:tag", self.slug)


@dataclass(frozen=True, slots=True)
class StoryText:
    """The parts of a story page that depend on the text only."""

    body: SafeString
    bylines: tuple[BylineLink, ...]
    tags: tuple[TagLink, ...]


def text_of(story: Story) -> StoryText:
    """The stored rendering, or a fresh one for a preview or when block templates have changed."""
    found: RenderedBody | None = getattr(story, "rendered_body", None) if story.live else None
    if found is None or found.rendered_with != renderer_version():
        return fresh_text(story)
    return StoryText(
        mark_safe(found.body),  # noqa: S308  # `save_rendered_body` rendered it from templates
        tuple(BylineLink(**row) for row in found.bylines),
        tuple(TagLink(**row) for row in found.tags),
    )


def fresh_text(story: Story) -> StoryText:
    """Render a story object, saved or not. Queries its bylines, tags and photos."""
    # What the templates of photos ask: only the first one of a text is fetched at once.
    context = {"first_photo": SimpleNamespace(has_shown_photo=False)}
    body = "".join(block.render(context) for block in story.body)
    bylines = list(story.bylines.all())
    pages = page_addresses(story.agency_id, [row.name for row in bylines])
    return StoryText(
        mark_safe(with_whole_symbols(body)),  # noqa: S308  # each block is a rendered template
        tuple(BylineLink(row.name, pages[row.name], row.role, row.affiliation) for row in bylines),
        tuple(TagLink(tag.pk, tag.slug, tag.name) for tag in story.tags.all()),
    )


def save_rendered_body(story: Story) -> None:
    """Render a live story and store it; call it in the transaction that changes the text."""
    with override(settings.LANGUAGE_CODE):
        text = fresh_text(story)
    RenderedBody.objects.update_or_create(
        story_id=story.pk,
        defaults={
            "rendered_with": renderer_version(),
            "body": str(text.body),
            "bylines": [asdict(row) for row in text.bylines],
            "tags": [asdict(row) for row in text.tags],
        },
    )


def readdress_bylines(story_ids: Collection[int], names: Collection[str], address: str) -> None:
    """Give these names another page in the stored renderings of these stories."""
    changed = []
    for found in RenderedBody.objects.filter(pk__in=story_ids).only("bylines"):
        for row in found.bylines:
            if row["name"] in names:
                row["address"] = address
        changed.append(found)
    RenderedBody.objects.bulk_update(changed, ["bylines"], batch_size=200)


def render_outdated(limit: int) -> int:
    """Render up to `limit` stories again whose stored rendering is of other templates.

    Returns how many. Until then `text_of` renders them for each page: correct, but slower.
    """
    # Two ranges of the index: "is not" would look at every row, each time.
    others = Q(rendered_with__lt=renderer_version()) | Q(rendered_with__gt=renderer_version())
    ids = list(RenderedBody.objects.filter(others).values_list("pk", flat=True)[:limit])
    return sum(_render_again(story_id) for story_id in ids)


@transaction.atomic
def _render_again(story_id: int) -> bool:
    """Whether the story was rendered; False when it has left the site meanwhile."""
    story = Story.objects.select_for_update().filter(pk=story_id, live=True).first()
    if story is not None:
        save_rendered_body(story)
    return story is not None


def drop_rendered_body(story_id: int) -> None:
    """Delete the stored rendering of a story that is no longer on the site."""
    RenderedBody.objects.filter(pk=story_id).delete()


@cache
def renderer_version() -> str:
    """The release and a checksum of the block templates; a rendering is valid for one value."""
    names = sorted(
        block.meta.template
        for block in BodyBlock().child_blocks.values()
        if getattr(block.meta, "template", None)
    )
    sources = "".join(get_template(name).template.source for name in names)  # type: ignore[attr-defined]
    return f"{version('toasoan')}-{zlib.crc32(sources.encode()):08x}"
