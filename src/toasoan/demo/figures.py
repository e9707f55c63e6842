"""The people in the demo's pictures: standing, seated, seen from behind."""

from dataclasses import dataclass

from toasoan.demo.drawing import Point, Sheet


@dataclass(frozen=True)
class Pose:
    """How somebody stands; hands are offsets from the shoulders in heights of the figure."""

    left: Point = (-0.12, 0.34)
    right: Point = (0.12, 0.34)
    seated: bool = False
    long_hair: bool | None = None
    cloth: str = ""
    casual: bool = False


STANDING = Pose()
SEATED = Pose(left=(-0.06, 0.26), right=(0.06, 0.26), seated=True)
REACHING_RIGHT = Pose(right=(0.3, 0.2))
REACHING_LEFT = Pose(left=(-0.3, 0.2))
SPEAKING = Pose(right=(0.24, 0.06))
CLAPPING = Pose(left=(0.0, 0.17), right=(0.0, 0.17))


def person(sheet: Sheet, x: float, base: float, height: float, pose: Pose = STANDING) -> None:
    """Somebody from the front; `base` is the floor, or the table's edge for a seated figure."""
    cloth = pose.cloth or sheet.suit()
    skin = sheet.skin()
    long_hair = sheet.chance(0.45) if pose.long_hair is None else pose.long_hair
    head = height * 0.085
    full = height if not pose.seated else height * 0.55
    top = base - full
    shoulder = top + head * 2.5
    waist = shoulder + height * 0.34
    if not pose.seated:
        _legs(sheet, x, waist - height * 0.04, base, height)
    hair = sheet.hair()
    if long_hair:
        sheet.rect((x - head * 1.12, top + head * 0.5, head * 2.24, head * 2.5), hair, head)
    sheet.rect((x - head * 0.36, top + head * 1.5, head * 0.72, head * 1.3), skin)
    _torso(sheet, (x, shoulder), min(waist, base), height, cloth)
    if not pose.casual:
        _collar(sheet, (x, shoulder), height, cloth)
    for side, hand in ((-1, pose.left), (1, pose.right)):
        _arm(sheet, (x + side * height * 0.1, shoulder + height * 0.045), hand, height, cloth, skin)
    _head(sheet, (x, top + head), head, skin, hair)


def _legs(sheet: Sheet, x: float, top: float, base: float, height: float) -> None:
    dark = "#2c3442"
    for side in (-1, 1):
        sheet.rect(
            (x + side * height * 0.05 - height * 0.042, top, height * 0.084, base - top), dark
        )
        sheet.oval((x + side * height * 0.058, base), height * 0.055, height * 0.02, "#22242a")


def _torso(sheet: Sheet, neck: Point, bottom: float, height: float, cloth: str) -> None:
    x, shoulder = neck
    wide = height * 0.125
    sheet.rect((x - wide, shoulder, 2 * wide, bottom - shoulder), cloth, height * 0.05)
    if bottom - shoulder > height * 0.1:
        sheet.rect((x - wide * 0.94, bottom - height * 0.06, wide * 1.88, height * 0.06), cloth)


def _collar(sheet: Sheet, neck: Point, height: float, cloth: str) -> None:
    x, shoulder = neck
    light = "#fbf9f4" if cloth not in {"#f4f1ea", "#f6f4ef", "#f5f0e6"} else "#dbe3ea"
    collar = height * 0.045
    sheet.shape(
        [(x - collar, shoulder), (x + collar, shoulder), (x, shoulder + height * 0.13)], light
    )
    sheet.shape(
        [
            (x - collar * 0.3, shoulder + 4),
            (x + collar * 0.3, shoulder + 4),
            (x, shoulder + height * 0.11),
        ],
        sheet.palette.accent,
    )


def _arm(sheet: Sheet, shoulder: Point, hand: Point, height: float, cloth: str, skin: str) -> None:
    sx, sy = shoulder
    tip = (sx + hand[0] * height, sy + hand[1] * height)
    side = 1 if hand[0] >= 0 else -1
    elbow = (sx + hand[0] * height * 0.42 + side * 0.02 * height, sy + hand[1] * height * 0.62)
    shade = _darker(cloth)
    sheet.stroke([(sx, sy), elbow, tip], shade, height * 0.062)
    sheet.dot(elbow, height * 0.031, shade)
    sheet.dot(tip, height * 0.034, skin)


def _head(sheet: Sheet, centre: Point, radius: float, skin: str, hair: str) -> None:
    x, y = centre
    sheet.dot((x, y - radius * 0.12), radius * 1.08, hair)
    sheet.oval((x, y + radius * 0.2), radius * 0.86, radius * 0.92, skin)
    sheet.oval((x - radius * 0.3, y - radius * 0.62), radius * 0.78, radius * 0.42, hair)
    sheet.oval((x + radius * 0.42, y - radius * 0.6), radius * 0.6, radius * 0.36, hair)


def behind(sheet: Sheet, x: float, base: float, size: float, cloth: str = "") -> None:
    """Head and shoulders of somebody who sits with the back to us."""
    cloth = cloth or sheet.suit()
    hair = sheet.hair()
    sheet.rect((x - size * 0.5, base - size * 0.72, size, size * 1.1), cloth, size * 0.3)
    sheet.rect((x - size * 0.14, base - size * 0.95, size * 0.28, size * 0.4), sheet.skin())
    sheet.oval((x, base - size * 1.12), size * 0.27, size * 0.33, hair)
    if sheet.chance(0.4):
        sheet.rect((x - size * 0.25, base - size * 1.1, size * 0.5, size * 0.6), hair, size * 0.18)


def audience(sheet: Sheet, rows: int, top: float, *, cloth: str = "") -> None:
    """Rows of listeners from behind, larger towards us."""
    for row in range(rows):
        size = 118 + row * 38
        base = top + row * 118
        shift = (row % 2) * size * 0.6
        count = int(1800 / (size * 1.28))
        for place in range(count):
            x = place * size * 1.28 + shift - 40 + sheet.rng.uniform(-6, 6)
            behind(sheet, x, base, size, cloth)
            sheet.rect(
                (x - size * 0.56, base - size * 0.28, size * 1.12, size * 0.9),
                sheet.palette.wood if row % 2 else sheet.palette.wood_dark,
                size * 0.12,
            )


def _darker(colour: str) -> str:
    channels = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(channel * 0.88):02x}" for channel in channels)
