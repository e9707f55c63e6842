"""Cache tags of pages that show what must be public (see `page_cache.cache_tags`)."""


def public_items_tag(agency_id: int) -> str:
    """Tag of pages that show the list of what must be public."""
    return f"public-items:{agency_id}"
