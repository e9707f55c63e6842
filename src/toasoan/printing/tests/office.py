"""LibreOffice as the reader of what we write: one run for all files of one kind."""

import os
import shutil
import subprocess

import pytest

from toasoan.printing.fonts import FOLDER

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not installed (script/bootstrap --ci brings it)"
)


#: Times New Roman is drawn with the shipped font, which is as wide; nothing of the machine counts.
FONTS = f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig><dir>{FOLDER}</dir><cachedir>cache</cachedir>
<alias binding="same"><family>Times New Roman</family><prefer><family>Tinos</family></prefer></alias>
</fontconfig>"""


def converted(folder, files, kind):
    """The files, given as bytes by their names, read by LibreOffice and written as that kind."""
    (folder / "out").mkdir()
    (folder / "fonts.conf").write_text(FONTS.replace("cache<", f"{folder}/cache<"))
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(  # noqa: S603
        [
            OFFICE, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
            "--outdir", str(folder / "out"), *(str(folder / name) for name in files),
        ],
        check=True, capture_output=True, timeout=90,
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf"), "HOME": str(folder)},
    )  # fmt: skip
    return {
        name: (folder / "out" / f"{name.rpartition('.')[0]}.{kind}").read_bytes() for name in files
    }
