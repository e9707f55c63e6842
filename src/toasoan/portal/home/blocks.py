"""What a home page is made of. Rooms beneath add a block with the hook `toasoan_home_block`.

The hook returns a name and a Wagtail block with a template. A block that asks the database has
`gather(value, home)` (see `arrangement.Filled`), says there what it shows
(`page_cache.cache_tags.shows`), and returns None when there is nothing to show. A block with
`narrow = True` in its Meta shares a row with narrow ones before and after it; its template
stands alone as well.
"""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.blocks import (
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    ListBlock,
    StreamBlock,
    StructBlock,
)

from toasoan.accounts.models import User
from toasoan.media.choosing import (
    OwnPictureBlock,
    Reference,
    Referring,
    current_chooser,
)
from toasoan.media.models import Reach
from toasoan.portal.home.arrangement import Home
from toasoan.portal.home.event_block import EventsBlock
from toasoan.site_settings.rules import is_address
from toasoan.stories.links import OwnTextBlock
from toasoan.stories.models import Genre, Section, Story
from toasoan.stories.numbers import story_number
from toasoan.units.queries import seats_of
from toasoan.vietnamese.dates import local_day

HOOK = "toasoan_home_block"
_LEADS, _MOST_LEADS, _LEAST_LEADS = 7, 9, 1
#: How many stories fill whole rows beneath a lead that has the page's width to itself.
_FULL_ROWS = (0, 1, 2, 3, 4, 6, 8)
_ROW = 4
_UNITS = 4
#: One query each; the budget of the page is 25.
_MOST_ROWS = 10
_ANNOUNCEMENTS, _MOST_ANNOUNCEMENTS = 5, 10


def _stories_of(user: User) -> Q:
    """The stories that the person may pin: those of an agency for which they work."""
    return Q(agency_id__in=_agencies_of(user))


def _agencies_of(user: User) -> set[int]:
    return {seat.agency_id for seat in seats_of(user, local_day(timezone.now()))}


class StoryPinBlock(Referring, CharBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A story by its address or number, as the steps of the newsroom take it too."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Story"))
        kwargs.setdefault("help_text", _("Its address on the site, or its number."))
        kwargs.setdefault("max_length", 400)
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        """Only a story on the site, and on that of an agency for which the person works."""
        cleaned: str = super().clean(value)
        if cleaned and not self._is_pinned(cleaned):
            raise ValidationError(_("There is no story on the site with this address or number."))
        return cleaned

    @staticmethod
    def _is_pinned(typed: str) -> bool:
        story = Story.objects.filter(pk=story_number(typed), live=True).first()
        chooser = current_chooser()
        if story is None or chooser.user is None:
            return story is not None
        return chooser.may_use(story, _stories_of)

    def stored_references(self, raw: Any) -> Iterator[Reference]:
        """The story that is pinned."""
        if number := story_number(str(raw or "")):
            yield Story, number


