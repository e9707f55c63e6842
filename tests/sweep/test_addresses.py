"""Every address of the newsroom is decided about, and none shows another unit's drafts."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import BadRequest
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from tests.sweep.conftest import SECRET
from toasoan.newsroom.kit.access import AccessMiddleware
from toasoan.newsroom.kit.screens import load_screens
from toasoan.testing.factories import make_newsroom
from toasoan.units.duties import Duty
from toasoan.units.queries import duties_of
from toasoan.vietnamese.dates import local_day

CLOSED = Path(__file__).with_name("closed_addresses.txt")
NEWSROOM = "toa-soan/"
#: Who asks over HTTP also for what the middleware refuses; Wagtail itself grants them the most.
ASKS_EVERYTHING = "webmaster"


def patterns(resolver=None, route="", namespaces=()):
    """Every pattern as (route, full name)."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = route + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from patterns(entry, path, below)
        elif isinstance(entry, URLPattern):
            yield path, ":".join([*namespaces, entry.name]) if entry.name else path


def declared():
    """What is declared open: name → duties, or None before anybody has signed in."""
    return load_screens().addresses


def newsroom_addresses():
    return [(route, name) for route, name in patterns() if route.startswith(NEWSROOM)]


def filled(route, story_id):
    """A path for the pattern, every argument filled in with the story's id or a plain word."""
    path = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda m: _value(m[1], "str", story_id), route)
    path = re.sub(r"<(?:(\w+):)?(\w+)>", lambda m: _value(m[2], m[1] or "str", story_id), path)
    return "/" + re.sub(r"[\^$\\?]", "", path)


def _value(name, kind, story_id):
    words = {
        "app_label": "stories",
        "model_name": "story",
        "action": "delete",
        "content_type_app_name": "stories",
        "content_type_model_name": "story",
        "name": "submit",
        "kind": "received",
        "app_name": "stories",
    }
    if name in words:
        return words[name]
    if kind == "uuid":
        return "00000000-0000-0000-0000-000000000000"
    return str(story_id)


def test_somebody_has_decided_about_every_address_of_the_newsroom():
    closed = set(CLOSED.read_text(encoding="utf-8").split())
    known = {name for _route, name in newsroom_addresses()}

    assert known - closed - set(declared()) == set()


def test_no_address_is_both_open_and_closed_and_none_has_gone():
    closed = set(CLOSED.read_text(encoding="utf-8").split())
    known = {name for _route, name in newsroom_addresses()}

    assert closed & set(declared()) == set()
    assert (closed | set(declared())) - known == set()


def test_every_duty_opens_something():
    assert {duty for each in declared().values() for duty in each.duties or ()} == set(Duty)


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "person",
    ["other_contributor", "other_vetter", "board_member", "webmaster", "outsider", None],
)
def test_another_unit_never_reads_what_is_not_published(person, method, room, stories, as_person):
    user = getattr(room, person) if person else None
    browser = as_person(user)
    browser.raise_request_exception = False
    duties = duties_of(user, local_day(timezone.now())) if user else frozenset()
    leaks, read = [], set()
    for path, name in sorted(set(_paths(stories, duties))):
        refused = _is_refused(path, user, method)
        if refused and person != ASKS_EVERYTHING and (name in declared()) in read:
            continue
        answer = _asked(browser, user, method, path)
        broken = answer.status_code >= 500
        if refused:
            read.add(name in declared())
            broken = answer.status_code != 404
        if _shows_secret(answer, person) or broken:
            leaks.append((name, path, answer.status_code))

    assert leaks == []


def _paths(stories, duties):
    """Every address; those that the duties open for stories at telling steps, the others once."""
    for route, name in newsroom_addresses():
        if name not in {"wagtailadmin_logout", "newsroom:sign_out"}:
            address = declared().get(name)
            opened = address and (address.duties is None or address.is_open_to(duties))
            for status in ("draft", "received", "rejected") if opened else ("draft",):
                yield filled(route, stories[status].pk), name


def _asked(browser, user, method, path):
    """The answer to the person, who signs in again after a request that ended their session."""
    answer = getattr(browser, method)(path)
    if user is None or browser.cookies["sessionid"].value:
        return answer
    browser.force_login(user)
    answer = getattr(browser, method)(path)
    if not browser.cookies["sessionid"].value:
        browser.force_login(user)
    return answer


def _is_refused(path, user, method):
    """Whether "not found" is answered before the view of the address is called.

    What then is read does not depend on the address: one that is closed and one that is open to
    others are asked for over HTTP by everybody, all of them by one.
    """
    request = getattr(RequestFactory(), method)(path)
    request.user = user or AnonymousUser()
    try:
        request.resolver_match = found = resolve(path)
    except Resolver404:
        return False
    try:
        AccessMiddleware(found.func).process_view(request, found.func, found.args, found.kwargs)
    except Http404:
        return True
    except BadRequest:
        return False  # it is open, and this request of it cannot be read
    return False


