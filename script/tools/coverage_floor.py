"""
Hold every room to the share of its lines and branches that tests have reached before.

The floor stands in ``script/coverage_floor.toml``: percent of lines and of branches by room. It is
measured by ``script/test --coverage`` and only ever rises: ``--raise-floor`` writes what is higher
now, less one percent for lines and branches that generated examples reach by chance.
"""

import json
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOOR = ROOT / "script" / "coverage_floor.toml"
#: Percent kept back when a floor is raised.
ROOM_FOR_CHANCE = 1.0
KINDS = {
    "lines": ("covered_lines", "num_statements"),
    "branches": ("covered_branches", "num_branches"),
}
_HEAD = """\
# Percent of lines and branches that tests reach, by room: a floor that only rises.
# Compared by `script/test --coverage`, raised by `script/test --coverage --raise-floor`.
"""

Shares = dict[str, dict[str, float]]


def check(report: Path, *, raise_floor: bool) -> int:
    """Compare coverage's JSON report with the floor; 1 when a room has sunk or has no floor."""
    measured = shares_of_rooms(json.loads(report.read_text(encoding="utf-8")))
    floor = read_floor()
    if raise_floor:
        write_floor(higher(floor, measured))
        floor = read_floor()
    problems = problems_of(measured, floor)
    print("\n".join(problems) or "Coverage: every room is on its floor or above it.")
    return 1 if problems else 0


def shares_of_rooms(report: dict) -> Shares:  # type: ignore[type-arg]
    """Return percent by room and kind; a room without branches has all of them."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, file in report["files"].items():
        room = room_of(name)
        for count in (name for pair in KINDS.values() for name in pair):
            counts[room][count] += file["summary"][count] if room else 0
    counts.pop("", None)
    return {
        room: {
            kind: 100.0 * found[covered] / found[of] if found[of] else 100.0
            for kind, (covered, of) in KINDS.items()
        }
        for room, found in counts.items()
    }


def room_of(name: str) -> str:
    """Return the room a file lies in; empty for files beside the rooms."""
    below = name.partition("src/toasoan/")[2]
    return below.partition("/")[0] if "/" in below else ""


def problems_of(measured: Shares, floor: Shares) -> list[str]:
    """Name rooms below their floor, rooms without one, and floors without a room."""
    found = []
    for room in sorted(set(measured) | set(floor)):
        if room not in measured:
            found.append(f"{room}: has a floor and nothing was measured")
        elif room not in floor:
            found.append(f"{room}: has no floor yet; script/test --coverage --raise-floor")
        else:
            found += [
                f"{room}: {measured[room][kind]:.1f} % of {kind}, the floor is {least:.1f} %"
                for kind, least in floor[room].items()
                if measured[room][kind] < least
            ]
    return found


def higher(floor: Shares, measured: Shares) -> Shares:
    """Return the floor with what was measured where that is higher; gone rooms are left out."""
    return {
        room: {
            kind: max(floor.get(room, {}).get(kind, 0.0), round(share - ROOM_FOR_CHANCE, 1))
            for kind, share in shares.items()
        }
        for room, shares in sorted(measured.items())
    }


def read_floor() -> Shares:
    """Return percent by room and kind."""
    return tomllib.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.exists() else {}


def write_floor(floor: Shares) -> None:
    """Write the floor, one room a line."""
    lines = [
        f"{room} = {{ lines = {shares['lines']:.1f}, branches = {shares['branches']:.1f} }}"
        for room, shares in sorted(floor.items())
    ]
    FLOOR.write_text(_HEAD + "\n".join(lines) + "\n", encoding="utf-8")
