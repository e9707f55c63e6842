"""Registers what parts of the portal add to pages: the module `hooks` of each part that has one."""

from importlib import import_module
from pathlib import Path

for _module in sorted(Path(__file__).parent.glob("*/hooks.py")):
    import_module(f"toasoan.portal.{_module.parent.name}.hooks")
