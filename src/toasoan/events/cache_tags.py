"""Cache tags of pages that show events (see `page_cache.cache_tags`)."""


def event_tag(event_id: int) -> str:
    """Tag of pages that show this event, or that it does not exist."""
    return f"event:{event_id}"


def events_tag(agency_id: int) -> str:
    """Tag of pages that show which events there are and in what order."""
    return f"events:{agency_id}"
