"""The screens of clerks, units and approvers: who sees what, what each press does."""

import pytest
from django.utils import timezone

from toasoan.questions.actions import answering, classifying, publishing
from toasoan.questions.actions.reception import Contact, NewQuestion, receive_question
from toasoan.questions.kinds import QuestionKind, QuestionState
from toasoan.questions.models import Place, PublicAnswer, Question, QuestionEntry, SealedLetter
from toasoan.questions.queries import latest_answer
from toasoan.testing.browsers import browser_of, text_of

pytestmark = pytest.mark.django_db
HERE = "/toa-soan/hoi-dap/"
PHONE = "0909 000 111"
SECRET = "Tôi hỏi lịch tiếp dân"


def asked(room, **changed):
    facts = {
        "kind": QuestionKind.QUESTION,
        "subject": "",
        "text": f"{SECRET}, gọi số {PHONE}.",
        "code_hash": f"{Question.objects.count():064}",
        "contact": Contact(name="Lê Thị Mẫu", phone=PHONE),
        "wants_publication": True,
    }
    return receive_question(
        NewQuestion(**(facts | changed)), agency=room.agency, now=timezone.now()
    )


def assigned(room):
    question, now = asked(room), timezone.now()
    kind = classifying.Sorting(QuestionKind.QUESTION, None)
    classifying.classify(question.pk, kind, actor=room.clerk, now=now)
    return classifying.assign(question.pk, room.unit, actor=room.clerk, now=now)


def signed(room):
    question, now = assigned(room), timezone.now()
    version = answering.write_answer(
        question.pk, "Vào thứ Năm.", seen_id=None, actor=room.contributor, now=now
    )
    return answering.sign_answer(question.pk, version.pk, actor=room.vetter, now=now)


@pytest.fixture
def clerk(room):
    return browser_of(room.clerk)


def test_the_clerks_list_filters_searches_and_saves(room, clerk):
    question = asked(room)
    asked(room, kind=QuestionKind.FEEDBACK, text="Đường trước cổng bị ngập")

    page = text_of(clerk.get(HERE))
    assert SECRET in page
    assert "còn 15 ngày làm việc" in page
    assert SECRET not in text_of(clerk.get(f"{HERE}?loai=feedback"))
    assert SECRET in text_of(clerk.get(f"{HERE}?xem=tat-ca&tu=lich+tiep+dan"))
    assert SECRET in text_of(clerk.get(f"{HERE}?xem=tat-ca&tu={question}"))
    assert "Không có câu hỏi phù hợp" in text_of(clerk.get(f"{HERE}?tu=khong-co-dau"))
    saved = b"".join(clerk.get(f"{HERE}bang/?xem=tat-ca").streaming_content).decode()
    assert str(question) in saved
    assert PHONE not in saved
    assert SECRET not in saved


def test_contacts_are_saved_after_a_question_and_on_record(room, clerk):
    question = asked(room)
    address = f"{HERE}bang-lien-he/?xem=tat-ca"

    assert "Thông tin cá nhân rời khỏi chương trình" in text_of(clerk.get(address))
    assert not QuestionEntry.objects.filter(kind="contact_read").exists()
    answer = clerk.post(address)

    assert (
        answer["Content-Disposition"].endswith(".xlsx") or ".xlsx" in answer["Content-Disposition"]
    )
    assert question.entries.filter(kind="contact_read", actor=room.clerk).count() == 1


def test_only_the_clerk_sees_the_contact_and_foreign_questions_do_not_exist(room, clerk):
    question = signed(room)
    address = f"{HERE}{question.pk}/"

    assert f"<dd>{PHONE}</dd>" in clerk.get(address).content.decode()
    for person in (room.vetter, room.contributor, room.approver):
        page = browser_of(person).get(address)
        assert "Lê Thị Mẫu" in text_of(page)
        assert f"<dd>{PHONE}</dd>" not in page.content.decode()
    for person in (room.other_vetter, room.other_contributor, room.editor, room.webmaster):
        assert browser_of(person).get(address).status_code == 404
    assert browser_of(room.approver).get(f"{HERE}{assigned(room).pk}/").status_code == 404


def test_the_whole_way_through_the_screens(room, clerk):
    question = asked(room)
    address = f"{HERE}{question.pk}/"
    unit, approver = browser_of(room.vetter), browser_of(room.approver)

    sent = {"kind": "question", "field": "", "unit": room.unit.pk, "note": "Gấp"}
    assert clerk.post(f"{address}phan-loai/", sent).status_code == 302
    assert SECRET in text_of(unit.get("/toa-soan/hoi-dap-cua-don-vi/"))
    assert SECRET in text_of(unit.get("/toa-soan/"))
    page = unit.post(f"{address}tra-loi/", {"seen": "", "text": "Thứ Năm.", "deed": "sign"})
    assert page.status_code == 302
    assert SECRET in text_of(approver.get("/toa-soan/hoi-dap-cho-duyet/"))
    words = {"title": "Lịch tiếp dân", "asked": SECRET, "answered": "Thứ Năm."}
    assert clerk.post(f"{address}cong-khai/", words).status_code == 302
    page = approver.get(f"{address}duyet/")
    assert '<mark class="personal-data"' in page.content.decode()
    form = page.context["form"]
    approval = {
        "seen": form.initial["seen"], "seen_public": form.initial["seen_public"],
        "then": "publish",
    }  # fmt: skip
    assert approver.post(f"{address}duyet/", approval).status_code == 302
    question.refresh_from_db()
    assert question.state == QuestionState.PUBLISHED
    assert PublicAnswer.objects.get().text.title == "Lịch tiếp dân"
    assert "Công khai trả lời" in text_of(clerk.get(address))


