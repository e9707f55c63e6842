"""No request is answered 500, whatever is sent, wherever it is sent to, whoever sends it."""

import logging
import re
import traceback
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.urls import resolve
from django.utils import timezone

from tests.sweep.conftest import Browser
from tests.sweep.hostile import (
    LEFT_OUT,
    LONGEST_IN_ADDRESS,
    VALUES,
    Attack,
    Survey,
    answer_to,
    body_attacks,
    chance_of,
    form_attacks,
    path_attacks,
    query_attacks,
)
from tests.sweep.test_addresses import NEWSROOM, declared, filled, patterns
from toasoan.exchange.messages import read_story
from toasoan.exchange.receiving import receive
from toasoan.exchange.tests.two_sides import other_side, partner_in_use, story
from toasoan.monitoring.actions import add_unit_names
from toasoan.outlets.placements import record_clipping, record_placement
from toasoan.portal.models import HomePage, StandingPage
from toasoan.reports.actions import (
    MeasureText,
    NewReport,
    add_measure,
    begin_report,
    close_report,
)
from toasoan.reports.models import ReportKind
from toasoan.stories.authors import AuthorAlias, author_address
from toasoan.stories.topics import Topic
from toasoan.testing.browsers import editor_form
from toasoan.testing.events import make_public_event
from toasoan.testing.factories import make_attachment
from toasoan.testing.found_items import make_found_item, make_watched_outlet
from toasoan.testing.outlets import make_dispatch, make_outlet
from toasoan.units.queries import duties_of
from toasoan.vietnamese import periods
from toasoan.vietnamese.dates import local_day

#: Who is tried; None has not signed in. A board member opens nothing that the approver does not.
PEOPLE = ("webmaster", "editor", "approver", "contributor", "vetter", None)
#: Parameters that views read without any form or link naming them, and Wagtail's.
UNNAMED = (
    "after", "account", "collection_id", "cursor", "dang", "format", "from", "id", "layout", "locale",
    "match_subclass", "multiple", "nam", "next", "ordering", "p", "page", "page_type",
    "parent_page_id", "q", "sau", "section", "select_format", "size", "tag", "target_pages[]", "term",
    "thang", "tin", "to", "trang", "truoc", "unit", "user_perms",
)  # fmt: skip


def _send_on(room, story):
    """The story sent to an outlet that has used it, and an article of that outlet."""
    now = timezone.now()
    outlet = make_outlet(room.agency, "da-nhan", "Báo đã nhận")
    make_dispatch(story, outlet, actor=room.editor, now=now)
    seen = {"headline": "Khác", "address": "", "actor": room.editor, "now": now}
    record_placement(story.pk, outlet, placed_on=local_day(now), **seen)
    record_clipping(room.unit, outlet, published_on=local_day(now), **seen)


def _write_reports(room):
    """A closed report with a measure, and a draft with one."""
    now = timezone.now()
    for year in (2023, 2024):
        new = NewReport(kind=ReportKind.YEAR, period=periods.year(year))
        report = begin_report(new, agency=room.agency, actor=room.editor, now=now)
        measure = MeasureText(text="Mở lớp", unit=room.unit)
        add_measure(report.pk, measure, version=1, actor=room.editor, now=now)
        if year == 2023:
            close_report(report.pk, actor=room.approver, now=now)


@pytest.fixture(scope="module")
def furnished(room, stories, django_db_blocker):
    """Something of every kind that has an address of its own."""
    with django_db_blocker.unblock():
        make_attachment(room.unit)
        make_public_event(room)
        make_found_item(make_watched_outlet(room.agency), story=stories["published"])
        _send_on(room, stories["published"])
        add_unit_names(room.agency, local_day(timezone.now()))
        Topic.objects.create(agency=room.agency, slug="dot", name="Đợt")
        _join_names(room)
        _write_reports(room)
        receive(partner_in_use(room, other_side()), read_story(story()), now=timezone.now())
        home = HomePage.objects.get()
        page = home.add_child(instance=StandingPage(title="Giới thiệu", slug="gioi-thieu"))
        for text in ("<p>Một</p>", "<p>Hai</p>"):
            page.text = text
            page.save_revision().publish()
    return stories


def _join_names(room):
    other, signed = "Lê T. Thử", "Lê Thị Thử"
    AuthorAlias.objects.create(
        agency=room.agency,
        name=other,
        address=author_address(other),
        of_name=signed,
        of_address=author_address(signed),
        joined_by=room.editor,
        joined_at=timezone.now(),
    )


@pytest.fixture
def duties(room):
    today = local_day(timezone.now())

    def of(person):
        return duties_of(getattr(room, person), today) if person else frozenset()

    return {person: of(person) for person in PEOPLE}


def open_to(person, name, route, duties):
    """Whether the address answers the person; one that answers everybody is asked by a stranger."""
    if not route.startswith(NEWSROOM):
        return person is None
    address = declared().get(name)
    if address is None:
        return False
    return address.duties is None or address.is_open_to(duties[person])


