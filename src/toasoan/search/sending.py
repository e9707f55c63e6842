"""Keeping OpenSearch like the search table. Only the worker does this, one thing after another."""

from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from toasoan.page_cache.actions import invalidate
from toasoan.search.cache_tags import search_tag
from toasoan.search.engines.interface import EngineAwayError
from toasoan.search.engines.opensearch import OpenSearchEngine
from toasoan.search.models import Document, Rebuild, Unsent

_AT_A_TIME = 500
#: The row of `Rebuild` that asks for a new copy of everything.
COPY = "opensearch"


@dataclass(frozen=True, slots=True)
class OpenSearchState:
    """Whether OpenSearch answers, whether it has an index, and how many changes wait for it."""

    answers: bool
    is_filled: bool
    waiting: int


def state_of_opensearch() -> OpenSearchState:
    """Ask OpenSearch now. One request and one query."""
    engine = OpenSearchEngine(settings.TOASOAN_SEARCH_URL)
    waiting = Unsent.objects.count()
    try:
        return OpenSearchState(answers=True, is_filled=engine.is_ready(), waiting=waiting)
    except EngineAwayError:
        return OpenSearchState(answers=False, is_filled=False, waiting=waiting)


@task()
def send_changes() -> int:
    """What the worker runs; what the server does not take is tried again. Safe to run twice."""
    if not settings.TOASOAN_SEARCH_URL:
        return 0
    try:
        return send()
    except EngineAwayError:
        return 0


def send() -> int:
    """Send every change that waits, or a copy of everything when there is none yet.

    Rows are dropped only after the server has taken them, and say nothing but which document: a
    change that is sent twice or late leaves the index as the table is. Raises EngineAwayError.
    """
    engine = OpenSearchEngine(settings.TOASOAN_SEARCH_URL)
    if Rebuild.objects.filter(kind=COPY).exists() or not engine.is_ready():
        _copy(engine)
    count = 0
    while rows := list(Unsent.objects.order_by("pk")[:_AT_A_TIME]):
        documents = Document.objects.in_bulk({row.place for row in rows})
        engine.write(documents.values(), {row.place for row in rows} - documents.keys())
        Unsent.objects.filter(pk__in=[row.pk for row in rows]).delete()
        # Pages kept since the commit may have been made without these.
        invalidate({search_tag(document.agency_id) for document in documents.values()})
        count += len(rows)
    return count


def _copy(engine: OpenSearchEngine) -> None:
    """Fill a new index beside the old one, then change over."""
    name = f"{engine.alias}-{timezone.now():%Y%m%d%H%M%S%f}"
    engine.make_index(name)
    rows = Document.objects.order_by("pk").iterator(chunk_size=_AT_A_TIME)
    while chunk := list(islice(rows, _AT_A_TIME)):
        engine.write(chunk, index=name)
    engine.use_index(name)
    Rebuild.objects.filter(kind=COPY).delete()
