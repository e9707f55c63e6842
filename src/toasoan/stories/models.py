"""What a story is: its text, who wrote it, where it stands on the site, its editions.

How a story moves is not here: see `editorial` (decision 0004).
"""

from functools import lru_cache
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
)

from toasoan.ledger.queries import is_fixed
from toasoan.stories.authors import page_addresses
from toasoan.stories.blocks import BodyBlock
from toasoan.stories.body import BodyMedia
from toasoan.stories.cleaning import clean_text
from toasoan.stories.fields import BodyField
from toasoan.stories.topics import Topic
from toasoan.units.models import code_validator
from toasoan.vietnamese.fold import slugify

#: In the addresses of stories that are in no section.
NO_SECTION = "tin"


class Section(models.Model):
    """A column of the site."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="sections")
    slug = models.SlugField(_("address"), max_length=60, validators=[code_validator])
    name = models.CharField(_("name"), max_length=80)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    in_menu = models.BooleanField(_("in the menu"), default=True)

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="section_slug_is_unique")
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The section's page."""
        return _section_path(self.slug)


class FormerSection(models.Model):
    """An address that a section had before; links to it and to its stories still lead somewhere."""

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(_("address"), max_length=60)
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="former_addresses")

    class Meta:
        verbose_name = _("former address of a section")
        verbose_name_plural = _("former addresses of sections")
        constraints = [
            models.UniqueConstraint(fields=["agency", "slug"], name="former_section_is_unique")
        ]

    def __str__(self) -> str:
        return self.slug


class Genre(models.TextChoices):
    BRIEF = "brief", _("brief")
    FEATURE = "feature", _("feature")
    PHOTO_STORY = "photo_story", _("photo story")
    INTERVIEW = "interview", _("interview")
    COMMENTARY = "commentary", _("commentary")
    ANNOUNCEMENT = "announcement", _("announcement")


class StoryTag(TagBase):
    """A word under which stories are gathered. Unaccented addresses, accented names."""

    free_tagging = True

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        """The address of the tag, with a number when it is taken."""
        slug = slugify(tag)
        return slug if i is None else f"{slug}-{i}"


class TaggedStory(ItemBase):
    tag = models.ForeignKey(StoryTag, on_delete=models.CASCADE, related_name="tagged_stories")
    content_object = ParentalKey(
        "stories.Story", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="story_tagged_once")
        ]


def live_list(name: str, *columns: str, **more: bool) -> models.Index:
    """The index of a list of live stories, latest first.

    Partial: SQLite takes no equality from a bare boolean, and only live stories are listed.
    """
    return models.Index(
        fields=[*columns, "-first_published_at", "-id"],
        condition=models.Q(live=True, **more),
        name=f"story_{name}",
    )


