"""Pictures: from a drawing in the text to bytes of a kind that is known."""

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from toasoan.intake.docx.model import Crop, IntakeNote
from toasoan.intake.docx.names import MC, PIC, WP, A, O, R, V, W, whole_number
from toasoan.intake.docx.package import Package, PartRelation
from toasoan.intake.docx.seen import Notes, SeenPicture
from toasoan.media.headers import kind_of
from toasoan.vietnamese.cleaning import one_line

# More than any story needs; a file can show one picture a million times for free.
MAX_PICTURES = 100
_TEXT_BOX = f"{W}txbxContent"
_SHOWN = (f"{A}blip", f"{V}imagedata", _TEXT_BOX)
_WORTH_READING = (*_SHOWN, f"{W}t")
# Word fills the description with the file's name or with its own guess.
_USELESS_ALT = re.compile(
    r"\\|\.(jpe?g|png|gif|bmp|tiff?|webp|heic)$|description automatically generated"
    r"|mô tả được tạo tự động|^(picture|image|ảnh|hình ảnh|no description)\s*\d*$",
    re.IGNORECASE,
)
_CROP_UNIT = 100_000
_TURN_UNIT = 60_000


class PictureReader:
    """Finds the pictures that drawings point at; writes a note for each it refuses."""

    def __init__(self, package: Package, part: str, notes: Notes) -> None:
        self._package = package
        self._notes = notes
        self._relations = package.relations(part)
        self._bytes: dict[str, bytes] = {}
        self._count = 0

    def read(self, drawing: etree._Element) -> Iterator[SeenPicture | etree._Element]:
        """Pictures and text box contents of a drawing (or VML picture), in their order."""
        if _is_hidden(drawing):
            return
        floating = _is_floating(drawing)
        found = False
        for element in shown_parts(drawing):
            found = True
            if element.tag == _TEXT_BOX:
                yield element
            elif picture := self._picture(element, drawing, floating=floating):
                yield picture
        if not found and _says_something(drawing):
            self._notes.add(IntakeNote.DRAWING_LEFT_OUT)

    def _picture(
        self, blip: etree._Element, drawing: etree._Element, *, floating: bool
    ) -> SeenPicture | None:
        name = self._part_name(blip)
        if name is None:
            return None
        data = self._data(name)
        content_type = content_type_of(data)
        if content_type is None:
            self._notes.add(IntakeNote.PICTURE_SKIPPED)
            return None
        self._count += 1
        if self._count > MAX_PICTURES:
            self._notes.add(IntakeNote.TOO_MANY_PICTURES)
            return None
        crop = _crop(blip)
        if crop != Crop():
            self._notes.add(IntakeNote.PICTURE_CROPPED)
        filename = posixpath.basename(name)
        alt = _alt(blip, drawing)
        return SeenPicture(data, content_type, filename, alt, floating, crop, _turn(blip))

    def _part_name(self, blip: etree._Element) -> str | None:
        """The part that holds the picture; never an address outside the file."""
        relation = self._relation(blip.get(f"{R}embed") or blip.get(f"{R}id"))
        if relation and not relation.external:
            return relation.target
        linked = blip.get(f"{R}link") or blip.get(f"{R}href") or blip.get(f"{O}href")
        refused = relation is not None or linked
        note = IntakeNote.LINKED_PICTURE_REFUSED if refused else IntakeNote.PICTURE_SKIPPED
        self._notes.add(note)
        return None

    def _relation(self, relation_id: str | None) -> PartRelation | None:
        return self._relations.get(relation_id) if relation_id else None

    def _data(self, name: str) -> bytes:
        if name not in self._bytes:
            self._bytes[name] = self._package.read(name) or b""
        return self._bytes[name]


def content_type_of(data: bytes) -> str | None:
    """The kind of a picture that we can open; None for EMF, WMF, SVG and others."""
    kind = kind_of(data)
    return f"image/{kind.lower()}" if kind else None


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The one version of a ``mc:AlternateContent`` to read: reading both doubles everything."""
    choices = list(alternatives.iterchildren(f"{MC}Choice", f"{MC}Fallback"))
    readable = (choice for choice in choices if _worth_reading(choice))
    return next(readable, choices[0] if choices else None)


def shown_parts(parent: etree._Element) -> Iterator[etree._Element]:
    """Pictures and text boxes below an element, without looking into the boxes."""
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == f"{MC}AlternateContent":
            version = chosen(child)
            if version is not None:
                yield from shown_parts(version)
        elif child.tag in _SHOWN:
            yield child
        else:
            yield from shown_parts(child)


def _worth_reading(choice: etree._Element) -> bool:
    return next(choice.iter(*_WORTH_READING), None) is not None


def _says_something(drawing: etree._Element) -> bool:
    """Whether a drawing is a chart or a diagram, not just lines and arrows."""
    kinds = (data.get("uri", "") for data in drawing.iter(f"{A}graphicData"))
    return any(kind.endswith(("/chart", "/diagram")) for kind in kinds)


def _is_hidden(drawing: etree._Element) -> bool:
    properties = drawing.find(f"*/{WP}docPr")
    return properties is not None and properties.get("hidden") in {"1", "true"}


def _is_floating(drawing: etree._Element) -> bool:
    if drawing.find(f"{WP}anchor") is not None:
        return True
    styles = (shape.get("style", "") for shape in drawing.iter(f"{V}shape", f"{V}group"))
    return any("position:absolute" in style.replace(" ", "") for style in styles)


def _alt(blip: etree._Element, drawing: etree._Element) -> str:
    """The picture's own description before the one of the group it stands in."""
    picture = next(blip.iterancestors(f"{PIC}pic", f"{V}shape"), drawing)
    described = (picture, picture.find(f"{PIC}nvPicPr/{PIC}cNvPr"), drawing.find(f"*/{WP}docPr"))
    texts = (
        one_line(element.get("descr") or element.get("alt") or "")
        for element in described
        if element is not None
    )
    return next((text for text in texts if text and not _USELESS_ALT.search(text)), "")


def _crop(blip: etree._Element) -> Crop:
    parent = blip.getparent()
    cut = None if parent is None else parent.find(f"{A}srcRect")
    if cut is None:
        return Crop()
    # Negative values would add an empty border: nothing is cut then.
    parts = [max(whole_number(cut.get(side), 0), 0) / _CROP_UNIT for side in "ltrb"]
    left, top, right, bottom = parts
    return Crop(*parts) if left + right < 1 and top + bottom < 1 else Crop()


def _turn(blip: etree._Element) -> int:
    """The rotation in degrees clockwise; 0 for angles that are no quarter turn."""
    picture = next(blip.iterancestors(f"{PIC}pic"), None)
    frame = None if picture is None else picture.find(f"{PIC}spPr/{A}xfrm")
    degrees = 0 if frame is None else whole_number(frame.get("rot"), 0) // _TURN_UNIT % 360
    return degrees if degrees % 90 == 0 else 0
