"""What readers see of official documents: the register, drafts, one document, its files."""

import datetime as dt
import hashlib
import json

import pytest
import time_machine
from django.utils import timezone
from lxml import html

from toasoan.audience import counting
from toasoan.audience.models import DayCount
from toasoan.audience.names import DOCUMENT, DOWNLOAD
from toasoan.media.incoming import DOCUMENTS, read_file
from toasoan.page_cache.cache_tags import KEY, CachePolicy
from toasoan.page_cache.views import Views
from toasoan.records.actions import change_document, withdraw_document
from toasoan.records.files import add_file, replace_file
from toasoan.records.models import DocumentFile, DocumentType, Field, IssuingBody, RelationKind
from toasoan.records.relations import relate
from toasoan.testing import sound_files
from toasoan.testing.documents import document_facts, make_document
from toasoan.vietnamese.dates import TZ

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 30, 9, tzinfo=TZ)
LIST = "/van-ban/"


@pytest.fixture(autouse=True)
def _now(room):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def decision(room):
    return published(room, "173/QĐ-VKS")


def published(room, number, **parts):
    return make_document(room.agency, room.clerk, number, published=True, **parts)


def with_file(room, document, content=None, name="Quyết định 173.pdf"):
    content = sound_files.pdf() if content is None else content
    incoming = read_file(content, name, allowed=DOCUMENTS)
    return add_file(document, incoming, content, actor=room.clerk, now=timezone.now())


