"""The desk takes a story over as a draft, declines it, sees corrections; the partner is told."""

import datetime as dt
import hashlib

import pytest
from django.utils import timezone

from toasoan.editorial.actions import take_step
from toasoan.editorial.queries import latest_text
from toasoan.editorial.rules import Answers
from toasoan.editorial.transitions import Step
from toasoan.exchange import photos, sending
from toasoan.exchange.deciding import decline, mark_seen, take_over
from toasoan.exchange.models import Handover, HandoverPhoto, Reply
from toasoan.exchange.photos import fetch_due
from toasoan.exchange.tests.two_sides import ADDRESS, other_side, partner_in_use, story
from toasoan.network.fetching import Fetched, FetchFailedError, Reason
from toasoan.refusals import RefusedError
from toasoan.stories.paragraphs import parts_of
from toasoan.stories.text_html import text_html
from toasoan.testing.factories import photo_bytes

pytestmark = pytest.mark.django_db
PHOTO = f"{ADDRESS}/anh/3-abc-1920.webp"


@pytest.fixture
def other(room):
    """The other side, a partner in use."""
    side = other_side()
    side.partner = partner_in_use(room, side)
    return side


@pytest.fixture
def handed(other):
    """A story that waits for the desk."""
    other.post(story())
    return Handover.objects.get()


def taken(handover, room, **parts):
    given = {"unit": room.unit, "section": room.section, "actor": room.editor} | parts
    return take_over(handover.pk, now=timezone.now(), **given)


def refused(action):
    with pytest.raises(RefusedError) as error:
        action()
    return [problem.code for problem in error.value.problems]


def replies():
    return [reply.kind for reply in Reply.objects.all()]


def with_photo(**parts):
    photo = {
        "renditions": [{"name": "web", "href": PHOTO}],
        "by": "Ảnh: Lê Bạn",
        "descriptions": [
            {"role": "caption", "value": "Đoàn công tác"},
            {"role": "alttext", "value": "Năm người quanh bàn"},
        ],
    }
    digest = hashlib.sha256(photo_bytes()).hexdigest()
    return story(
        item={"associations": [photo]},
        blocks=[{"kind": "picture", "picture": 0}, {"kind": "paragraph", "words": "Chữ."}],
        **({"digests": {PHOTO: digest}} | parts),
    )


def answers_with(monkeypatch, *answers):
    """Let the partner's site answer so, one after another; returns what was asked."""
    asked, waiting = [], list(answers)

    def fetch(url, **parts):
        asked.append((url, parts))
        answer = waiting.pop(0)
        if isinstance(answer, Exception):
            raise answer
        status, body = answer
        return Fetched(status, {}, body, url)

    monkeypatch.setattr(photos, "fetch", fetch)
    monkeypatch.setattr(sending, "fetch", fetch)
    return asked


def test_a_story_becomes_a_draft_with_its_text_source_and_bylines(room, handed):
    made = taken(handed, room)

    text = latest_text(made)
    assert (made.unit, made.author, made.live) == (room.unit, room.editor, False)
    assert text.source_line == "Viện kiểm sát nhân dân tỉnh Biển Thử"
    assert text.standfirst == "Sáng nay, đoàn công bố quyết định."
    assert [byline.name for byline in text.bylines.all()] == ["Lê Văn Bạn", "Phạm Thị Bè"]
    assert [block.block_type for block in text.body] == [
        "text", "table", "text",
    ]  # fmt: skip
    assert [part.kind for part in parts_of(text.body)] == [
        *("paragraph", "heading", "item", "item", "quote", "table", "paragraph")
    ]
    assert "<ul><li>Một</li><li>Hai &amp; ba</li></ul>" in text_html(text.body[0].value.source)
    assert text.progress.status == "draft"
    assert replies() == ["acknowledged", "accepted"]


def test_markup_in_a_partners_text_stays_text(room, other):
    blocks = [{"kind": "paragraph", "words": "<script>alert(1)</script>"}]
    other.post(story(blocks=blocks))

    made = taken(Handover.objects.get(), room)

    assert "<script" not in str(latest_text(made).body[0].value.source)


def test_of_two_who_decide_one_is_refused(room, handed):
    taken(handed, room)

    again = {"actor": room.editor, "now": timezone.now()}
    assert refused(lambda: taken(handed, room)) == ["state"]
    assert refused(lambda: decline(handed.pk, reason="Trùng tin", **again)) == ["state"]


def test_a_story_is_declined_with_a_reason_that_the_partner_reads(room, handed):
    assert refused(lambda: decline(handed.pk, reason=" ", actor=room.editor, now=timezone.now()))

    decline(handed.pk, reason="Đã đăng tin này", actor=room.editor, now=timezone.now())

    assert Reply.objects.last().content == {"note": "Đã đăng tin này"}
    assert replies() == ["acknowledged", "declined"]


