"""Ids that a form brings: only what this person may use is accepted (decision 0036).

A block of a stream is one object for all requests and knows nobody. The form says who chooses and
what stands in the text already (`ChoosingForm`); the blocks ask for it here. A block in a form that
does not say it accepts nothing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Model, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, ChooserBlock, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.base import BlockField, BlockWidget
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from toasoan.accounts.models import User
from toasoan.media.models import Attachment, Picture
from toasoan.media.queries import usable
from toasoan.vietnamese.dates import local_day

#: A model and the id of a row of it.
Reference = tuple[type[Model], int]
#: The longest id that is looked up: 18 digits fit into a column of 64 bits.
_LONGEST_ID = 18


def id_of(given: object) -> int | None:
    """A row's id as a form brings it; None for everything that is none."""
    text = str(given).strip()
    if not text.isascii() or not text.isdecimal() or len(text) > _LONGEST_ID:
        return None
    return int(text)


@dataclass(slots=True)
class Chooser:
    """Who fills in a form, and what stands in its text already.

    What a colleague who could choose it has put into the text stays usable for whoever may write
    the text. `standing` is what the form was opened with; `earlier` reads what stood in older
    versions and is asked once, when something is in neither.
    """

    user: User | None
    standing: frozenset[Reference] = frozenset()
    earlier: Callable[[], frozenset[Reference]] = frozenset
    _all: frozenset[Reference] | None = field(default=None, init=False)

    def may_use(self, row: Model, rows: Callable[[User], Q]) -> bool:
        """Whether the person may put the row into the text; `rows` is what they may choose."""
        reference = (type(row), int(row.pk))
        if reference in self.standing or self._is_usable(row, rows):
            return True
        if self._all is None:
            self._all = self.earlier()
        return reference in self._all

    def _is_usable(self, row: Model, rows: Callable[[User], Q]) -> bool:
        if self.user is None or not self.user.is_authenticated:
            return False
        manager = type(row)._default_manager
        return manager.filter(rows(self.user), pk=row.pk).exists()


_NOBODY = Chooser(None)
_current: ContextVar[Chooser] = ContextVar("chooser", default=_NOBODY)


@contextmanager
def choosing(chooser: Chooser) -> Iterator[None]:
    """Let the blocks beneath ask this chooser."""
    token = _current.set(chooser)
    try:
        yield
    finally:
        _current.reset(token)


def current_chooser() -> Chooser:
    """Who fills in the form at hand; nobody outside of one."""
    return _current.get()


class RefusedChoice:
    """Stands in a block for an id that was not accepted: empty on screens, in texts and in rows.

    Its truth is false, so whoever reads the block finds nothing chosen; only cleaning tells.
    """

    pk = None

    def __bool__(self) -> bool:
        return False


REFUSED = RefusedChoice()


class Referring:
    """A block whose stored value may refer to rows."""

    def stored_references(self, raw: Any) -> Iterator[Reference]:
        """The rows that a stored value refers to; no query."""
        raise NotImplementedError


