"""Cache tags of pages that show work schedules (see `page_cache.cache_tags`)."""


def schedules_tag(agency_id: int) -> str:
    """Tag of pages that show which schedules there are, or one of them."""
    return f"schedules:{agency_id}"
