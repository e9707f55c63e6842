"""A small drawing sheet for the demo's flat pictures: shapes, people, furniture.

Coordinates are those of a sheet 1600 × 1067; the sheet draws at twice the size asked for and
halves it at the end, which smooths every edge.
"""

from dataclasses import dataclass
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

Point = tuple[float, float]

SHEET_WIDTH = 1600
SHEET_HEIGHT = 1067

_SKINS = ("#e8b48c", "#dba27a", "#f0c3a0", "#cf9670")
_HAIRS = ("#2b2523", "#3a2f2a", "#1f1d20", "#4a423d")


@dataclass(frozen=True)
class SheetColours:
    """Colours that belong together."""

    wall: str
    panel: str
    floor: str
    wood: str
    wood_dark: str
    accent: str
    gold: str
    leaf: str
    leaf_dark: str
    sky: str
    hill: str
    suits: tuple[str, ...]


PALETTES: tuple[SheetColours, ...] = (
    SheetColours(
        wall="#efe6d8",
        panel="#e4d7c3",
        floor="#c9b393",
        wood="#a8744a",
        wood_dark="#7f5535",
        accent="#b3282d",
        gold="#e3b04b",
        leaf="#6f9a5a",
        leaf_dark="#4d7a45",
        sky="#d5e6ea",
        hill="#9dbb97",
        suits=("#2f3e57", "#44566f", "#6b7f95", "#f4f1ea", "#394b45"),
    ),
    SheetColours(
        wall="#e3ebee",
        panel="#d0dde2",
        floor="#b3bfc4",
        wood="#96704f",
        wood_dark="#6d4f38",
        accent="#a62b35",
        gold="#dfb65e",
        leaf="#5f9480",
        leaf_dark="#3f7262",
        sky="#cfe3f0",
        hill="#8fb3a8",
        suits=("#26425c", "#3d5f7d", "#7591a8", "#f6f4ef", "#51484f"),
    ),
    SheetColours(
        wall="#f0e9dc",
        panel="#dfe3d4",
        floor="#bcae93",
        wood="#b0814f",
        wood_dark="#80592f",
        accent="#ad3a2f",
        gold="#e6bd63",
        leaf="#86a05a",
        leaf_dark="#5f7d42",
        sky="#e7ead9",
        hill="#a9bd8d",
        suits=("#37475c", "#55627a", "#8596a3", "#f5f0e6", "#5c4a3f"),
    ),
)


