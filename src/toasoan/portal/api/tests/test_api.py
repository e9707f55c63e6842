"""The interface of published stories: every answer is held against its own description."""

import datetime as dt
import json
from pathlib import Path

import jsonschema
import pytest
from django.utils import timezone
from openapi_spec_validator import validate

from toasoan.editorial.actions import take_step
from toasoan.editorial.transitions import Step
from toasoan.media.models import Picture
from toasoan.portal.api import operations
from toasoan.portal.errors import server_error
from toasoan.portal.feeds.tests.readers import look
from toasoan.stories.models import Story
from toasoan.testing.factories import (
    make_agency,
    make_correction,
    make_picture,
    make_section,
    make_story,
    make_unit,
    on_screen,
)
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
LIST = "/api/v1/stories"
NINJS = json.loads(
    Path(__file__).with_name("schemas").joinpath("ninjs.json").read_text(encoding="utf-8")
)


def check(facts, schema):
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(schema, format_checker=checker).validate(facts)


def description(client):
    return json.loads(look(client, "/api/v1/openapi.json").content)


def read(client, path, name):
    """An answer, held against the shape of this name in the interface's own description."""
    facts = json.loads(look(client, path).content)
    whole = description(client)
    check(facts, {"components": whole["components"], "$ref": f"#/components/schemas/{name}"})
    return facts


def refused(client, path, status):
    answer = look(client, path, status)
    facts = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json; charset=utf-8"
    assert (facts["status"], facts["type"]) == (status, "about:blank")
    assert answer["Access-Control-Allow-Origin"] == "*"
    return facts["detail"]


def ids(client, query=""):
    return [item["id"] for item in read(client, LIST + query, "StoryPage")["items"]]


def full_story(room, **parts):
    picture = make_picture(room.unit).pk
    photo = {
        "picture": picture, "caption": "Quang cảnh <hội nghị>", "credit": "Ảnh: Văn phòng",
        "alternative_text": "Hội trường",
    }  # fmt: skip
    body = (
        ("text", '<p>Đoàn <b>kiểm sát</b> &amp; <a href="https://vidu.vn/x">bạn</a>.</p>'
                 "<h2>Kết quả &lt;1&gt;</h2>"),
        ("picture", photo),
        ("gallery", {"title": "Bộ ảnh", "pictures": [photo | {"credit": ""}]}),
        ("text", "<blockquote>Một.</blockquote><blockquote>Hai.<br/>– Ông A</blockquote>"
                 "<ul><li>Một</li></ul>"),
        ("table", {"caption": "Bảng 1", "table": {
            "columns": [{"type": "text", "heading": "Đơn vị"}],
            "rows": [{"values": ["Khu vực 1"]}], "caption": "",
        }}),
        ("video", {"address": "https://vidu.vn/phim", "title": "Phóng sự"}),
    )  # fmt: skip
    defaults = {"body": body, "tags": ("Tạm giữ",), "source_line": "Báo Thử"}
    return make_story(room, "published", **(defaults | parts))


def test_the_description_is_valid_openapi(room, client):
    document = description(client)

    validate(document)
    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": "http://testserver/api/v1"}]


def test_every_described_address_answers(room, client):
    story = make_story(room, "published")

    for path, item in description(client)["paths"].items():
        answer = look(client, f"/api/v1{path.replace('{id}', str(story.pk))}")
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        check(
            json.loads(answer.content), {"components": description(client)["components"], **schema}
        )


def test_a_story_has_all_its_parts_and_full_addresses(room, client):
    story = full_story(room)

    facts = read(client, f"{LIST}/{story.pk}", "Story")

    assert facts["url"] == f"http://testserver{story.get_absolute_url()}"
    assert facts["section"] == {"slug": "tin-tuc", "name": "Tin tức"}
    assert facts["unit"]["code"] == room.unit.code
    assert (facts["tags"], facts["source_line"]) == (["Tạm giữ"], "Báo Thử")
    assert facts["bylines"] == [{"name": "Lê Thị Thử", "role": "words", "affiliation": ""}]
    assert [photo["credit"] for photo in facts["pictures"]] == ["Ảnh: Văn phòng", ""]
    assert facts["picture"]["url"] == facts["pictures"][0]["url"]
    assert client.get(facts["picture"]["thumbnail_url"]).status_code == 200
    assert (facts["picture"]["width"], facts["picture"]["height"]) == (640, 400)


