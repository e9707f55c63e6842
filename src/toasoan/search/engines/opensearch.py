"""OpenSearch (also Elasticsearch 7 and later) over its plain HTTP interface.

The index holds words only, cut and folded by us: texts, cards and the right to be shown stay in
the database. Every request has a short limit; whatever goes wrong means "away".
"""

import base64
import json
from collections.abc import Iterable
from typing import Any
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import Request, urlopen

from toasoan.search.engines.interface import EngineAwayError
from toasoan.search.matching import Choice, Match, Phrase, Stretch
from toasoan.search.models import Document

#: Readers wait for this one; the worker's are longer.
_SECONDS_OF_A_SEARCH = 2
_SECONDS_OF_A_CHANGE = 30
_WORDS = {"type": "text", "analyzer": "whitespace", "norms": False}
_INDEX = {
    "settings": {
        "number_of_shards": 1,
        # As in the databases: the newest first, and the walk stops when there is enough.
        "sort.field": "place",
        "sort.order": "desc",
    },
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "place": {"type": "long"},
            "folded": _WORDS,
            "exact": _WORDS,
            "index_tags": {"type": "keyword"},
        },
    },
}
_NOT_FOUND = 404
_JSON = "application/json"
_LINES = "application/x-ndjson"


class OpenSearchEngine:
    """One index behind an alias, as `https://user:password@host:9200/alias`."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.alias = parts.path.strip("/") or "toasoan"
        host = parts.hostname or ""
        host = f"[{host}]" if ":" in host else host
        self.server = f"{parts.scheme}://{host}{f':{parts.port}' if parts.port else ''}"
        self._headers = {}
        if parts.username:
            known = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            self._headers["Authorization"] = f"Basic {base64.b64encode(known).decode()}"

    def newest(self, match: Match, stretch: Stretch) -> list[int]:
        """The numbers of the newest documents that match, newest first."""
        body = {
            "query": {"bool": _conditions(match, stretch)},
            "sort": [{"place": "desc"}],
            "size": stretch.limit,
            "track_total_hits": False,
            "_source": False,
        }
        answer = self._ask("POST", f"/{self.alias}/_search", body, seconds=_SECONDS_OF_A_SEARCH)
        try:
            return [int(hit["_id"]) for hit in answer["hits"]["hits"]]
        except (KeyError, TypeError, ValueError) as error:
            raise EngineAwayError("OpenSearch gave an answer that is none.") from error

    def is_ready(self) -> bool:
        """Whether the server answers and there is an index to ask. Raises EngineAwayError."""
        return bool(self._ask("GET", f"/_alias/{self.alias}", may_be_missing=True))

    def make_index(self, name: str) -> None:
        """Make an empty index; nobody asks it before `use_index`."""
        self._ask("PUT", f"/{name}", _INDEX)

    def write(
        self, documents: Iterable[Document], gone: Iterable[int] = (), *, index: str = ""
    ) -> None:
        """Write these documents and take those out; into the alias unless an index is named."""
        lines: list[Any] = []
        for document in documents:
            lines += [{"index": {"_id": str(document.place)}}, _source(document)]
        lines += [{"delete": {"_id": str(place)}} for place in gone]
        if not lines:
            return
        # Without an alias the server would make an index of its own guesses.
        where = f"/{index}/_bulk" if index else f"/{self.alias}/_bulk?require_alias=true"
        answer = self._ask("POST", where, lines)
        for item in answer.get("items", []):
            for action, done in item.items():
                refused = done.get("status", 200) >= 300  # noqa: PLR2004
                if refused and not (action == "delete" and done["status"] == _NOT_FOUND):
                    raise EngineAwayError("OpenSearch refused a change.")

    def use_index(self, name: str) -> None:
        """Let this index be asked from now on, and delete those that came before it."""
        self._ask("POST", f"/{name}/_refresh")
        there = self._ask("GET", f"/{self.alias}-*/_settings", may_be_missing=True)
        others = [other for other in there if other != name]
        actions = [{"add": {"index": name, "alias": self.alias}}]
        actions += [{"remove_index": {"index": other}} for other in others]
        self._ask("POST", "/_aliases", {"actions": actions})

    def _ask(
        self, method: str, path: str, body: Any = None, *,
        seconds: int = _SECONDS_OF_A_CHANGE, may_be_missing: bool = False,
    ) -> dict[str, Any]:  # fmt: skip
        lines = body if isinstance(body, list) else [body]
        content = "".join(json.dumps(line) + "\n" for line in lines).encode() if body else None
        kind = _LINES if isinstance(body, list) else _JSON
        request = Request(  # noqa: S310  # the setting allows http and https only
            self.server + path,
            data=content,
            method=method,
            headers={**self._headers, "Content-Type": kind},
        )
        try:
            with urlopen(request, timeout=seconds) as answer:  # noqa: S310
                found = json.load(answer)
        except (URLError, OSError, ValueError) as error:
            if may_be_missing and getattr(error, "code", 0) == _NOT_FOUND:
                return {}
            # Neither the address nor the words that were searched for belong into a log.
            raise EngineAwayError(f"OpenSearch does not answer: {type(error).__name__}.") from error
        return found if isinstance(found, dict) else {}


def _source(document: Document) -> dict[str, Any]:
    return {
        "place": document.place,
        "folded": document.folded,
        "exact": document.exact,
        "index_tags": document.index_tags.split(),
    }


def _conditions(match: Match, stretch: Stretch) -> dict[str, Any]:
    exact = _phrases("exact", match.exact)
    required = [
        *_phrases("folded", match.folded),
        *({"term": {"index_tags": tag}} for tag in match.index_tags),
        *(_one_of("folded", choice) for choice in match.any_folded),
        *(_one_of("index_tags", choice) for choice in match.any_tags),
        *(_one_of("exact", choice) for choice in match.any_exact),
    ]
    excluded = [*_phrases("folded", match.without), *_phrases("exact", match.without_exact)]
    if match.wants_exact:
        required += exact
    elif exact:
        excluded.append({"bool": {"filter": exact}})
    bounds = {"gte": stretch.low} | ({} if stretch.high is None else {"lt": stretch.high})
    return {"filter": [*required, {"range": {"place": bounds}}], "must_not": excluded}


def _one_of(field: str, choice: Choice) -> dict[str, Any]:
    ways = [{"bool": {"filter": _phrases(field, way)}} for way in choice]
    return {"bool": {"should": ways, "minimum_should_match": 1}}


def _phrases(field: str, phrases: tuple[Phrase, ...]) -> list[dict[str, Any]]:
    if field == "index_tags":
        return [{"term": {field: tag}} for (tag,) in phrases]
    return [{"match_phrase": {field: " ".join(phrase)}} for phrase in phrases]
