"""The word by which public pages say that they show what a search finds."""


def search_word(agency_id: int) -> str:
    """Shows what a search of this agency's site finds."""
    return f"search:{agency_id}"
