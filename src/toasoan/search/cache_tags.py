"""Cache tag of pages that show search results."""


def search_tag(agency_id: int) -> str:
    """Shows what a search of this agency's site finds."""
    return f"search:{agency_id}"
