"""A newsroom in which everything happens that readers see, and readers who look at everything."""

import copy
import datetime as dt
import json
import shutil
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.blocks.stream_block import StreamValue
from wagtail.models import Page

from tests.sweep import site_actions
from toasoan.editorial.actions import note_change, take_step
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.events.actions import cancel_event, change_event, remove_event
from toasoan.events.models import PublicEvent
from toasoan.media.actions import NewPicture
from toasoan.page_cache.gateway import PageStore, ReaderRules
from toasoan.page_cache.invalidations import CommittedInvalidation
from toasoan.page_cache.models import Invalidation
from toasoan.page_cache.store import CacheLimits, Store
from toasoan.page_cache.tests.site import MB, get
from toasoan.portal.models import HomePage, StandingPage
from toasoan.stories.actions import keep_topic
from toasoan.stories.authors import author_address
from toasoan.stories.models import Byline, Section, Story
from toasoan.stories.topics import Topic
from toasoan.testing.events import an_announcement, make_public_event
from toasoan.testing.factories import (
    make_newsroom,
    make_section,
    make_story,
    on_screen,
    photo_bytes,
)
from toasoan.units.actions import open_unit, record_succession
from toasoan.units.models import SuccessionKind, Unit, UnitKind

HOST = "localhost"
VIDEO = ("video", {"address": "https://youtu.be/abcdefghijk", "title": "Phóng sự"})
TEXT = ("text", "<p>Chữ.</p>")
#: What a published story consists of.
BODIES = ((TEXT,), (TEXT, VIDEO), (("gallery", {"title": "Ảnh", "pictures": []}), TEXT))


def ask(application, address, **headers):
    """What a reader gets at an address, which may have a query."""
    path, _mark, query = address.partition("?")
    return get(application, path, query=query, host=HOST, **headers)


