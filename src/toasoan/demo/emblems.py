"""Made-up emblems of the software that the demo's site leads to."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from toasoan.media.decoding import clean_picture
from toasoan.media.reading import NewPicture

_SIZE = 320
_COLOURS = ("#8b1318", "#26425c", "#3f6b4f", "#7f5535")


def emblem(letters: str) -> NewPicture:
    """A round emblem with two letters. Nobody sent it, so it needs no process of its own."""
    image = Image.new("RGB", (_SIZE, _SIZE), "#ffffff")
    pen = ImageDraw.Draw(image)
    pen.ellipse((8, 8, _SIZE - 8, _SIZE - 8), fill=_COLOURS[sum(letters.encode()) % len(_COLOURS)])
    font = ImageFont.load_default(size=130)
    pen.text((_SIZE / 2, _SIZE / 2), letters, font=font, fill="#ffffff", anchor="mm")
    file = BytesIO()
    image.save(file, "PNG")
    content = file.getvalue()
    return NewPicture(
        content=content, clean=clean_picture(content), filename=f"{letters.lower()}.png"
    )
