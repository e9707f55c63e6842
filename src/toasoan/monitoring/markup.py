"""Reading what other people's sites send: feeds, list pages, articles. Runs in `sent_files`.

Pure. Entities of a document's own are never expanded, nothing is loaded from anywhere, depth and
size are the parser's own bounds. What is broken is read as far as it goes.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml import etree

from toasoan.vietnamese.cleaning import one_line
from toasoan.vietnamese.dates import local_day

#: Items of one list; characters of an address, a headline and a text.
MOST_ITEMS = 100
LONGEST_ADDRESS = LONGEST_HEADLINE = 300
LONGEST_TEXT = 20_000
#: A link with so many words may be a headline.
_HEADLINE_WORDS = 4
#: What counts of a text that is a link: pages of links have no main text.
_COST_OF_LINKS = 3
_LEAST_OF_A_PARAGRAPH = 30
#: Links of a page that are looked at; characters under the headline in which the day may stand.
_MOST_LINKS = 3_000
_DAY_WITHIN = 1_000

#: Parts of a page that are no text of the article.
_NOT_TEXT = frozenset(
    ("script", "style", "noscript", "template", "nav", "aside", "footer", "button",
     "select", "iframe", "svg", "figure")
)  # fmt: skip
_BLOCKS = (
    "p", "h2", "h3", "h4", "li", "blockquote", "td", "div", "section", "article", "main", "table",
    "ul", "ol", "body", "tr",
)  # fmt: skip
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9_.:-]{2,40})""")
_FEED = re.compile(r"<(?:[a-zA-Z]+:)?(?:rss|feed|RDF)[\s>]")
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)\b")
_ISO = re.compile(r"^\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Listed:
    """An item of a feed or list page; `published` is None when nothing says the day."""

    address: str
    headline: str
    text: str = ""
    published: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What the page of an item says, a line a paragraph."""

    headline: str
    text: str
    published: dt.date | None = None


def read_listing(body: bytes, charset: str, address: str) -> tuple[Listed, ...]:
    """The items of a feed or of a list page at the address, in its order."""
    text = _decoded(body, charset)
    reading = _feed_items if _FEED.search(text[:4_000]) else _links
    found: dict[str, Listed] = {}
    for one in reading(text, address):
        if one.headline and len(one.address) <= LONGEST_ADDRESS:
            found.setdefault(one.address, one)
        if len(found) == MOST_ITEMS:
            break
    return tuple(found.values())


def read_article(body: bytes, charset: str) -> Article:
    """The main text of a page: where most words stand that are no links."""
    root = _page(_decoded(body, charset))
    if root is None:
        return Article("", "")
    published = _day_of_page(root)
    headline = _meta(root, "og:title") or " ".join(_texts(root, "h1")[:1])
    return Article(one_line(headline)[:LONGEST_HEADLINE], _main_text(root), published)


# Characters


def _decoded(body: bytes, charset: str) -> str:
    """The text. UTF-8 is believed when it fits, whatever is declared: the most common mistake."""
    declared = _DECLARED.search(body[:2_000])
    named = [charset, declared[1].decode("ascii") if declared else ""]
    for one in ("utf-8-sig", *filter(None, named)):
        try:
            return body.decode(one)
        except (LookupError, UnicodeDecodeError):
            continue
    return body.decode("cp1258", errors="replace")


def _parsed(text: str, parser: Any) -> Any:
    """The root of a document, None when there is none at all."""
    plain = _DECLARATION.sub("", text).replace("\0", "")
    try:
        return etree.fromstring(plain.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


# Feeds


def _feed_items(text: str, address: str) -> Iterator[Listed]:
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    root = _parsed(text, parser)
    if root is None:
        return
    for row in root.iter("{*}item", "{*}entry"):
        link = _link_of(row)
        if link:
            yield Listed(
                address=_absolute(address, link),
                headline=_words_of_markup(_child(row, "title"))[:LONGEST_HEADLINE],
                text=_text_of(row),
                published=_moment(_child(row, "pubDate", "published", "date", "updated")),
            )


def _child(row: Any, *names: str) -> str:
    """The text of the first child of one of these names that has any."""
    for name in names:
        for child in row.iterchildren(f"{{*}}{name}"):
            if text := "".join(child.itertext()).strip():
                return str(text)
    return ""


def _link_of(row: Any) -> str:
    for child in row.iterchildren("{*}link"):
        if child.get("rel", "alternate") == "alternate" and (address := child.get("href")):
            return str(address).strip()
    return _child(row, "link") or _child(row, "guid")


def _text_of(row: Any) -> str:
    """The longest of what a feed gives of the text, without markup, a line a paragraph."""
    given = (_child(row, name) for name in ("encoded", "content", "description", "summary"))
    root = _page(f"<body>{max(given, key=len)}</body>")
    return "" if root is None else "\n".join(_paragraphs(root))[:LONGEST_TEXT]


def _words_of_markup(text: str) -> str:
    root = _page(f"<body>{text}</body>") if "<" in text or "&" in text else None
    return one_line(text if root is None else " ".join(root.itertext()))


def _moment(text: str) -> dt.date | None:
    """The day in Việt Nam of a moment as feeds and pages write it."""
    try:
        if _ISO.match(text):
            moment = dt.datetime.fromisoformat(text)
        else:
            moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A moment without a zone is meant as it stands.
    return local_day(moment) if moment.tzinfo else moment.date()


# Pages


def _page(text: str) -> Any:
    """The root of a page without the parts that are no text; None when there is nothing."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, recover=True, remove_comments=True, remove_pis=True
    )
    root = _parsed(text, parser)
    if root is not None:
        etree.strip_elements(root, *_NOT_TEXT, with_tail=False)
    return root


