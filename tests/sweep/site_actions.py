"""What the webmaster does to the site: look, menus, blocks of the home page, English, contacts."""

from wagtail.models import Page

from toasoan.portal.home.blocks import HomeBlocks
from toasoan.portal.models import EnglishHome, StandingPage
from toasoan.site_settings.actions import (
    change_contact,
    change_look,
    keep_entry,
    move_entry,
    remove_entry,
    write_down_menus,
)
from toasoan.site_settings.models import Entry, MenuPlace, UnitContact
from toasoan.site_settings.queries import look_of
from toasoan.stories.models import Genre, Story
from toasoan.testing.factories import make_user, team_of
from toasoan.units.actions import end_seat, seat
from toasoan.units.models import Agency, Membership, MembershipRole
from toasoan.vietnamese.dates import local_day

COLOURS = ("#8b1318", "#123a6b", "#0b5d3b")
ADDRESSES = ("/to-chuc/", "/lien-he/", "/so-do-trang/", "/en/", "/en/about/")
ACTIONS = [
    "change_the_look", "switch_english", "write_an_english_page", "begin_the_menus",
    "move_a_line", "add_a_line", "take_a_line_off", "arrange_the_home_page", "pin_a_story",
    "change_a_contact", "name_another_leader", "rename_a_person", "change_the_genre",
]  # fmt: skip


class SiteActions:
    """Actions of the webmaster, for a newsroom with `room`, `home`, `_pick` and `_correct`."""

    def _agency(self):
        return Agency.objects.get(pk=self.room.agency.pk)

    def change_the_look(self, number):
        look = look_of(self._agency())
        look.colour, look.licence = COLOURS[number % len(COLOURS)], f"Số {number}"
        change_look(self._agency(), look, actor=None)

    def switch_english(self, number):
        look = look_of(self._agency())
        look.english_on = bool(number % 2)
        change_look(self._agency(), look, actor=None)

    def write_an_english_page(self, number):
        self.home.refresh_from_db()
        front = EnglishHome.objects.first() or self.home.add_child(
            instance=EnglishHome(title="Welcome")
        )
        page = StandingPage.objects.filter(slug="about").first() or front.add_child(
            instance=StandingPage(title="About", slug="about", show_in_menus=True)
        )
        page.title = f"About {number}"
        page.counterpart = StandingPage.objects.filter(slug="gioi-thieu").first()
        page.save_revision().publish()

    def begin_the_menus(self, number):
        write_down_menus(self._agency(), Page.objects.child_of(self.home).live().in_menu())

    def _line(self, number):
        lines = Entry.objects.order_by("pk")
        return lines[number % len(lines)] if lines else None

    def move_a_line(self, number):
        if line := self._line(number):
            move_entry(line, up=bool(number % 2))

    def add_a_line(self, number):
        keep_entry(
            Entry(
                agency=self._agency(),
                place=MenuPlace.MENU,
                label=f"Dòng {number}",
                address="/to-chuc/",
            )
        )

    def take_a_line_off(self, number):
        if line := self._line(number):
            remove_entry(line)

    def _arrange(self, *blocks):
        self.home.refresh_from_db()
        self.home.blocks = HomeBlocks().to_python(
            [{"type": name, "value": value} for name, value in blocks]
        )
        self.home.save_revision().publish()

    def arrange_the_home_page(self, number):
        blocks = [
            ("leads", {"number": 3}), ("events", {}), ("announcements", {"title": f"Thông báo {number}"}),
            ("units", {}), ("photo_story", {}), ("sections", {}),
        ]  # fmt: skip
        self._arrange(*blocks[number % 3 :])

    def pin_a_story(self, number):
        stories = Story.objects.order_by("pk")
        pin = str(stories[number % len(stories)].pk)
        self._arrange(("leads", {"stories": [pin], "number": 3}), ("video", {"story": pin}))

    def change_a_contact(self, number):
        contact = UnitContact.objects.filter(unit=self.room.unit).first() or UnitContact()
        contact.phone = f"0200 {number}"
        change_contact(self.room.unit, contact)

    def name_another_leader(self, number):
        today = local_day(self.now)
        for old in Membership.objects.filter(board=team_of(self.room.unit), role="deputy"):
            if old.to_on is None:
                end_seat(old, last_day=today, actor=self.room.webmaster, now=self.now)
        person = make_user(name=f"Trần Thị Lãnh Đạo {number}")
        seat(person, team_of(self.room.unit), MembershipRole.DEPUTY, from_on=today)

    def rename_a_person(self, number):
        self.room.vetter.post = f"Viện trưởng {number}"
        self.room.vetter.save()

    def change_the_genre(self, number):
        genres = (Genre.ANNOUNCEMENT, Genre.PHOTO_STORY, Genre.BRIEF)
        self._correct(number, genre=genres[number % 3], standfirst=f"Thể loại khác {self._next()}.")
