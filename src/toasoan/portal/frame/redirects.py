"""Leading on to another address."""

from django.http import HttpRequest


def with_query(request: HttpRequest, address: str) -> str:
    """The address with the query of the request: who came with one arrives with it.

    When the answer is kept, the page store adds what it had cut off (`page_cache.answers`).
    """
    query = request.META.get("QUERY_STRING", "")
    return f"{address}?{query}" if query and "?" not in address else address