def test_another_agencys_unit_or_section_is_refused(room, handed):
    from toasoan.testing.factories import make_newsroom

    foreign = make_newsroom("khac", hostname="khac.vidu.vn")

    codes = refused(lambda: taken(handed, room, unit=foreign.unit, section=foreign.section))

    assert codes == ["foreign-unit", "foreign-section"]


def test_what_the_sender_took_down_is_not_taken_over(room, other, handed):
    other.post(story(18, purpose="take_down", about=17, blocks=[]))
    assert refused(lambda: taken(handed, room)) == ["withdrawn"]

    other.post(story(19, purpose="reinstatement", about=17))

    assert taken(handed, room)


def test_the_words_of_the_last_correction_are_taken_over(room, other, handed):
    other.post(story(18, purpose="correction", about=17, item={"title": "Đầu đề đã sửa"}))

    assert latest_text(taken(handed, room)).headline == "Đầu đề đã sửa"
    notice = Handover.objects.get(dispatch=18)
    mark_seen(notice.pk, actor=room.editor, now=timezone.now())
    assert refused(lambda: mark_seen(notice.pk, actor=room.editor, now=timezone.now()))
    assert refused(lambda: mark_seen(handed.pk, actor=room.editor, now=timezone.now()))


def test_a_photo_is_fetched_read_anew_and_goes_along(room, other, monkeypatch):
    other.post(with_photo())
    handed = Handover.objects.get()
    assert refused(lambda: taken(handed, room)) == ["photos"]
    asked = answers_with(monkeypatch, (200, photo_bytes()))

    assert fetch_due(timezone.now()) == 1

    value = latest_text(taken(handed, room)).body[0].value
    assert asked[0][0] == PHOTO
    assert (value["caption"], value["credit"]) == ("Đoàn công tác", "Ảnh: Lê Bạn")
    assert value["alternative_text"] == "Năm người quanh bàn"
    assert value["picture"].agency == room.agency
    assert value["picture"].reach == "agency"


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ((200, photo_bytes(colour="#000000")), "failed"),
        ((404, b""), "waiting"),
        (FetchFailedError(Reason.TOO_SLOW), "waiting"),
        (FetchFailedError(Reason.PRIVATE_ADDRESS), "waiting"),
    ],
    ids=["another photo", "not there", "slow", "internal"],
)
def test_a_photo_that_cannot_be_had_is_tried_again_or_left_out(
    room, other, monkeypatch, answer, state
):
    other.post(with_photo())
    answers_with(monkeypatch, answer)

    assert fetch_due(timezone.now()) == 0

    photo = HandoverPhoto.objects.get()
    assert (photo.state, bool(photo.last_problem)) == (state, True)
    assert fetch_due(timezone.now()) == 0


def test_what_only_says_that_it_is_a_photo_is_left_out(room, other, monkeypatch):
    other.post(with_photo(digests={PHOTO: hashlib.sha256(b"chu").hexdigest()}))
    answers_with(monkeypatch, (200, b"chu"))

    fetch_due(timezone.now())

    assert HandoverPhoto.objects.get().state == "failed"
    made = taken(Handover.objects.get(), room)
    assert [block.block_type for block in latest_text(made).body] == ["text"]


def test_nothing_is_fetched_from_elsewhere(room, other, monkeypatch):
    elsewhere = PHOTO.replace("bienthu.vidu.vn", "noi-bo.vidu.vn")
    body = with_photo().replace(PHOTO.encode(), elsewhere.encode())
    other.post(body)
    asked = answers_with(monkeypatch)

    fetch_due(timezone.now())

    assert (asked, HandoverPhoto.objects.get().state) == ([], "failed")


def test_publishing_and_taking_down_are_told(room, handed):
    made = taken(handed, room)
    now = timezone.now()

    for step, actor, answers in (
        (Step.HAND_IN, room.editor, Answers()),
        (Step.CLAIM, room.second_editor, Answers()),
        (Step.PROPOSE, room.second_editor, Answers()),
    ):
        take_step(made.pk, step, actor=actor, answers=answers, now=now)
    made.refresh_from_db()
    seen = Answers(revision_id=made.latest_revision_id)
    take_step(made.pk, Step.APPROVE, actor=room.approver, answers=seen, now=now)

    made.refresh_from_db()
    told = Reply.objects.get(kind="used")
    assert told.content["headline"] == "Kiểm sát trực tiếp tại trại tạm giam"
    assert told.content["address"].endswith(made.get_absolute_url())
    assert dt.date.fromisoformat(told.content["on"])

    down = Answers(note="Gỡ", take_down_kind="error")
    take_step(made.pk, Step.TAKE_DOWN, actor=room.approver, answers=down, now=now)

    assert replies() == ["acknowledged", "accepted", "used", "taken_down"]
