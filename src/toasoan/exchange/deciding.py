"""What the desk does with what partners handed in: takes it over, declines it, has seen it."""

import datetime as dt
from collections.abc import Callable
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _

from toasoan.accounts.models import User
from toasoan.editorial.actions import NewStory, begin_story
from toasoan.exchange.messages import Shape
from toasoan.exchange.models import (
    TEXT_LENGTH,
    Handover,
    HandoverPhoto,
    HandoverPurpose,
    HandoverState,
    PhotoState,
    ReplyKind,
)
from toasoan.exchange.queries import withdrawn_by_sender, words_now
from toasoan.exchange.receiving import reply
from toasoan.refusals import Problem, RefusedError, refuse
from toasoan.stories.models import BylineRole, Section, Story
from toasoan.stories.paragraphs import quoted
from toasoan.stories.raw_body import RawBody
from toasoan.units.models import Unit
from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.shortening import shortened

#: A block of a body as the editor keeps it: its kind and its raw value.
Block = tuple[str, object]


@transaction.atomic
def take_over(
    handover_id: int, *, unit: Unit, section: Section | None, actor: User, now: dt.datetime
) -> Story:
    """Make a draft of the unit from the latest words that the partner sent.

    It goes the way of every story from there. The partner is told that it was taken over. Raises
    RefusedError, also while photos are still on their way.
    """
    handover = _waiting(handover_id)
    photos = list(handover.photos.all())
    refuse(_against(handover, photos, unit, section))
    latest = words_now(handover)
    words = latest.content
    own_photos = {p.order: p for p in latest.photos.all() if p.picture_id is not None}
    new = NewStory(
        texts={
            "headline": shortened(latest.headline, _most("headline")),
            "standfirst": words["standfirst"]
            if len(words["standfirst"]) <= _most("standfirst")
            else shortened(words["standfirst"], _most("standfirst")),
            "source_line": handover.partner.name,
        },
        body=body_of([*_cut_off(latest.headline, words), *words["blocks"]], own_photos),
        bylines=tuple((name, BylineRole.WORDS) for name in map(one_line, words["bylines"]) if name),
        section=section,
    )
    story = begin_story(new, unit=unit, actor=actor, now=now)
    handover.story = story
    _decide(handover, HandoverState.TAKEN_OVER, actor=actor, now=now)
    reply(handover, ReplyKind.ACCEPTED, now=now)
    return story


@transaction.atomic
def decline(handover_id: int, *, reason: str, actor: User, now: dt.datetime) -> Handover:
    """Do not use it; the partner reads the reason. Raises RefusedError."""
    handover = _waiting(handover_id)
    if not (words := one_line(reason)[:TEXT_LENGTH]):
        message = _("Write down the reason; the other agency reads it.")
        raise RefusedError(Problem("no-reason", message, field="reason"))
    handover.reason = words
    _decide(handover, HandoverState.DECLINED, actor=actor, now=now)
    reply(handover, ReplyKind.DECLINED, now=now, content={"note": words})
    return handover


@transaction.atomic
def mark_seen(notice_id: int, *, actor: User, now: dt.datetime) -> Handover:
    """The desk knows of a correction or a take-down. Raises RefusedError."""
    notice = _locked(notice_id)
    if notice.purpose == HandoverPurpose.STORY or notice.state != HandoverState.WAITING:
        raise RefusedError(Problem("state", _("Somebody has seen to it already.")))
    _decide(notice, HandoverState.SEEN, actor=actor, now=now)
    return notice


def _against(
    handover: Handover, photos: list[HandoverPhoto], unit: Unit, section: Section | None
) -> list[Problem]:
    found = []
    if withdrawn_by_sender(handover):
        message = _("The other agency has taken this story down. It cannot be taken over.")
        found.append(Problem("withdrawn", message))
    if any(photo.state == PhotoState.WAITING for photo in photos):
        message = _("Photos are still being fetched. Try again in a minute.")
        found.append(Problem("photos", message))
    if unit.agency_id != handover.agency_id:
        found.append(Problem("foreign-unit", _("Choose a unit of the agency."), field="unit"))
    if section is not None and section.agency_id != handover.agency_id:
        message = _("Choose a section of the agency.")
        found.append(Problem("foreign-section", message, field="section"))
    return found


def body_of(blocks: list[Shape], photos: dict[int, HandoverPhoto]) -> tuple[Block, ...]:
    """The partner's blocks as those of the editor; a photo that could not be had is left out."""
    body = RawBody()
    for block in blocks:
        if block["kind"] == "table":
            body.table([block["headings"], *block["rows"]], block["caption"])
        elif block["kind"] != "picture":
            body.text(_TEXTS[block["kind"]](block))
        elif (photo := photos.get(block["picture"])) is not None:
            body.block("picture", _photo(photo))
    return body.blocks()


def _cut_off(headline: str, words: Shape) -> list[Shape]:
    """A headline or standfirst that is longer than ours may be, whole, as paragraphs."""
    texts = {"headline": headline, "standfirst": words["standfirst"]}
    long = (text for name, text in texts.items() if len(text) > _most(name))
    return [{"kind": "paragraph", "words": text} for text in long]


def _photo(photo: HandoverPhoto) -> Shape:
    return {
        "picture": photo.picture_id,
        "caption": photo.caption,
        "credit": photo.credit,
        "alternative_text": shortened(photo.alternative_text or photo.caption, 255),
    }


def _paragraph(block: Shape) -> str:
    return f"<p>{_lines(block['words'])}</p>"


def _heading(block: Shape) -> str:
    return f"<h2>{escape(one_line(block['words']))}</h2>"


def _list(block: Shape) -> str:
    tag = "ol" if block["ordered"] else "ul"
    items = "".join(f"<li>{_lines(item)}</li>" for item in block["items"])
    return f"<{tag}>{items}</{tag}>"


def _quote(block: Shape) -> str:
    return quoted(block["words"], one_line(block["speaker"]))


def _link(block: Shape) -> str:
    return f"<p>{escape(': '.join(filter(None, (block['title'], block['address']))))}</p>"


def _lines(words: str) -> str:
    return "<br/>".join(escape(line) for line in words.splitlines())


#: Kind of a partner's block that is text → its markup.
_TEXTS: dict[str, Callable[[Shape], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "list": _list,
    "quote": _quote,
    "link": _link,
}


def _most(name: str) -> int:
    return int(Story._meta.get_field(name).max_length)


def _locked(handover_id: int) -> Handover:
    return (
        Handover.objects.select_for_update(of=("self",))
        .select_related("partner", "agency")
        .get(pk=handover_id)
    )


def _waiting(handover_id: int) -> Handover:
    """A story that waits for the desk, locked. Raises RefusedError."""
    handover = _locked(handover_id)
    if handover.purpose != HandoverPurpose.STORY or handover.state != HandoverState.WAITING:
        raise RefusedError(Problem("state", _("Somebody has decided about it already.")))
    return handover


def _decide(handover: Handover, state: HandoverState, *, actor: User, now: dt.datetime) -> None:
    handover.state, handover.decided_by, handover.decided_at = state, actor, now
    handover.save()
