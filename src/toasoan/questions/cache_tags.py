"""Cache tags of pages that show public answers (see `page_cache.cache_tags`)."""


def answer_tag(question_id: int) -> str:
    """Tag of pages that show this public answer, or that it is not there."""
    return f"answer:{question_id}"


def answers_tag(agency_id: int) -> str:
    """Tag of pages that show which public answers there are, and fields and places to go to."""
    return f"answers:{agency_id}"
