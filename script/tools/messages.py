"""
Check, compile and update the Vietnamese catalogues without GNU gettext.

Every room of ``src/toasoan``, and every package of the newsroom, keeps what it says in English
source strings and in ``locale/vi/LC_MESSAGES/django.po`` (``djangojs.po`` for scripts). ``conf``
also translates strings of Django and Wagtail, so a string that our code does not use is no
mistake there.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "toasoan"
FOREIGN_STRINGS = "conf"
NEWSROOM = "newsroom"
DOMAINS = ("django", "djangojs")
# Position of (context, msgid, plural) among the arguments of each function.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
_STRING = (
    r"[urbURB]{0,2}(?:"
    r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"|'
    r"'''(?:[^\\]|\\.)*?'''|'(?:[^'\\\n]|\\.)*')"
)
_CALL = re.compile(rf"\b(_|n?p?gettext)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
_JS_CALL = re.compile(rf"\b(n?p?gettext)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)", re.DOTALL)
#: Characters of a sentence whose first half does not come again by itself.
_LONG = 60
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[#0+-]*\d*(?:\.\d+)?[sdrfx]|\{\w*(?::[^{}]*)?\}")

HEADER = """# What this room says to people.
msgid ""
msgstr ""
"Project-Id-Version: Toasoan\\n"
"Language: vi\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

Key = tuple[str | None, str]  # context, msgid


@dataclass
class Used:
    """A source string as the code uses it."""

    key: Key
    plural: str | None
    places: list[str] = field(default_factory=list)


def strings_in_python(source: str) -> Iterator[tuple[str | None, str, str | None, int]]:
    """Yield context, msgid, plural and line of every translated literal in Python source."""
    tree = ast.parse(source)
    names = _gettext_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := names.get(_name_of(node.func))):
            texts = [
                arg.value if isinstance(arg, ast.Constant) and isinstance(arg.value, str) else None
                for arg in node.args
            ]
            yield from _pick(function, texts, node.lineno)


def strings_in_template(source: str) -> Iterator[tuple[str | None, str, str | None, int]]:
    """Yield the same of a Django template."""
    yield from _calls(_CALL, templatize(source))


def strings_in_script(source: str) -> Iterator[tuple[str | None, str, str | None, int]]:
    """Yield the same of a JavaScript module."""
    yield from _calls(_JS_CALL, source)


def strings_of_room(room: Path, domain: str) -> dict[Key, Used]:
    """Return every source string of one room."""
    found: dict[Key, Used] = {}
    for path, strings in _sources(room, domain):
        try:
            for context, msgid, plural, line in strings:
                used = found.setdefault((context, msgid), Used((context, msgid), plural))
                used.plural = used.plural or plural
                used.places.append(f"{path.relative_to(PACKAGE)}:{line}")
        except SyntaxError as error:
            sys.exit(f"{path}: {error}")
    return found


def problems_of_catalogue(
    catalogue: Catalog, used: dict[Key, Used], *, foreign: bool
) -> Iterator[str]:
    """Yield what is wrong between a catalogue and the code: missing, obsolete, fuzzy and so on."""
    listed = {_key(message): message for message in catalogue if message.id}
    for key in used.keys() - listed.keys():
        yield f"missing: {_show(key)} ({used[key].places[0]})"
    if not foreign:
        yield from (f"not used any more: {_show(key)}" for key in listed.keys() - used.keys())
        yield from (f"commented out: {_show(_key(m))}" for m in catalogue.obsolete.values())
    for key, message in listed.items():
        yield from (f"{problem}: {_show(key)}" for problem in _problems_of_message(message))


def catalogue_file(room: Path, domain: str) -> Path:
    """Return where a room keeps its Vietnamese."""
    return room / "locale" / "vi" / "LC_MESSAGES" / f"{domain}.po"


def check(rooms: Iterable[Path]) -> list[str]:
    """Return the problems of all catalogues, each with its file."""
    problems: list[str] = []
    for room in rooms:
        for domain in DOMAINS:
            path = catalogue_file(room, domain)
            used = strings_of_room(room, domain)
            if not path.exists():
                problems += [f"{room.name}: no {path.name} for {len(used)} strings"] * bool(used)
                continue
            found = problems_of_catalogue(_read(path), used, foreign=room.name == FOREIGN_STRINGS)
            problems += sorted(f"{path.relative_to(PACKAGE)}: {problem}" for problem in found)
            problems += [f"{path.relative_to(PACKAGE)}: the .mo file is stale"] * _stale(path)
    return problems


def compile_all(rooms: Iterable[Path]) -> int:
    """Write the .mo file beside every catalogue; return how many were written."""
    written = 0
    for path in _catalogues(rooms):
        if _stale(path):
            path.with_suffix(".mo").write_bytes(_compiled(_read(path)))
            written += 1
    return written


