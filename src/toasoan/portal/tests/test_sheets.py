"""Style sheets of parts of the site, which a page may load before or after the site's own."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "static" / "portal"
ORDER = "@layer reset, base, components, utilities;"


@pytest.mark.parametrize(
    "sheet", sorted(FOLDER.glob("*.css")), ids=lambda sheet: sheet.name.removesuffix(".css")
)
def test_no_sheet_changes_the_order_of_the_layers_by_coming_first(sheet):
    text = sheet.read_text(encoding="utf-8")
    layer = text.find("@layer")

    assert layer == -1 or text[layer:].startswith(ORDER)
