"""Every kind of public page in the Nu HTML checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.people import Office
from tests.browser.reading import kinds_of_pages

pytestmark = pytest.mark.browser

JAR = Path(__file__).parents[2] / "bench/web/node_modules/vnu-jar/build/dist/vnu.jar"


def test_no_public_page_has_an_error_in_its_markup(office: Office, tmp_path: Path) -> None:
    java = shutil.which("java")
    if java is None or not JAR.exists():
        pytest.skip("the HTML checker is not installed: script/bootstrap --ci installs it")
    pages = kinds_of_pages(office)
    for number, (_address, markup) in enumerate(pages):
        (tmp_path / f"{number}.html").write_text(markup, encoding="utf-8")

    checked = subprocess.run(  # noqa: S603
        [java, "-jar", str(JAR), "--format", "json", "--stdout", str(tmp_path)],
        capture_output=True, text=True, timeout=180, check=False,
    )  # fmt: skip

    found = [
        (pages[int(Path(message["url"]).stem)][0], message["message"], message.get("extract"))
        for message in json.loads(checked.stdout)["messages"]
    ]
    assert len(pages) >= 8
    assert found == []