def update(rooms: Iterable[Path]) -> None:
    """Add the strings that are missing and drop those that nobody uses.

    A string that moved from another room keeps its translation, if the rooms agree on one.
    """
    known = _translations()
    for room in rooms:
        for domain in DOMAINS:
            path = catalogue_file(room, domain)
            used = strings_of_room(room, domain)
            if not used and not path.exists():
                continue
            catalogue = _read(path) if path.exists() else Catalog(locale="vi", fuzzy=False)
            _bring_up_to_date(catalogue, used, known, foreign=room.name == FOREIGN_STRINGS)
            text = BytesIO()
            write_po(text, catalogue, width=100, no_location=True, ignore_obsolete=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            # Babel's header tells dates and addresses that say nothing and change every time.
            _header, _blank, strings = text.getvalue().partition(b"\n\n")
            path.write_bytes(HEADER.encode() + strings)


def main() -> int:
    """Run one of the three commands on every room, or on those named."""
    parser = argparse.ArgumentParser(prog="script/messages", description=__doc__)
    parser.add_argument("command", choices=["check", "compile", "update"])
    parser.add_argument("rooms", nargs="*", help="only these rooms")
    asked = parser.parse_args()
    rooms = [room for room in _rooms() if not asked.rooms or room.name in asked.rooms]
    if asked.command == "update":
        update(rooms)
    if asked.command in {"compile", "update"}:
        print(f"{compile_all(rooms)} catalogues compiled")
        return 0
    problems = check(rooms)
    print("\n".join(problems) or f"{len(list(_catalogues(rooms)))} catalogues complete")
    return 1 if problems else 0


def _rooms() -> list[Path]:
    """Return every room; each package of the newsroom is a room of its own."""
    rooms = [room for room in PACKAGE.iterdir() if room.is_dir() and room.name != NEWSROOM]
    packages = [config.parent for config in (PACKAGE / NEWSROOM).glob("*/apps.py")]
    return sorted([*rooms, *packages])


def _gettext_names(tree: ast.Module) -> dict[str, str]:
    """Map the names under which a module imported the functions to the functions."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for alias in node.names:
                if alias.name in FUNCTIONS:
                    names[alias.asname or alias.name] = alias.name
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils":
            for alias in node.names:
                if alias.name == "translation":
                    local = alias.asname or alias.name
                    names |= {f"{local}.{function}": function for function in FUNCTIONS}
    return names


def _name_of(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _calls(
    pattern: re.Pattern[str], source: str
) -> Iterator[tuple[str | None, str, str | None, int]]:
    for call in pattern.finditer(source):
        texts = [str(ast.literal_eval(text)) for text in re.findall(_STRING, call[2], re.DOTALL)]
        yield from _pick(call[1], texts, source.count("\n", 0, call.start()) + 1)


def _pick(
    function: str, texts: list[str] | list[str | None], line: int
) -> Iterator[tuple[str | None, str, str | None, int]]:
    context_at, msgid_at, plural_at = FUNCTIONS[function]
    if len(texts) <= max(context_at or 0, msgid_at, plural_at or 0):
        return
    context = None if context_at is None else texts[context_at]
    plural = None if plural_at is None else texts[plural_at]
    if msgid := texts[msgid_at]:
        yield context, msgid, plural, line


def _sources(
    room: Path, domain: str
) -> Iterator[tuple[Path, Iterator[tuple[str | None, str, str | None, int]]]]:
    if domain == "djangojs":
        for path in sorted(room.glob("static/**/*.js")):
            yield path, strings_in_script(path.read_text(encoding="utf-8"))
        return
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            yield path, strings_in_python(path.read_text(encoding="utf-8"))
    for path in sorted(room.glob("templates/**/*.*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            yield path, strings_in_template(path.read_text(encoding="utf-8"))


def _problems_of_message(message: Message) -> Iterator[str]:
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    if message.fuzzy:
        yield "fuzzy"
    if not texts or not all(texts):
        yield "not translated"
        return
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    for text in texts:
        if len(text) > _LONG and text.count(text[: _LONG // 2]) > 1:
            yield "says the same twice"
        given = set(_PLACEHOLDER.findall(text))
        # A singular may leave its number out ("one story"), so the plural decides.
        if given != set(_PLACEHOLDER.findall(sources[-1])):
            yield f"placeholders differ ({', '.join(sorted(given)) or 'none'})"


def _catalogues(rooms: Iterable[Path]) -> Iterator[Path]:
    for room in rooms:
        for domain in DOMAINS:
            if (path := catalogue_file(room, domain)).exists():
                yield path


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="vi", abort_invalid=True)


def _translations() -> dict[Key, object]:
    """Return what every room's catalogue says now, without what two of them say differently."""
    said: dict[Key, list[object]] = {}
    for path in _catalogues(_rooms()):
        for key, text in _texts(_read(path)).items():
            if text and text not in said.setdefault(key, []):
                said[key].append(text)
    return {key: texts[0] for key, texts in said.items() if len(texts) == 1}


def _bring_up_to_date(
    catalogue: Catalog, used: dict[Key, Used], known: dict[Key, object], *, foreign: bool
) -> None:
    listed = {_key(message) for message in catalogue if message.id}
    for (context, msgid), found in used.items():
        if (context, msgid) not in listed:
            ids = (msgid, found.plural) if found.plural else msgid
            text = known.get((context, msgid), "")
            if isinstance(text, tuple | list) != bool(found.plural):
                text = ""
            catalogue.add(ids, text, context=context)
    if not foreign:
        for context, msgid in listed - used.keys():
            catalogue.delete(msgid, context)


def _compiled(catalogue: Catalog) -> bytes:
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def _stale(path: Path) -> bool:
    """Say whether the .mo file says anything else than its catalogue."""
    compiled = path.with_suffix(".mo")
    if not compiled.exists():
        return True
    with compiled.open("rb") as file:
        return _texts(read_mo(file)) != _texts(read_mo(BytesIO(_compiled(_read(path)))))


def _texts(catalogue: Catalog) -> dict[Key, object]:
    return {_key(message): message.string for message in catalogue if message.id}


def _key(message: Message) -> Key:
    msgid = message.id if isinstance(message.id, str) else message.id[0]
    return message.context, msgid


def _show(key: Key) -> str:
    return repr(key[1]) if key[0] is None else f"{key[1]!r} in context {key[0]!r}"


if __name__ == "__main__":
    sys.exit(main())
