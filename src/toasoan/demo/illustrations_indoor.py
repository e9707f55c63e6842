"""Indoor illustrations: meetings, court, classroom, desks."""

from toasoan.demo.drawing import Sheet
from toasoan.demo.figures import (
    CLAPPING,
    REACHING_LEFT,
    REACHING_RIGHT,
    SEATED,
    SPEAKING,
    STANDING,
    Pose,
    audience,
    person,
)

ROBE = "#23262e"
WHITE_COAT = "#fbfaf6"


def hall(sheet: Sheet) -> None:
    """A meeting hall: a speaker at the lectern, rows of listeners."""
    sheet.room(640)
    sheet.curtain((430, 30, 740, 500))
    sheet.rect((330, 560, 940, 90), sheet.palette.wood)
    sheet.rect((330, 560, 940, 16), sheet.palette.gold)
    speaker = sheet.rng.choice((560, 620, 980))
    person(sheet, speaker, 640, 400, SPEAKING)
    _lectern(sheet, speaker, 640)
    sheet.plant(380, 650, 0.9)
    sheet.plant(1220, 650, 0.9)
    audience(sheet, 3, 810)


def party(sheet: Sheet) -> None:
    """A ceremony before a red curtain: one speaks, others stand in a row."""
    sheet.room(720)
    sheet.curtain((260, 20, 1080, 600))
    sheet.rect((260, 620, 1080, 14), sheet.palette.gold)
    for place in range(5):
        person(sheet, 640 + place * 150, 860, 430, STANDING)
    person(sheet, 400, 880, 470, SPEAKING)
    _lectern(sheet, 400, 890)
    sheet.flowers(400, 676, 0.9)
    sheet.plant(150, 930, 1.2)
    sheet.plant(1480, 930, 1.2)


def court(sheet: Sheet) -> None:
    """A court in session: three at the bench, one stands to speak, listeners behind."""
    colours = sheet.palette
    sheet.room(600)
    sheet.rect((520, 30, 560, 420), colours.wood_dark, 12)
    sheet.dot((800, 170), 74, colours.gold)
    sheet.dot((800, 170), 58, colours.accent)
    sheet.star((800, 172), 44)
    for x in (640, 800, 960):
        sheet.rect((x - 62, 250, 124, 220), colours.wood, 24)
        person(sheet, x, 480, 380, Pose(seated=True, cloth=ROBE, left=SEATED.left))
    sheet.rect((480, 440, 640, 190), colours.wood)
    sheet.rect((460, 424, 680, 28), colours.wood_dark, 6)
    for x in (540, 700, 860, 1020):
        sheet.rect((x - 36, 480, 90, 120), colours.wood_dark, 6)
    person(sheet, 270, 720, 420, SPEAKING)
    sheet.rect((120, 560, 330, 180), colours.wood)
    sheet.rect((104, 546, 362, 24), colours.wood_dark, 6)
    person(sheet, 1340, 600, 400, SEATED)
    sheet.rect((1160, 560, 330, 180), colours.wood)
    sheet.rect((1144, 546, 362, 24), colours.wood_dark, 6)
    person(sheet, 800, 830, 360, Pose(cloth="#8a97a5"))
    sheet.rect((690, 690, 220, 20), colours.wood_dark, 6)
    for x in (700, 800, 890):
        sheet.rect((x, 700, 14, 130), colours.wood_dark)
    audience(sheet, 2, 960)


def classroom(sheet: Sheet) -> None:
    """A talk in a school: a speaker before the board, listeners in white shirts."""
    sheet.room(660)
    sheet.window(70, 120)
    sheet.window(1310, 120)
    sheet.rect((380, 70, 840, 430), sheet.palette.wood, 8)
    sheet.rect((402, 92, 796, 386), "#3d6a58")
    for line, length in enumerate((420, 340, 380)):
        sheet.rect((460, 150 + line * 74, length, 14), "#dfe9dd", 6)
    sheet.dot((1040, 290), 82, "#e9efe4")
    sheet.shape([(1040, 290), (1040, 208), (1118, 316)], sheet.palette.gold)
    from_left, from_right = Pose(right=(0.28, -0.1)), Pose(left=(-0.28, -0.1))
    side, pose = sheet.rng.choice(((560, from_left), (920, from_right)))
    person(sheet, side, 690, 450, pose)
    sheet.plant(1240, 690)
    audience(sheet, 3, 830, cloth="#f7f6f1")


