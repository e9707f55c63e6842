"""Names of what is counted; the numbers are the measure "views" of `figures`."""

_STORY = "story:"


def views_of_story(story_id: int) -> str:
    """The name under which the page store counts views of a story's page."""
    return f"{_STORY}{story_id}"


def story_of(name: str) -> int | None:
    """The story whose views have this name; None for another name."""
    kind, _, number = name.partition(":")
    return int(number) if f"{kind}:" == _STORY and number.isdecimal() else None
