"""Cache tags of pages that show numbers."""


def counter_tag(agency_id: int) -> str:
    """For pages that show the site's counter or what is read most."""
    return f"counter:{agency_id}"
