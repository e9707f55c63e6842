"""Screens are declared once, beside their views: address, name, duties, place in the menu.

URL configuration, access table and menu are composed from the declarations (docs/decisions/0027):

    @screen("so-lieu/", name="figures", duties=COUNTING,
            menu=MenuEntry(_("Figures"), icon="table", order=50))
    @require_safe
    def overview(request): ...

A package of the newsroom that has an `apps.py` is installed by itself, and all of its modules are
imported before the addresses are composed, so a new screen touches files of its own package only.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern, path, re_path
from django.utils.functional import Promise
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from toasoan.units.duties import Duty
from toasoan.web_server.limits import KILOBYTE, SMALL_BODY

NAMESPACE = "newsroom"
#: A form without files; the longest story is far below it.
LARGEST_FORM = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
#: What stands around a file in a form: its other fields.
_AROUND_A_FILE = 256 * KILOBYTE
#: Packages below this one are searched for screens.
_ROOT = "toasoan.newsroom."
#: Modules of a package that declare no screens.
_NOT_SEARCHED = re.compile(r"\.(tests|migrations|management|templatetags|wagtail_hooks|apps)\b")
_CONVERTER = re.compile(r"<(?:(\w+):)?\w+>")
_REGEX_GROUP = re.compile(r"\(\?P<\w+>")
#: The narrower a converter, the earlier its address is tried; literal text comes before all.
_NARROWEST_FIRST = ("int", "uuid", "slug", "str", "path")

View = Callable[..., HttpResponseBase]
#: Asked with the request and the arguments of its address.
Question = Callable[[HttpRequest, Mapping[str, Any]], None]
DeclaredView = TypeVar("DeclaredView", bound=View)


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuEntry:
    """A screen's entry in the menu. Without `duties` everybody who may open the screen sees it."""

    label: str | Promise
    icon: str
    order: int
    duties: frozenset[Duty] | None = None
    item: type[MenuItem] = MenuItem


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address of the newsroom by its full name, and the duties that open it.

    `duties` is None for an address that answers before anybody has signed in.
    `before_factor`: open to a person who still has to prove or to add a second factor.
    `asks` raises Http404 when what the address's arguments name does not exist for the person.
    `menu_name` is Wagtail's name of its own entry in the menu that leads there, or empty.
    `largest_body`: bytes that a request to it may carry (docs/decisions/0033).
    """

    name: str
    duties: frozenset[Duty] | None
    before_factor: bool = False
    menu_name: str = ""
    largest_body: int = LARGEST_FORM
    asks: Question | None = None

    def is_open_to(self, duties: frozenset[Duty]) -> bool:
        """Whether one of the duties opens it; signing in does not ask this."""
        return self.duties is not None and not self.duties.isdisjoint(duties)

    def ask(self, request: HttpRequest, arguments: Mapping[str, Any]) -> None:
        """Raise Http404 when what the arguments name does not exist for the person."""
        if self.asks is not None:
            self.asks(request, arguments)


@dataclass(frozen=True, slots=True)
class Screen:
    """A view of ours at an address; a route that begins with ^ is a regular expression."""

    route: str
    view: View
    address: Address
    menu: MenuEntry | None

    def pattern(self) -> URLPattern:
        """The screen in Django's terms, without the namespace in its name."""
        make = re_path if self.route.startswith("^") else path
        name = self.address.name.removeprefix(f"{NAMESPACE}:")
        is_anonymous = self.address.duties is None
        view = self.view if is_anonymous else require_admin_access(self.view)
        pattern: URLPattern = make(self.route, view, name=name)
        return pattern

    def is_in_menu_of(self, duties: frozenset[Duty]) -> bool:
        """Whether a person with these duties sees its entry in the menu."""
        if self.menu is None or not self.address.is_open_to(duties):
            return False
        return self.menu.duties is None or not self.menu.duties.isdisjoint(duties)

    def shape(self) -> str:
        """The route without the names of its arguments: two screens must not have the same."""
        plain = _CONVERTER.sub(lambda found: f"<{found[1] or 'str'}>", self.route)
        return _REGEX_GROUP.sub("(", plain)

    def place(self) -> list[tuple[int, str]]:
        """Sort key of resolution: segment by segment, literal text before arguments."""
        return [_narrowness(segment) for segment in self.shape().split("/")]


def _narrowness(segment: str) -> tuple[int, str]:
    if segment.startswith("^"):
        return len(_NARROWEST_FIRST) + 1, segment
    kinds = re.findall(r"<(\w+)>", segment)
    return (1 + max(map(_rank, kinds)) if kinds else 0), segment


