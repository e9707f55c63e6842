"""Outdoor illustrations: gifts, trees, sport, the office, a village by the river."""

from toasoan.demo.drawing import Sheet
from toasoan.demo.figures import (
    CLAPPING,
    REACHING_LEFT,
    REACHING_RIGHT,
    STANDING,
    Pose,
    person,
)


def gifts(sheet: Sheet) -> None:
    """Boxes change hands in a courtyard."""
    sheet.outdoors(640)
    _house(sheet, 120, 640, 560)
    sheet.banner((780, 250, 620, 130))
    sheet.rect((800, 370, 12, 290), sheet.palette.wood_dark)
    sheet.rect((1370, 370, 12, 290), sheet.palette.wood_dark)
    sheet.rect((0, 760, 1600, 307), "#d8c8a6")
    for x in (300, 1290):
        person(sheet, x, 860, 470, CLAPPING)
    person(sheet, 560, 950, 560, REACHING_RIGHT)
    person(sheet, 880, 950, 520, REACHING_LEFT)
    person(sheet, 1110, 940, 500, STANDING)
    _box(sheet, 720, 700, 120, 90)
    for x, y in ((1360, 900), (1450, 900), (1400, 820), (140, 910)):
        _box(sheet, x, y, 110, 84)


def trees(sheet: Sheet) -> None:
    """Volunteers plant young trees on a slope."""
    sheet.outdoors(560)
    sheet.oval((500, 1060), 1100, 380, "#a5b878")
    for x in (90, 1500):
        sheet.tree(x, 640, 1.1)
    for x, base in ((430, 900), (830, 880), (1240, 900)):
        sheet.oval((x, base), 90, 24, "#8a6a48")
        sheet.rect((x - 5, base - 150, 10, 150), sheet.palette.wood_dark)
        for dx, dy in ((-34, -120), (34, -136), (0, -176), (-22, -160)):
            sheet.oval((x + dx, base + dy), 36, 24, sheet.palette.leaf_dark)
    shirt = "#4a7fa5"
    person(sheet, 590, 930, 500, Pose(left=(-0.22, 0.26), cloth=shirt, casual=True))
    person(sheet, 1010, 920, 490, Pose(left=(-0.24, 0.24), cloth=shirt, casual=True))
    person(sheet, 240, 930, 480, Pose(right=(0.26, 0.2), cloth=shirt, casual=True))
    person(sheet, 1410, 940, 480, Pose(left=(-0.22, 0.24), cloth=shirt, casual=True))
    sheet.stroke([(330, 730), (300, 930)], sheet.palette.wood, 12)
    sheet.shape([(280, 920), (326, 924), (306, 976)], "#6b747c")
    sheet.rect((690, 860, 90, 80), "#5f86a0", 10)


def office(sheet: Sheet) -> None:
    """An office building with columns, steps and a flag."""
    colours = sheet.palette
    sheet.outdoors(700)
    sheet.rect((0, 800, 1600, 267), "#cfc6b4")
    sheet.rect((300, 320, 1000, 490), "#f3e6c4")
    sheet.shape([(260, 330), (800, 170), (1340, 330)], colours.accent)
    sheet.dot((800, 268), 40, colours.gold)
    sheet.rect((280, 320, 1040, 26), colours.wood)
    for x in (340, 480, 620, 930, 1070, 1210):
        for y in (390, 560):
            sheet.rect((x, y, 80, 110), "#8fb0c0", 4)
            sheet.rect((x + 36, y, 8, 110), "#f8f1de")
    for x in (700, 760, 830, 890):
        sheet.rect((x - 10, 360, 26, 450), "#fffaf0")
    sheet.rect((748, 600, 104, 210), colours.wood_dark)
    sheet.banner((640, 372, 320, 74))
    for step in range(3):
        sheet.rect((640 - step * 40, 800 + step * 22, 320 + step * 80, 24), "#e9dfca")
    sheet.rect((168, 240, 12, 640), "#b9bdc0")
    sheet.rect((180, 250, 180, 116), colours.accent)
    sheet.star((270, 308), 36)
    for x, size in ((90, 1.1), (1430, 1.3), (1540, 1)):
        sheet.tree(x, 860, size)
    for x in (470, 560, 1080, 1180):
        sheet.oval((x, 850), 60, 34, colours.leaf_dark)


def village(sheet: Sheet) -> None:
    """Houses, fields and a boat by a river."""
    sheet.outdoors(520)
    _house(sheet, 150, 560, 330)
    _house(sheet, 620, 580, 380)
    _house(sheet, 1130, 560, 320)
    for x, size in ((70, 1), (540, 0.8), (1080, 0.9), (1530, 1.1)):
        sheet.tree(x, 600, size)
    river = [(0, 760), (500, 720), (1050, 760), (1600, 710), (1600, 960), (0, 1000)]
    sheet.shape([(float(x), float(y)) for x, y in river], "#9cc3cf")
    for x, y in ((220, 820), (760, 860), (1280, 800), (500, 920)):
        sheet.rect((x, y, 150, 8), "#c6dfe5", 4)
    sheet.shape([(880, 830), (1180, 830), (1130, 884), (930, 884)], sheet.palette.wood_dark)
    sheet.shape([(960, 830), (1000, 770), (1080, 770), (1110, 830)], sheet.palette.wood)
    sheet.shape([(0, 1000), (1600, 950), (1600, 1067), (0, 1067)], "#8fae62")
    for place in range(22):
        x = 30 + place * 74
        sheet.stroke([(x, 1060), (x + 10, 1010)], sheet.palette.leaf_dark, 8)


