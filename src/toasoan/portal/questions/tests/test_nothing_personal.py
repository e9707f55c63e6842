"""Name, phone, e-mail, words and files of senders are found nowhere but with those who deal with
them: a sowing of words that stand nowhere else, and a look into everything that leaves the server.
"""

import logging
from urllib.parse import quote

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from toasoan.notifications.post import deliver_due
from toasoan.portal.questions.tests.sending import HERE, code_on, send
from toasoan.questions.models import Question
from toasoan.questions.public_answers import answer_path
from toasoan.testing.answers import make_public_answer
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db

CONTACT = {
    "name": "Quách Thị Hạc Đỉnh",
    "phone": "0987 123 987",
    "email": "hacdinh@rieng.example",
    "address": "Ngõ Sương Mù 77",
}
QUESTION = {"subject": "Zulupapa tiêu đề riêng", "text": "Zulukilo là lời riêng của tôi?"}
LETTER = {"subject": "Zuluromeo", "text": "Tôi tố cáo chuyện zulusierra."}
ERROR = {"passage": "Zulutango sai", "text": "Zuluvictor mới đúng."}
FILE = "zuluwhiskey"
CANARIES = [
    *CONTACT.values(), "0987123987", *QUESTION.values(), *LETTER.values(), *ERROR.values(), FILE,
    "Zulukilo", "zulusierra", "quach thi hac dinh", "zulukilo",
]  # fmt: skip
#: Words of letters and who sent anything stand in no column of any table.
SEALED = [*CONTACT.values(), *LETTER.values(), "zulusierra", "quach thi hac dinh"]
#: A question's own words are in these tables only, which nobody but the clerk and the unit reads.
OWN_TABLES = {"questions_question", "questions_questionfile"}
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def sown(room, client, caplog, monkeypatch):
    """Everything that a citizen can send, sent; a public answer; what was logged meanwhile."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr("toasoan.portal.questions.asking.read_files", _as_it_came)
    story = make_story(room, "published")
    file = SimpleUploadedFile(f"{FILE}.pdf", PDF, "application/pdf")
    pages = [
        send(client, wish="public", attachments=[file], **CONTACT, **QUESTION),
        send(client, "/hoi-dap/gui/khieu-nai-to-cao/", kind="denunciation", **CONTACT, **LETTER),
        send(client, f"/hoi-dap/bao-loi/{story.pk}/", **ERROR, email=CONTACT["email"]),
    ]
    answer = make_public_answer(room.agency, room.clerk)
    Question.objects.filter(pk=answer.pk).update(**QUESTION, text_key="zulukilo")
    codes = [code_on(page) for page in pages]
    assert all(codes)
    return {"pages": pages, "codes": codes, "answer": answer, "story": story}


def _as_it_came(files):
    from toasoan.questions.files import NewFile

    return tuple(
        NewFile(content=content, name=name, mime="application/pdf", sha256="0" * 64, size=9)
        for name, content in files
    )


def found_in(text):
    return [word for word in CANARIES if word in text]


def test_no_public_page_feed_interface_or_map_has_any_of_it(sown, client):
    answer, story = sown["answer"], sown["story"]
    addresses = [
        "/", "/hoi-dap/", "/hoi-dap/tin.xml", answer_path(answer), "/hoi-dap/gui/",
        "/hoi-dap/gui/cau-hoi/", "/hoi-dap/gui/khieu-nai-to-cao/", "/hoi-dap/tra-cuu/",
        f"/hoi-dap/bao-loi/{story.pk}/", story.get_absolute_url(), "/sitemap.xml",
        "/sitemap-trang.xml", "/robots.txt", "/rss.xml", "/atom.xml", "/feed.json", "/api/v1/",
        "/api/v1/stories", "/api/v1/sections", "/api/v1/units", "/so-do-trang/", "/to-chuc/",
        "/lien-he/", "/tim-kiem/?q=tiep+cong+dan",
    ]  # fmt: skip
    for number in range(1, 5):
        addresses += [f"/hoi-dap/x-{number}/", f"/hoi-dap/gui/{number}/"]

    leaks = {path: found_in(client.get(path).content.decode()) for path in addresses}

    assert {path: words for path, words in leaks.items() if words} == {}


def test_the_search_finds_none_of_it(sown, client):
    for word in (*QUESTION.values(), *LETTER.values(), CONTACT["name"], FILE):
        page = client.get(f"/tim-kiem/?q={quote(word)}")
        assert answer_path(sown["answer"]) not in page.content.decode(), word


def test_receipts_show_what_was_sent_to_nobody(sown):
    for page in sown["pages"]:
        assert found_in(page.content.decode()) == []
        assert page["Cache-Control"] == "no-store"


def test_no_table_has_who_sent_it_or_a_letter_in_clear(sown):
    leaks = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = str(cursor.fetchall())
            words = SEALED if table in OWN_TABLES else CANARIES
            leaks += [(table, word) for word in words if word in rows]
            leaks += [(table, code) for code in sown["codes"] if code in rows]

    assert leaks == []


def test_what_the_search_reads_has_none_of_it(sown):
    for model in apps.get_app_config("search").get_models():
        assert found_in(str(list(model.objects.values()))) == []


def test_no_log_line_and_no_mail_has_any_of_it(sown, client, caplog):
    for code in sown["codes"]:
        client.post("/hoi-dap/tra-cuu/", {"code": code}, **HERE)
    client.post("/hoi-dap/gui/cau-hoi/", {**CONTACT, **QUESTION}, HTTP_SEC_FETCH_SITE="cross-site")
    deliver_due(timezone.now())

    # What the framework says about statements is said in development only, with their values.
    lines = [
        record.getMessage() for record in caplog.records if record.name != "django.db.backends"
    ]
    letters = [f"{letter.subject}\n{letter.body}\n{letter.alternatives}" for letter in mail.outbox]
    text = "\n".join([*lines, *letters])
    assert found_in(text) == []
    assert [code for code in sown["codes"] if code in text] == []
