"""What the head of a story's page says to machines: a summary, Open Graph, schema.org."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from toasoan.portal.frame.head import PageHead, head_elements
from toasoan.portal.frame.share_pictures import SharePicture, share_picture
from toasoan.portal.frame.structured_data import breadcrumb, in_script, organization
from toasoan.portal.templatetags.portal import machine_moment
from toasoan.stories.models import Edition, Story
from toasoan.stories.rendered_body import StoryText
from toasoan.units.models import Agency


@dataclass(frozen=True)
class Article:
    """A live story with what its head tells. `origin` is the site's address without a slash."""

    story: Story
    text: StoryText
    corrections: list[Edition]
    agency: Agency
    origin: str
    path: str

    @property
    def address(self) -> str:
        """The page's whole address."""
        return f"{self.origin}{self.path}"

    def absolute(self, path: str) -> str:
        """The whole address of another page or photo of the site."""
        return f"{self.origin}{path}"

    @cached_property
    def picture(self) -> SharePicture:
        """What others show with a link to the page: its first photo, or the agency's picture."""
        return share_picture(self.agency, self.story)


def head_of(article: Article) -> SafeString:
    """The elements for the head of the page."""
    story = article.story
    head = PageHead(
        title=story.headline,
        description=story.standfirst or story.headline,
        address=article.address,
        site_name=article.agency.name,
        picture=article.picture,
        absolute=article.absolute,
        kind="article",
        more=tuple(("property", name, said) for name, said in _of_article(article)),
    )
    return format_html(
        '{}\n<script type="application/ld+json">{}</script>',
        head_elements(head),
        _structured(article),
    )


def _of_article(article: Article) -> Iterator[tuple[str, str]]:
    story = article.story
    yield "article:published_time", machine_moment(story.first_published_at)
    yield "article:modified_time", machine_moment(story.last_published_at)
    if story.section:
        yield "article:section", story.section.name
    for signed in article.text.bylines:
        if signed.address:
            yield "article:author", article.absolute(signed.path)
    for tag in article.text.tags:
        yield "article:tag", tag.name


def _structured(article: Article) -> SafeString:
    """The agency, the way to the story, and the story, as JSON-LD."""
    return in_script(
        organization(article.agency, article.absolute),
        breadcrumb(_way_to(article.story, article.path), article.absolute),
        _news_article(article),
    )


def _way_to(story: Story, path: str) -> list[tuple[str, str]]:
    way = [(_("Home"), "/")]
    if story.section:
        way.append((story.section.name, story.section.get_absolute_url()))
    return [*way, (story.headline, path)]


def _news_article(article: Article) -> dict[str, Any]:
    story, text, address = article.story, article.text, article.address
    found: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"{address}#tin",
        "mainEntityOfPage": address,
        "headline": story.headline,
        "description": story.standfirst,
        "inLanguage": "vi",
        "isAccessibleForFree": True,
        "datePublished": _moment(story.first_published_at),
        "dateModified": _moment(story.last_published_at),
        "publisher": {"@id": article.absolute("/#co-quan")},
        "author": [
            {
                "@type": "Person",
                "name": row.name,
                "url": article.absolute(row.path),
            }
            for row in text.bylines
            if row.address
        ],
    }
    if story.section:
        found["articleSection"] = story.section.name
    if text.tags:
        found["keywords"] = [tag.name for tag in text.tags]
    found["image"] = [_image(article)]
    if article.corrections:
        found["correction"] = [_correction(edition) for edition in article.corrections]
    return found


def _image(article: Article) -> dict[str, Any]:
    picture = article.picture
    return {
        "@type": "ImageObject",
        "url": article.absolute(picture.path),
        "width": picture.width,
        "height": picture.height,
        "caption": picture.alternative_text,
    }


def _correction(edition: Edition) -> dict[str, Any]:
    words = (edition.wrong_text, edition.right_text, edition.correction_note)
    return {
        "@type": "CorrectionComment",
        "datePublished": _moment(edition.published_at),
        "text": " → ".join(word for word in words if word),
    }


def _moment(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
