"""Keys of pages: a key names one address with one query, and no other one can mean the same.

The path comes decoded from the server, so it may hold any sign, `?` included: joined with a query
as it is, `/tim-kiem/%3Fq=abc` without a query would be the key of `/tim-kiem/?q=abc`.
"""


def address_key(scheme: str, host: str, path: str) -> str:
    """The key of an address without a query, from a host that is ours and a decoded path."""
    return f"{scheme}://{host}{path.replace('%', '%25').replace('?', '%3F')}"


def query_key(address: str, query: str) -> str:
    """The key of an address (`address_key`) with a query that is encoded; "" is none."""
    return f"{address}?{query}" if query else address


def address_of(key: str) -> str:
    """The key of the same address without its query."""
    return key.partition("?")[0]


def query_of(key: str) -> str:
    """The query of the address; "" when it has none."""
    return key.partition("?")[2]


def has_query(key: str) -> bool:
    """Whether the key is that of an address with a query."""
    return "?" in key