def _shows_secret(answer, person):
    if answer.streaming:
        content = b"".join(answer.streaming_content)
        return SECRET.encode() in content
    # The board reads headlines of what was received and not used: that is its report.
    return SECRET.encode() in answer.content and person != "board_member"


@pytest.mark.django_db
@pytest.mark.parametrize("person", ["other_contributor", "other_vetter", "webmaster", "outsider"])
def test_every_address_with_a_story_id_answers_404_to_another_unit(
    person, room, stories, as_person
):
    browser = as_person(getattr(room, person))
    taking_id = [
        (route, name)
        for route, name in newsroom_addresses()
        if re.search(r"story_id|stories_story.*pk|soan-tin/.*pk", route)
    ]

    answers = {
        (name, method): getattr(browser, method)(filled(route, stories["draft"].pk)).status_code
        for route, name in taking_id
        for method in ("get", "post")
    }

    assert len(taking_id) > 15
    # 405 says only that nobody posts there, whatever the id.
    assert {code for (_name, method), code in answers.items() if method == "get"} <= {404, 405}
    assert set(answers.values()) <= {404, 405}


@pytest.mark.django_db
def test_photos_of_unpublished_stories_are_nowhere_for_others(room, stories, as_person):
    for person in ["other_contributor", "webmaster", "board_member", "outsider", None]:
        browser = as_person(getattr(room, person) if person else None)
        for status, story in stories.items():
            if status == "published":
                continue
            photo = story.photo
            paths = [
                photo.address(320),
                f"/tep-noi-bo/{photo.file.name}",
                f"/tep-noi-bo/{photo.original.name}",
                f"/media/{photo.file.name}",
            ]
            answers = {path: browser.get(path).status_code for path in paths}

            assert set(answers.values()) == {404}, (person, status, answers)


@pytest.mark.django_db
def test_photos_are_seen_by_their_unit_and_once_published_by_everybody(room, stories, as_person):
    draft, published = stories["draft"].photo, stories["published"].photo

    def code(person, path):
        return as_person(person).get(path).status_code

    assert code(room.vetter, draft.address(320)) == 200
    assert code(room.editor, draft.address(320)) == 404
    assert code(None, published.address(320)) == 200
    assert code(room.vetter, f"/tep-noi-bo/{draft.original.name}") == 404


@pytest.mark.django_db
def test_the_photo_chooser_lists_the_own_unit_only(room, stories, as_person):
    def offered(person):
        answer = as_person(person).get("/toa-soan/images/chooser/").json()["html"]
        return {int(number) for number in re.findall(r"chooser/(?:chosen/)?(\d+)/", answer)}

    assert stories["draft"].photo.pk in offered(room.contributor)
    assert offered(room.other_contributor) == {stories["published"].photo.pk}


@pytest.mark.django_db
def test_another_agency_is_another_world(room, stories, as_person):
    elsewhere = make_newsroom("noi-khac", hostname="noi-khac.vidu.vn")

    for name, person in elsewhere.people().items():
        browser = as_person(person)
        for story in stories.values():
            answer = browser.get(f"/toa-soan/tin/{story.pk}/")
            assert answer.status_code == 404, name
        if name in {"board_member", "approver"}:
            assert SECRET not in browser.get("/toa-soan/so-lieu/received/").content.decode()


@pytest.mark.django_db
def test_readers_find_nothing_unpublished_anywhere(room, stories, client):
    paths = [
        "/",
        "/tin-tuc/",
        "/rss.xml",
        "/tin-tuc/rss.xml",
        "/sitemap-0.xml",
        f"/tim-kiem/?q={SECRET}",
        f"/don-vi/{room.unit.code}/",
    ]
    for path in paths:
        page = client.get(path).content.decode().lower()
        for status in set(stories) - {"published"}:
            assert f"{SECRET} {status}".lower() not in page, (path, status)
            assert f"-{stories[status].pk}<" not in page
    for status in set(stories) - {"published", "taken_down"}:
        assert client.get(f"/tin-tuc/x-{stories[status].pk}").status_code == 404
    gone = client.get(f"/tin-tuc/x-{stories['taken_down'].pk}")
    assert gone.status_code == 410
    assert SECRET not in gone.content.decode()


def test_the_frameworks_own_apis_and_document_addresses_are_not_mounted():
    names = {name for _route, name in patterns()}

    assert not {name for name in names if "wagtailapi" in name or "wagtailadmin_api" in name} - set(
        CLOSED.read_text(encoding="utf-8").split()
    )
    assert "wagtaildocs_serve" not in names
    assert "wagtailimages_serve" not in names
