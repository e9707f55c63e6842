"""What is found, and in what order: the same with the database's index and with OpenSearch."""

import datetime as dt
import time
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from toasoan.search import candidates, equivalents, queries
from toasoan.search.actions import forget, put
from toasoan.search.index_tags import SearchFilters
from toasoan.search.kinds import SearchEntry, SearchKind, choices, kind_named, register
from toasoan.search.models import Document
from toasoan.search.queries import by_rank, by_time
from toasoan.search.rebuilding import rebuild
from toasoan.search.sending import send_changes
from toasoan.testing.factories import make_agency

pytestmark = pytest.mark.django_db

#: Texts, a query, and which of them it finds in what order (numbered from 1, newest last).
TABLE = [
    (["Đường bộ", "Đường thủy"], "duong bo", [1]),
    (["Đường bộ", "Đường thủy"], "ĐƯỜNG", [2, 1]),
    (["Đường bộ", "Đường thủy"], "bộ đường", [1]),
    (["Bàn về tội", "Ban về tôi"], "tội", [1, 2]),
    (["Bàn về tội", "Ban về tôi"], "toi", [2, 1]),
    (["Bàn về tội", "Ban về tôi"], "bàn tội", [1, 2]),
    (["Ban chỉ đạo", "Bạn chỉ dao"], "ban chỉ đạo", [1, 2]),
    (["Kiểm tra sát sao", "Kiểm sát viên"], '"kiểm sát"', [2]),
    (["Kiểm tra sát sao", "Kiểm sát viên"], "kiểm sát", [2, 1]),
    (["Kiểm tra sát sao", "Kiểm sát viên"], '"sat kiem"', []),
    (["Họp báo", "Họp kín"], "họp -kín", [1]),
    (["Họp báo", "Họp kín"], "họp -kin", [1]),
    (["Họp báo", "Họp kín", "Họp kin"], "họp -kín", [3, 1]),
    (["Họp báo sáng", "Họp sáng báo"], 'họp -"báo sáng"', [2]),
    (["Họp báo", "Họp kín"], "-kín", []),
    (["Phòng chống Covid-19"], "covid-19", [1]),
    (["Phòng chống Covid-19"], "covid 19", [1]),
    (["Thông tư số 05/2026/TT-BNV"], "05/2026", [1]),
    (["Tòa soạn"], "To\u0300a soa\u0323n", [1]),
    (["a AND b", "NOT c"], "a AND (", [1]),
    (["a AND b", "NOT c"], "NEAR(a, b)", [1]),
    (["Một", "Hai"], "\" ' % * ^", []),
    (["Một", "Hai"], "", []),
    (["Một"], "_kthing", []),
    (["một hai ba bốn năm sáu bảy tám chín mười"], "mười chín tám bảy sáu", [1]),
    (["İstanbul straße", "Q̃a"], "istanbul strasse", [1]),
    (["İstanbul straße", "Q̃a"], "q̃a", [2]),
    (["Bàn việc công trường, tố cáo", "Chữ " * 9 + "công tố"], "công tố", [2, 1]),
    (["Bàn việc công trường, tố cáo", "Chữ " * 9 + "công tố"], "cong to", [2, 1]),
    (["Kỹ thuật viên giỏi Mỹ Lý", "Ký túc xá mí lì"], "kĩ thuật viên Mĩ Lí", [1]),
    (["Kỹ thuật viên giỏi Mỹ Lý"], "ki thuat vien mi li", [1]),
    (["Quý I", "Cửa tay áo"], "quí", [1]),
    (["Quý I", "Cửa tay áo"], "tai", []),
    (["Đường thuỷ"], "thủy", [1]),
    (["Ðoàn viên Ɖa Mai"], "đoàn viên đa mai", [1]),
    (["Sinh ngày 08/06/2021", "Ngày 8 tháng 6 năm 2021"], "8/6/2021", [2, 1]),
    (["Ngày 8/6/2021", "Số 8, lô 6, năm 2021", "ngày 08.06.2021"], "08/6/2021", [3, 1]),
    (["Ngày 8/6/2021", "Tháng 7"], "ngày 8 tháng 6 năm 2021", [1]),
    (["Chi 1.250.000 đồng", "Chi 1250000 đồng", "1,250 lần"], "1.250.000", [2, 1]),
    (["ĐT: 0204.3.854.123"], "0204 3854 123", [1]),
    (["Thông tư 05/2026/TT-BNV", "Số 5 ngày 1/1/2026 của TT BNV"], "5/2026/tt-bnv", [1]),
    (["Hộp thư 19 và covid"], "covid-19", [1]),
]

