"""Pictures for tests."""

import random

from PIL import Image


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """A picture in which no two places are alike, always the same one."""
    bands = len(Image.new(mode, (1, 1)).getbands())
    return Image.frombytes(mode, (width, height), random.Random(7).randbytes(width * height * bands))  # noqa: S311
