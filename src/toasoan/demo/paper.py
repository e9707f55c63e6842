"""A sheet of paper as a PDF, for files that stories offer."""

from io import BytesIO

from PIL import Image, ImageDraw

_A4 = (1240, 1754)


def paper(title: str) -> bytes:
    """One page that looks like a document; its words are lines, its name is `title`."""
    sheet = Image.new("RGB", _A4, "#ffffff")
    pen = ImageDraw.Draw(sheet)
    pen.rectangle((120, 150, 520, 166), fill="#443f38")
    pen.rectangle((760, 150, 1120, 166), fill="#443f38")
    pen.rectangle((300, 300, 940, 330), fill="#8b1318")
    for row in range(38):
        end = 1120 if row % 6 != 5 else 700  # noqa: PLR2004  # the last line of a paragraph
        pen.rectangle((120, 420 + row * 30, end, 428 + row * 30), fill="#b9b2a7")
    file = BytesIO()
    sheet.save(file, "PDF", title=title, resolution=150)
    return file.getvalue()
