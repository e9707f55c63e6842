"""Every string of Wagtail and Django that our applications can show is Vietnamese, in our words."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize
from django.utils.translation.trans_real import DjangoTranslation

DOMAINS = ("django", "djangojs")
#: Whose strings we answer for; strings of our rooms are checked by `script/messages check`.
FOREIGN = ("django.", "wagtail", "taggit", "modelcluster", "django_tasks_db")
#: Applications that are not installed or whose screens nobody opens, yet whose strings are ours
#: because Django uses them everywhere (validators, forms, dates, time spans).
ALWAYS = (
    "django.conf",
    "django.contrib.humanize",
    "django.core",
    "django.db.models",
    "django.forms",
    "django.http",
    "django.template",
    "django.utils",
    "django.views",
)
_STRING = r"[rRbBuU]{0,2}(?:\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*')"
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")
_ONE = re.compile(_STRING)
_PLACEHOLDER = re.compile(
    r"%(?:\(\w+\))?[#0+-]*\d*(?:\.\d+)?[sdrfx]|\{\w*(?::[^{}]*)?\}|</?[a-z][^>]*>"
)
#: What reads the same in both languages, with the reason.
SAME = {
    "names of formats and numbers": {"IPv4", "IPv6", ":", ":?.!", ", ", "…"},
    "units of size": {"%s KB", "%s MB", "%s GB", "%s TB", "%s PB", "%(size)d byte"},
    "only placeholders": {
        "%(field_label)s:",
        "%(time_zone_option)s: %(localized_time_zone_label)s",
        "%(status_display)s %(task_name)s %(started_at)s",
        "%(truncated_text)s…",
    },
    "names of products": {"Wagtail API v2", "Wagtail API v3"},
    "a technical unit for administrators": {"%(value)s googol"},
}
#: Renderings that the glossary has replaced: (what must not be read, the word that wins).
FORBIDDEN = {
    "an English word of the trade": r"\b(snippet|slug|draft|unpublish|workflow|username)s?\b",
    "xuất bản (the glossary says đăng)": r"\bxuất bản\b",
    "hình ảnh (the glossary says ảnh)": r"\bhình ảnh\b",
    "tập tin (the glossary says tệp)": r"\btập tin\b",
    "thẻ for a tag (the glossary says từ khóa)": r"\bcác thẻ\b",
    "tiếng Tàu (nobody in an office writes this)": r"\btiếng tàu\b",
    "người sử dụng (the glossary says người dùng)": r"\bngười sử dụng\b",
    "new-style tone marks (we write xóa, hòa, ủy)": (r"\b\w*(?:o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])\b"),
}


class Source(NamedTuple):
    """One translatable string as the framework writes it."""

    package: str
    domain: str
    context: str | None
    singular: str
    plural: str | None


def packages() -> list[str]:
    """Return the framework's packages whose strings our screens can show."""
    installed = [app for app in settings.INSTALLED_APPS if app.startswith(FOREIGN)]
    return sorted({*installed, *ALWAYS})


@cache
def sources() -> tuple[Source, ...]:
    """Return all strings of the English catalogues and those that only the code has."""
    found: dict[tuple[str, str | None, str], Source] = {}
    for package in packages():
        for source in (*_of_catalogues(package), *_of_code(package)):
            found.setdefault((source.domain, source.context, source.singular), source)
    return tuple(found.values())


@cache
def merged(domain: str) -> DjangoTranslation:
    """Return the Vietnamese that Django really reads, shipped and ours together."""
    return DjangoTranslation("vi", domain=domain)


def vietnamese(source: Source) -> str | None:
    """Return the translation of a string, or None when there is none."""
    key = f"{source.context}\x04{source.singular}" if source.context else source.singular
    # There is no public way to ask for one entry without falling back to English.
    catalogue = merged(source.domain)._catalog
    if source.plural is not None:
        return catalogue.get((key, 0))
    # gettext() also takes the form of one of a string that somebody else counts.
    return catalogue.get(key) or catalogue.get((key, 0))


def test_the_frameworks_catalogues_are_found() -> None:
    by_domain = {domain: sum(s.domain == domain for s in sources()) for domain in DOMAINS}

    assert by_domain["django"] > 1_500
    assert by_domain["djangojs"] >= 85


def test_every_string_of_wagtail_and_django_is_vietnamese() -> None:
    missing = [(s.package, s.context, s.singular) for s in sources() if not vietnamese(s)]

    assert missing == []