class Story(  # type: ignore[misc]  # Wagtail ships no types
    BodyMedia, PreviewableMixin, LockableMixin, DraftStateMixin, RevisionMixin, ClusterableModel
):
    """One piece of news from first draft to archive.

    The row holds what the site shows once the story is live; drafts live in revisions.
    """

    agency = models.ForeignKey("units.Agency", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(
        "units.Unit", on_delete=models.PROTECT, related_name="stories", verbose_name=_("unit")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="stories"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    headline = models.CharField(_("headline"), max_length=200)
    standfirst = models.TextField(_("standfirst"), max_length=1000)
    body = BodyField(BodyBlock(), verbose_name=_("body"))
    genre = models.CharField(_("genre"), max_length=20, choices=Genre, default=Genre.BRIEF)
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
        verbose_name=_("section"),
    )
    topic = models.ForeignKey(
        Topic, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("topic")
    )
    source_line = models.CharField(
        _("source line"),
        max_length=200,
        blank=True,
        help_text=_("Only for texts taken over from somebody else."),
    )
    tags = ClusterTaggableManager(through=TaggedStory, blank=True, verbose_name=_("tags"))
    lead_picture = models.ForeignKey(
        "media.Picture", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: Written when the story goes live, from its text: what the first photo shows, and which lists
    #: of pictures the story stands in.
    lead_alternative_text = models.TextField(blank=True, editable=False)
    has_gallery = models.BooleanField(default=False, editable=False)
    has_video = models.BooleanField(default=False, editable=False)

    #: Columns that a saved revision must never bring back (WAGTAIL.md, state trap).
    CARRIED = (
        *("agency_id", "unit_id", "author_id", "created_at"),
        *("lead_picture_id", "lead_alternative_text", "has_gallery", "has_video"),
    )

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        default_permissions = ()
        indexes = [
            live_list("front", "agency"),
            live_list("section", "section"),
            live_list("unit", "unit"),
            live_list("topic", "topic", topic__isnull=False),
            live_list("gallery", "agency", has_gallery=True),
            live_list("video", "agency", has_video=True),
            live_list("genre", "agency", "genre"),
        ]

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """`/<section>/<headline>-<id>`; only the id decides which story is found."""
        return story_path(self.section.slug if self.section else "", self.headline, self.pk)

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The story with the text of a revision; the columns in `CARRIED` keep today's values."""
        story: Self = super().with_content_json(content)
        for name in self.CARRIED:
            setattr(story, name, getattr(self, name))
        return story

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Save a snapshot; one that the ledger names is never written over (decision 0004).

        The text is cleaned first, the story's own fields with it.
        """
        clean_text(self)
        overwritten: Revision | None = kwargs.get("overwrite_revision")
        if overwritten is not None and is_fixed(overwritten.pk):
            kwargs["overwrite_revision"] = None
            kwargs.setdefault("previous_revision", None)
        revision: Revision = super().save_revision(*args, **kwargs)
        return revision

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The template of the public article."""
        return "portal/story.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """The context of the public template, for a preview of a story that is not live."""
        from toasoan.stories.signals import preview_context

        context: dict[str, Any] = {"request": request, "story": self, "is_preview": True}
        for _receiver, extra in preview_context.send(Story, story=self, request=request):
            if isinstance(extra, dict):
                context |= extra
        return context


def story_path(section_slug: str, headline: str, story_id: int) -> str:
    """The path of a story from its parts, without the object; `tin` when it has no section."""
    return f"{_section_path(section_slug or NO_SECTION)}{slugify(headline)}-{story_id}"


@lru_cache(maxsize=1_000)
def _section_path(slug: str) -> str:
    """The path of a section, remembered: every headline of a page needs one."""
    return reverse("portal:section", args=[slug])


class BylineRole(models.TextChoices):
    WORDS = "words", _("words")
    PHOTOS = "photos", _("photos")
    WORDS_AND_PHOTOS = "words_and_photos", _("words and photos")


class Byline(Orderable):  # type: ignore[misc]  # Wagtail ships no types
    """A person named under a story, and what they made: words, photos or both."""

    story = ParentalKey(Story, on_delete=models.CASCADE, related_name="bylines")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=BylineRole, default=BylineRole.WORDS)
    affiliation = models.CharField(_("unit or post"), max_length=120, blank=True)
    #: The name's page, written whenever the name is.
    address = models.CharField(max_length=120, editable=False, default="", db_index=True)

    class Meta(Orderable.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row with the address of the page that its name leads to."""
        self.address = page_addresses(self.story.agency_id, [self.name])[self.name]
        super().save(*args, **kwargs)

    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """A numbered published version: the words as they went out, kept whatever comes later."""

    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField(_("number"))
    revision_id = models.BigIntegerField(_("revision"))
    published_at = models.DateTimeField(_("published at"))
    headline = models.CharField(_("headline"), max_length=200)
    content = models.JSONField(_("text"))
    correction_note = models.TextField(_("correction note"), blank=True)
    wrong_text = models.TextField(_("as it was published"), blank=True)
    right_text = models.TextField(_("as it is right"), blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["story", "number"]
        constraints = [
            models.UniqueConstraint(fields=["story", "number"], name="one_edition_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.headline} · {self.number}"


class TakeDown(models.Model):
    """Why a story is off the site, and what its address answers meanwhile."""

    class Kind(models.TextChoices):
        ERROR = "error", _("error")
        PERSONAL_DATA = "personal_data", _("personal data")
        REQUEST = "request", _("request")
        EXPIRED = "expired", _("expired")
        DUPLICATE = "duplicate", _("duplicate")

    story = models.OneToOneField(Story, on_delete=models.PROTECT, related_name="take_down")
    kind = models.CharField(_("reason"), max_length=20, choices=Kind)
    taken_down_at = models.DateTimeField(_("taken down at"))
    redirect_to = models.ForeignKey(
        Story, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("take-down")
        verbose_name_plural = _("take-downs")

    def __str__(self) -> str:
        return self.get_kind_display()


class ShownPicture(models.Model):
    """A photo that a live story shows; what no live story shows is not public."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="shown_pictures")
    picture = models.ForeignKey("media.Picture", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("photo on the site")
        verbose_name_plural = _("photos on the site")
        constraints = [
            models.UniqueConstraint(fields=["story", "picture"], name="picture_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.picture_id}"


class ShownAttachment(models.Model):
    """A file that a live story offers; what no live story offers is not public."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="shown_attachments")
    attachment = models.ForeignKey("media.Attachment", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file on the site")
        verbose_name_plural = _("files on the site")
        constraints = [
            models.UniqueConstraint(fields=["story", "attachment"], name="attachment_shown_once")
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.attachment_id}"


class RenderedBody(models.Model):
    """A live story's text as pages show it; written and read by `stories.rendered_body` only."""

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="rendered_body"
    )
    #: What it was made with; text made with other templates is not shown.
    rendered_with = models.CharField(max_length=40, db_index=True)
    body = models.TextField()
    bylines = models.JSONField()
    tags = models.JSONField()

    class Meta:
        verbose_name = _("rendered body")
        verbose_name_plural = _("rendered bodies")

    def __str__(self) -> str:
        return str(self.story_id)


class NewsroomIndexEntry(models.Model):
    """The latest words of a story, published or not, as the newsroom's lists need them.

    Written by `stories.newsroom_index` only. The full-text index over it is made by a migration in
    each database's own way.
    """

    story = models.OneToOneField(
        Story, on_delete=models.CASCADE, primary_key=True, related_name="newsroom_index"
    )
    revision_id = models.BigIntegerField(_("revision"), null=True)
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    section = models.ForeignKey(
        Section, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("section")
    )
    genre = models.CharField(_("genre"), max_length=20, choices=Genre)
    folded = models.TextField()
    exact = models.TextField()

    class Meta:
        verbose_name = _("entry of the newsroom's search index")
        verbose_name_plural = _("newsroom's search index")

    def __str__(self) -> str:
        return self.headline
