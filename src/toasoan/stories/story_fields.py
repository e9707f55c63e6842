"""Every field of a story's text, declared once (docs/decisions/0030).

What searches look in, what a comparison of two texts compares, what the editor offers, what cards
load, what programs and other outlets are given and what stands beneath the article is read from
here. A new field of plain text is added to the model, to `STORY_FIELDS`, to the catalogue and to
a migration; nothing else names it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from toasoan.stories.models import Byline, Story


class FieldKind(StrEnum):
    """What a field holds, and so how its words are read."""

    LINE = "line"
    PARAGRAPH = "paragraph"
    BODY = "body"
    BYLINES = "bylines"
    CHOICE = "choice"
    ROW = "row"
    TAGS = "tags"


#: Kinds whose value is the text itself.
PLAIN = frozenset({FieldKind.LINE, FieldKind.PARAGRAPH})
#: Kinds that a saved revision keeps as one value under the field's name.
SINGLE = PLAIN | {FieldKind.CHOICE, FieldKind.ROW}


class Searched(StrEnum):
    """Where the search table has the words of a field: words of the title weigh more."""

    TITLE = "title"
    TEXT = "text"


class Published(StrEnum):
    """Where the interface for programs gives a field of plain text, under the field's name."""

    IN_LISTS = "in_lists"
    WITH_BODY = "with_body"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryField:
    """One field of a story, or of its bylines.

    The label is the model's `verbose_name`. `in_newsroom_index`: the newsroom's lists find stories
    by its words. `compared`: a comparison of two texts shows its differences. `classifies`: the
    editor has it among the fields that say where a story belongs. `on_cards`: lists and cards load
    its column. `published` and `dispatched` are for fields of plain text: what programs read, and
    what an outlet is sent. `in_footer`: it stands beneath the article after its label; other
    fields have their own place in the page's template, or none.
    """

    name: str
    kind: FieldKind
    searched: Searched | None = None
    in_newsroom_index: bool = False
    compared: bool = True
    classifies: bool = False
    on_cards: bool = False
    published: Published | None = None
    dispatched: bool = False
    in_footer: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether the field holds plain text."""
        return self.kind in PLAIN

    @property
    def is_single(self) -> bool:
        """Whether a saved revision keeps it as one value under its name."""
        return self.kind in SINGLE


#: In the order of the editor's form, which is that of the page.
STORY_FIELDS: tuple[StoryField, ...] = (
    StoryField(
        name="headline",
        kind=FieldKind.LINE,
        searched=Searched.TITLE,
        in_newsroom_index=True,
        on_cards=True,
        published=Published.IN_LISTS,
        dispatched=True,
    ),
    StoryField(
        name="standfirst",
        kind=FieldKind.PARAGRAPH,
        searched=Searched.TEXT,
        in_newsroom_index=True,
        on_cards=True,
        published=Published.IN_LISTS,
        dispatched=True,
    ),
    StoryField(name="body", kind=FieldKind.BODY, searched=Searched.TEXT),
    StoryField(
        name="bylines", kind=FieldKind.BYLINES, searched=Searched.TEXT, in_newsroom_index=True
    ),
    StoryField(name="genre", kind=FieldKind.CHOICE, compared=False, classifies=True, on_cards=True),
    StoryField(name="section", kind=FieldKind.ROW, classifies=True, on_cards=True),
    StoryField(name="topic", kind=FieldKind.ROW, classifies=True, on_cards=True),
    StoryField(
        name="tags",
        kind=FieldKind.TAGS,
        searched=Searched.TEXT,
        compared=False,
        classifies=True,
    ),
    StoryField(
        name="source_line",
        kind=FieldKind.LINE,
        searched=Searched.TEXT,
        classifies=True,
        published=Published.WITH_BODY,
        in_footer=True,
    ),
)

#: The fields of one byline; the words of a byline are those that are `searched`.
BYLINE_FIELDS: tuple[StoryField, ...] = (
    StoryField(name="name", kind=FieldKind.LINE, searched=Searched.TEXT),
    StoryField(name="role", kind=FieldKind.CHOICE),
    StoryField(name="affiliation", kind=FieldKind.LINE),
)

#: The photos of the body, which a comparison shows apart from its paragraphs.
PHOTOS = "photos"


def story_fields() -> tuple[StoryField, ...]:
    """The declarations as they stand now, in the order of the editor's form."""
    return STORY_FIELDS


def plain_fields() -> list[StoryField]:
    """The fields of plain text."""
    return [field for field in story_fields() if field.is_plain]


def published_fields(where: Published) -> list[str]:
    """Names of the fields of plain text that programs read there."""
    return [field.name for field in plain_fields() if field.published is where]


def footer_fields() -> list[StoryField]:
    """The fields of plain text that stand beneath the article, each after its label."""
    return [field for field in plain_fields() if field.in_footer]


def field_label(name: str) -> str:
    """What screens call a field of a story, or the photos of its body.

    Raises FieldDoesNotExist for a name that is neither.
    """
    if name == PHOTOS:
        return str(capfirst(_("photos")))
    if name == "bylines":
        return str(capfirst(Byline._meta.verbose_name_plural))
    return str(capfirst(Story._meta.get_field(name).verbose_name))
