"""What the tests of feeds read them with."""

from pathlib import Path

from lxml import etree

_SCHEMAS = Path(__file__).with_name("schemas")

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
FEEDS = ("rss.xml", "atom.xml", "feed.json")


def schema(name):
    """One of our own XML schemas, written from the standards."""
    return etree.XMLSchema(etree.parse(_SCHEMAS / f"{name}.xsd"))


def valid(answer, name):
    """The document of an answer, which must be valid. Unparsed bytes: the declaration counts."""
    root = etree.fromstring(answer.content)
    schema(name).assertValid(root)
    return root


def look(client, path, status=200, **more):
    answer = client.get(path, **more)
    assert answer.status_code == status, path
    return answer