def _rank(kind: str) -> int:
    known = kind in _NARROWEST_FIRST
    return _NARROWEST_FIRST.index(kind) if known else len(_NARROWEST_FIRST)


@dataclass(slots=True)
class Registry:
    """All declared screens, and the addresses of Wagtail's own that are open."""

    screens: list[Screen] = field(default_factory=list)
    addresses: dict[str, Address] = field(default_factory=dict)

    def add_screen(self, new: Screen) -> None:
        """Raises ImproperlyConfigured when the address is taken already."""
        for other in self.screens:
            if other.shape() == new.shape():
                raise ImproperlyConfigured(
                    f"The screens {other.address.name} and {new.address.name} "
                    f"have the same address {new.route!r}."
                )
        self.add_address(new.address)
        self.screens.append(new)

    def add_address(self, new: Address) -> None:
        """Raises ImproperlyConfigured when the name is taken already."""
        if new.name in self.addresses:
            raise ImproperlyConfigured(f"Two screens are named {new.name}.")
        self.addresses[new.name] = new


registry = Registry()


def screen(
    route: str,
    *,
    name: str,
    duties: Iterable[Duty],
    menu: MenuEntry | None = None,
    before_factor: bool = False,
    largest_body: int = LARGEST_FORM,
) -> Callable[[DeclaredView], DeclaredView]:
    """Declare the view beneath as a screen for people who hold one of the duties today.

    May stand several times above one view, with different routes and names.
    """

    def declare(view: DeclaredView) -> DeclaredView:
        address = Address(
            name=f"{NAMESPACE}:{name}",
            duties=frozenset(duties),
            before_factor=before_factor,
            largest_body=largest_body,
        )
        registry.add_screen(Screen(route, view, address, menu))
        return view

    return declare


def anonymous_screen(
    route: str, *, name: str, before_factor: bool = False
) -> Callable[[DeclaredView], DeclaredView]:
    """Declare the view beneath as a screen that answers before anybody has signed in."""

    def declare(view: DeclaredView) -> DeclaredView:
        address = Address(
            name=f"{NAMESPACE}:{name}",
            duties=None,
            before_factor=before_factor,
            largest_body=SMALL_BODY,
        )
        registry.add_screen(Screen(route, view, address, None))
        return view

    return declare


def with_file(most: int) -> int:
    """The largest body of an address that takes a file of at most so many bytes."""
    return most + _AROUND_A_FILE


def open_wagtail_addresses(
    *names: str,
    duties: Iterable[Duty] | None,
    before_factor: bool = False,
    menu_name: str = "",
    largest_body: int = LARGEST_FORM,
    asks: Question | None = None,
) -> None:
    """Open addresses of Wagtail's own to these duties; None: before anybody has signed in.

    What is not opened here answers 404 (docs/decisions/0003).
    """
    allowed = None if duties is None else frozenset(duties)
    for name in names:
        registry.add_address(
            Address(
                name=name,
                duties=allowed,
                before_factor=before_factor,
                menu_name=menu_name,
                largest_body=largest_body,
                asks=asks,
            )
        )


@cache
def load_screens() -> Registry:
    """Import every module of the newsroom's packages, so that all screens are declared."""
    for config in apps.get_app_configs():
        if config.name.startswith(_ROOT):
            load_package(config.name)
    return registry


def load_package(name: str) -> None:
    """Import the modules of one package that may declare screens."""
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, prefix=f"{name}."):
        if not _NOT_SEARCHED.search(module.name.removeprefix(name)):
            importlib.import_module(module.name)


def url_patterns() -> list[URLPattern]:
    """The screens' addresses in the order in which they are tried."""
    screens = sorted(load_screens().screens, key=Screen.place)
    return [screen.pattern() for screen in screens]


def address_of(name: str) -> Address | None:
    """What is declared of an address; None when it is closed to everybody."""
    return load_screens().addresses.get(name)


def menu_screens(duties: frozenset[Duty]) -> list[Screen]:
    """The screens that stand in the menu of a person with these duties."""
    return [each for each in load_screens().screens if each.is_in_menu_of(duties)]


def wagtail_menu_names(duties: frozenset[Duty]) -> frozenset[str]:
    """Names of Wagtail's own menu entries that lead a person with these duties somewhere."""
    addresses = load_screens().addresses.values()
    return frozenset(
        each.menu_name for each in addresses if each.menu_name and each.is_open_to(duties)
    )
