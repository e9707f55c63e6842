"""Figures for the sector's systems: only with a key, only numbers, never kept."""

import datetime as dt
import json

import pytest
from django.utils import timezone
from openapi_spec_validator import validate

from toasoan.conf.readers import PASSES
from toasoan.figures.keys import MOST_READS, make_key, revoke_key
from toasoan.figures.models import FiguresKey
from toasoan.refusals import RefusedError
from toasoan.testing.factories import make_newsroom, make_story
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
FIGURES = "/api/so-lieu/v1/figures"
MEASURES = "/api/so-lieu/v1/measures"
HALF = {"period": "2023H1", "measure": "published", "by": "unit"}
NOW = dt.datetime(2026, 1, 5, 9, tzinfo=TZ)


@pytest.fixture
def key(room):
    days = dt.timedelta(days=30)
    return make_key(
        room.agency, name="Hệ thống báo cáo", expires_on=timezone.now().date() + days,
        actor=room.webmaster, now=timezone.now(),
    )  # fmt: skip


def ask(client, key, query=HALF, address=FIGURES):
    return client.get(address, query, headers={"Authorization": f"Bearer {key}"})


def test_a_measure_by_unit_beside_the_two_periods_one_compares_with(room, client, key):
    for when in (dt.datetime(2023, 2, 1, 9, tzinfo=TZ), dt.datetime(2022, 3, 1, 9, tzinfo=TZ)):
        make_story(room, "published", now=when)

    answer = ask(client, key)

    said = json.loads(answer.content)
    assert (said["first"], said["last"], said["measure"]) == (
        "2023-01-01",
        "2023-06-30",
        "published",
    )
    assert said["total"] == {"value": 1.0, "previous": 0.0, "last_year": 1.0}
    assert {row["key"]: row["value"] for row in said["rows"]} == {
        room.unit.code: 1.0, room.other_unit.code: 0.0,
    }  # fmt: skip
    assert answer.headers["Cache-Control"] == "no-store"
    one = json.loads(ask(client, key, HALF | {"unit": room.other_unit.code}).content)
    assert one["total"]["value"] == 0


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer sai", "Basic sai", "Bearer \u0110"])
@pytest.mark.parametrize("address", [FIGURES, MEASURES])
def test_without_a_valid_key_there_is_nothing(room, client, address, header):
    query = HALF if address == FIGURES else {}
    answer = client.get(address, query, HTTP_AUTHORIZATION=header)

    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.headers["Cache-Control"] == "no-store"
    assert json.loads(answer.content)["status"] == 401


def test_a_key_ends_when_revoked_and_when_its_days_are_over_and_opens_one_agency(room, client, key):
    make_newsroom("song-la", "la.vidu.vn")
    assert ask(client, key).status_code == 200
    with_host = {"Authorization": f"Bearer {key}", "Host": "la.vidu.vn"}
    assert client.get(FIGURES, HALF, headers=with_host).status_code == 401

    row = FiguresKey.objects.get()
    assert row.last_used_at is not None
    assert key not in {row.key_hash, row.name}
    FiguresKey.objects.update(expires_on=dt.date(2020, 1, 1))
    assert ask(client, key).status_code == 401
    FiguresKey.objects.update(expires_on=timezone.now().date() + dt.timedelta(days=1))
    assert ask(client, key).status_code == 200
    revoke_key(row.pk, actor=room.webmaster, now=timezone.now())
    assert ask(client, key).status_code == 401


def test_a_key_that_is_used_too_often_waits(room, client, key):
    FiguresKey.objects.update(window_from=timezone.now(), reads=MOST_READS)

    assert ask(client, key).status_code == 429
    FiguresKey.objects.update(window_from=timezone.now() - dt.timedelta(minutes=16))
    assert ask(client, key).status_code == 200


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"by": "author"}, 400),
        ({"by": "reason"}, 404),
        ({"by": "x"}, 400),
        ({"period": "2023H9"}, 400),
        ({"period": "0001"}, 400),
        ({"period": "9999-nganh"}, 400),
        ({"period": "2023-nganh"}, 200),
        ({"successors": "1"}, 400),
        ({"unknown": "1"}, 400),
        ({"measure": "x"}, 404),
        ({"unit": "x"}, 404),
        ({"measure": ""}, 404),
    ],
)
def test_nonsense_and_names_of_people_are_refused(room, client, key, wrong, status):
    assert ask(client, key, HALF | wrong).status_code == status


def test_the_description_is_valid_and_its_addresses_answer(room, client, key):
    document = json.loads(client.get("/api/so-lieu/v1/openapi.json").content)

    validate(document)
    assert document["security"] == [{"key": []}]
    for path, query in (("/measures", {}), ("/figures", HALF)):
        assert path in document["paths"]
        assert ask(client, key, query, f"/api/so-lieu/v1{path}").status_code == 200
    assert client.get("/api/so-lieu/v1/khac").status_code == 404
    assert client.post(FIGURES).status_code == 405
    listed = json.loads(ask(client, key, {}, MEASURES).content)["items"]
    assert all("author" not in one["dimensions"] for one in listed)


def test_the_page_store_never_sees_figures():
    assert any(FIGURES.startswith(beginning) for beginning in PASSES)


@pytest.mark.parametrize(
    ("name", "days", "codes"),
    [(" ", 10, {"no-name"}), ("A", 0, {"expiry"}), ("A", 800, {"expiry"})],
)
def test_a_key_has_a_name_and_an_end(room, name, days, codes):
    with pytest.raises(RefusedError) as refused:
        make_key(
            room.agency, name=name, expires_on=NOW.date() + dt.timedelta(days=days),
            actor=room.webmaster, now=NOW,
        )  # fmt: skip
    assert {problem.code for problem in refused.value.problems} == codes
