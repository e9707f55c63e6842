"""What somebody may send who does not mean well, and every address and form there is for it.

A `Survey` goes through the site as one person: it follows links to every kind of address and notes
each form with its fields as they stand on the screen. The functions beneath make requests of these
in which parts are what nobody types. Every request is undone, so their order does not matter.
"""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random
from types import TracebackType
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import Resolver404, resolve
from lxml import html

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
#: What a field may hold besides what it should. Bytes are no UTF-8; numbers pass 32 and 64 bits.
VALUES = (
    "", " ", "\0", "a\0b", b"\xff\xfe", b"\xed\xa0\x80", "null", "true", "-1", "0", "1.5", "NaN",
    "1e400", "+1", " 1 ", "²", "\uff11\uff12", "٣", "0x10", "1_000", "999999999", "2147483648",
    "9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 30, "9" * 5000,
    "x" * 300, "ă" * 5000, "[]", "{}", '""', "[" * 20_000, '{"a":' * 5000, '[{"type": 1}]',
    "[null]", '{"blocks": null, "entityMap": null}', '{"blocks": [null], "entityMap": []}',
    '{"blocks": [{}], "entityMap": {}}', '{"blocks":[{"text":1,"type":2,"key":3}],"entityMap":{}}',
    "0001-01-01", "9999-12-31", "31/12/9999", "1/1/1", "99/99/9999", "0001-01-01T00:00",
    "9999-12-31T23:59", "2026-02-30", "00:00", "24:00", "99999-01-01", "2026-13", "0000-00",
    "../../etc/passwd", "http://[::1", "http://a\nb", "//evil", "javascript:alert(1)", "%00",
    "%s%n{0}{{7*7}}", "<script>alert(1)</script>", "'\"--;", "\u202e\u200b\ufeff", "\U0010ffff",
    "a@b", "@", "a" * 64 + "@" + "b" * 300, "\r\nSet-Cookie: a=b", "*", "a:b:c", "1,2,3", "-", ".",
    "\\", "Đ" * 256, "#8b1318" * 50, '" OR "" NEAR(', "a AND OR NOT", "^" * 50, "từ " * 1000,
)  # fmt: skip
#: Signing out ends the survey.
LEFT_OUT = {"wagtailadmin_logout", "newsroom:sign_out"}
#: Servers refuse longer request lines long before Django sees them.
LONGEST_IN_ADDRESS = 1500
_DEEP = "[" * 50_000
#: Bodies that are no form, or none that can be read, with their kind.
BODIES = (
    (JSON, ""), (JSON, "null"), (JSON, "1"), (JSON, '"x"'), (JSON, "[]"), (JSON, "{}"), (JSON, _DEEP),
    (JSON, '{"a":' * 20_000), (JSON, "NaN"), (JSON, "\ufeff{}"), (JSON, b"\xff\xfe"),
    (JSON, '{"id": null, "response": null, "rawId": 1, "type": {}}'), (JSON, '{"id": "\\u0000"}'),
    (MULTIPART_CONTENT, b"--x\r\n"), ("multipart/form-data", b"abc"),
    ("multipart/form-data; boundary=\xff", b"abc"), ("text/plain", b"a=b"),
    (f"{FORM}; charset=utf-16", b"a=b"), (f"{FORM}; charset=nonsense", b"a=b"), (FORM, b"%"),
    (FORM, b"&" * 20_000), (FORM, urlencode({f"f{number}": 1 for number in range(10_000)})),
    (FORM, b"%00=%00&%FF=%FF"),
)  # fmt: skip
HEADERS = (
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5000 + ",\0"}, {"HTTP_X_FORWARDED_FOR": "\0, 1.2.3, ::::"},
    {"HTTP_IF_MODIFIED_SINCE": "x", "HTTP_IF_NONE_MATCH": '"', "HTTP_RANGE": "bytes=9-1,9-"},
    {"HTTP_RANGE": f"bytes=-{'9' * 5000}"}, {"HTTP_HOST": "a b"}, {"HTTP_HOST": "x" * 300},
    {"HTTP_USER_AGENT": "\0" + "ă" * 5000}, {"HTTP_REFERER": "http://[::1"},
    {"HTTP_ACCEPT": "a/b;q=x,,;/"}, {"HTTP_ORIGIN": "\0"},
    {"HTTP_COOKIE": 'sessionid="\\000aaaaaaaaaaaaaaaa"; messages=x; csrftoken="\\377"'},
)  # fmt: skip


