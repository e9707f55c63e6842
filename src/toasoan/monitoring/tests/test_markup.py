"""What feeds, list pages and articles say, however they are broken."""

import datetime as dt

import pytest

from toasoan.monitoring.markup import MOST_ITEMS, Article, read_article, read_listing
from toasoan.monitoring.tests.site import page, rss
from toasoan.sent_files.pool import read_apart

HERE = "https://bao.example/rss/phap-luat.rss"
LONG = "Đoạn văn này đủ dài để được giữ lại làm nội dung của bài."


def _items(text: str | bytes, charset: str = "") -> list[tuple[str, str]]:
    body = text if isinstance(text, bytes) else text.encode()
    return [(one.address, one.headline) for one in read_listing(body, charset, HERE)]


def test_a_feed_gives_addresses_headlines_texts_and_days() -> None:
    text = rss(("/tin/1.html", "Tin &amp; bài", f"<p>{LONG}</p><p>{LONG}</p>"),
               day="Mon, 30 Nov 2026 23:30:00 +0000")  # fmt: skip

    [item] = read_listing(text.encode(), "", HERE)

    assert (item.address, item.headline) == ("https://bao.example/tin/1.html", "Tin & bài")
    assert item.text == f"{LONG}\n{LONG}"
    assert item.published == dt.date(2026, 12, 1), "the day in Việt Nam"


def test_atom_is_read_as_well() -> None:
    text = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b&gt;Đêm&lt;/b&gt;'
        ' thứ hai</title><link rel="self" href="/x"/><link href="/2"/>'
        "<updated>2026-11-30T18:00:00Z</updated>"
        f'<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>'
    )

    [item] = read_listing(text.encode(), "", HERE)

    assert (item.address, item.headline) == ("https://bao.example/2", "Đêm thứ hai")
    assert (item.text, item.published) == (LONG, dt.date(2026, 12, 1))


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    whole = rss(("/1", "Tin một", ""), ("/2", "Tin hai &nbsp; & ba", ""), ("/3", "Tin ba", ""))

    assert [address[-2:] for address, _headline in _items(whole)] == ["/1", "/2", "/3"]
    assert _items(whole[:160])[:1] == [("https://bao.example/1", "Tin một")]


@pytest.mark.parametrize(
    "body",
    [b"", b"\0\0\0", b"<rss", b"<rss><channel></channel></rss>", b"<html>", b"\xff\xfe\x00\x01",
     b"<rss>" + b"<a>" * 50_000, b'{"items": []}'],
)  # fmt: skip
def test_what_is_no_list_has_no_items(body: bytes) -> None:
    assert _items(body) == []
    assert read_article(body, "").text == ""


@pytest.mark.parametrize(
    "entity",
    ["".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)),
     '<!ENTITY a8 SYSTEM "file:///etc/passwd">', '<!ENTITY a8 "một hai ba">'],
)  # fmt: skip
def test_entities_of_a_feed_are_not_expanded_and_files_not_read(entity: str) -> None:
    head = f'<!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">{entity}]>'
    text = head + rss(("/1", "Tin &a8; cuối", "")).partition("?>")[2]

    assert all(headline == "Tin &a8; cuối" for _address, headline in _items(text))


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [("utf-8", "iso-8859-1", "iso-8859-1"), ("utf-8", "", "khong-co"), ("utf-16", "", "utf-16"),
     ("utf-8-sig", "utf-8", ""), ("cp1258", "windows-1258", "")],
)  # fmt: skip
def test_the_letters_are_right_whatever_is_declared(
    encoding: str, declared: str, header: str
) -> None:
    title = "Tô màu phố" if encoding != "cp1258" else "Tô màu"
    text = rss(("/1", title, "")).replace(
        '"1.0"', f'"1.0" encoding="{declared}"' if declared else '"1.0"'
    )

    assert _items(text.encode(encoding), header) == [("https://bao.example/1", title)]


def test_a_list_page_gives_links_that_may_be_headlines_of_the_same_site() -> None:
    text = """<base href="/muc/"><nav><a href="/a">Chuyên mục có bốn chữ</a></nav>
      <a href="bai-1.html#binh-luan">Xét xử vụ án <b>ma túy</b> tại xã</a>
      <a href="bai-1.html">Xét xử vụ án ma túy tại xã</a>
      <a href="/2" title="Tuyên truyền pháp luật ở trường"><img src=x></a>
      <a href="https://khac.example/3">Trang khác có bốn chữ</a><a href="/4">Đọc thêm</a>
      <a href="javascript:alert(1)">Mã lệnh có bốn chữ</a><a href="http://[">Địa chỉ hỏng bốn chữ</a>
      <a>Không có địa chỉ nào cả</a>"""

    assert _items(text) == [
        ("https://bao.example/muc/bai-1.html", "Xét xử vụ án ma túy tại xã"),
        ("https://bao.example/2", "Tuyên truyền pháp luật ở trường"),
    ]


def test_a_list_has_an_end_and_long_addresses_are_left_out() -> None:
    rows = [(f"/{number}", "Tin", "") for number in range(MOST_ITEMS + 5)]

    assert len(_items(rss(*rows))) == MOST_ITEMS
    assert _items(rss(("/" + "a" * 300, "Tin", ""))) == []


def test_an_article_is_its_main_text_without_menus_and_scripts() -> None:
    text = page("Tiêu đề ở báo", f"{LONG} <b>Chữ đậm</b> ở giữa.", LONG, day="29/11/2026")

    article = read_article(text.replace("</h1>", "</h1><script>var x = 1</script>").encode(), "")

    assert article.headline == "Tiêu đề ở báo"
    assert article.text == f"{LONG} Chữ đậm ở giữa.\n{LONG}"
    assert article.published == dt.date(2026, 11, 29)


def test_an_article_of_loose_lines_is_read_and_its_head_names_the_day() -> None:
    text = (
        '<meta property="article:published_time" content="2026-11-28T20:00:00+00:00">'
        f"<div><div class=menu><a href=/>{LONG}</a></div><div>{LONG}<br><br>{LONG}</div></div>"
    )

    article = read_article(text.encode(), "")

    assert article.text.endswith(f"{LONG} {LONG}")
    assert article.published == dt.date(2026, 11, 29)


def test_a_page_made_to_cost_much_is_read_in_a_process_of_its_own() -> None:
    deep = b"<div>" * 100_000 + b"<p>" + LONG.encode() * 100
    answers = (Article, dt.date)

    assert read_apart(read_article, deep, "", answers=answers, seconds=5) is not None