def sports(sheet: Sheet) -> None:
    """A friendly match over a net."""
    sheet.outdoors(560)
    for x in (120, 330, 1290, 1490):
        sheet.tree(x, 590, 0.9)
    sheet.shape([(180, 640), (1420, 640), (1600, 1067), (0, 1067)], "#c9825a")
    for line in (
        [(300, 660), (1300, 660), (1330, 668), (270, 668)],
        [(150, 980), (1450, 980), (1460, 992), (140, 992)],
        [(795, 640), (805, 640), (812, 1067), (788, 1067)],
    ):
        sheet.shape([(float(x), float(y)) for x, y in line], "#f5efe2")
    sheet.rect((786, 460, 20, 470), "#46505a")
    for row in range(6):
        sheet.rect((700, 480 + row * 26, 192, 4), "#f5efe2")
    for column in range(8):
        sheet.rect((700 + column * 27, 480, 4, 134), "#f5efe2")
    sheet.rect((690, 470, 212, 14), "#f5efe2", 4)
    red, blue = "#b9474a", "#3f6f96"
    person(
        sheet, 560, 900, 470, Pose(left=(-0.14, -0.22), right=(0.16, -0.24), cloth=red, casual=True)
    )
    person(sheet, 300, 960, 480, Pose(right=(0.24, 0.04), cloth=red, casual=True))
    person(
        sheet, 1040, 900, 460, Pose(left=(-0.2, -0.16), right=(0.12, 0.2), cloth=blue, casual=True)
    )
    person(sheet, 1310, 950, 480, Pose(left=(-0.24, 0.06), cloth=blue, casual=True))
    sheet.dot((720, 400), 38, "#fbf8f0")
    sheet.dot((710, 392), 16, sheet.palette.gold)


def handshake(sheet: Sheet) -> None:
    """Two people shake hands, colleagues look on."""
    sheet.outdoors(640)
    sheet.rect((180, 120, 1240, 540), "#f3e6c4")
    for x in (240, 420, 600, 920, 1100, 1280):
        sheet.rect((x, 200, 110, 190), "#8fb0c0", 4)
        sheet.rect((x + 50, 200, 10, 190), "#f8f1de")
    sheet.rect((150, 100, 1300, 34), sheet.palette.wood)
    sheet.banner((620, 30, 360, 90))
    sheet.rect((0, 720, 1600, 347), "#d9cfba")
    for x in (300, 460, 1150, 1310):
        person(sheet, x, 870, 500, CLAPPING)
    person(sheet, 660, 970, 640, Pose(right=(0.135, 0.2)))
    person(sheet, 940, 970, 630, Pose(left=(-0.135, 0.205)))
    sheet.plant(130, 930, 1.2)
    sheet.plant(1480, 930, 1.2)


def inspection(sheet: Sheet) -> None:
    """Officers with folders walk along a yard and note what they see."""
    colours = sheet.palette
    sheet.outdoors(640)
    sheet.rect((60, 200, 1480, 480), "#e9dfc8")
    sheet.rect((40, 176, 1520, 40), colours.wood_dark)
    for x in (140, 430, 1000, 1290):
        sheet.rect((x, 330, 170, 350), "#7c8f86", 6)
        sheet.rect((x + 30, 370, 110, 90), "#c9d8d4")
        for bar in range(4):
            sheet.rect((x + 44 + bar * 26, 370, 8, 90), "#56645f")
    sheet.banner((650, 290, 300, 90))
    sheet.rect((0, 680, 1600, 387), "#d3c7ae")
    for x, height in ((460, 560), (720, 590), (980, 560), (1220, 540)):
        person(sheet, x, 960, height, Pose(left=(0.05, 0.2), right=(0.02, 0.2)))
        sheet.rect((x - 42, 960 - height * 0.6, 84, 62), colours.accent, 6)
        sheet.rect((x - 32, 968 - height * 0.6, 64, 44), "#fbf8f0")
    sheet.plant(180, 900, 1.1)
    sheet.plant(1450, 900, 1.1)


def _house(sheet: Sheet, left: float, base: float, width: float) -> None:
    tall = width * 0.42
    sheet.rect((left, base - tall, width, tall + 30), "#f1e3c6")
    roof = [(left - 40, base - tall), (left + width / 2, base - tall * 1.85)]
    sheet.shape([*roof, (left + width + 40, base - tall)], "#b0603f")
    sheet.rect((left + width * 0.42, base - tall * 0.7, width * 0.17, tall * 0.7 + 30), "#7f5535")
    for share in (0.13, 0.7):
        sheet.rect((left + width * share, base - tall * 0.66, width * 0.17, tall * 0.36), "#8fb0c0")


def _box(sheet: Sheet, x: float, y: float, width: float, height: float) -> None:
    sheet.rect((x - width / 2, y - height / 2, width, height), sheet.palette.accent, 6)
    sheet.rect((x - 9, y - height / 2, 18, height), sheet.palette.gold)
    sheet.rect((x - width / 2, y - 8, width, 16), sheet.palette.gold)