@dataclass(frozen=True)
class SeenForm:
    """A form as it stands on a screen: where it is sent, its fields with what they hold."""

    name: str
    action: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...] = ()


@dataclass
class Survey:
    """What one person comes upon: addresses by name, forms by address and fields."""

    browser: object
    paths: dict[str, str] = field(default_factory=dict)
    forms: dict[tuple, SeenForm] = field(default_factory=dict)
    queries: dict[str, set[str]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def go(self, starts):
        """Look at one address of each name, beginning with these."""
        waiting = list(starts)
        while waiting:
            address = waiting.pop(0)
            parts = urlsplit(address)
            name = name_at(parts.path)
            if name is None or name in LEFT_OUT:
                continue
            self.queries.setdefault(name, set()).update(key for key, _ in parse_qsl(parts.query))
            if name not in self.paths and (answer := self._answer(parts.path)):
                self.paths[name] = parts.path
                waiting += self._links(answer, parts.path)

    def _answer(self, path):
        """What stands at the address; None when there is nothing."""
        with Undone():
            answer = self.browser.get(path)
        if answer.status_code >= 500:
            self.broken.append(path)
        return None if answer.status_code == 404 else answer

    def _links(self, answer, path):
        if answer.status_code in {301, 302}:
            return [urljoin(path, answer["Location"])]
        text = "" if answer.streaming else answer.content.decode(errors="replace")
        if answer.headers.get("Content-Type", "").startswith(JSON):
            with suppress(ValueError, AttributeError):
                text = answer.json().get("html") or ""
        if "<" not in text or "xml" in answer.headers.get("Content-Type", ""):
            return []
        page = html.fromstring(text)
        for form in page.iter("form"):
            self._note(form, page, path)
        # What scripts ask for stands in attributes and in JSON.
        found = page.xpath("//@href|//@src|//@data-url|//@formaction")
        found += re.findall(r'"(/toa-soan/[^"\s\\]*)', text)
        links = [urlsplit(urljoin(f"http://testserver{path}", link)) for link in found]
        return [
            f"{one.path}?{one.query}" for one in links if one.netloc in {"testserver", "localhost"}
        ]

    def _note(self, form, page, path):
        action = urljoin(path, form.get("action") or path)
        name = name_at(urlsplit(action).path)
        if name is None or name in LEFT_OUT:
            return
        where = (
            f".//*[@name]|//*[@form='{form.get('id')}'][@name]" if form.get("id") else ".//*[@name]"
        )
        parts = form.xpath(where)
        files = tuple(one.get("name") for one in parts if one.get("type") == "file")
        fields = tuple(
            (one.get("name"), _value_of(one)) for one in parts if one.get("type") != "file"
        )
        names = tuple(sorted({re.sub(r"\d+", "0", key) for key, _value in fields}))
        if form.get("method", "get").lower() == "get":
            self.queries.setdefault(name, set()).update(key for key, _value in fields)
        else:
            self.forms.setdefault((name, names), SeenForm(name, action, fields, files))


def _value_of(one):
    if one.tag == "textarea":
        return one.text or ""
    if one.tag == "select":
        chosen = one.xpath(".//option[@selected]") or one.xpath(".//option[@value!='']")
        return chosen[0].get("value") if chosen else ""
    return one.get("value") or ""


def name_at(path):
    """The name of an address; None for one that leads nowhere."""
    try:
        return resolve(path).view_name
    except Resolver404:
        return None


class Undone:
    """A savepoint that is rolled back whatever happens inside."""

    def __enter__(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(kind, error, trace)


@dataclass(frozen=True)
class Attack:
    """One request, and in words what is wrong with it."""

    name: str
    method: str
    address: str
    what: str
    data: str | bytes = ""
    kind: str = FORM
    headers: dict = field(default_factory=dict)


def _in_address(value):
    return value[:LONGEST_IN_ADDRESS]


def query_attacks(name, path, names, chance, *, rounds):
    """Requests in which every parameter holds what it should not, then each of its own by itself."""
    for _round in range(rounds):
        sent = [(key, _in_address(chance.choice(VALUES))) for key in names]
        yield Attack(name, "get", f"{path}?{urlencode(sent)}", f"{sent!r:.300}")


def path_attacks(name, route, good, chance, *, values):
    """Requests whose path holds what it should not: one argument of a real path, then all."""
    arguments = re.findall(r"\(\?P<\w+>(?:[^()]|\([^)]*\))*\)|<[^>]+>", route)
    for value in chance.sample(VALUES, values):
        text = quote(_in_address(value), safe="")
        for spoiled in (*arguments, None) if len(arguments) > 1 else (None,):
            path = route
            for argument in arguments:
                path = path.replace(
                    argument, text if spoiled in {argument, None} else good(argument), 1
                )
            address = "/" + re.sub(r"[\^$\\?]", "", path)
            method = chance.choice(["get", "post"])
            yield Attack(name, method, address, f"path with {value!r:.60}")


def form_attacks(form, chance, *, each_field):
    """The form without anything, and with wrong values everywhere.

    `each_field` also spoils one field after the other and leaves the rest as the screen has it, sends
    one not at all, double and as a file, and what is no photo or document where one is asked for.
    """
    base = list(form.fields)
    yield _sent(form, "nothing", [])
    wrong = [(key, chance.choice(VALUES)) for key, _value in base]
    yield _sent(form, f"{wrong!r:.300}", wrong)
    if each_field:
        yield from _one_field_wrong(form, base, chance)


def _one_field_wrong(form, base, chance):
    for key in dict(base):
        others = [pair for pair in base if pair[0] != key]
        value = chance.choice(VALUES)
        yield _sent(form, f"{key}={value!r:.60}", [*others, (key, value)])
    key = chance.choice([*dict(base), "f"])
    others = [pair for pair in base if pair[0] != key]
    yield _sent(form, f"without {key}", others)
    yield _sent(form, f"{key} twice", [*base, (key, "x")])
    yield _uploaded(form, dict(others), key, "a\0b.txt", b"\0\1\2")
    for name in form.files:
        filename, content = chance.choice(
            [("a.jpg", b"\xff\xd8\xff"), ("a.docx", b"PK\3\4"), ("x" * 300 + ".png", b"\x89PNG\r\n\x1a\n"),
             ("../a.xlsx", b"PK\3\4"), ("a.csv", b"\xff\xfe\0"), ("a", b"")]
        )  # fmt: skip
        yield _uploaded(form, dict(base), name, filename, content)
        yield _sent(form, f"text as file {name}", [*base, (name, "x")])


def _sent(form, what, pairs):
    return Attack(form.name, "post", form.action, what, urlencode(pairs))


def _uploaded(form, fields, name, filename, content):
    data = encode_multipart(BOUNDARY, fields | {name: SimpleUploadedFile(filename, content)})
    return Attack(
        form.name, "post", form.action, f"{name} is {filename!r:.60}", data, MULTIPART_CONTENT
    )


def body_attacks(name, path, chance, *, bodies):
    """Requests with bodies that are no form, strange methods and strange headers."""
    for kind, body in chance.sample(BODIES, bodies):
        yield Attack(name, "post", path, f"{kind:.50} {body!r:.40}", body, kind)
    method = chance.choice(["head", "put", "delete", "options", "patch", "trace"])
    yield Attack(name, method, path, method)
    headers = chance.choice(HEADERS)
    yield Attack(name, "get", path, f"{headers!r:.60}", headers=headers)


def answer_to(browser, attack: Attack):
    """What the site answers to an attack, which is undone."""
    with Undone():
        answer = browser.generic(
            attack.method.upper(),
            attack.address,
            _bytes(attack.data),
            attack.kind,
            **attack.headers,
        )
        if answer.streaming:
            list(answer.streaming_content)
    return answer


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data


def chance_of(*words):
    """The same choices for the same words in every process."""
    return Random("/".join(map(str, words)))