class Sheet:
    """A sheet to draw on, with the palette and the random generator of one picture."""

    def __init__(self, seed: int, width: int, height: int) -> None:
        """Prepare an empty sheet of `width` × `height` pixels in the end."""
        self.rng = Random(seed * 7919)  # noqa: S311  # pictures, not secrets
        self.palette = PALETTES[seed % len(PALETTES)]
        self._across = 2 * width / SHEET_WIDTH
        self._down = 2 * height / SHEET_HEIGHT
        self._image = Image.new("RGB", (2 * width, 2 * height), self.palette.wall)
        self._pen = ImageDraw.Draw(self._image)

    def rect(self, box: tuple[float, float, float, float], fill: str, round_: float = 0) -> None:
        """A rectangle given by left, top, width and height."""
        left, top, width, height = box
        area = (
            left * self._across,
            top * self._down,
            (left + width) * self._across,
            (top + height) * self._down,
        )
        if round_:
            self._pen.rounded_rectangle(area, round_ * self._across, fill=fill)
        else:
            self._pen.rectangle(area, fill=fill)

    def oval(self, centre: Point, across: float, down: float, fill: str) -> None:
        """An ellipse by its centre and half-axes."""
        x, y = centre
        self._pen.ellipse(
            (
                (x - across) * self._across,
                (y - down) * self._down,
                (x + across) * self._across,
                (y + down) * self._down,
            ),
            fill=fill,
        )

    def dot(self, centre: Point, radius: float, fill: str) -> None:
        """A circle."""
        self.oval(centre, radius, radius, fill)

    def shape(self, points: list[Point], fill: str) -> None:
        """A polygon."""
        self._pen.polygon([(x * self._across, y * self._down) for x, y in points], fill=fill)

    def stroke(self, points: list[Point], fill: str, thick: float) -> None:
        """A line with round ends and joints."""
        scaled = [(x * self._across, y * self._down) for x, y in points]
        self._pen.line(scaled, fill=fill, width=round(thick * self._across), joint="curve")
        for x, y in (points[0], points[-1]):
            self.dot((x, y), thick / 2, fill)

    def jpeg(self) -> bytes:
        """The finished picture."""
        file = BytesIO()
        self._image.reduce(2).save(file, "JPEG", quality=82)
        return file.getvalue()

    def suit(self) -> str:
        """A colour for somebody's clothes."""
        return self.rng.choice(self.palette.suits)

    def room(self, horizon: float = 700) -> None:
        """A wall with panels and a floor below the horizon."""
        colours = self.palette
        for x in range(0, SHEET_WIDTH, 400):
            self.rect((x + 20, 40, 360, horizon - 90), colours.panel, 6)
        self.rect((0, horizon - 28, SHEET_WIDTH, 28), colours.wood)
        self.rect((0, horizon, SHEET_WIDTH, SHEET_HEIGHT - horizon), colours.floor)

    def outdoors(self, horizon: float = 620) -> None:
        """Sky, two rows of hills, grass."""
        colours = self.palette
        self.rect((0, 0, SHEET_WIDTH, SHEET_HEIGHT), colours.sky)
        self.dot((1320, 170), 70, "#f6e3ae")
        self.oval((380, horizon + 60), 640, 260, colours.hill)
        self.oval((1280, horizon + 80), 700, 210, colours.leaf)
        self.rect((0, horizon, SHEET_WIDTH, SHEET_HEIGHT - horizon), "#b9c790")

    def plant(self, x: float, base: float, size: float = 1) -> None:
        """A pot with leaves."""
        colours = self.palette
        for lean in (-70, -36, 0, 36, 70):
            tip = (x + lean * size, base - (210 - abs(lean) * 0.7) * size)
            middle = (x + lean * 0.3 * size, base - 110 * size)
            self.stroke([(x, base - 60 * size), middle, tip], colours.leaf_dark, 16 * size)
            self.oval(tip, 20 * size, 32 * size, colours.leaf)
        pot = [(-44, -72), (44, -72), (32, 0), (-32, 0)]
        self.shape([(x + dx * size, base + dy * size) for dx, dy in pot], "#b5653f")

    def flowers(self, x: float, base: float, size: float = 1) -> None:
        """A low arrangement for a table."""
        self.oval((x, base - 12 * size), 60 * size, 16 * size, self.palette.leaf_dark)
        for place, tint in enumerate(("#d9686b", "#f0c35e", "#e79aa0", "#f5efe2", "#d9686b")):
            lift = 34 if place % 2 else 24
            self.dot((x + (place - 2) * 24 * size, base - lift * size), 17 * size, tint)

    def star(self, centre: Point, radius: float) -> None:
        """A five-pointed star in gold."""
        outer = ((0, -1), (0.951, -0.309), (0.588, 0.809), (-0.588, 0.809), (-0.951, -0.309))
        inner = ((0.225, -0.309), (0.363, 0.118), (0, 0.382), (-0.363, 0.118), (-0.225, -0.309))
        points: list[Point] = []
        for (ox, oy), (ix, iy) in zip(outer, inner, strict=True):
            points.append((centre[0] + ox * radius, centre[1] + oy * radius))
            points.append((centre[0] + ix * radius, centre[1] + iy * radius))
        self.shape(points, self.palette.gold)

    def banner(self, box: tuple[float, float, float, float]) -> None:
        """A red cloth with gold lines where a real one has its words."""
        left, top, width, height = box
        self.rect(box, self.palette.accent, 8)
        for share, thick, margin in ((0.3, 0.16, 0.16), (0.6, 0.1, 0.28)):
            inset = width * margin
            line = (left + inset, top + height * share, width - 2 * inset, height * thick)
            self.rect(line, self.palette.gold, 6)

    def curtain(self, box: tuple[float, float, float, float]) -> None:
        """A stage curtain in soft folds with a star."""
        left, top, width, height = box
        self.rect(box, self.palette.accent)
        folds = 9
        for fold in range(0, folds, 2):
            self.rect((left + width / folds * fold, top, width / folds, height), "#9c2228")
        self.star((left + width * 0.5, top + height * 0.34), height * 0.17)

    def window(self, left: float, top: float, width: float = 230, height: float = 300) -> None:
        """A window with a view of the sky."""
        self.rect((left - 12, top - 12, width + 24, height + 24), "#faf7f0", 6)
        self.rect((left, top, width, height), self.palette.sky)
        edge = ((0, 0.8), (0.22, 0.72), (0.5, 0.76), (0.78, 0.64), (1, 0.7), (1, 1), (0, 1))
        self.shape([(left + x * width, top + y * height) for x, y in edge], self.palette.hill)
        self.rect((left, top + height, width, 24), "#faf7f0")
        self.rect((left + width / 2 - 5, top, 10, height), "#faf7f0")
        self.rect((left, top + height / 2 - 5, width, 10), "#faf7f0")

    def tree(self, x: float, base: float, size: float = 1) -> None:
        """A round tree."""
        colours = self.palette
        self.rect((x - 12 * size, base - 130 * size, 24 * size, 130 * size), colours.wood_dark)
        self.dot((x, base - 210 * size), 100 * size, colours.leaf_dark)
        self.dot((x - 46 * size, base - 170 * size), 70 * size, colours.leaf)
        self.dot((x + 40 * size, base - 190 * size), 74 * size, colours.leaf)

    def chance(self, share: float) -> bool:
        """True for the given share of calls, at random."""
        return self.rng.random() < share

    def skin(self) -> str:
        """A colour of skin."""
        return self.rng.choice(_SKINS)

    def hair(self) -> str:
        """A colour of hair."""
        return self.rng.choice(_HAIRS)
