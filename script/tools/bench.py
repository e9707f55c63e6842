"""Run measurements: each module of ``bench/`` has a docstring and a ``main()``."""

import ast
import importlib
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "bench"


def benches() -> dict[str, str]:
    """Return the names of the measurements, each with the first line of its docstring."""
    return {
        path.stem: (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").split("\n")[0]
        for path in sorted(FOLDER.glob("*.py"))
        if not path.stem.startswith("_")
    }


def main() -> int:
    """List the measurements, or run those named one after the other."""
    known, asked = benches(), sys.argv[1:]
    if unknown := [name for name in asked if name not in known]:
        print(f"Unknown: {', '.join(unknown)}", file=sys.stderr)
        return 2
    if not asked:
        print("\n".join(f"{name:<16}{line}" for name, line in known.items()) or "Nothing yet.")
    sys.path.insert(0, str(ROOT))
    for name in asked:
        print(f"== {name}", flush=True)
        began = time.monotonic()
        importlib.import_module(f"bench.{name}").main()
        print(f"   ({time.monotonic() - began:.1f} s)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
