"""What people type to name a story."""

#: No story has an id of more digits.
_LONGEST_ID = 18


def story_number(typed: str) -> int | None:
    """The story that an address or a number names; None for nothing, 0 for no story."""
    words = typed.strip()
    if not words:
        return None
    path = words.partition("#")[0].partition("?")[0]
    last = path.rstrip("/").rpartition("/")[2].rpartition("-")[2]
    return int(last) if last.isdecimal() and len(last) <= _LONGEST_ID else 0