@pytest.mark.parametrize(("framework", "least"), [("wagtail", 1_800), ("django", 900)])
def test_every_source_catalogue_is_complete_with_what_ships(framework: str, least: int) -> None:
    """Also those of applications that we do not install: nothing is left if one is some day."""
    counted = 0
    missing = []
    for english in sorted(_folder(framework).glob("**/locale/en/LC_MESSAGES/*.po")):
        shipped = _shipped(english)
        for message in _messages(english):
            key = (message.context, message.id if isinstance(message.id, str) else message.id[0])
            source = Source(str(english), english.stem, *key, None)
            counted += 1
            if key not in shipped and not vietnamese(source):
                missing.append((english.parts[-5], key[1]))

    assert missing == []
    assert counted >= least


def _shipped(english: Path) -> set[tuple[str | None, str]]:
    path = english.parents[2] / "vi" / "LC_MESSAGES" / english.name
    if not path.exists():
        return set()
    return {
        (m.context, m.id if isinstance(m.id, str) else m.id[0])
        for m in _messages(path)
        if not m.fuzzy and m.string and all(m.string)
    }


def _messages(path: Path) -> list[Message]:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_no_translation_is_just_the_english_text() -> None:
    same = set().union(*SAME.values())

    copied = [s for s in sources() if vietnamese(s) == s.singular and s.singular not in same]

    assert copied == []


def test_placeholders_and_tags_survive_the_translation() -> None:
    broken = []
    for source in sources():
        given = sorted(_PLACEHOLDER.findall(vietnamese(source) or ""))
        allowed = [source.singular, source.plural or source.singular]
        if given not in [sorted(_PLACEHOLDER.findall(text)) for text in allowed]:
            broken.append((source.singular, vietnamese(source)))

    assert broken == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_our_catalogue_has_no_fuzzy_or_empty_entry(domain: str) -> None:
    path = Path(settings.LOCALE_PATHS[0]) / "vi" / "LC_MESSAGES" / f"{domain}.po"

    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)

    messages = [message for message in catalogue if message.id]
    assert catalogue.num_plurals == 1
    assert [m.id for m in messages if m.fuzzy or not m.string or not all(m.string)] == []


@pytest.mark.parametrize("pattern", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_glossary_is_kept(pattern: str) -> None:
    wrong = re.compile(pattern, re.IGNORECASE)

    found = [
        (s.singular, text)
        for s in sources()
        if (text := vietnamese(s)) and wrong.search(_PLACEHOLDER.sub(" ", text))
    ]

    assert found == []


def _folder(package: str) -> Path:
    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def _of_catalogues(package: str) -> Iterator[Source]:
    for domain in DOMAINS:
        path = _folder(package) / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po"
        if not path.exists():
            continue
        with path.open("rb") as file:
            for message in read_po(file):
                texts = (message.id,) if isinstance(message.id, str) else message.id
                if texts[0]:
                    plural = texts[1] if len(texts) > 1 else None
                    yield Source(package, domain, message.context, texts[0], plural)


def _of_code(package: str) -> Iterator[Source]:
    for path in _files_of(package):
        text = path.read_text(encoding="utf-8")
        code = text if path.suffix == ".py" else templatize(text)
        found = _calls_of_python(code) if path.suffix == ".py" else _calls_of_template(code)
        for context, singular, plural in found:
            if singular.strip():
                yield Source(package, "django", context, singular, plural)


def _files_of(package: str) -> Iterator[Path]:
    root = _folder(package)
    skipped = {"tests", "test", "management", "migrations", "static", "locale"}
    # Beneath `wagtail` and `django.conf` lie other applications and templates of projects.
    skipped |= {"contrib", "project_template", "app_template", "locales"}
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html"} and not skipped & set(path.relative_to(root).parts):
            yield path


def _calls_of_python(code: str) -> Iterator[tuple[str | None, str, str | None]]:
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
        if name and all(isinstance(text, str) for text in texts):
            yield from _parts(name.removesuffix("_lazy").removesuffix("_noop"), texts)


def _calls_of_template(code: str) -> Iterator[tuple[str | None, str, str | None]]:
    for name, arguments in _CALL.findall(code):
        yield from _parts(name, [ast.literal_eval(text) for text in _ONE.findall(arguments)])


def _parts(name: str, texts: list[str]) -> Iterator[tuple[str | None, str, str | None]]:
    if name in {"_", "gettext"} and len(texts) >= 1:
        yield None, texts[0], None
    elif name == "ngettext" and len(texts) >= 2:
        yield None, texts[0], texts[1]
    elif name == "pgettext" and len(texts) >= 2:
        yield texts[0], texts[1], None
    elif name == "npgettext" and len(texts) >= 3:
        yield texts[0], texts[1], texts[2]