@pytest.fixture
def survey(furnished, room, duties, monkeypatch):
    """What a person comes upon, beginning with every address that answers them."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_more: None)
    logging.disable(logging.CRITICAL)

    def of(person):
        browser = Browser()
        browser.raise_request_exception = False
        if person:
            browser.force_login(getattr(room, person))
        seen = Survey(browser)
        # Links of screens lead to real rows; what no screen leads to is asked for with a story's id.
        routes = [
            (route, name) for route, name in patterns() if open_to(person, name, route, duties)
        ]
        plain = ["/", "/toa-soan/", *(f"/{route}" for route, _name in routes if "<" not in route)]
        seen.go([*plain, *(f"/toa-soan/tin/{one.pk}/" for one in furnished.values())])
        seen.go(filled(route, furnished["published"].pk) for route, _name in routes)
        return seen

    yield of
    logging.disable(logging.NOTSET)


@pytest.mark.django_db
@pytest.mark.parametrize("person", PEOPLE)
def test_no_request_is_answered_with_an_error_of_the_server(person, survey, duties, round_number):
    seen = survey(person)

    broken = {f"{path}: as it is" for path in seen.broken}
    for attack in attacks(person, seen, duties, round_number):
        answer = answer_to(seen.browser, attack)
        if answer.status_code >= 500:
            broken.add(f"{attack.name} {attack.method}: {_why(answer)} ({attack.what})")

    assert not broken, "\n".join(sorted(broken))


#: Where words are searched: who asks, the address, the parameter.
SEARCHES = (
    (None, "/tim-kiem/", "q"),
    ("editor", "/toa-soan/kho-tin/", "q"),
    ("editor", "/toa-soan/images/chooser/results/", "q"),
    ("editor", "/toa-soan/tag-autocomplete/stories/storytag/", "term"),
    ("editor", "/toa-soan/tac-gia/", "q"),
    ("webmaster", "/toa-soan/nhan-su/", "q"),
    ("webmaster", "/toa-soan/choose-page/search/", "q"),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("person", "path", "parameter"), SEARCHES)
def test_any_words_can_be_searched_for(person, path, parameter, room, furnished):
    browser = Browser()
    browser.raise_request_exception = False
    if person:
        browser.force_login(getattr(room, person))
    broken = []
    for value in VALUES:
        query = urlencode({parameter: value[:LONGEST_IN_ADDRESS]})
        answer = answer_to(browser, Attack("", "get", f"{path}?{query}", ""))
        if answer.status_code >= 500:
            broken.append(f"{value!r:.60}: {_why(answer)}")

    assert not broken, "\n".join(broken)


@pytest.mark.django_db
@pytest.mark.parametrize("parameter", ["section", "unit", "tag", "from", "to", "size", "after"])
def test_the_programming_interface_takes_any_filter(parameter, furnished):
    browser = Browser()
    browser.raise_request_exception = False
    answers = {
        answer_to(browser, Attack("", "get", f"/api/v1/stories?{query}", "")).status_code
        for value in VALUES
        if (query := urlencode({parameter: value[:LONGEST_IN_ADDRESS]}))
    }

    assert answers <= {200, 400, 404, 422}


def attacks(person, seen, duties, round_number):
    """Every request that is tried as this person; what many may open is tried as one of them."""
    for route, name in sorted(set(patterns())):
        openers = [one for one in PEOPLE if open_to(one, name, route, duties)]
        if name in LEFT_OUT or person not in openers:
            continue
        chance = chance_of(round_number, name)
        if chance.choice(openers) != person:
            continue
        yield from _attacks_on(name, route, seen, chance)
    # A screen for several of them may show each of them another form.
    for shape, form in seen.forms.items():
        if not form.name.startswith("wagtail"):
            chance = chance_of(round_number, shape, person)
            yield from form_attacks(form, chance, each_field=False)


def _attacks_on(name, route, seen, chance):
    for form in (form for form in seen.forms.values() if form.name == name):
        yield from form_attacks(completed(form), chance, each_field=True)
    if "<" in route:
        yield from path_attacks(name, route, _good(seen, name), chance, values=2)
    if path := seen.paths.get(name):
        names = sorted({*seen.queries.get(name, ()), *UNNAMED})
        yield from query_attacks(name, path, names, chance, rounds=1)
        yield from body_attacks(name, path, chance, bodies=1)


def completed(form):
    """The form with what a script of the editor adds to it before it is sent."""
    if not form.name.startswith("wagtailsnippets_stories_story:"):
        return form
    return replace(form, fields=tuple((editor_form() | dict(form.fields)).items()))


def _good(seen, name):
    """Gives a pattern's argument something that is there, as far as anything is known to be."""
    match = resolve(seen.paths[name]) if name in seen.paths else None

    def value(argument):
        key = re.search(r"(\w+)>", argument)[1]
        return str(match.captured_kwargs[key]) if match else "1"

    return value


def _why(answer):
    """What went wrong, and where."""
    if not getattr(answer, "exc_info", None):
        return answer.status_code
    kind, error, trace = answer.exc_info
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    ours = [place for place in places if "/src/toasoan/" in place]
    return f"{kind.__name__} {error!s:.80} at {[*ours[-1:], places[-1]]}"