def table(sheet: Sheet) -> None:
    """A working meeting around a long table."""
    sheet.room(620)
    sheet.window(110, 110)
    sheet.window(1260, 110)
    sheet.banner((520, 90, 560, 150))
    for x, height in ((470, 430), (630, 430), (800, 460), (970, 430), (1130, 430)):
        person(sheet, x, 640, height, SEATED)
    sheet.shape([(330, 600), (1270, 600), (1530, 900), (70, 900)], sheet.palette.wood)
    sheet.shape([(70, 900), (1530, 900), (1530, 960), (70, 960)], sheet.palette.wood_dark)
    sheet.flowers(800, 690, 1.1)
    for x, y in ((560, 660), (1040, 660), (480, 790), (1120, 790), (800, 820)):
        sheet.shape([(x - 50, y), (x + 50, y), (x + 62, y + 46), (x - 62, y + 46)], "#fbf8f0")
        sheet.dot((x + 90, y + 26), 13, "#dfeaf0")
    for x in (200, 1400):
        person(sheet, x, 900, 560, SEATED)
    sheet.shape([(40, 860), (340, 860), (380, 1067), (0, 1067)], sheet.palette.wood_dark)
    sheet.shape([(1260, 860), (1560, 860), (1600, 1067), (1220, 1067)], sheet.palette.wood_dark)


def signing(sheet: Sheet) -> None:
    """Two sign papers at a table, colleagues look on."""
    sheet.room(700)
    sheet.curtain((340, 20, 920, 420))
    for x in (430, 580, 1020, 1170):
        person(sheet, x, 800, 470, CLAPPING)
    person(sheet, 800, 790, 480, CLAPPING)
    for x in (640, 960):
        person(sheet, x, 740, 520, SEATED)
    sheet.rect((440, 690, 720, 230), "#2f5d50", 8)
    sheet.rect((420, 674, 760, 34), "#3d7364", 8)
    for x in (640, 960):
        sheet.shape([(x - 70, 660), (x + 50, 660), (x + 70, 690), (x - 60, 690)], "#fbf8f0")
        sheet.stroke([(x + 20, 676), (x + 52, 636)], "#2c3442", 7)
    sheet.flowers(800, 682, 1.2)
    sheet.plant(250, 900, 1.2)
    sheet.plant(1370, 900, 1.2)


def documents(sheet: Sheet) -> None:
    """Somebody reads files at a desk before full shelves."""
    colours = sheet.palette
    sheet.room(760)
    tints = (colours.accent, "#3f6b8a", colours.leaf_dark, colours.gold, "#7b6a86")
    for top in (70, 235, 400, 565):
        for left, right in ((90, 480), (1120, 1490)):
            x = float(left)
            while x < right:
                width = sheet.rng.uniform(26, 52)
                tall = sheet.rng.uniform(96, 134)
                sheet.rect((x, top + 140 - tall, width, tall), sheet.rng.choice(tints), 4)
                sheet.rect((x + width * 0.25, top + 160 - tall, width * 0.5, 24), "#f3ecdd")
                x += width + 4
            sheet.rect((left - 20, top + 140, right - left + 80, 18), colours.wood_dark)
    sheet.window(680, 110, 270, 300)
    person(sheet, 760, 760, 620, Pose(seated=True, left=(-0.02, 0.24), right=(0.14, 0.22)))
    _desk(sheet, 300, 740, 1000)
    sheet.shape([(680, 690), (880, 690), (900, 745), (660, 745)], "#fbf8f0")
    for pile in range(6):
        sheet.rect((380 + pile % 2 * 8, 712 - pile * 26, 190, 24), tints[pile % 5], 4)
        sheet.rect((1040 - pile % 2 * 8, 712 - pile * 20, 170, 18), "#f1e8d6", 3)


