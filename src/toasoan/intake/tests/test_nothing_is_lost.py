"""Every word of a Word file is in the draft or in a note, whatever stands beside it."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.intake.docx.read import read_word_file
from toasoan.intake.fitting import fitted
from toasoan.testing.drafts import written
from toasoan.testing.word import DOTTED, NUMBERED, build_docx, paragraph, run, table, words
from toasoan.testing.word_parts import bold, centre, control, item, right

#: Labels become roles and fields, numbers of lists are counted.
LABELS = {"tin", "ảnh", "bài", "và", "nguồn", "tác", "giả", "theo", "đồng", "chí", "người", "viết"}
WORD = re.compile(r"[^\W_]+")

sentences = st.lists(
    st.sampled_from(
        ["Đơn vị", "họp", "tại xã", "Suối Mơ", "18-QĐ/TW", "VKSND", "trao quà", "…", "96%"]
    ),
    min_size=1,
    max_size=30,
).map(lambda parts: " ".join(parts) + ".")
long_lines = st.integers(1, 40).map(lambda count: "PHONG TRÀO THI ĐUA " * count)
people = st.sampled_from(
    [
        "Tin: Vũ Thị Mẫu",
        "Tin, ảnh: VKSND khu vực 8",
        "Ảnh: Lê Văn Thử – Phòng 8",
        "Bài: Vũ Thị Mẫu, Trưởng phòng và nhiều bạn đọc gần xa",
        "Nguồn: Báo Sông Thử",
        "Vũ Thị Mẫu - KSV",
        "ĐT: 0900 000 000",
        "Kết quả chung cuộc",
        "Tin: " + "Vũ Thị Mẫu, " * 3 + "Phòng " + "Tổ chức " * 30,
    ]
)
office_lines = st.sampled_from(
    [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 12/BC-VKS",
        "VKSND KHU VỰC 8",
        "Nơi nhận:",
        "- Lưu: VT.",
        "KT. VIỆN TRƯỞNG",
        "(Đã ký)",
        "NGƯỜI VIẾT TIN",
        "Trần Văn Thử",
    ]
)
parts = st.one_of(
    sentences.map(words),
    sentences.map(lambda text: bold(text, "center")),
    long_lines.map(lambda text: bold(text, "center")),
    long_lines.map(words),
    people.map(right),
    people.map(words),
    office_lines.map(words),
    office_lines.map(centre),
    st.lists(sentences, min_size=2, max_size=4).map(
        lambda cells: table([words(text) for text in cells], [words("✓")] * len(cells))
    ),
    st.lists(office_lines, min_size=2, max_size=4).map(
        lambda cells: table([words(text) for text in cells])
    ),
    st.tuples(sentences, st.sampled_from([DOTTED, NUMBERED]), st.integers(0, 1)).map(
        lambda given: item(*given)
    ),
    sentences.map(lambda text: control(words(text), is_placeholder=True)),
    sentences.map(lambda text: paragraph(run(text, hidden=True))),
    sentences.map(lambda text: paragraph(run(text), style="Heading2")),
)


def words_of(text):
    return {word.casefold() for word in WORD.findall(text)}


@settings(max_examples=120, deadline=None)
@given(st.lists(parts, max_size=9))
def test_every_word_of_the_file_is_in_the_draft_or_in_a_note(body):
    sent = words_of(" ".join(re.findall(r"<w:t [^>]*>([^<]*)</w:t>", "".join(body))))

    draft = written(fitted(read_word_file(build_docx(*body))))

    assert sent - words_of(" ".join(draft)) <= LABELS
