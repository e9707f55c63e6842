from urllib.parse import quote

import pytest

from toasoan.search import kinds
from toasoan.search.engines import choice
from toasoan.search.index_tags import SearchFilters
from toasoan.search.queries import by_rank
from toasoan.search.tests.stub import PASSWORD, USER, running
from toasoan.search.tests.things import Things
from toasoan.testing.factories import make_agency


@pytest.fixture
def opensearch(settings):
    """An OpenSearch server that the settings name."""
    choice._Pause.until = 0.0
    with running() as (machine, port):
        settings.TOASOAN_SEARCH_URL = f"http://{USER}:{quote(PASSWORD)}@127.0.0.1:{port}/thu"
        yield machine
    choice._Pause.until = 0.0


@pytest.fixture(params=["database", "opensearch"])
def engine(request):
    """Each test that asks for this runs against both engines."""
    return request.getfixturevalue("opensearch") if request.param == "opensearch" else None


@pytest.fixture
def things(engine, db, monkeypatch):
    """Made-up documents in both engines."""
    monkeypatch.setattr(kinds, "_kinds", {})
    return Things(make_agency())


@pytest.fixture
def found(things):
    """The ids that a query finds, in order."""

    def find(typed, page=1, **filters):
        filters = SearchFilters(filters.pop("agency_id", things.agency.pk), **filters)
        answer = by_rank(typed, filters, page)
        return [int(hit.card.address.rpartition("/")[2]) for hit in answer.hits]

    return find
