"""A kind of documents that only the tests of the search know."""

import datetime as dt

from toasoan.search.actions import put
from toasoan.search.kinds import ResultCard, SearchEntry, SearchKind, register
from toasoan.search.sending import send_changes

NOW = dt.datetime(2026, 11, 22, 3, 0, tzinfo=dt.UTC)


class Things:
    """Some made-up documents of an agency; the later one is given, the newer it is."""

    def __init__(self, agency):
        self.agency, self.known = agency, {}
        forms = lambda: [("letter", "Thư"), ("note", "Ghi chú")]  # noqa: E731
        register(SearchKind("thing", 9, lambda: "Đồ vật", self.entries, self.cards, forms))

    def entries(self, after_id, limit):
        return [entry for pk, entry in sorted(self.known.items()) if pk > after_id][:limit]

    def cards(self, ids):
        return {pk: ResultCard(f"/do-vat/{pk}", "thư") for pk in ids if pk in self.known}

    def add(self, title, text="", *, days_ago=0, **parts):
        pk = parts.pop("pk", len(self.known) + 1)
        parts = {"agency_id": self.agency.pk} | parts
        moment = NOW - dt.timedelta(days=days_ago) + dt.timedelta(seconds=pk)
        self.known[pk] = SearchEntry(pk, title=title, text=text, published_at=moment, **parts)
        put("thing", [self.known[pk]])
        send_changes.call()
        return pk