def test_what_moved_on_meanwhile_is_said_and_nothing_is_done(room, clerk):
    question = signed(room)

    answer = clerk.post(
        f"{HERE}{question.pk}/giao/", {"unit": room.other_unit.pk, "note": ""}, follow=True
    )

    assert "Câu hỏi đã sang bước khác" in text_of(answer)
    assert browser_of(room.vetter).get(f"{HERE}{question.pk}/giao/").status_code == 404
    assert clerk.get(f"{HERE}{question.pk}/khong-co/").status_code == 404


def test_a_colleagues_version_is_shown_and_the_own_text_kept(room):
    question = assigned(room)
    unit = browser_of(room.contributor)
    address = f"{HERE}{question.pk}/tra-loi/"
    unit.post(address, {"seen": "", "text": "Bản của đồng nghiệp"})

    page = unit.post(address, {"seen": "", "text": "Bản của tôi"})

    assert page.status_code == 422
    assert "Bản của đồng nghiệp" in text_of(page)
    assert "Bản của tôi" in page.content.decode()
    assert latest_answer(question).text == "Bản của đồng nghiệp"


def test_who_prepared_a_text_is_refused_at_the_door_too(room):
    question = signed(room)
    approver = browser_of(room.approver)
    now = timezone.now()
    answering.approve_answer(
        question.pk, latest_answer(question).pk, actor=room.second_approver, now=now
    )
    words = publishing.PublicWords("Lịch", "Ngày nào?", "Thứ Năm.")
    text = publishing.prepare_public_text(question.pk, words, actor=room.approver, now=now)

    page = approver.post(f"{HERE}{question.pk}/dang/", {"seen": text.pk})

    assert page.status_code == 422
    assert "người khác phải đăng" in text_of(page)
    assert not PublicAnswer.objects.exists()


def test_a_complaint_is_sealed_opened_once_and_handed_over(room, clerk):
    question = asked(room)
    address = f"{HERE}{question.pk}/"
    assert clerk.post(f"{address}niem-phong/", {"kind": "complaint"}).status_code == 302
    letter = SealedLetter.objects.get()

    assert SECRET not in text_of(clerk.get(address))
    listed = text_of(clerk.get("/toa-soan/don-niem-phong/"))
    assert "Khiếu nại" in listed
    assert SECRET not in listed
    door = f"/toa-soan/don-niem-phong/{letter.pk}/mo/"
    assert SECRET not in text_of(clerk.get(door))
    assert SECRET in text_of(clerk.post(door))
    handed = {"to": "Thanh tra"}
    clerk.post(f"/toa-soan/don-niem-phong/{letter.pk}/chuyen/", handed)
    assert "đã chuyển đi" in text_of(clerk.post(door, follow=True))
    assert "Thanh tra" in text_of(clerk.get("/toa-soan/don-niem-phong/"))
    for person in (room.webmaster, room.approver, room.vetter):
        assert browser_of(person).get("/toa-soan/don-niem-phong/").status_code == 404


def test_the_board_sees_what_is_overdue_without_its_words(room):
    question = asked(room)
    Question.objects.filter(pk=question.pk).update(due_on="2020-01-01")

    page = text_of(browser_of(room.board_member).get("/toa-soan/hoi-dap-qua-han/"))

    assert f"Câu hỏi {question}" in page
    assert SECRET not in page
    assert "quá hạn" in page


def test_registers_are_kept_with_dates(room, clerk):
    today = timezone.localdate()
    clock = {
        "from_on": f"{today:%d/%m/%Y}", "days": "10", "day_count": "working", "more_days": "",
        "more_day_count": "working", "extension_days": "5", "basis": "Quy chế mới",
    }  # fmt: skip
    question = asked(room)
    assert clerk.post(f"{HERE}thoi-han/question/", clock).status_code == 302
    question.refresh_from_db()
    assert "Quy chế mới" in text_of(clerk.get(f"{HERE}danh-muc/"))
    assert "còn 10 ngày làm việc" in text_of(clerk.get(HERE))
    past = clerk.post(f"{HERE}thoi-han/question/", clock | {"from_on": "01/01/2020"})
    assert past.status_code == 422
    place = {
        "name": "Ban tiếp dân", "about": "Khiếu nại", "contact": "0293 3876 543",
        "takes": "complaint", "order": "1", "is_open": "on",
    }  # fmt: skip
    assert clerk.post(f"{HERE}danh-muc/noi-den/them/", place).status_code == 302
    row = Place.objects.get(name="Ban tiếp dân")
    assert clerk.get(f"{HERE}danh-muc/noi-den/{row.pk}/").status_code == 200
    assert clerk.post(f"{HERE}danh-muc/noi-den/them/", place).status_code == 422


def test_answers_that_cite_a_document_are_marked_on_one_screen(room, clerk):
    question = signed(room)
    now = timezone.now()
    answering.approve_answer(question.pk, latest_answer(question).pk, actor=room.approver, now=now)
    words = publishing.PublicWords("Lịch", "Ngày nào?", "Theo Luật 104/2016/QH13.")
    text = publishing.prepare_public_text(question.pk, words, actor=room.clerk, now=now)
    publishing.publish_answer(question.pk, text.pk, actor=room.approver, now=now)
    address = f"{HERE}vien-dan/?so=104/2016"

    assert "Lịch" in text_of(clerk.get(address))
    mark = {"answers": [question.pk], "since": "01/11/2026", "note": "Luật mới"}
    assert clerk.post(address, mark).status_code == 302
    assert "Văn bản đã thay đổi từ 01/11/2026: Luật mới" in text_of(
        clerk.get(f"{HERE}{question.pk}/")
    )
    assert clerk.post(address, mark | {"answers": [question.pk + 1]}).status_code == 422