class Newsroom(site_actions.SiteActions):
    """A newsroom in which something happens, and readers who look at everything afterwards."""

    def __init__(self, folder):
        self.room = make_newsroom()
        make_section(self.room.agency, "khac", "Mục khác")
        self.home = HomePage.objects.get()
        self.now = timezone.now()
        self.site = WSGIHandler()
        self._begin_store(folder)
        #: How many stories there are, and how many corrections of words.
        self.count = self.words = 0
        self.learn()

    def _begin_store(self, folder):
        self.store = Store(folder, CacheLimits(memory=16 * MB, disk=16 * MB, max_stale=3600))
        place = ReaderRules(hosts=frozenset({HOST}), passes=("/toa-soan/",))
        self.gateway = PageStore(self.site, self.store, place)

    def twin(self, folder):
        """The same newsroom with a page store of its own, which knows what this one's knows.

        Pages in memory and on the disk, and what the process remembers between renderings.
        """
        shutil.copytree(self.store.folder, folder)
        twin = copy.copy(self)
        twin.room, twin.home = copy.deepcopy((self.room, self.home))
        twin._begin_store(folder)
        twin.store.apply([], self.store.position)
        for tier in ("main", "passing"):
            for page in getattr(self.store, tier).pages.values():
                getattr(twin.store, tier).put(copy.copy(page))
        twin.store.knows = dict(self.store.knows)
        twin.gateway.memo._young = {
            key: replace(known, invalidations=twin.store.invalidations)
            for key, known in self.gateway.memo._young.items()
        }
        return twin

    # What happens

    def happen(self, action, number):
        """One action, with a number to choose what it is done to."""
        getattr(self, action)(number)
        self.learn()

    def learn(self):
        """What a process learns after the commit. Rows are numbered as on SQLite."""
        rows = Invalidation.objects.order_by("pk")
        seen = [
            CommittedInvalidation(row.pk, tuple(json.loads(row.tags)), row.withdrawn)
            for row in rows
        ]
        last = seen[-1].number + 1 if seen else 1
        self.store.apply([one for one in seen if one.number >= self.store.position], last)

    def publish(self, number):
        self.count += 1
        section = self.sections()[number % len(self.sections())]
        make_story(
            self.room,
            "published",
            headline=f"Tin số {self.count}",
            section=section,
            tags=(f"thẻ {number % 2}",),
            topic=Topic.objects.first() if number % 2 else None,
            bylines=((f"Người {number % 2}", "words"),),
            body=BODIES[number % len(BODIES)],
            now=self.now - dt.timedelta(hours=number % 9),
        )

    def _next(self):
        self.words += 1
        return self.words

    def _pick(self, status, number):
        stories = Story.objects.filter(progress__status=status).order_by("pk")
        return stories[number % len(stories)] if stories else None

    def _correct(self, number, **changed):
        story = self._pick("published", number)
        if story is None:
            return
        self._edit_step(story, Step.BEGIN_CORRECTION)
        text = story.get_latest_revision_as_object()
        if tags := changed.pop("tags", None):
            text.tags.set(tags)
        for name, value in changed.items():
            setattr(text, name, value)
        revision = text.save_revision(user=self.room.editor, clean=False)
        note_change(story.pk, actor=self.room.editor, now=self.now)
        notice = {"wrong": "Chữ sai", "right": f"Chữ đúng {number}"}
        self._edit_step(story, Step.PROPOSE_CORRECTION, **notice)
        self._step(story, Step.CORRECT, **notice, revision_id=revision.pk)

    def correct(self, number):
        self._correct(number, standfirst=f"Đã sửa {self._next()}.")

    def correct_the_headline(self, number):
        self._correct(number, headline=f"Tiêu đề khác {self._next()}")

    def move_to_another_section(self, number):
        # A correction always says something new: one without a change is refused.
        section = self.sections()[number % len(self.sections())]
        self._correct(number, section=section, standfirst=f"Chuyển mục {self._next()}.")

    def tag_differently(self, number):
        self._correct(number, tags=[f"thẻ {number % 3}"], standfirst=f"Gắn thẻ {self._next()}.")

    def sign_differently(self, number):
        rows = [Byline(name=f"Người {number % 3}", affiliation=f"Tổ {self._next()}")]
        self._correct(number, bylines=rows, standfirst=f"Ký tên {self._next()}.")

    def add_a_video(self, number):
        body = StreamValue(Story._meta.get_field("body").stream_block, [VIDEO])
        self._correct(number, body=body, standfirst=f"Thêm video {self._next()}.")

    def put_into_a_topic(self, number):
        topic, _made = Topic.objects.get_or_create(
            agency=self.room.agency, slug=f"dot-{number % 2}", defaults={"name": "Đợt"}
        )
        self._correct(number, topic=topic, standfirst=f"Vào chuyên đề {self._next()}.")

    def rename_a_topic(self, number):
        for topic in Topic.objects.all():
            topic.name = f"Đợt {self._next()}"
            topic.save()

    def photograph_a_topic(self, number):
        topic = Topic.objects.first()
        if topic is not None:
            photo = NewPicture(content=photo_bytes(320, 200), filename="anh.jpg")
            keep_topic(topic, actor=self.room.webmaster, photo=photo)

    def open_a_topic(self, number):
        Topic.objects.get_or_create(agency=self.room.agency, slug=f"dot-{number % 2}")

    def take_down(self, number):
        story = self._pick("published", number)
        if story is not None:
            other = self._pick("published", number + 1)
            target = other.pk if number % 2 and other.pk != story.pk else None
            self._step(story, Step.TAKE_DOWN, take_down_kind="error", redirect_to_id=target)

    def reinstate(self, number):
        story = self._pick("taken_down", number)
        if story is not None:
            self._step(story, Step.REINSTATE, note="Đã kiểm tra lại", confirms_personal=True)

    def _edit_step(self, story, step, **answers):
        self._step(story, step, self.room.editor, **answers)

    def _step(self, story, step, actor=None, **answers):
        take_step(
            story.pk,
            step,
            actor=actor or self.room.approver,
            answers=on_screen(story.pk, **answers),
            now=self.now,
        )

    def sections(self):
        return list(Section.objects.filter(agency=self.room.agency).order_by("pk"))

    def rename_a_section(self, number):
        section = self.sections()[number % len(self.sections())]
        section.name = f"Chuyên mục {number}"
        section.save()

    def move_a_sections_address(self, number):
        section = self.sections()[-1]
        section.slug = f"muc-{number}"
        section.save()

    def reorder_the_menu(self, number):
        section = self.sections()[number % len(self.sections())]
        section.order, section.in_menu = number, bool(number % 2)
        section.save()

    def open_a_section(self, number):
        make_section(self.room.agency, f"moi-{number % 3}", f"Mục mới {number}")

    def write_a_standing_page(self, number):
        self.home.refresh_from_db()
        page = StandingPage.objects.filter(slug="gioi-thieu").first()
        if page is None:
            page = self.home.add_child(
                instance=StandingPage(title="Giới thiệu", slug="gioi-thieu", show_in_menus=True)
            )
        page.title, page.text = f"Giới thiệu {number}", f"<p>Bản {number}</p>"
        page.save_revision().publish()

    def unpublish_a_standing_page(self, number):
        for page in StandingPage.objects.live():
            page.unpublish()

    def delete_a_standing_page(self, number):
        for page in Page.objects.filter(slug="gioi-thieu"):
            page.specific.delete()

    def change_the_agency(self, number):
        self.room.agency.phone = f"0203 {number}"
        self.room.agency.save()

    def merge_units(self, number):
        merged = [unit for unit in (self.room.other_unit,) if not unit.closed_on]
        unit = open_unit(
            self.room.agency, code=f"moi-{self.count}-{Unit.objects.count()}", kind=UnitKind.REGION,
            name=f"Đơn vị mới {number}", short_name=f"Mới {number}", opened_on=dt.date(2026, 1, 1),
        )  # fmt: skip
        if merged:
            record_succession(
                SuccessionKind.RENAMED, happened_on=dt.date(2026, 1, 1),
                predecessors=merged, successors=[unit],
            )  # fmt: skip
            self.room.other_unit.refresh_from_db()

    def rename_a_unit(self, number):
        self.room.unit.short_name = f"Tên khác {number}"
        self.room.unit.save()

    def _event(self, number):
        events = PublicEvent.objects.order_by("pk")
        return events[number % len(events)] if events else None

    def announce_an_event(self, number):
        start = self.now + dt.timedelta(hours=number - 4)
        make_public_event(
            self.room, starts_at=start, ends_at=start + dt.timedelta(hours=2), now=self.now,
            title=f"Sự kiện {self._next()}", is_published=number % 5 > 0,
            unit_id=self.room.unit.pk if number % 2 else None,
        )  # fmt: skip

    def change_an_event(self, number):
        event = self._event(number)
        if event is not None:
            plan = an_announcement(title=f"Tên khác {self._next()}", is_published=number % 3 > 0)
            change_event(
                event.pk, plan, seen_version=event.version, actor=self.room.editor, now=self.now
            )

    def cancel_an_event(self, number):
        event = self._event(number)
        if event is not None:
            cancel_event(event.pk, f"Lý do {number}", actor=self.room.editor, now=self.now)

    def remove_an_event(self, number):
        event = self._event(number)
        if event is not None:
            remove_event(event.pk)

    # What readers see

    def addresses(self):
        yield from ("/", "/gioi-thieu/", "/rss.xml", "/sitemap.xml", "/sitemap-trang.xml")
        yield from ("/sitemap-0.xml", "/robots.txt", "/khong-co/", "/tu-khoa/the-0/")
        yield from ("/tu-khoa/the-1/", f"/don-vi/{self.room.unit.code}/", "/don-vi/moi/")
        yield from site_actions.ADDRESSES
        yield from ("/moi-0/", "/tin-tuc/rss.xml", "/muc-1/", "/khac/")
        yield from ("/chuyen-de/", "/chuyen-de/dot-0/", "/chuyen-de/dot-1/", "/video/")
        yield "/thu-vien-anh/"
        for number in range(3):
            yield f"/tac-gia/{author_address(f'Người {number}')}/"
        yield from ("/tim-kiem/?q=tin", "/tim-kiem/?q=ban&loai=page", "/tim-kiem/opensearch.xml")
        for section in self.sections():
            yield section.get_absolute_url()
        first = Story.objects.order_by("pk").values_list("pk", flat=True).first() or 1
        for pk in range(first, first + self.count + 1):
            yield f"/khac/x-{pk}"
        for story in Story.objects.filter(live=True):
            yield story.get_absolute_url()
            yield f"/qr/{story.pk}.svg"
        yield from self.machine_addresses(range(first, first + self.count + 1))

    def machine_addresses(self, story_ids):
        """Feeds, site maps, the programming interface, events."""
        unit = self.room.unit.code
        for place in ("/", "/tin-tuc/", "/tu-khoa/the-0/", "/tu-khoa/the-1/", f"/don-vi/{unit}/"):
            yield from (f"{place}{file}" for file in ("rss.xml", "atom.xml", "feed.json"))
        yield from ("/sitemap-tin-moi.xml", "/api/v1/", "/api/v1/openapi.json")
        yield from ("/sitemap-su-kien.xml", "/sitemap-tac-gia.xml", "/site.webmanifest")
        yield from ("/api/v1/sections", "/api/v1/units", "/api/v1/stories", "/api/v1/khong-co")
        yield from (f"/api/v1/stories?{query}" for query in (
            "size=1", "section=tin-tuc", "section=moi-0&format=ninjs", f"unit={unit}&size=2",
            "tag=the-1", "tag=the-0&section=khac", "unit=moi", "from=2020-01-01",
        ))  # fmt: skip
        for pk in story_ids:
            yield from (f"/api/v1/stories/{pk}", f"/api/v1/stories/{pk}/ninjs")
        yield from ("/su-kien/", "/su-kien/lich.ics", "/su-kien/khong-co-1/")
        for event in PublicEvent.objects.all():
            yield event.get_absolute_url()
            yield f"{event.get_absolute_url()[:-1]}.ics"
        yield from (f"/su-kien/x-{pk}/" for pk in range(1, 4))

    def wrong_pages(self):
        """The addresses whose kept answer is not what the site answers now."""
        wrong = []
        for address in dict.fromkeys(self.addresses()):
            kept, fresh = (self._look(one, address) for one in (self.gateway, self.site))
            if kept != fresh:
                wrong.append((address, kept[0], fresh[0]))
        return wrong

    @staticmethod
    def _look(application, address):
        status, headers, body = ask(application, address)
        return status, headers.get("location"), body


ACTIONS = [
    "publish", "publish", "publish", "correct", "correct_the_headline", "move_to_another_section",
    "tag_differently", "sign_differently", "add_a_video", "put_into_a_topic", "rename_a_topic",
    "photograph_a_topic", "open_a_topic", "take_down", "reinstate", "rename_a_section",
    "move_a_sections_address", "reorder_the_menu", "open_a_section", "write_a_standing_page", "unpublish_a_standing_page",
    "delete_a_standing_page", "change_the_agency", "merge_units", "rename_a_unit",
    "announce_an_event", "change_an_event", "cancel_an_event", "remove_an_event",
    *site_actions.ACTIONS,
]  # fmt: skip
