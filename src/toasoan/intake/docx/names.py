"""Names of the elements and attributes we read, as lxml spells them."""

_OFFICE = "http://schemas.openxmlformats.org"
W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
A = f"{{{_OFFICE}/drawingml/2006/main}}"
WP = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
PIC = f"{{{_OFFICE}/drawingml/2006/picture}}"
M = f"{{{_OFFICE}/officeDocument/2006/math}}"
MC = f"{{{_OFFICE}/markup-compatibility/2006}}"
PACKAGE = f"{{{_OFFICE}/package/2006/relationships}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix Word itself uses


def whole_number(text: str | None, default: int) -> int:
    """The number an attribute holds; Word never writes more than ten digits, so longer is wrong."""
    if text is None or len(text) > 10:  # noqa: PLR2004
        return default
    try:
        return int(text)
    except ValueError:
        return default