def computer(sheet: Sheet) -> None:
    """Two colleagues before a screen with charts."""
    sheet.room(740)
    sheet.window(1220, 110, 270, 330)
    sheet.rect((120, 110, 420, 280), "#fbf8f0", 10)
    for bar, tall in enumerate((80, 130, 105, 170)):
        sheet.rect((170 + bar * 68, 350 - tall, 40, tall), "#5f86a0", 4)
    sheet.rect((442, 150, 40, 200), sheet.palette.accent, 4)
    person(sheet, 560, 760, 600, SEATED)
    person(sheet, 1080, 940, 640, REACHING_LEFT)
    _desk(sheet, 260, 750, 720)
    sheet.rect((700, 520, 330, 210), "#28323c", 12)
    sheet.rect((716, 534, 298, 170), "#dfeaf0")
    for line in range(4):
        sheet.rect((736, 556 + line * 34, 150 + line % 2 * 60, 14), "#7fa0b5", 5)
    sheet.dot((960, 650), 36, sheet.palette.gold)
    sheet.rect((840, 730, 50, 24), "#28323c")
    sheet.rect((520, 726, 160, 20), "#46505a", 6)
    sheet.plant(150, 960, 1.2)


def reception(sheet: Sheet) -> None:
    """An officer at a counter listens to a citizen."""
    colours = sheet.palette
    sheet.room(720)
    sheet.rect((560, 80, 480, 260), "#fbf8f0", 10)
    for line in range(5):
        sheet.rect((600, 118 + line * 42, 400 - line % 2 * 120, 14), "#9fb3bf", 5)
    sheet.window(120, 110)
    person(sheet, 560, 730, 560, SEATED)
    sheet.rect((340, 690, 560, 270), colours.wood)
    sheet.rect((320, 670, 600, 34), colours.wood_dark, 8)
    sheet.shape([(620, 646), (740, 646), (760, 672), (610, 672)], "#fbf8f0")
    sheet.flowers(420, 672, 0.9)
    person(sheet, 1060, 960, 600, REACHING_LEFT)
    for x in (1270, 1420):
        sheet.rect((x, 760, 120, 130), "#5f86a0", 16)
        sheet.rect((x, 880, 120, 26), "#46647a", 8)
        sheet.rect((x + 14, 900, 12, 80), "#46505a")
        sheet.rect((x + 94, 900, 12, 80), "#46505a")
    sheet.plant(190, 960, 1.3)


def blood(sheet: Sheet) -> None:
    """A blood donation: a donor rests, a nurse attends."""
    sheet.rect((0, 0, 1600, 1067), "#e9f1f0")
    sheet.rect((0, 740, 1600, 340), "#cfdcd9")
    sheet.window(1180, 110, 300, 320)
    sheet.dot((390, 230), 120, "#fbf8f0")
    sheet.dot((362, 212), 36, sheet.palette.accent)
    sheet.dot((418, 212), 36, sheet.palette.accent)
    sheet.shape([(330, 226), (450, 226), (390, 300)], sheet.palette.accent)
    sheet.rect((300, 800, 760, 60), "#46647a", 26)
    sheet.shape([(300, 800), (200, 600), (290, 590), (420, 800)], "#5f86a0")
    for x in (380, 960):
        sheet.rect((x, 850, 20, 130), "#46505a")
    sheet.rect((500, 720, 520, 84), "#2c3442", 40)
    sheet.shape([(300, 640), (400, 610), (560, 730), (540, 804), (400, 804)], "#f4f1ea")
    sheet.dot((318, 575), 58, sheet.skin())
    sheet.shape([(262, 570), (290, 516), (350, 518), (372, 556), (320, 540)], sheet.hair())
    sheet.stroke([(430, 690), (560, 750), (680, 716)], sheet.skin(), 34)
    sheet.stroke([(680, 716), (760, 780), (800, 690)], sheet.palette.accent, 6)
    sheet.rect((796, 420, 12, 560), "#8fa3a8")
    sheet.rect((770, 620, 64, 90), sheet.palette.accent, 14)
    person(sheet, 1010, 960, 640, Pose(left=(-0.28, 0.22), cloth=WHITE_COAT, long_hair=True))
    person(sheet, 1320, 960, 600, Pose(cloth=WHITE_COAT))