class OwnChooserBlock(Referring, ChooserBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A chooser that takes what this person may use.

    A row that there is not is refused like one of somebody else, in the same words: nobody learns
    which ids exist.
    """

    #: What to do about an id that is refused.
    refusal: str | Promise

    def usable_by(self, user: User) -> Q:
        """The rows that the person may choose."""
        raise NotImplementedError

    def value_from_form(self, value: Any) -> Model | RefusedChoice | None:
        """The row, `REFUSED`, or None for nothing chosen.

        A form brings ids only; a row itself was found here before, or stands in the database.
        """
        if value is None or isinstance(value, Model | RefusedChoice):
            return value
        row_id = id_of(value)
        row = self.model_class._default_manager.filter(pk=row_id).first() if row_id else None
        if row is None or not current_chooser().may_use(row, self.usable_by):
            return REFUSED
        return row  # type: ignore[no-any-return]

    def clean(self, value: Any) -> Model | None:
        """The row. Raises ValidationError for what was refused when the form was read."""
        if value is REFUSED:
            raise ValidationError(str(self.refusal), code="not-yours")
        return super().clean(value)  # type: ignore[no-any-return]

    def get_form_state(self, value: Any) -> Any:
        """What the browser shows as chosen: nothing of what was refused."""
        return super().get_form_state(value or None)

    def get_prep_value(self, value: Any) -> Any:
        """The id for the database; none for what was refused."""
        return super().get_prep_value(value or None)

    def stored_references(self, raw: Any) -> Iterator[Reference]:
        """The row whose id is stored, if any."""
        if (row_id := id_of(raw)) is not None:
            yield self.model_class, row_id

    def extract_references(self, value: Any) -> Iterator[tuple[Any, ...]]:
        """What the stream refers to, for Wagtail's index of references."""
        yield from super().extract_references(value or None)


class OwnMediaBlock(OwnChooserBlock):
    """A chooser of photos or files."""

    def usable_by(self, user: User) -> Q:
        """The photos or files that the person may put into a text."""
        return usable(user, local_day(timezone.now()))


class OwnPictureBlock(OwnMediaBlock, ImageChooserBlock):  # type: ignore[misc]
    """A photo that this person may use."""

    target_model = Picture
    refusal = _(
        "This photo cannot be used here: it is not yours to use, or it is gone. Choose another one."
    )


class OwnFileBlock(OwnMediaBlock, DocumentChooserBlock):  # type: ignore[misc]
    """A file that this person may use."""

    target_model = Attachment
    refusal = _(
        "This file cannot be used here: it is not yours to use, or it is gone. Choose another one."
    )


def references(block: Block, raw: Any) -> Iterator[Reference]:
    """Every row that a stored stream refers to, from what is stored; no query."""
    if isinstance(block, Referring):
        yield from block.stored_references(raw)
        return
    for child, value in _stored_parts(block, raw):
        yield from references(child, value)


def _stored_parts(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """The blocks inside a stored block, each with what is stored of it."""
    if isinstance(block, StreamBlock):
        kinds = block.child_blocks
        yield from ((kinds[p["type"]], p["value"]) for p in raw or () if p["type"] in kinds)
    elif isinstance(block, ListBlock):
        for part in raw or ():
            # Texts that programs begin hold a list's values without ids.
            has_id = block._item_is_in_block_format(part)
            yield block.child_block, part["value"] if has_id else part
    elif isinstance(block, StructBlock):
        yield from ((child, (raw or {}).get(name)) for name, child in block.child_blocks.items())


class ChoosingWidget(BlockWidget):  # type: ignore[misc]  # Wagtail ships no types
    """Wagtail's widget for a stream, which says to the blocks who fills in the form."""

    def __init__(self, block_def: Block, chooser: Chooser) -> None:
        super().__init__(block_def)
        self.chooser = chooser

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """The stream as it was sent, without what is not the person's to use.

        Raises BadRequest for what no browser sends: Wagtail reads numbers, kinds and JSON of the
        form without looking whether they are there.
        """
        with choosing(self.chooser):
            try:
                return super().value_from_datadict(data, files, name)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                raise BadRequest from error

    def render_with_errors(self, name: str, value: Any, **kwargs: Any) -> SafeString:
        """The element that the browser draws the blocks in."""
        with choosing(self.chooser):
            return super().render_with_errors(name, value, **kwargs)  # type: ignore[no-any-return]


class ChoosingForm:
    """First base of every form of Wagtail's editor with a stream of blocks."""

    fields: dict[str, Any]
    instance: Any
    for_user: User | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        streams = {n: f for n, f in self.fields.items() if isinstance(f, BlockField)}
        standing = {
            reference
            for name, stream in streams.items()
            for reference in self._stored_references(stream.block, getattr(self.instance, name))
        }
        self.chooser = Chooser(self.for_user, frozenset(standing), self.earlier_references)
        for name, stream in streams.items():
            stream.widget = self.stream_widget(name, stream.block)

    @staticmethod
    def _stored_references(block: Block, stream: Any) -> Iterator[Reference]:
        return references(block, block.get_prep_value(stream) if stream else ())

    def stream_widget(self, name: str, block: Block) -> ChoosingWidget:
        """The widget of a stream of blocks."""
        return ChoosingWidget(block, self.chooser)

    def earlier_references(self) -> frozenset[Reference]:
        """What stood in older versions of the text; nothing unless a form says otherwise."""
        return frozenset()

    def full_clean(self) -> None:
        """Check what was sent; blocks that look something up while cleaning know for whom."""
        with choosing(self.chooser):
            super().full_clean()  # type: ignore[misc]  # a mixin before a form
