"""Numbers of stories and other rows, as addresses and people name them."""

#: No row has an id of more digits; longer ones need not reach the database.
_LONGEST_ID = 18


def row_number(typed: str) -> int | None:
    """The id written by these digits; None unless they are digits, 18 at most."""
    return int(typed) if typed.isdecimal() and len(typed) <= _LONGEST_ID else None


def number_at_end(slug: str) -> int | None:
    """The id behind the last hyphen of an address; None when there is none."""
    return row_number(slug.rpartition("-")[2])


def story_number(typed: str) -> int | None:
    """The story id in a typed address or number; None for an empty text, 0 for no story."""
    words = typed.strip()
    if not words:
        return None
    path = words.partition("#")[0].partition("?")[0]
    return number_at_end(path.rstrip("/").rpartition("/")[2]) or 0