def flowers(sheet: Sheet) -> None:
    """A bouquet is handed over before a curtain."""
    sheet.room(740)
    sheet.curtain((220, 20, 1160, 560))
    for x in (330, 1270, 1420):
        person(sheet, x, 880, 500, CLAPPING)
    person(sheet, 620, 950, 640, REACHING_RIGHT)
    person(sheet, 1000, 950, 620, Pose(left=(-0.26, 0.16), long_hair=True))
    sheet.shape([(770, 640), (850, 640), (816, 760)], sheet.palette.leaf_dark)
    for dx, dy, tint in (
        (-46, -20, "#e79aa0"),
        (0, -48, "#d9686b"),
        (46, -20, "#f0c35e"),
        (-22, 10, "#f5efe2"),
        (24, 12, "#d9686b"),
    ):
        sheet.dot((810 + dx, 620 + dy), 34, tint)
    sheet.plant(140, 980, 1.2)


def desk(sheet: Sheet) -> None:
    """Somebody writes at a desk by the window."""
    sheet.room(760)
    sheet.window(260, 100, 420, 430)
    sheet.rect((940, 160, 460, 20), sheet.palette.wood_dark)
    sheet.rect((940, 360, 460, 20), sheet.palette.wood_dark)
    tints = (sheet.palette.accent, "#3f6b8a", sheet.palette.leaf_dark, sheet.palette.gold)
    for row in (160, 360):
        for book in range(10):
            tall = sheet.rng.uniform(70, 120)
            sheet.rect((950 + book * 44, row - tall, 36, tall), sheet.rng.choice(tints), 4)
    person(sheet, 820, 770, 640, Pose(seated=True, left=(-0.02, 0.22), right=(0.12, 0.22)))
    _desk(sheet, 260, 750, 1080)
    sheet.shape([(720, 706), (900, 706), (926, 752), (706, 752)], "#fbf8f0")
    sheet.stroke([(890, 730), (930, 680)], "#2c3442", 8)
    sheet.rect((1120, 560, 16, 190), "#46505a")
    sheet.shape([(1060, 580), (1090, 500), (1170, 500), (1200, 580)], sheet.palette.gold)
    sheet.rect((1080, 740, 100, 14), "#46505a", 6)
    for pile in range(4):
        sheet.rect((380, 724 - pile * 28, 200, 26), tints[pile], 4)


def _lectern(sheet: Sheet, x: float, base: float) -> None:
    wide = sheet.palette.wood
    sheet.shape([(x - 74, base - 200), (x + 74, base - 200), (x + 58, base), (x - 58, base)], wide)
    sheet.rect((x - 86, base - 216, 172, 24), sheet.palette.wood_dark, 6)
    sheet.star((x, base - 110), 30)


def _desk(sheet: Sheet, left: float, top: float, width: float) -> None:
    sheet.rect((left, top, width, 34), sheet.palette.wood_dark, 8)
    sheet.rect((left + 20, top + 34, width - 40, 260), sheet.palette.wood)
    sheet.rect((left + 60, top + 74, 220, 60), sheet.palette.wood_dark, 6)


def man(sheet: Sheet) -> None:
    """Head and shoulders of a man; drawn for an upright sheet."""
    _portrait(sheet, long_hair=False)


def woman(sheet: Sheet) -> None:
    """Head and shoulders of a woman; drawn for an upright sheet."""
    _portrait(sheet, long_hair=True)


def _portrait(sheet: Sheet, *, long_hair: bool) -> None:
    sheet.rect((0, 0, 1600, 1067), sheet.palette.wall)
    sheet.rect((0, 700, 1600, 367), sheet.palette.panel)
    cloth, skin, hair = sheet.suit(), sheet.skin(), sheet.hair()
    if long_hair:
        sheet.rect((470, 250, 660, 420), hair, 300)
    sheet.rect((250, 690, 1100, 420), cloth, 260)
    sheet.rect((680, 520, 240, 210), skin)
    sheet.shape([(620, 690), (980, 690), (800, 900)], "#fbf9f4")
    sheet.shape([(760, 705), (840, 705), (820, 900), (780, 900)], sheet.palette.accent)
    sheet.oval((800, 350), 320, 240, hair)
    sheet.oval((800, 410), 260, 200, skin)
    sheet.oval((700, 250), 220, 80, hair)
    sheet.oval((930, 250), 170, 72, hair)
