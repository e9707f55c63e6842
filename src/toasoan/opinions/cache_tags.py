"""Cache tags of pages that show what readers think (see `page_cache.cache_tags`)."""


def score_tag(story_id: int) -> str:
    """Tag of pages that show the score of this story, or that it is not rated."""
    return f"score:{story_id}"


def scores_tag(agency_id: int) -> str:
    """Tag of what is remembered of the agency's switches and scores; no page carries it."""
    return f"scores:{agency_id}"


def asking_tag(agency_id: int) -> str:
    """Tag of pages that ask readers for an opinion, or do not."""
    return f"asking:{agency_id}"


def poll_tag(poll_id: int) -> str:
    """Tag of pages that show this poll, or that it does not exist."""
    return f"poll:{poll_id}"


def polls_tag(agency_id: int) -> str:
    """Tag of pages that show which polls there are and in what order."""
    return f"polls:{agency_id}"
