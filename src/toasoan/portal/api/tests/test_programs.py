"""The description is as good as it says: a generated client works, and a fuzzer finds nothing."""

import importlib
import logging
import sys
from http import HTTPStatus

import httpx
import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType
from schemathesis.generation.hypothesis.builder import (
    HypothesisTestConfig,
    HypothesisTestMode,
    create_test,
)

from toasoan.conf.readers import EXACT
from toasoan.figures import keys
from toasoan.portal.api.figures import FIGURES_PARAMETERS
from toasoan.portal.api.filters import PARAMETERS
from toasoan.portal.api.tests.test_api import full_story
from toasoan.portal.feeds.tests.readers import look
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db
STORIES, FIGURES = "/api/v1/openapi.json", "/api/so-lieu/v1/openapi.json"


HANDLER = WSGIHandler()


def site(environ, start_response):
    """The site as a server asks it; the end of a request leaves the test's transaction open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    return HANDLER(environ, start_response)


@pytest.fixture(autouse=True)
def as_before():
    yield
    logging.getLogger("toasoan.refused").disabled = False
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def key(room, monkeypatch):
    monkeypatch.setattr(keys, "MOST_READS", 1_000_000)
    last_day = timezone.now().date() + timezone.timedelta(days=30)
    return keys.make_key(
        room.agency, name="Hệ thống", expires_on=last_day, actor=room.webmaster,
        now=timezone.now(),
    )  # fmt: skip


def generated(client, address, folder, monkeypatch):
    """The package that openapi-python-client makes of a description, imported."""
    (folder / "openapi.json").write_bytes(look(client, address).content)
    config = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, folder / "openapi.json", "utf-8",
        overwrite=True, output_path=folder / "made",
    )  # fmt: skip
    assert generate(config=config) == []
    monkeypatch.syspath_prepend(folder)
    for name in [name for name in sys.modules if name.split(".")[0] == "made"]:
        monkeypatch.delitem(sys.modules, name)
    return importlib.import_module("made")


def operation(of, name):
    return importlib.import_module(f"made.api.{of}.{name}")


def over_wsgi():
    return {"transport": httpx.WSGITransport(app=site)}


def test_a_generated_client_reads_every_operation(room, client, tmp_path, monkeypatch):
    story, gone = full_story(room), make_story(room, "taken_down")
    made = generated(client, STORIES, tmp_path, monkeypatch)
    reader = made.Client(base_url="http://testserver/api/v1", httpx_args=over_wsgi())
    models = importlib.import_module("made.models")

    page = operation("stories", "list_stories").sync(client=reader, section="tin-tuc", size=5)
    ninjs = operation("stories", "list_stories").sync(
        client=reader, format_=models.ListStoriesFormat.NINJS
    )
    whole = operation("stories", "get_story").sync(story.pk, client=reader)
    as_ninjs = operation("stories", "get_story_ninjs").sync(story.pk, client=reader)
    refused = operation("stories", "get_story").sync_detailed(gone.pk, client=reader)
    sections = operation("sections", "list_sections").sync(client=reader)
    units = operation("units", "list_units").sync(client=reader)

    assert [type(item).__name__ for item in page.items] == ["StoryLine"]
    assert [type(item).__name__ for item in ninjs.items] == ["Ninjs"]
    assert (whole.headline, whole.genre) == (story.headline, models.StoryGenre(story.genre))
    assert whole.published_at == story.first_published_at.replace(microsecond=0)
    assert whole.pictures[0].caption == "Quang cảnh <hội nghị>"
    assert as_ninjs.standard["version"] == "2.1"
    assert (refused.status_code, refused.parsed.status) == (HTTPStatus.GONE, 410)
    assert [one.slug for one in sections.items] == ["tin-tuc"]
    assert {one.code for one in units.items} == {room.unit.code, room.other_unit.code}
    assert units.items[0].closed_on is None


def test_a_generated_client_reads_the_figures_with_a_key(room, client, key, tmp_path, monkeypatch):
    make_story(room, "published")
    made = generated(client, FIGURES, tmp_path, monkeypatch)
    address = "http://testserver/api/so-lieu/v1"
    reader = made.AuthenticatedClient(base_url=address, token=key, httpx_args=over_wsgi())
    stranger = made.AuthenticatedClient(base_url=address, token="x", httpx_args=over_wsgi())
    models = importlib.import_module("made.models")

    measures = operation("figures", "list_measures").sync(client=reader)
    ask = {
        "period": str(timezone.now().year),
        "measure": "published",
        "by": models.GetFiguresBy.UNIT,
    }
    figures = operation("figures", "get_figures").sync(client=reader, **ask)
    refused = operation("figures", "get_figures").sync_detailed(client=stranger, **ask)

    assert "published" in {one.code for one in measures.items}
    assert figures.total.value == sum(row.value for row in figures.rows)
    assert (refused.status_code, refused.parsed.status) == (HTTPStatus.UNAUTHORIZED, 401)


#: Few, and the same in every run.
BOUNDED = settings(
    max_examples=10, derandomize=True, database=None, deadline=None,
    suppress_health_check=[*HealthCheck],
)  # fmt: skip


def fuzzed(address, **headers):
    """Ask each described operation what its description allows, and what it does not."""
    logging.getLogger("toasoan.refused").disabled = True
    described = schemathesis.openapi.from_wsgi(address, site)
    asked = []

    def answered_as_described(case):
        asked.append(case)
        case.call_and_validate(headers=headers)

    modes = [HypothesisTestMode.COVERAGE, HypothesisTestMode.FUZZING]
    how = HypothesisTestConfig(project=described.config, modes=modes, settings=BOUNDED)
    for found in described.get_all_operations():
        create_test(operation=found.ok(), test_func=answered_as_described, config=how)()
    return {case.operation.label for case in asked}


def test_a_fuzzer_finds_nothing_in_the_interface_of_stories(room):
    full_story(room)

    assert len(fuzzed(STORIES)) == 5


def test_a_fuzzer_finds_nothing_in_the_interface_of_figures(room, key):
    make_story(room, "published")

    assert len(fuzzed(FIGURES, Authorization=f"Bearer {key}")) == 2


def test_what_an_address_takes_is_what_its_description_says(room, client):
    for address, of in (
        (STORIES, {"/stories": PARAMETERS}),
        (FIGURES, {"/figures": FIGURES_PARAMETERS}),
    ):
        for path, item in client.get(address).json()["paths"].items():
            named = [one["name"] for one in item["get"]["parameters"] if one["in"] == "query"]
            assert tuple(named) == of.get(path, ())


def test_names_are_english_in_plain_letters_and_words_are_vietnamese(room, client):
    for address in (STORIES, FIGURES):
        document = client.get(address).json()
        operations = [item["get"] for item in document["paths"].values()]

        assert document["info"]["title"].endswith("of Vien Kiem Sat Nhan Dan Tinh Song Thu")
        assert not document["info"]["description"].isascii()
        for said in (
            *document["components"]["schemas"],
            *(one[key] for one in operations for key in ("operationId", "summary")),
            *(tag for one in operations for tag in one["tags"]),
        ):
            assert said.isascii()
        assert not any(one["description"].isascii() for one in operations)


@pytest.mark.parametrize(
    ("query", "named"),
    [("sectoin=tin-tuc", "“sectoin”"), ("size=5&trang=2&utm_source=", "“trang”, “utm_source”"),
     ("size=5&size=6", "“size”")],
)  # fmt: skip
def test_a_parameter_that_is_unknown_or_given_twice_is_refused_by_name(room, client, query, named):
    answer = client.get(f"/api/v1/stories?{query}")

    assert (answer.status_code, answer["Content-Type"]) == (
        400,
        "application/problem+json; charset=utf-8",
    )
    assert named in answer.json()["detail"]
    assert client.get("/api/v1/sections?x=1").status_code == 400
    assert client.get("/tin-tuc/?x=1").status_code == 200


def test_the_page_store_leaves_refusing_to_every_described_address(room, client):
    paths = client.get(STORIES).json()["paths"]

    assert all(f"/api/v1{path}".startswith(EXACT) for path in paths)