class _Block(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A block in the home page's list; in the editor it is named by its own title."""

    def pins(self, value: Any) -> list[int]:
        """The chosen stories of the block; most have none."""
        return []


class LeadsBlock(_Block):
    """The stories at the top: those that somebody chose, then the latest."""

    stories = ListBlock(
        StoryPinBlock(),
        label=_("Stories to stand first"),
        default=[],
        max_num=_MOST_LEADS,
        help_text=_(
            "Empty: the latest stories. What is free after these is filled with the latest. An"
            " announcement leaves by itself after 60 days, unless it is named here."
        ),
    )
    number = IntegerBlock(
        label=_("How many stories"), default=_LEADS, min_value=_LEAST_LEADS, max_value=_MOST_LEADS
    )

    class Meta:
        icon = "home"
        label = _("Leading stories")
        template = "portal/home/leads.html"

    def pins(self, value: Any) -> list[int]:
        """Ids of the chosen stories."""
        return [story_number(typed) or 0 for typed in value["stories"]]

    def gather(self, value: Any, home: Home) -> dict[str, Any]:
        """The first of all, how it stands, and the others. One query at most."""
        found = home.take_pins(self.pins(value))
        latest = home.recent()[: max(0, value["number"] - len(found))]
        lead = next(iter([*found, *latest]), None)
        form = _form_of(lead) if lead is not None else ""
        if lead is not None and form != "photo":
            beside = len(found) + len(latest) - 1
            spare = beside - max(number for number in _FULL_ROWS if number <= beside)
            latest = latest[: max(0, len(latest) - spare)]
        home.put(latest)
        return {"lead": lead, "leads": [*found, *latest][1:], "form": form}


def _form_of(lead: Story) -> str:
    """How the first story stands: as an announcement, with its photo, or in words only."""
    if lead.genre == Genre.ANNOUNCEMENT:
        return "notice"
    return "photo" if lead.lead_picture_id else "words"


class UnitsBlock(_Block):
    """The latest story of each of several units."""

    title = CharBlock(label=_("Title"), default=_("From the units"), max_length=80)

    class Meta:
        icon = "group"
        label = _("From the units")
        template = "portal/home/units.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """A row of stories; nothing when all are of one unit. One query at most."""
        by_unit: dict[int, Story] = {}
        for story in home.recent():
            by_unit.setdefault(story.unit_id, story)
        found = list(by_unit.values())[:_UNITS]
        if len(found) < 2:  # noqa: PLR2004  # a row of "different units" has at least two
            return None
        home.put(found)
        return {"stories": found}


def _section_choices() -> list[tuple[str, str]]:
    rows = Section.objects.order_by("order", "name").values_list("slug", "name")
    user = current_chooser().user
    if user is not None:
        # Somebody fills in a form: they choose among the sections of their own agency.
        rows = rows.filter(agency_id__in=_agencies_of(user))
    return list(dict(rows).items())


class SectionsBlock(_Block):
    """A row for each section, with its latest stories."""

    sections = ListBlock(
        ChoiceBlock(choices=_section_choices, label=pgettext_lazy("of the site", "Section")),
        label=_("Sections"),
        default=[],
        max_num=_MOST_ROWS,
        help_text=_("Empty: every section of the menu."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Rows of sections")
        template = "portal/home/sections.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """The rows, the first broad and the others in pairs. One query a section."""
        rows = [
            {"section": section, "stories": found}
            for section in self._chosen(value, home)[:_MOST_ROWS]
            if (found := home.take(home.live().filter(section=section), _ROW))
        ]
        # An even number of sections stands in pairs, so that no pair is left half empty.
        broad = min(len(rows), 1 if len(rows) % 2 else 2)
        return {"broad_rows": rows[:broad], "paired_rows": rows[broad:]} if rows else None

    @staticmethod
    def _chosen(value: Any, home: Home) -> list[Section]:
        if not value["sections"]:
            return [section for section in home.sections if section.in_menu]
        by_slug = {section.slug: section for section in home.sections}
        return [by_slug[slug] for slug in dict.fromkeys(value["sections"]) if slug in by_slug]


class PhotoStoryBlock(_Block):
    """One photo story, large."""

    title = CharBlock(label=_("Title"), default=_("Photo story"), max_length=80)
    story = StoryPinBlock(
        required=False, help_text=_("Its address or number. Empty: the latest photo story.")
    )

    class Meta:
        icon = "image"
        label = _("Photo story")
        template = "portal/home/feature.html"

    def pins(self, value: Any) -> list[int]:
        """The id of the chosen story, 0 without one."""
        return [story_number(value["story"] or "") or 0]

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """The chosen one, or the latest. One query at most."""
        found = home.take_pins(self.pins(value))
        if not found:
            found = home.take(home.live().filter(genre=Genre.PHOTO_STORY), 1)
        return {"story": found[0]} if found else None


class HomeVideoBlock(_Block):
    """One story with a video, large; nothing of the video's host is loaded here."""

    title = CharBlock(label=_("Title"), default=_("Video"), max_length=80)
    story = StoryPinBlock()

    class Meta:
        icon = "media"
        label = _("Video")
        template = "portal/home/feature.html"

    def pins(self, value: Any) -> list[int]:
        """The chosen story."""
        return [story_number(value["story"] or "") or 0]

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """The chosen story, while it is on the site. No query."""
        found = home.take_pins(self.pins(value))
        return {"story": found[0], "is_video": True} if found else None


class AnnouncementsBlock(_Block):
    """The latest announcements, as a list of headlines."""

    title = CharBlock(label=_("Title"), default=_("Latest announcements"), max_length=80)
    number = IntegerBlock(
        label=_("How many announcements"),
        default=_ANNOUNCEMENTS,
        min_value=1,
        max_value=_MOST_ANNOUNCEMENTS,
    )

    class Meta:
        icon = "warning"
        label = _("Notices")
        narrow = True
        template = "portal/home/announcements.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Stories of this genre whose days are not over. One query."""
        found = home.take(home.live().filter(genre=Genre.ANNOUNCEMENT), value["number"])
        return {"stories": found} if found else None


class AddressBlock(CharBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A path of this site, or another site's address."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Address"))
        kwargs.setdefault("max_length", 300)
        super().__init__(**kwargs)

    def clean(self, value: str) -> str:
        """Only what a link of ours may lead to."""
        cleaned: str = super().clean(value)
        if cleaned and not is_address(cleaned):
            raise ValidationError(_("The address begins with / (on this site) or with https://."))
        return cleaned


class LinkBlock(StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Words and where they lead."""

    label = CharBlock(label=_("Words to show"), max_length=80)
    address = AddressBlock()


class LinksBlock(_Block):
    """Links in a row of equal fields."""

    title = CharBlock(label=_("Title"), default=_("Useful links"), max_length=80)
    links = ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=12)

    class Meta:
        icon = "link"
        label = _("Links")
        template = "portal/home/links.html"


class BannerBlock(_Block):
    """A picture across the page, with where it leads."""

    picture = OwnPictureBlock(label=_("Picture"))
    alternative_text = CharBlock(
        label=_("Alternative text"),
        help_text=_("Every word that stands in the picture, for people who listen to the page."),
        max_length=200,
    )
    address = AddressBlock(required=False)

    class Meta:
        icon = "image"
        label = _("Banner")
        template = "portal/home/banner.html"

    def gather(self, value: Any, home: Home) -> dict[str, Any] | None:
        """Only a picture that readers may see. No query: Wagtail has read the picture."""
        picture = value["picture"]
        return {} if picture is not None and picture.reach == Reach.PUBLIC else None


class WordsBlock(_Block):
    """A heading and some sentences."""

    title = CharBlock(label=_("Title"), required=False, max_length=80)
    text = OwnTextBlock(label=_("Sentences"), features=["bold", "italic", "link", "ul", "ol"])

    class Meta:
        icon = "pilcrow"
        label = _("Free text")
        template = "portal/home/words.html"


class HomeBlocks(StreamBlock):  # type: ignore[misc]  # Wagtail ships no types
    """The blocks of a home page: ours, and those of other rooms."""

    leads = LeadsBlock()
    units = UnitsBlock()
    sections = SectionsBlock()
    photo_story = PhotoStoryBlock()
    video = HomeVideoBlock()
    announcements = AnnouncementsBlock()
    events = EventsBlock()
    links = LinksBlock()
    banner = BannerBlock()
    words = WordsBlock()

    def __init__(self, **kwargs: Any) -> None:
        added = [make() for make in hooks.get_hooks(HOOK)]
        super().__init__(added, **kwargs)