#: As in `TABLE`, for an agency that abbreviates.
ABBREVIATED = [
    (["Ủy ban nhân dân tỉnh", "UBND huyện"], "ubnd", [2, 1]),
    (["Ủy ban nhân dân tỉnh", "UBND huyện"], "uy ban nhan dan", [2, 1]),
    (["Ủy ban nhân dân tỉnh", "UBND huyện"], "ủy ban nhân dân huyện", [2]),
    (["VKSND khu vực 3", "Viện kiểm sát nhân dân KV3", "Viện KSND KV.3"], "vksnd kv3", [3, 2, 1]),
    (["VKSND khu vực 3", "Viện kiểm sát KV3"], "viện kiểm sát khu vực 3", [2, 1]),
    (["VKSND khu vực 30"], "kv3", []),
    (["Cửa tủ", "Cơ quan điều tra"], "cqdt", [2]),
    (["Uy bạn nhân dẫn"], "ủy ban nhân dân", [1]),
]


@pytest.mark.parametrize(("texts", "query", "order"), TABLE)
def test_what_a_query_finds_in_what_order(things, found, texts, query, order):
    for number, text in enumerate(texts):
        # A year apart, so that the newest would be first by its day alone.
        things.add(f"Mục {number}", text, days_ago=365 * (len(texts) - number))

    assert found(query) == order


@pytest.mark.parametrize(("texts", "query", "order"), ABBREVIATED)
def test_an_abbreviation_and_its_long_form_are_one(things, found, monkeypatch, texts, query, order):
    pairs = [
        ("UBND", "Ủy ban nhân dân"), ("VKSND", "Viện kiểm sát nhân dân"), ("KV", "khu vực"),
        ("KSND", "kiểm sát nhân dân"), ("VKS", "viện kiểm sát"), ("CQĐT", "Cơ quan điều tra"),
    ]  # fmt: skip
    known = lambda agency_id: pairs if agency_id == things.agency.pk else []  # noqa: E731
    monkeypatch.setattr(equivalents, "_sources", [known])
    for number, text in enumerate(texts):
        things.add("Mục", text, days_ago=9 - number)

    assert found(query) == order


@pytest.mark.parametrize(
    ("typed", "left_out", "order"),
    [
        ("kiểm sát công tố xyz", ("xyz",), [1]),
        ("xyz kiểm sát", ("xyz",), [1, 2]),
        ("kiểm sát công trường", ("công trường",), [1, 2]),
        ("trường tra", (), []),
        ("xyz zyx", (), []),
        ("viện 5/2026/TT", ("5/2026/TT",), [3]),
        ('"sát kiểm" viện', ("sát kiểm",), [3]),
    ],
)
def test_words_are_left_out_only_when_nothing_has_them_all(things, found, typed, left_out, order):
    things.add("Kiểm sát, thực hành quyền công tố")
    things.add("Kiểm tra", "Bàn về kiểm sát", days_ago=3)
    things.add("Công trường xây tường", "của viện", days_ago=3)

    answer = by_rank(typed, SearchFilters(things.agency.pk))

    assert answer.left_out == left_out
    assert found(typed) == order