def _links(text: str, address: str) -> Iterator[Listed]:
    """Links whose words may be a headline, to pages of the same site."""
    root = _page(text)
    if root is None:
        return
    base = next(iter(root.xpath("//base/@href")), "")
    start = _absolute(address, base) if base else address
    host = urlsplit(address).hostname
    for link in islice(root.iterfind(".//a[@href]"), _MOST_LINKS):
        target = _absolute(start, link.get("href"))
        headline = one_line(" ".join(link.itertext())) or one_line(link.get("title") or "")
        is_headline = len(headline.split()) >= _HEADLINE_WORDS
        if is_headline and target != address and urlsplit(target).hostname == host:
            yield Listed(target, headline[:LONGEST_HEADLINE])


def _absolute(base: str, link: str) -> str:
    """The address that a link means; empty when it is none of a web page."""
    try:
        address = urldefrag(urljoin(base, link.strip()))[0].replace(" ", "%20")
        parts = urlsplit(address)
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and parts.hostname else ""


def _texts(root: Any, name: str) -> list[str]:
    found = (one_line(" ".join(one.itertext())) for one in root.iter(name))
    return [text for text in found if text]


def _meta(root: Any, name: str) -> str:
    for one in root.iter("meta"):
        if name in (one.get("property"), one.get("name"), one.get("itemprop")):
            return str(one.get("content") or "")
    return ""


def _day_of_page(root: Any) -> dt.date | None:
    """The day that a page names in its head, in an element for it, or first under its headline."""
    named = [_meta(root, name) for name in ("article:published_time", "datePublished", "pubdate")]
    named += [one.get("datetime") or "" for one in root.iter("time")]
    for text in named:
        if day := _moment(text.strip()):
            return day
    headline = next(iter(_texts(root, "h1")), "")
    words = _own_text(root).partition(headline)[2] if headline else _own_text(root)
    for found in _DAY.finditer(words[:_DAY_WITHIN]):
        try:
            return dt.date(int(found[3]), int(found[2]), int(found[1]))
        except ValueError:
            continue
    return None


def _main_text(root: Any) -> str:
    """The paragraphs of the element in which most text stands that is no link."""
    weights: dict[Any, float] = {}
    for one in _leaves(root):
        weight = len(_own_text(one)) - _COST_OF_LINKS * sum(map(len, _texts(one, "a")))
        for share, holder in zip((1.0, 0.5), one.iterancestors(), strict=False):
            weights[holder] = weights.get(holder, 0.0) + share * weight
    best = max(weights, key=weights.__getitem__, default=root)
    return "\n".join(_paragraphs(best))[:LONGEST_TEXT]


def _paragraphs(root: Any) -> list[str]:
    found = map(_own_text, _leaves(root))
    return [text for text in found if len(text) >= _LEAST_OF_A_PARAGRAPH]


def _leaves(root: Any) -> Iterator[Any]:
    """The blocks without blocks in them, in reading order."""
    for one in root.iter(*_BLOCKS):
        if next(one.iterdescendants(*_BLOCKS), None) is None:
            yield one


def _own_text(one: Any) -> str:
    return one_line(" ".join(one.itertext()))
