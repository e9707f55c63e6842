"""A text cut to a length: behind a word, with a sign that there was more."""

_TRAILING = ' ,;:.–—-(“"'


def shortened(text: str, most: int) -> str:
    """The text on one line in at most so many characters.

    >>> shortened("Đoàn công tác đã đến làm việc.", 20)
    'Đoàn công tác đã…'
    >>> shortened("Ngắn  thôi.", 20)
    'Ngắn thôi.'

    A single word that is longer is cut inside.
    """
    words = " ".join(text.split())
    if len(words) <= most:
        return words
    whole_words = words[:most].rpartition(" ")[0] or words[: most - 1]
    return f"{whole_words.rstrip(_TRAILING) or words[: most - 1]}…"
