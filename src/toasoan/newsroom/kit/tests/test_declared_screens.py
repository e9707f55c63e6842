"""A screen is declared once, and a new one touches files of its own package only."""

import re
import sys
from importlib import import_module, reload
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.exceptions import ImproperlyConfigured
from django.template.utils import get_app_template_dirs
from django.test import Client
from django.urls import clear_url_caches, resolve, reverse

from toasoan.conf.packages import newsroom_packages
from toasoan.newsroom.kit import screens
from toasoan.newsroom.kit.duty_sets import ADMINISTRATION, EVERY_DUTY
from toasoan.newsroom.kit.screens import Address, Registry, Screen
from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_newsroom

EXAMPLE = "toasoan.newsroom.kit.tests.example"


def compose_addresses():
    screens.load_screens.cache_clear()
    reload(import_module("toasoan.newsroom.urls"))
    reload(import_module("toasoan.conf.urls"))
    clear_url_caches()


@pytest.fixture
def example(settings):
    """The example in `INSTALLED_APPS`; it is registered nowhere else."""
    registry = screens.registry
    before = list(registry.screens), dict(registry.addresses)
    config = AppConfig.create(EXAMPLE)
    config.apps = apps
    config.import_models()
    apps.app_configs[config.label] = config
    get_app_template_dirs.cache_clear()
    settings.LOCALE_PATHS = list(settings.LOCALE_PATHS)  # makes Django read the catalogues anew
    compose_addresses()
    yield
    del apps.app_configs[config.label]
    registry.screens, registry.addresses = before
    for name in [name for name in sys.modules if name.startswith(f"{EXAMPLE}.")]:
        del sys.modules[name]
    get_app_template_dirs.cache_clear()
    compose_addresses()


@pytest.mark.django_db
@pytest.mark.usefixtures("example")
def test_a_new_package_brings_its_address_access_menu_template_and_words():
    room = make_newsroom()

    page = browser_of(room.webmaster).get("/toa-soan/vi-du/phan-hai/").content.decode()
    start = browser_of(room.webmaster).get("/toa-soan/").content.decode()
    other = browser_of(room.editor).get("/toa-soan/").content.decode()

    assert "<p>phan-hai</p>" in page
    assert "Một ví dụ</h1>" in page
    assert "/toa-soan/vi-du/" in start
    assert "/toa-soan/vi-du/" not in other
    assert Client().get("/toa-soan/vi-du/mo/").content == b"open"
    for person in (room.contributor, room.vetter, room.editor, room.approver, room.board_member):
        assert browser_of(person).get("/toa-soan/vi-du/").status_code == 404
    assert Client().get("/toa-soan/vi-du/").status_code == 302


def test_without_the_package_nothing_of_it_is_left():
    assert screens.address_of("newsroom:example") is None


def test_a_folder_with_an_app_is_installed_by_itself(tmp_path):
    for name in ("figures", "example", "notes"):
        (tmp_path / "newsroom" / name).mkdir(parents=True)
    (tmp_path / "newsroom/figures/apps.py").touch()
    (tmp_path / "newsroom/example/apps.py").touch()

    assert newsroom_packages(tmp_path) == ["toasoan.newsroom.example", "toasoan.newsroom.figures"]


def screen_at(route, name):
    address = Address(name=f"newsroom:{name}", duties=ADMINISTRATION)
    return Screen(route, lambda request: None, address, None)


@pytest.mark.parametrize(
    ("route", "name", "sentence"),
    [
        ("b/", "one", "Two screens are named newsroom:one."),
        ("a/<int:other_id>/", "two", "newsroom:one and newsroom:two have the same address"),
    ],
)
def test_a_name_or_an_address_is_declared_only_once(route, name, sentence):
    registry = Registry()
    registry.add_screen(screen_at("a/<int:story_id>/", "one"))

    with pytest.raises(ImproperlyConfigured, match=sentence):
        registry.add_screen(screen_at(route, name))


def test_literal_text_is_tried_before_arguments_and_narrow_ones_before_wide_ones():
    routes = ["a/<str:x>/", "a/<slug:x>/", "a/<int:x>/", "a/them/", "a/", r"^a/(?P<x>\d+)$"]

    ordered = sorted((screen_at(route, route) for route in routes), key=Screen.place)

    assert [each.route for each in ordered] == [
        "a/", "a/them/", "a/<int:x>/", "a/<slug:x>/", "a/<str:x>/", r"^a/(?P<x>\d+)$",
    ]  # fmt: skip


SAMPLES = {"int": 7, "slug": "mot-hai", "str": "mot.hai", "uuid": "0" * 32}


@pytest.mark.parametrize(
    "screen",
    [each for each in screens.load_screens().screens if not each.route.startswith("^")],
    ids=lambda each: each.address.name,
)
def test_every_screen_is_reached_at_its_own_address(screen):
    converters = screen.pattern().pattern.converters
    kinds = {
        name: type(each).__name__.removesuffix("Converter") for name, each in converters.items()
    }
    arguments = {
        name: SAMPLES[kind.lower().replace("string", "str")] for name, kind in kinds.items()
    }

    found = resolve(reverse(screen.address.name, kwargs=arguments))

    assert found.view_name == screen.address.name


def test_everybody_may_ask_for_every_sign_in_page_and_nobody_for_an_undeclared_address():
    assert screens.address_of("newsroom:sign_in").duties is None
    assert screens.address_of("newsroom:account").is_open_to(frozenset(EVERY_DUTY))
    assert screens.address_of("wagtailusers_users:index") is None


def test_of_wagtails_own_menu_the_webmaster_sees_the_tree_of_pages_and_nothing_else():
    assert screens.wagtail_menu_names(ADMINISTRATION) == {"explorer"}
    assert screens.wagtail_menu_names(EVERY_DUTY - ADMINISTRATION) == set()


def test_templates_and_static_files_are_named_by_their_package():
    folder = Path(screens.__file__).parents[1]
    named = [*folder.glob("*/templates/newsroom/*"), *folder.glob("*/static/newsroom/*")]

    assert named
    assert [path for path in named if path.name != path.relative_to(folder).parts[0]] == []


def test_templates_and_scripts_come_from_the_own_package_or_the_kit():
    folder = Path(screens.__file__).parents[1]
    tags = {
        path.stem: path.relative_to(folder).parts[0] for path in folder.glob("*/templatetags/*.py")
    }
    foreign = []
    for path in folder.rglob("*"):
        own = {path.relative_to(folder).parts[0], "kit"}
        if path.suffix not in {".html", ".txt", ".py"} or "tests" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        used = re.findall(r"newsroom/(\w+)/[\w/-]+\.(?:html|txt|css|js)\b", text)
        loaded = " ".join(re.findall(r"{% load ([^%]*)%}", text)).split()
        used += [tags[name] for name in loaded if name in tags]
        foreign += [(str(path.relative_to(folder)), name) for name in used if name not in own]

    assert foreign == []
