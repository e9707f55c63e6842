"""The smallest valid things, and the common situations of a newsroom.

Everything that moves a story goes through the real actions, so a factory cannot make what
the newsroom could not.
"""

import datetime as dt
import io
import itertools
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Revision

from toasoan.accounts.models import User
from toasoan.editorial.actions import NewStory, begin_story, hold, note_change, take_step
from toasoan.editorial.models import Reason
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.media.actions import store_picture
from toasoan.media.models import Attachment, Picture
from toasoan.media.reading import NewPicture, new_picture
from toasoan.operations.actions import NewAgency, create_agency
from toasoan.stories.models import Section, Story
from toasoan.stories.story_fields import plain_fields
from toasoan.units.actions import open_board, open_unit, seat
from toasoan.units.models import (
    Agency,
    Board,
    BoardKind,
    Membership,
    MembershipRole,
    Unit,
    UnitKind,
)

_numbers = itertools.count(1)
LONG_AGO = dt.date(2020, 1, 1)
PASSWORD = "mot mat khau du dai"  # noqa: S105  # for tests only


def make_user(username: str = "", *, name: str = "Lê Thị Thử") -> User:
    """A person without any seat."""
    family, _, given = name.rpartition(" ")
    user = User(
        username=username or f"nguoi{next(_numbers)}",
        last_name=family,
        first_name=given,
        email=f"{uuid4().hex[:8]}@vidu.vn",
    )
    user.set_password(PASSWORD)
    user.save()
    return user


def make_agency(code: str = "song-thu", *, hostname: str = "localhost") -> Agency:
    """An agency with its site and home page."""
    new = NewAgency(code=code, name="Viện kiểm sát nhân dân tỉnh Sông Thử", hostname=hostname)
    return create_agency(new)


def make_unit(agency: Agency, code: str = "") -> Unit:
    """A district unit with its team's board."""
    number = next(_numbers)
    code = code or f"don-vi-{number}"
    unit = open_unit(
        agency,
        code=code,
        kind=UnitKind.DISTRICT,
        name=f"Viện kiểm sát nhân dân huyện Thử {number}",
        short_name=f"Huyện Thử {number}",
        opened_on=LONG_AGO,
        order=number,
    )
    open_board(agency, BoardKind.UNIT_TEAM, name=f"Tổ {number}", opened_on=LONG_AGO, unit=unit)
    return unit


def make_section(agency: Agency, slug: str = "tin-tuc", name: str = "Tin tức") -> Section:
    """A section of the agency's site."""
    return Section.objects.get_or_create(agency=agency, slug=slug, defaults={"name": name})[0]


def team_of(unit: Unit) -> Board:
    """The board of the unit's team."""
    return Board.objects.get(unit=unit, kind=BoardKind.UNIT_TEAM)


def board_of(agency: Agency, kind: BoardKind) -> Board:
    """The agency's board of a kind, founded when there is none."""
    return Board.objects.filter(agency=agency, kind=kind).first() or open_board(
        agency, kind, name=str(kind.label), opened_on=LONG_AGO
    )


def make_member(board: Board, role: MembershipRole, username: str = "", **kwargs: Any) -> User:
    """A new person with a seat on the board since long ago."""
    user = make_user(username, **kwargs)
    seat(user, board, role, from_on=LONG_AGO)
    return user


@dataclass(frozen=True)
class Newsroom:
    """An agency with two units and one person for every part of the journey."""

    agency: Agency
    section: Section
    unit: Unit
    other_unit: Unit
    contributor: User
    vetter: User
    other_contributor: User
    other_vetter: User
    editor: User
    second_editor: User
    approver: User
    second_approver: User
    board_member: User
    webmaster: User
    clerk: User
    outsider: User

    def people(self) -> dict[str, User]:
        """The people by their part, for example "editor"."""
        return {name: value for name, value in vars(self).items() if isinstance(value, User)}


def make_newsroom(code: str = "song-thu", hostname: str = "localhost") -> Newsroom:
    """Create a newsroom. Most tests need one, so seats are plain rows, without signals."""
    agency = make_agency(code, hostname=hostname)
    unit, other_unit = make_unit(agency), make_unit(agency)
    for order, (use, reason_code, label) in enumerate(
        [("return", "chua-dat", "Nội dung chưa đạt"), ("reject", "trung-tin", "Trùng tin đã đăng")]
    ):
        Reason.objects.create(
            agency=agency, code=reason_code, label=label, use=use, from_on=LONG_AGO, order=order
        )
    team, other_team = team_of(unit), team_of(other_unit)
    kinds = (BoardKind.CONTENT, BoardKind.STEERING, BoardKind.TECHNICAL, BoardKind.OFFICE)
    content, steering, technical, office = (board_of(agency, kind) for kind in kinds)
    head, deputy, member = MembershipRole.HEAD, MembershipRole.DEPUTY, MembershipRole.MEMBER
    seats = {
        "contributor": (team, member),
        "vetter": (team, head),
        "other_contributor": (other_team, member),
        "other_vetter": (other_team, head),
        "editor": (content, member),
        "second_editor": (content, deputy),
        "approver": (steering, head),
        "second_approver": (steering, deputy),
        "board_member": (steering, member),
        "webmaster": (technical, member),
        "clerk": (office, member),
    }
    people = {name: make_user() for name in seats}
    Membership.objects.bulk_create(
        Membership(user=people[name], board=board, role=role, from_on=LONG_AGO)
        for name, (board, role) in seats.items()
    )
    return Newsroom(
        agency=agency,
        section=make_section(agency),
        unit=unit,
        other_unit=other_unit,
        outsider=make_user(),
        **people,
    )


