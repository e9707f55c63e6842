"""Packages that make themselves known by lying in their place."""

from pathlib import Path


def newsroom_packages(package: Path) -> list[str]:
    """Names of the newsroom's apps: every package of `toasoan/newsroom` that has an `apps.py`.

    `package` is the folder of `toasoan`. In alphabetical order; a new screen package is installed
    without being listed anywhere.
    """
    return [
        f"toasoan.newsroom.{config.parent.name}"
        for config in sorted((package / "newsroom").glob("*/apps.py"))
    ]