def page(client, path=LIST, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return html.fromstring(answer.content)


def numbers(client, query=""):
    shown = page(client, LIST + query)
    return [link.text for link in shown.xpath("//th[@scope='row']/a")]


def words(shown):
    return " ".join(shown.find(".//main").text_content().split())


def address(file):
    return f"/van-ban/tep/{file.pk}/{file.name}"


def test_the_register_shows_what_is_published_the_latest_issue_first(room, client, decision):
    published(room, "12/KH-VKS", abbreviation="KH", issued_on=dt.date(2024, 1, 5))
    make_document(room.agency, room.clerk, "99/QĐ-VKS")
    published(
        room,
        "",
        is_draft_for_comment=True,
        comments_close_on=dt.date(2026, 12, 5),
        comments_to="a@vidu.vn",
    )

    assert numbers(client) == ["12/KH-VKS", "173/QĐ-VKS"]


def test_a_row_says_number_day_abstract_type_issuer_views_downloads_and_files(
    room, client, decision
):
    file = with_file(room, decision)
    for kind, pk, number in ((DOCUMENT, decision.pk, 232), (DOWNLOAD, file.pk, 7)):
        DayCount.objects.create(
            agency=room.agency, kind=kind, object_id=pk, day=NOW.date(), number=number
        )

    shown = page(client)

    row = " ".join(shown.xpath("//tbody/tr")[0].text_content().split())
    for said in (
        "173/QĐ-VKS",
        "08/06/2021",
        "dự toán ngân sách",
        "Quyết định",
        "Lượt xem: 232 | lượt tải: 7",
        "PDF",
    ):
        assert said in row
    assert address(file).split("/")[3] in shown.xpath("//td[@class='register__files']/a/@href")[0]


@pytest.mark.parametrize(
    "typed",
    [
        "173",
        "173/QĐ-VKS",
        "173 qd vks",
        "Số: 173 / qd - vks",
        "173qdvks",
        "du toan ngan sach",
        "Lê Văn Thử",
    ],
)
def test_a_document_is_found_by_its_number_and_its_words_with_or_without_marks(
    room, client, decision, typed
):
    published(room, "1730/QĐ-VKS", abstract="Về việc khen thưởng", signer_name="Bùi Thị Mẫu")

    assert numbers(client, f"?q={typed}") == ["173/QĐ-VKS"]


def test_a_document_is_found_by_the_text_of_its_file(room, client, decision):
    file = with_file(room, decision)
    DocumentFile.objects.filter(pk=file.pk).update(text="Điều 2. Kinh phí trích từ nguồn sự nghiệp")
    with_file(room, decision, sound_files.word(), "Phụ lục.docx")

    assert numbers(client, "?q=trich tu nguon su nghiep") == ["173/QĐ-VKS"]


def test_filters_and_orders_are_parts_of_the_address(room, client, decision):
    plan_type = DocumentType.objects.get(agency=room.agency, abbreviation="KH")
    field = Field.objects.create(agency=room.agency, name="Tài chính riêng")
    other = IssuingBody.objects.create(agency=room.agency, name="Cơ quan khác")
    published(
        room,
        "5/KH-VKS",
        abbreviation="KH",
        issued_on=dt.date(2025, 3, 1),
        field_id=field.pk,
        issuing_body_id=other.pk,
        expires_on=dt.date(2026, 1, 1),
        abstract="Kế hoạch mẫu",
    )
    published(room, "9/QĐ-VKS", issued_on=dt.date(2025, 2, 1))

    for query in (
        f"loai={plan_type.pk}",
        f"linh-vuc={field.pk}",
        f"co-quan={other.pk}",
        "hieu-luc=het",
        f"nam=2025&loai={plan_type.pk}",
        f"q=kế hoạch&loai={plan_type.pk}&nam=2025",
    ):
        assert numbers(client, f"?{query}") == ["5/KH-VKS"], query
    assert numbers(client, "?hieu-luc=con") == ["9/QĐ-VKS", "173/QĐ-VKS"]
    assert numbers(client, "?xep=so&nam=2025") == ["9/QĐ-VKS", "5/KH-VKS"]
    assert numbers(client, "?xep=dang")[0] == "9/QĐ-VKS"
    for query in ("loai=0", "nam=1900", "hieu-luc=x", "xep=x", "sau=x"):
        page(client, f"{LIST}?{query}", 404)


def test_pages_follow_each_other_by_place(room, client):
    for number in range(1, 24):
        published(
            room, f"{number}/QĐ-VKS", issued_on=dt.date(2026, 1, 1) + dt.timedelta(days=number // 3)
        )

    first = page(client)
    second = first.xpath("//a[@rel='next nofollow']/@href")[0]

    found = [*numbers(client), *numbers(client, second)]
    assert len(found) == len(set(found)) == 23
    back = page(client, LIST + second).xpath("//a[@rel='prev nofollow']/@href")[0]
    assert numbers(client, back) == numbers(client)


def test_the_page_store_keeps_the_register_by_all_its_parameters(room, client, decision):
    policy = CachePolicy()

    client.get(LIST, **{KEY: policy})

    assert policy.kept
    assert {
        "q",
        "loai",
        "linh-vuc",
        "co-quan",
        "nam",
        "hieu-luc",
        "xep",
        "sau",
        "truoc",
    } == policy.knows
    assert {f"documents:{room.agency.pk}", f"document:{decision.pk}"} <= policy.tags
    # The numbers of views and downloads are no older than a quarter of an hour.
    assert policy.until <= NOW.timestamp() + 900


def test_the_register_asks_a_bounded_number_of_queries(
    room, client, decision, django_assert_max_num_queries
):
    for number in range(30):
        with_file(room, published(room, f"{number}/TB-VKS"))
    client.get(LIST)

    with django_assert_max_num_queries(20):
        client.get(LIST + "?q=du toan")


def test_a_document_has_its_page_with_all_facts_and_one_address(room, client, decision):
    file = with_file(room, decision)

    shown = page(client, decision.get_absolute_url())

    said = words(shown)
    for fact in (
        "Quyết định 173/QĐ-VKS",
        "Lê Văn Thử, Viện trưởng",
        "08/06/2021",
        file.sha256,
        "Còn hiệu lực",
    ):
        assert fact in said
    assert client.get(f"/van-ban/khac-{decision.pk}/")["Location"] == decision.get_absolute_url()
    page(client, f"/van-ban/khac-{decision.pk + 99}/", 404)


def test_machines_read_what_the_document_is(room, client, decision):
    file = with_file(room, decision)

    shown = page(client, decision.get_absolute_url())

    graph = json.loads(shown.xpath("//script[@type='application/ld+json']/text()")[0])["@graph"]
    law = next(one for one in graph if one["@type"] == "Legislation")
    assert law["legislationIdentifier"] == "173/QĐ-VKS"
    assert law["legislationLegalForce"].endswith("/InForce")
    assert law["encoding"][0]["sha256"] == file.sha256


def test_relations_are_read_both_ways_and_end_the_older_one(room, client, decision):
    newer = published(room, "20/QĐ-VKS", issued_on=dt.date(2026, 11, 1))
    hidden = make_document(room.agency, room.clerk, "21/QĐ-VKS", issued_on=dt.date(2026, 11, 2))
    for other in (newer, hidden):
        relate(
            other.pk, decision.pk, RelationKind.REPLACES, from_on=None, actor=room.clerk, now=NOW
        )

    older, newest = (words(page(client, one.get_absolute_url())) for one in (decision, newer))

    assert "Bị thay thế bởiQuyết định 20/QĐ-VKS" in older
    assert "21/QĐ-VKS" not in older
    assert "Hết hiệu lực từ 01/11/2026" in older
    assert "Thay thếQuyết định 173/QĐ-VKS" in newest


def test_validity_changes_by_itself_at_midnight(room, client):
    ahead = published(
        room, "30/QĐ-VKS", issued_on=dt.date(2026, 11, 30), effective_on=dt.date(2026, 12, 1)
    )
    policy = CachePolicy()

    before = client.get(ahead.get_absolute_url(), **{KEY: policy})
    with time_machine.travel(NOW + dt.timedelta(days=1), tick=False):
        after = client.get(ahead.get_absolute_url())

    assert "Chưa có hiệu lực" in before.content.decode()
    assert "Còn hiệu lực" in after.content.decode()
    assert policy.until <= dt.datetime(2026, 12, 1, tzinfo=TZ).timestamp()


def test_a_withdrawn_document_leaves_a_stone_and_no_file(room, client, decision):
    file = with_file(room, decision)
    withdraw_document(decision.pk, "Ban hành nhầm thẩm quyền", actor=room.clerk, now=NOW)

    shown = page(client, decision.get_absolute_url(), 410)

    assert "173/QĐ-VKS" in words(shown)
    assert "Ban hành nhầm thẩm quyền" in words(shown)
    assert "dự toán" not in words(shown)
    assert client.get(address(file)).status_code == 404
    assert numbers(client) == []


def test_a_file_is_sent_byte_for_byte_to_be_saved_and_never_shown(room, client, decision):
    content = sound_files.pdf("Ban da ky so")
    file = with_file(room, decision, content)

    answer = client.get(address(file))

    assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == file.sha256
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_files_of_drafts_of_others_and_those_replaced_are_not_there(room, client, decision):
    draft = with_file(room, make_document(room.agency, room.clerk, "1/QĐ-VKS"))
    old = with_file(room, decision)
    content = sound_files.pdf("moi")
    incoming = read_file(content, "moi.pdf", allowed=DOCUMENTS)
    replace_file(old, incoming, content, reason="Sửa lỗi chính tả", actor=room.clerk, now=NOW)

    for file in (draft, old):
        assert client.get(address(file)).status_code == 404


def test_a_download_counts_once_however_it_is_fetched(room, client, decision, monkeypatch):
    file, views = with_file(room, decision), Views()
    monkeypatch.setattr(counting, "_of_this_process", views)

    etag = client.get(address(file))["ETag"]
    client.get(address(file), headers={"if-none-match": etag})
    client.get(address(file), headers={"range": "bytes=100-"})

    assert [sight.name for sight in views.take()] == [f"{room.agency.pk}/download:{file.pk}"]


def test_drafts_stand_in_a_list_of_their_own_open_ones_first(room, client):
    for name, closes in (("mở", dt.date(2026, 12, 15)), ("đóng", dt.date(2026, 11, 1))):
        published(
            room,
            "",
            abstract=f"Dự thảo đã {name}",
            is_draft_for_comment=True,
            issued_on=dt.date(2026, 10, 1),
            comments_close_on=closes,
            comments_to="gopy@vidu.vn",
        )

    shown = page(client, "/van-ban/du-thao/")

    assert [link.text for link in shown.xpath("//h3/a")] == ["Dự thảo đã mở", "Dự thảo đã đóng"]
    assert "15/12/2026" in words(shown)
    assert "gopy@vidu.vn" in words(shown)


def test_feeds_and_site_maps_name_published_documents_only(room, client, decision):
    with_file(room, decision)
    make_document(room.agency, room.clerk, "77/QĐ-VKS")

    for file in ("rss.xml", "atom.xml", "feed.json"):
        said = client.get(f"/van-ban/{file}").content.decode()
        assert decision.get_absolute_url() in said, file
        assert "77/QĐ-VKS" not in said, file
    assert ":van-ban/" in client.get("/van-ban/feed.json").json()["items"][0]["id"]
    assert "sitemap-van-ban.xml" in client.get("/sitemap.xml").content.decode()
    assert decision.get_absolute_url() in client.get("/sitemap-van-ban.xml").content.decode()
    assert LIST in client.get("/so-do-trang/").content.decode()


def test_a_change_is_seen_at_once(room, client, decision):
    facts = document_facts(room.agency, "173/QĐ-VKS", abstract="Về việc khác hẳn")
    change_document(decision.pk, facts, seen_version=decision.version, actor=room.clerk, now=NOW)

    assert "Về việc khác hẳn" in words(page(client))
    assert numbers(client, "?q=khac han") == ["173/QĐ-VKS"]


def test_an_empty_register_says_so(room, client):
    assert "Chưa có văn bản" in words(page(client))