def test_what_stands_together_is_found_beneath_many_that_scatter_it(things, found, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_RANKED", 3)
    old = things.add("Tin", "Bàn về công tố.", days_ago=30)
    new = [things.add("Công trường", "tố cáo") for _ in range(5)]

    assert found("cong to") == [old, *new[:1:-1]]


def test_what_is_lasting_is_found_beneath_much_that_is_new(things, found, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_RANKED", 3)
    kind = replace(kind_named("thing"), name="place", number=10, is_lasting=True)
    register(kind)
    entry = SearchEntry(
        1, things.agency.pk, "Khu vực 3", "", dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
    )
    for _ in range(5):
        things.add("Khu vực 3 ra quân", "Khu vực 3")
    put("place", [entry])
    send_changes.call()

    answer = by_rank("khu vuc 3", SearchFilters(things.agency.pk))

    assert answer.hits[0].published_at is None


def test_words_in_the_title_and_beside_each_other_come_first(things, found):
    apart = things.add("Một tin", "Kiểm tra rồi mới sát hạch.")
    together = things.add("Một tin", "Bàn về kiểm sát.", days_ago=100)
    in_title = things.add("Kiểm sát", "Bàn việc.", days_ago=200)

    assert found("kiem sat") == [in_title, together, apart]


def test_an_old_title_is_found_beneath_many_new_texts(things, found, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_RANKED", 3)
    old = things.add("Luật Trẻ em", "Toàn văn.", days_ago=2000)
    new = [things.add("Tin", "Bàn về luật cho trẻ và cho em.") for _ in range(5)]

    assert found("luat tre em") == [old, *new[:1:-1]]


def test_filters_narrow_and_need_no_words(things, found):
    first = things.add("Một", section_id=1, unit_id=1, form="letter", days_ago=10)
    second = things.add("Một", section_id=1, unit_id=2, form="note")
    third = things.add("Một", section_id=11, unit_id=1, form="note")

    assert found("một", section_id=1) == [second, first]
    assert found("", unit_id=1) == [third, first]
    assert found("", kind="thing", form="note") == [third, second]
    assert found("", kind="other") == []
    day = dt.date(2026, 11, 12)
    assert found("một", since=day, until=day) == [first]
    assert found("một", until=day - dt.timedelta(days=1)) == []
    assert found("một", since=day + dt.timedelta(days=1)) == [third, second]


def test_days_are_those_of_viet_nam(things, found):
    # 22/11/2026, 17:00 in UTC is midnight in Việt Nam.
    midnight = dt.datetime(2026, 11, 22, 17, 0, tzinfo=dt.UTC)
    pk = things.add("Một", days_ago=0)
    things.known[pk] = replace(things.known[pk], published_at=midnight)
    put("thing", [things.known[pk]])
    send_changes.call()

    assert found("một", since=dt.date(2026, 11, 23)) == [pk]
    assert found("một", until=dt.date(2026, 11, 22)) == []
    assert Document.objects.count() == 1


def test_another_agency_is_another_world(things, found):
    elsewhere = make_agency("noi-khac", hostname="noi-khac.vidu.vn")
    here = things.add("Một")
    there = things.add("Một", agency_id=elsewhere.pk)

    assert found("mot") == [here]
    assert found("mot", agency_id=elsewhere.pk) == [there]


def test_what_is_forgotten_or_written_again_is_found_as_it_is(things, found):
    pk = things.add("Cũ", "chữ xưa")
    things.add("Mới", "chữ nay", pk=pk)

    assert found("xua") == []
    assert found("nay") == [pk]
    forget("thing", [pk])
    send_changes.call()
    assert found("nay") == []


def test_what_has_no_card_is_never_shown(things, found):
    pk = things.add("Một")
    del things.known[pk]

    assert found("mot") == []


def test_every_result_is_reached_by_page_and_then_by_time(things, monkeypatch):
    monkeypatch.setattr(candidates, "MOST_RANKED", 8)
    monkeypatch.setattr(queries, "PER_PAGE", 3)
    all_of_them = {things.add("Một") for _ in range(20)}
    filters = SearchFilters(things.agency.pk)
    seen, answer, page = [], None, 1

    while page:
        answer = by_rank("mot", filters, page)
        seen, page = [*seen, *answer.hits], answer.next_page
    while answer.older:
        answer = by_time("mot", filters, answer.older)
        seen += answer.hits

    ids = [hit.card.address for hit in seen]
    # What stands in a title may come twice: by its rank, and again in order of time.
    assert set(ids) == {f"/do-vat/{pk}" for pk in all_of_them}


def test_the_latest_come_first_when_asked_for(things):
    exact = things.add("Tội", days_ago=3)
    other = things.add("Tôi")

    answer = by_time("tội", SearchFilters(things.agency.pk))

    assert [hit.card.address for hit in answer.hits] == [f"/do-vat/{other}", f"/do-vat/{exact}"]


def test_a_search_needs_few_statements_however_much_it_finds(things):
    for _ in range(30):
        things.add("Tội", "tội")

    with CaptureQueriesContext(connection) as captured:
        by_rank("tội", SearchFilters(things.agency.pk))

    assert len(captured) <= 6


def test_hits_are_marked_in_title_and_extract(things):
    things.add("Kiểm sát <b>", "Trước đó. " * 40 + "Viện kiểm sát họp." + " Sau đó." * 40)

    (hit,) = by_rank("kiem sat", SearchFilters(things.agency.pk)).hits

    assert [piece.text for piece in hit.title if piece.is_hit] == ["Kiểm sát"]
    assert [piece.text for piece in hit.extract if piece.is_hit] == ["kiểm sát"]
    assert len("".join(piece.text for piece in hit.extract).split()) < 50


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kiển sát", "kiểm sát"), ("kien sat", "kiem sat"), ("kiem saat", "kiem sat"),
        ("kiểm sta", "kiểm sát"), ("kểim sát", "kiểm sát"), ("kieem saat", "kiem sat"),
        ("viện kiển sát", "viện kiểm sát"), ("xyzxyz", ""), ("kiểm sát xyzxyz", ""),
        ("12345", ""), ('"viện kiển"', '"viện kiểm"'),
    ],
)  # fmt: skip
def test_a_slip_is_put_right_by_what_finds_something(things, found, typed, meant):
    things.add("Viện kiểm sát", "nhân dân")
    things.add("Kiến nghị", "kiện tụng, tiền nong")

    answer = by_rank(typed, SearchFilters(things.agency.pk))

    assert answer.suggestion == meant
    assert not meant or found(meant)


def test_a_slip_is_not_put_right_when_something_was_found(things):
    things.add("Kiến nghị")
    things.add("Kiểm nghị")

    assert by_rank("kien", SearchFilters(things.agency.pk)).suggestion == ""


def test_a_syllable_that_is_none_is_put_right_although_something_was_found(things, found):
    things.add("Kiến thức", "quan sát")
    things.add("Kiểm sát")
    assert by_rank("kiển sát", SearchFilters(things.agency.pk)).suggestion == ""
    things.add("Kiểm sát viên")

    assert found("kiển sát") == [1]
    assert by_rank("kiển sát", SearchFilters(things.agency.pk)).suggestion == "kiểm sát"
    assert by_rank("kien sat", SearchFilters(things.agency.pk)).suggestion == ""
    assert by_rank("kiến sát", SearchFilters(things.agency.pk)).suggestion == ""


@pytest.mark.parametrize("length", [3, 12])
def test_many_slips_at_once_take_no_longer(things, length):
    for char in "bcdghklmnprst":
        things.add(f"{char}an {char}ang {char}at {char}anh", "cùng một câu")
    began = time.perf_counter()

    answer = by_rank(
        " ".join(f"{char}aan" for char in "bcdghklmnprst"[:length]), SearchFilters(things.agency.pk)
    )

    assert answer.suggestion == ""
    assert time.perf_counter() - began < 2


def test_nothing_is_suggested_that_another_agency_has(things):
    elsewhere = make_agency("noi-khac", hostname="noi-khac.vidu.vn")
    things.add("Kiểm", agency_id=elsewhere.pk)

    assert by_rank("kiển", SearchFilters(things.agency.pk)).suggestion == ""


def test_a_rebuilt_table_finds_the_same(things, found):
    kept, gone = things.add("Một"), things.add("Một")
    del things.known[gone]
    Document.objects.filter(object_id=kept).update(folded="x", exact="x")
    progress = []

    rebuild(lambda label, count: progress.append((label, count)))
    send_changes.call()

    assert found("mot") == [kept]
    assert Document.objects.filter(kind="thing").count() == 1
    assert ("Đồ vật", 1) in progress


def test_a_kind_has_a_number_and_a_name_of_its_own(things):
    for wrong in (("other", 9), ("other", 16), ("other", 0), ("có dấu", 10), ("a-b", 10)):
        with pytest.raises(ValueError, match=r"kind|taken"):
            register(SearchKind(*wrong, lambda: "", things.entries, things.cards))

    assert [choice.value for choice in choices() if choice.kind == "thing"] == [
        "thing.letter", "thing.note",
    ]  # fmt: skip
