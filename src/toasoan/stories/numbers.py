"""Numbers of stories and other rows, as addresses and people name them."""

#: No row has an id of more digits; longer ones need not reach the database.
_LONGEST_ID = 18


def row_number(typed: str) -> int | None:
    """The id that these digits are; None for anything that no row can have."""
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST_ID else None


def number_at_end(words: str) -> int | None:
    """The id behind the last hyphen of an address's words, which are for people."""
    return row_number(words.rpartition("-")[2])


def story_number(typed: str) -> int | None:
    """The story that an address or a number names; None for nothing, 0 for no story."""
    words = typed.strip()
    if not words:
        return None
    path = words.partition("#")[0].partition("?")[0]
    return number_at_end(path.rstrip("/").rpartition("/")[2]) or 0