def photo_bytes(width: int = 640, height: int = 400, colour: str = "#8b1318") -> bytes:
    """A plain JPEG."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "JPEG")
    return out.getvalue()


def make_picture(unit: Unit | None, actor: User | None = None) -> Picture:
    """A stored photo."""
    return store_picture(_some_picture(), unit=unit, actor=actor)


@cache
def _some_picture() -> NewPicture:
    """Read once for all tests."""
    return new_picture(photo_bytes(), "anh.jpg", title="Ảnh thử")


def make_attachment(unit: Unit, *, title: str = "Biểu mẫu") -> Attachment:
    """A stored file."""
    file = ContentFile(b"%PDF-1.4\n", name="bieu-mau.pdf")
    attachment: Attachment = Attachment.objects.create(title=title, file=file, unit=unit)
    return attachment


def complete_story(room: Newsroom, **parts: Any) -> NewStory:
    """The parts of a story that lacks nothing."""
    defaults: dict[str, Any] = {
        "headline": "Kiểm sát trực tiếp tại nhà tạm giữ",
        "standfirst": "Sáng nay, đơn vị công bố quyết định kiểm sát trực tiếp.",
        "body": (("text", "<p>Đoàn làm việc trong hai ngày.</p>"),),
        "bylines": (("Lê Thị Thử", "words"),),
        "section": room.section,
    }
    given = defaults | parts
    texts = {one.name: given.pop(one.name) for one in plain_fields() if one.name in given}
    return NewStory(texts=texts, **given)


#: The steps from a draft to each status, with the person who takes each.
ROUTES: dict[str, tuple[tuple[Step, str], ...]] = {
    "draft": (),
    "submitted": ((Step.SUBMIT, "contributor"),),
    "received": ((Step.SUBMIT, "contributor"), (Step.VET, "vetter")),
}
ROUTES["editing"] = (*ROUTES["received"], (Step.CLAIM, "editor"))
ROUTES["proposed"] = (*ROUTES["editing"], (Step.PROPOSE, "editor"))
ROUTES["approved"] = (*ROUTES["proposed"], (Step.APPROVE, "approver"))
ROUTES["published"] = (*ROUTES["proposed"], (Step.APPROVE, "approver"))
ROUTES["taken_down"] = (*ROUTES["published"], (Step.TAKE_DOWN, "approver"))
ROUTES["withdrawn"] = (*ROUTES["submitted"], (Step.WITHDRAW, "contributor"))
ROUTES["rejected"] = (*ROUTES["received"], (Step.REJECT, "editor"))

#: A published story whose next edition is on its way, beside its status.
CORRECTIONS: dict[str, tuple[Step, ...]] = {
    "correcting": (Step.BEGIN_CORRECTION,),
    "correction_proposed": (Step.BEGIN_CORRECTION, Step.PROPOSE_CORRECTION),
}


def make_story(
    room: Newsroom, status: str = "draft", *, now: dt.datetime | None = None, **parts: Any
) -> Story:
    """A story of the room's unit, brought to the status by the real steps."""
    moment = now or timezone.now()
    story = begin_story(
        complete_story(room, **parts), unit=room.unit, actor=room.contributor, now=moment
    )
    for step, person in ROUTES[status]:
        answers = on_screen(
            story.pk,
            reason_codes=("trung-tin",) if step is Step.REJECT else (),
            take_down_kind="error" if step is Step.TAKE_DOWN else "",
            publish_at=moment + dt.timedelta(days=1) if status == "approved" else None,
        )
        take_step(story.pk, step, actor=getattr(room, person), answers=answers, now=moment)
    return story_again(story)


def on_screen(story_id: int, **given: Any) -> Answers:
    """What a person says with a step who has the latest text on the screen."""
    if "revision_id" not in given:
        given["revision_id"] = Story.objects.values_list("latest_revision_id", flat=True).get(
            pk=story_id
        )
    return Answers(**given)


def story_again(story: Story) -> Story:
    """The story as it stands now."""
    return Story.objects.select_related("progress", "unit", "section").get(pk=story.pk)


@transaction.atomic
def rewrite(story: Story, actor: User, **parts: Any) -> Revision:
    """Save a new text as the editor's screen does."""
    story = Story.objects.get(pk=story.pk)
    hold(story.pk)
    text = story.get_latest_revision_as_object()
    for name, value in parts.items():
        setattr(text, name, value)
    revision: Revision = text.save_revision(user=actor, clean=False)
    note_change(story.pk, actor=actor, now=timezone.now())
    return revision


def make_correction(room: Newsroom, kind: str = "correction_proposed", **parts: Any) -> Story:
    """A published story whose editor has begun, or proposed, a correction."""
    story = make_story(room, "published")
    for step in CORRECTIONS[kind]:
        if step is Step.PROPOSE_CORRECTION:
            rewrite(story, room.editor, **(parts or {"headline": "Tiêu đề đã sửa"}))
        answers = on_screen(story.pk, wrong="trực tiếp", right="gián tiếp")
        take_step(story.pk, step, actor=room.editor, answers=answers, now=timezone.now())
    return story_again(story)