def test_the_body_is_plain_html_with_nothing_of_the_sites_own(room, client):
    body = read(client, f"{LIST}/{full_story(room).pk}", "Story")["body_html"]
    address = Picture.objects.get().address(1280)

    assert "<b>kiểm sát</b> &amp; " in body
    assert "<h2>Kết quả &lt;1&gt;</h2>" in body
    assert f'<img src="http://testserver{address}" alt="Hội trường">' in body
    assert "<figcaption>Quang cảnh &lt;hội nghị&gt; Ảnh: Văn phòng</figcaption>" in body
    assert "<h2>Bộ ảnh</h2><figure>" in body
    assert "<blockquote><p>Một.</p><p>Hai.</p><footer>Ông A</footer></blockquote>" in body
    assert "<ul><li>Một</li></ul>" in body
    assert "<caption>Bảng 1</caption>" in body
    assert '<p><a href="https://vidu.vn/phim">Phóng sự</a></p>' in body
    assert "class=" not in body
    assert "<script" not in body


def test_an_empty_body_is_empty(room, client):
    story = make_story(room, "published")
    Story.objects.filter(pk=story.pk).update(body=[])

    facts = read(client, f"{LIST}/{story.pk}", "Story")

    assert (facts["body_html"], facts["body_text"], facts["pictures"]) == ("", "", [])


def test_a_correction_is_told_with_what_was_wrong_and_what_is_right(room, client):
    story = make_correction(room, standfirst="Đã sửa.")
    notice = on_screen(story.pk, wrong="huyện", right="xã", note="Sửa tên đơn vị")
    take_step(story.pk, Step.CORRECT, actor=room.approver, now=timezone.now(), answers=notice)

    (correction,) = read(client, f"{LIST}/{story.pk}", "Story")["corrections"]
    item = json.loads(look(client, f"{LIST}/{story.pk}/ninjs").content)

    assert (correction["wrong"], correction["right"], correction["note"]) == (
        "huyện",
        "xã",
        "Sửa tên đơn vị",
    )
    corrections = [d["value"] for d in item["descriptions"] if d["role"] == "correction"]
    assert corrections == ["huyện\nxã\nSửa tên đơn vị"]


def test_a_story_as_ninjs_is_valid_and_complete(room, client):
    story = full_story(room)

    item = json.loads(look(client, f"{LIST}/{story.pk}/ninjs").content)

    check(item, NINJS)
    assert item["standard"] == {
        "name": "ninjs", "version": "2.1",
        "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_2.1.json#",
    }  # fmt: skip
    assert (item["type"], item["representationtype"], item["by"]) == ("text", "full", "Lê Thị Thử")
    assert [body["contenttype"] for body in item["bodies"]] == ["text/html", "text/plain"]
    assert item["bodies"][1]["wordcount"] > 5
    assert [one["name"] for one in item["associations"]] == ["photo-1", "photo-2"]
    assert {"name": "Tạm giữ", "rel": "tag"} in item["subjects"]
    assert item["altids"][0] == {"role": "id", "value": str(story.pk)}


def test_the_list_can_be_had_as_ninjs(room, client):
    full_story(room)

    page = read(client, f"{LIST}?format=ninjs", "StoryPage")

    (item,) = page["items"]
    check(item, NINJS)
    assert item["representationtype"] == "partial"
    assert "bodies" not in item


