"""The words by which public pages say which events they show (see `page_cache`)."""


def event_word(event_id: int) -> str:
    """Shows this event, or that it is not there."""
    return f"event:{event_id}"


def events_word(agency_id: int) -> str:
    """Shows which events there are and in what order."""
    return f"events:{agency_id}"
