"""Pictures for tests."""

import random

from PIL import Image


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture in which no two places are alike, always the same one."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    numbers = random.Random(7)  # noqa: S311  # always the same numbers
    return Image.frombytes(mode, (width, height), numbers.randbytes(width * height * bands))