def test_the_cursor_leads_through_all_stories_without_gaps(room, client):
    now = timezone.now()
    # Three share a moment: the number decides then.
    stories = [
        make_story(room, "published", now=now - dt.timedelta(hours=n // 3)) for n in range(7)
    ]
    expected = [s.pk for s in sorted(stories, key=lambda s: (s.first_published_at, s.pk))][::-1]

    seen, path = [], f"{LIST}?size=2&section=tin-tuc"
    while path:
        page = read(client, path, "StoryPage")
        assert len(page["items"]) <= 2
        seen += [item["id"] for item in page["items"]]
        path = page["next"]

    assert seen == expected


def test_the_next_page_stands_in_the_link_header_too(room, client):
    for _ in range(2):
        make_story(room, "published")

    answer = look(client, f"{LIST}?size=1")

    following = json.loads(answer.content)["next"]
    assert answer["Link"] == f'<{following}>; rel="next"'
    assert "Link" not in look(client, following)


def test_filters_choose_by_section_unit_tag_and_vietnamese_days(room, client):
    other = make_section(room.agency, "khac", "Mục khác")
    # Half past midnight in Việt Nam is the day before in UTC.
    early = dt.datetime(2026, 11, 20, 0, 30, tzinfo=TZ)
    first = make_story(room, "published", now=early, tags=("Tạm giữ",))
    second = make_story(room, "published", now=early + dt.timedelta(days=1), section=other)

    assert ids(client, "?section=khac") == [second.pk]
    assert ids(client, "?section=tin-tuc&tag=tam-giu") == [first.pk]
    assert ids(client, f"?unit={room.unit.code}") == [second.pk, first.pk]
    assert ids(client, f"?unit={room.other_unit.code}") == []
    assert ids(client, "?from=2026-11-20&to=2026-11-20") == [first.pk]
    assert ids(client, "?from=2026-11-21") == [second.pk]
    assert ids(client, "?to=2026-11-19") == []
    # The first and the last day of the calendar have no midnight before or after them.
    assert ids(client, "?from=0001-01-01&to=9999-12-31") == [second.pk, first.pk]
    assert ids(client, "?to=0001-01-01") == ids(client, "?from=9999-12-31") == []


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("size=0", 400, "từ 1 đến 100"), ("size=101", 400, "từ 1 đến 100"),
        ("size=x", 400, "từ 1 đến 100"), ("size=²", 400, "từ 1 đến 100"),
        ("from=hôm nay", 400, "2026-11-28"), ("to=2026-02-30", 400, "2026-11-28"),
        ("from=0000-01-01", 400, "2026-11-28"), ("to=10000-01-01", 400, "2026-11-28"),
        ("from=2026-11-02&to=2026-11-01", 404, "đứng trước"), ("format=xml", 400, "ninjs"),
        ("section=khong-co", 404, "chuyên mục"), ("unit=khong-co", 404, "đơn vị"),
        ("tag=khong-co", 404, "từ khóa"), ("cursor=x", 404, ""), ("cursor=MTIz", 404, ""),
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_a_vietnamese_sentence(room, client, query, status, said):
    assert said in refused(client, f"{LIST}?{query}", status)


@pytest.mark.parametrize("size", ["1", "100"])
def test_a_page_may_have_a_hundred_stories(room, client, size):
    make_story(room, "published")

    assert len(ids(client, f"?size={size}")) == 1


@pytest.mark.parametrize("status", ["draft", "submitted", "proposed", "approved", "rejected"])
def test_what_is_not_published_does_not_exist(room, client, status):
    story = make_story(room, status, headline="Chuyện riêng", tags=("Việc kín",))

    refused(client, f"{LIST}/{story.pk}", 404)
    refused(client, f"{LIST}/{story.pk}/ninjs", 404)
    refused(client, f"{LIST}?tag=viec-kin", 404)
    assert ids(client) == []


def test_a_story_that_was_taken_down_says_so(room, client):
    story = make_story(room, "taken_down")

    for path in (f"{LIST}/{story.pk}", f"{LIST}/{story.pk}/ninjs"):
        assert "đã được gỡ" in refused(client, path, 410)
    assert ids(client) == []


def test_an_edit_that_is_on_its_way_is_not_told(room, client):
    story = make_correction(room, standfirst="Chưa được đăng.")

    assert read(client, f"{LIST}/{story.pk}", "Story")["standfirst"] != "Chưa được đăng."


def test_another_agencys_stories_are_not_given(room, client):
    story = make_story(room, "published")
    other = make_agency("khac", hostname="khac.localhost")
    make_unit(other, "don-vi-khac")
    elsewhere = {"headers": {"host": "khac.localhost"}}

    assert json.loads(client.get(LIST, **elsewhere).content)["items"] == []
    assert client.get(f"{LIST}/{story.pk}", **elsewhere).status_code == 404
    assert b"don-vi-khac" not in client.get("/api/v1/units").content
    assert json.loads(client.get("/api/v1/sections", **elsewhere).content)["items"] == []


def test_sections_and_units_are_listed(room, client):
    sections = json.loads(look(client, "/api/v1/sections").content)["items"]
    units = json.loads(look(client, "/api/v1/units").content)["items"]

    assert [(row["slug"], row["name"]) for row in sections] == [("tin-tuc", "Tin tức")]
    assert {row["code"] for row in units} == {room.unit.code, room.other_unit.code}
    assert client.get(units[0]["url"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        f"{LIST}/{'9' * 25}",
        f"{LIST}/x",
        f"{LIST}/",
        f"{LIST}/01",
        "/api/v1/khong-co",
        f"{LIST}/1/khac",
    ],
)
def test_an_odd_address_is_a_problem_and_no_page(room, client, path):
    refused(client, path, 404)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_interface_takes_nothing(room, client, method):
    answer = getattr(client, method)(LIST)

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer["Content-Type"].startswith("application/problem+json")


def test_scripts_of_every_site_may_read(room, client):
    make_story(room, "published")
    preflight = client.options(LIST, headers={"origin": "https://vidu.vn"})

    assert (preflight.status_code, preflight["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    for path in (LIST, "/api/v1/openapi.json", "/api/v1/units"):
        assert look(client, path)["Access-Control-Allow-Origin"] == "*"
        assert client.head(path).status_code == 200


def test_what_breaks_is_a_problem_for_programs(rf):
    answer = server_error(rf.get(LIST))

    assert (answer.status_code, json.loads(answer.content)["status"]) == (500, 500)


def test_the_list_asks_the_database_a_fixed_number_of_questions(
    room, client, django_assert_max_num_queries
):
    for _ in range(5):
        story = full_story(room)
    look(client, LIST)

    with django_assert_max_num_queries(8):
        look(client, f"{LIST}?section=tin-tuc")
    with django_assert_max_num_queries(8):
        look(client, f"{LIST}?format=ninjs")
    with django_assert_max_num_queries(9):
        look(client, f"{LIST}/{story.pk}")


def test_people_find_a_page_that_explains_it_with_every_feed(room, client):
    page = look(client, "/api/v1/").content.decode()

    for address in ("/tin-tuc/rss.xml", "/atom.xml", "/su-kien/lich.ics", "/api/v1/openapi.json"):
        assert f'href="{address}"' in page
        look(client, address)


def test_an_empty_parameter_counts_as_not_given(room, client):
    story = make_story(room, "published")

    assert ids(client, "?section=&unit=&tag=&from=&to=&cursor=&size=&format=") == [story.pk]


@pytest.mark.parametrize("path", ["docs", "openapi.yaml", "redoc"])
def test_the_library_adds_no_page_of_its_own(room, client, path):
    refused(client, f"/api/v1/{path}", 404)


def test_a_fault_of_ours_is_left_to_the_handler_of_the_site(room, client, monkeypatch, settings):
    # The library would answer with a trace of the program.
    settings.DEBUG = True
    monkeypatch.setattr(operations.shapes, "section_shape", lambda *_args: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        client.get("/api/v1/sections")


def test_the_description_says_every_parameter_in_vietnamese(room, client):
    operation = description(client)["paths"]["/stories"]["get"]

    assert [one["name"] for one in operation["parameters"]] == [
        "section", "unit", "tag", "from", "to", "cursor", "size", "format",
    ]  # fmt: skip
    assert operation["parameters"][6]["description"] == "Số tin, bài trên một trang."
    assert {*operation["responses"]} == {"200", "304", "400", "404", "500", "503"}
    assert [*operation["responses"]["400"]["content"]] == ["application/problem+json"]
