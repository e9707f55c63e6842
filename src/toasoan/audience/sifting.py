"""What counts among what was seen: no robots, no repeats; where a visit begins. No framework."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from toasoan.audience.batches import SECONDS_OF_HOUR, Batch
from toasoan.audience.names import DOWNLOADS, SEARCH_PAGE, VISIT, CountedName, read_name
from toasoan.audience.readers import Readers
from toasoan.network import device_address, network_of
from toasoan.page_cache.views import Sight, is_person
from toasoan.vietnamese.cleaning import one_line

LONGEST_WORDS = 60
_LONGEST_HOST = 100
_SEARCHED_BY = "q"
#: What search engines call the words in their own addresses.
_ENGINES_CALL_THEM = ("q", "query", "p", "keyword", "text")
#: What may be a person's number or address is not written down: nine digits with whatever
#: stands between them, an at sign.
_PERSONAL = re.compile(r"(?:\d[^\w@]*){9}|[@\uff20]")
_HOST = re.compile(r"[a-z0-9.-]+\.[a-z0-9-]{2,}")

REFERRER, LED_HERE, SEARCHED = "referrer", "led", "searched"


class Sifter:
    """Makes numbers of what a web process saw."""

    def __init__(self, readers: Readers, proxies: Collection[str]) -> None:
        self._readers = readers
        self._proxies = proxies

    def sift(self, sights: Iterable[Sight], now: float) -> Batch:
        """The numbers of what was seen up to now. Nothing of the readers is in them."""
        self._readers.begin(now)
        batch, lately = Batch(), set[tuple[str, ...]]()
        for sight in sights:
            same = (sight.name, sight.remote, sight.forwarded, sight.agent, sight.query)
            name = read_name(sight.name)
            if name is None or same in lately or not is_person(sight.agent, sight.purpose):
                continue
            # Somebody who holds down F5 costs little.
            lately.add(same)
            self._note(batch, sight, name, int(now))
        return batch

    def _note(self, batch: Batch, sight: Sight, name: CountedName, now: int) -> None:
        network = _network(sight.remote, sight.forwarded, self._proxies)
        reader = self._readers.reader(name.agency_id, network, sight.agent)
        counts, begins = self._readers.visited(reader, name.agency_id, network, now)
        hour = now // SECONDS_OF_HOUR
        if begins:
            batch.counts[name.agency_id, VISIT, 0, hour] += 1
            if name.kind not in DOWNLOADS:
                _note_referrer(batch, sight, name.agency_id, hour)
        words = _words_of(sight.query, (_SEARCHED_BY,)) if name.kind == SEARCH_PAGE else ""
        if not counts or not self._readers.is_new_view(reader, f"{sight.name} {words}", now):
            return
        batch.counts[name.agency_id, name.kind, name.object_id, hour] += 1
        if words:
            batch.words[name.agency_id, SEARCHED, words, hour] += 1


def _note_referrer(batch: Batch, sight: Sight, agency_id: int, hour: int) -> None:
    """Note the host that led a visit here, and words that its address names."""
    host, query = _referrer(sight.referer)
    if not host or host == sight.host.partition(":")[0]:
        return
    batch.words[agency_id, REFERRER, host, hour] += 1
    if words := _words_of(query, _ENGINES_CALL_THEM):
        batch.words[agency_id, LED_HERE, words, hour] += 1


@lru_cache(maxsize=2048)
def _referrer(address: str) -> tuple[str, str]:
    """Host and query of an address; "" for both when it is no address of a site."""
    try:
        parts = urlsplit(address[:2000])
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return "", ""
    if len(host) > _LONGEST_HOST or not _HOST.fullmatch(host):
        return "", ""
    # An address made of numbers is somebody's own computer.
    return ("", "") if host.replace(".", "").isdigit() else (host, parts.query)


def _words_of(query: str, names: Iterable[str]) -> str:
    """The words that were searched for, in lower case; "" when none may be written down."""
    try:
        given = parse_qs(query[:1000], max_num_fields=30)
    except ValueError:
        return ""
    typed = next((given[name][0] for name in names if given.get(name)), "")
    words = " ".join(one_line(typed).lower().split())
    if not words or len(words) > LONGEST_WORDS or _PERSONAL.search(words):
        return ""
    return words


def _network(remote: str, forwarded: str, proxies: Collection[str]) -> str:
    return network_of(device_address(remote, forwarded, proxies))
