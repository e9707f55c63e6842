"""A small server that answers as OpenSearch does, for what we ask of it and nothing else.

Whatever it does not know is refused with 400, so a question that the real server would not
understand either cannot pass unnoticed.
"""

import base64
import fnmatch
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

USER, PASSWORD = "toasoan", "mật khẩu"


class RefusedError(Exception):
    def __init__(self, status, reason=""):
        self.status, self.reason = status, reason


class OpenSearch:
    """Indexes, aliases and the state of the machine."""

    def __init__(self):
        self.indexes, self.aliases, self.requests = {}, {}, []
        self.is_broken = False

    def of(self, name):
        """The index of this name or alias."""
        name = self.aliases.get(name, name)
        if name not in self.indexes:
            raise RefusedError(404, "index_not_found_exception")
        return self.indexes[name]

    def answer(self, method, path, query, body):
        parts = path.strip("/").split("/")
        match (method, parts):
            case ("GET", ["_alias", alias]):
                return {self.aliases[alias]: {"aliases": {alias: {}}}}
            case ("GET", [pattern, "_settings"]):
                return {name: {} for name in self.indexes if fnmatch.fnmatch(name, pattern)}
            case ("POST", ["_aliases"]):
                self._change_aliases(json.loads(body))
            case ("POST", [name, "_bulk"]):
                return self._bulk(name, query, body)
            case ("POST", [name, "_search"]):
                return self._search(self.of(name), json.loads(body))
            case ("POST", [name, "_refresh"]):
                self.of(name)
            case ("PUT", [name]) if not name.startswith("_"):
                self._make(name, json.loads(body))
            case _:
                raise RefusedError(400, f"no handler found for {method} {path}")
        return {"acknowledged": True}

    def _make(self, name, definition):
        if name in self.indexes or name != name.lower():
            raise RefusedError(400, "resource_already_exists_exception")
        fields = definition["mappings"]["properties"]
        assert definition["mappings"]["dynamic"] == "strict"
        assert definition["settings"]["sort.field"] in fields
        for field in fields.values():
            assert field["type"] in {"text", "keyword", "long"}
            assert field.get("analyzer", "whitespace") == "whitespace"
        self.indexes[name] = {"fields": fields, "rows": {}}

    def _change_aliases(self, change):
        for action in change["actions"]:
            match action:
                case {"add": {"index": index, "alias": alias}}:
                    self.of(index)
                    self.aliases[alias] = index
                case {"remove_index": {"index": index}}:
                    del self.indexes[index]
                case _:
                    raise RefusedError(400)

    def _bulk(self, name, query, body):
        if query.get("require_alias") == ["true"] and name not in self.aliases:
            raise RefusedError(404, "index_not_found_exception")
        index = self.of(name)
        lines = [json.loads(line) for line in body.decode().splitlines()]
        items = []
        while lines:
            ((action, where),) = lines.pop(0).items()
            pk = where["_id"]
            if action == "delete":
                status = 200 if index["rows"].pop(pk, None) else 404
            else:
                row = lines.pop(0)
                if row.keys() - index["fields"].keys():
                    raise RefusedError(400, "strict_dynamic_mapping_exception")
                status = 200 if pk in index["rows"] else 201
                index["rows"][pk] = row
            items.append({action: {"_id": pk, "status": status}})
        return {"errors": False, "items": items}

    def _search(self, index, search):
        if search.keys() - {"query", "sort", "size", "track_total_hits", "_source"}:
            raise RefusedError(400, "parsing_exception")
        ((field, order),) = search["sort"][0].items()
        rows = [(pk, row) for pk, row in index["rows"].items()
                if self._holds(index, row, search["query"])]  # fmt: skip
        rows.sort(key=lambda pair: pair[1][field], reverse=order == "desc")
        hits = [{"_id": pk, "_score": None, "sort": [row[field]]} for pk, row in rows]
        return {"timed_out": False, "hits": {"hits": hits[: search.get("size", 10)]}}

    def _holds(self, index, row, query):
        match query:
            case {"bool": {"should": ways, "minimum_should_match": 1, **parts}}:
                assert not parts
                return any(self._holds(index, row, way) for way in ways)
            case {"bool": parts}:
                if parts.keys() - {"filter", "must_not"}:
                    raise RefusedError(400, "unknown field in bool")
                return all(self._holds(index, row, one) for one in parts["filter"]) and not any(
                    self._holds(index, row, one) for one in parts.get("must_not", [])
                )
            case {"match_phrase": condition}:
                ((field, text),) = condition.items()
                assert index["fields"][field]["type"] == "text"
                words, phrase = row[field].split(), text.split()
                return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))
            case {"term": condition}:
                ((field, text),) = condition.items()
                assert index["fields"][field]["type"] == "keyword"
                return text in row[field]
            case {"range": condition}:
                ((field, bounds),) = condition.items()
                assert index["fields"][field]["type"] == "long"
                assert not bounds.keys() - {"gte", "lt"}
                high = bounds.get("lt", float("inf"))
                return bounds.get("gte", 0) <= row[field] < high
        raise RefusedError(400, f"unknown query {query}")


@contextmanager
def running():
    """The server on this machine; gives it and its address."""
    machine = OpenSearch()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self):
            length = int(self.headers.get("Content-Length") or 0)
            body, parts = self.rfile.read(length), urlsplit(self.path)
            machine.requests.append(f"{self.command} {parts.path}")
            known = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            status, answer = 200, {}
            if machine.is_broken:
                status = 503
            elif self.headers.get("Authorization") != f"Basic {known}":
                status = 401
            else:
                try:
                    answer = machine.answer(self.command, parts.path, parse_qs(parts.query), body)
                except RefusedError as error:
                    status, answer = error.status, {"error": {"reason": error.reason}}
                except KeyError:
                    status = 404
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815

        def log_message(self, *_args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield machine, server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
