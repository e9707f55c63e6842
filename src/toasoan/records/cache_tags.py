"""Cache tags of pages that show official documents (see `page_cache.cache_tags`)."""


def document_tag(document_id: int) -> str:
    """Tag of pages that show this document, or that it is not there."""
    return f"document:{document_id}"


def documents_tag(agency_id: int) -> str:
    """Tag of pages that show which documents there are and in what order."""
    return f"documents:{agency_id}"
