"""SVG as PNG, drawn by typst with the font that is shipped: no font of the machine is looked at."""

import typst

from toasoan.printing.fonts import fonts

_POINTS_PER_INCH = 72


def png(svg: str, width: int) -> bytes:
    """The drawing as PNG of so many pixels from left to right, on white; the same bytes each time.

    Raises ValueError for what typst cannot draw.
    """
    source = (
        f"#set page(width: {width}pt, height: auto, margin: 0pt)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    try:
        drawn = typst.compile(
            source.encode(),
            format="png",
            ppi=_POINTS_PER_INCH,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs={"svg": svg},
        )
    except typst.TypstError as error:
        raise ValueError(f"The drawing cannot be read: {error.message}") from error
    return bytes(drawn)
