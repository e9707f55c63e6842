import io
import pickle
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from toasoan.printing import template_package
from toasoan.printing.docx_writer import write_docx
from toasoan.printing.template_form import (
    frame_values,
    placeholder,
    table_form,
    table_rows,
    table_totals,
    with_placeholders,
)
from toasoan.printing.template_package import TemplateFault
from toasoan.printing.templates import fill, placeholders, problems
from toasoan.printing.tests.samples import BY_UNIT, REPORT

W = nsdecls("w", "wp", "a")


def saved(file):
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def template(*texts, xml=()):
    """A Word file of these paragraphs; each may be given as pieces, one for a run."""
    file = docx.Document()
    for text in texts:
        paragraph = file.add_paragraph()
        for piece in [text] if isinstance(text, str) else text:
            paragraph.add_run(piece)
    for one in xml:
        file.element.body.insert(0, parse_xml(one))
    return saved(file)


def opened(content):
    return docx.Document(io.BytesIO(content))


def filled(content, values=None, lists=None):
    result = fill(content, values or {}, lists or {})
    assert result.problems == ()
    return opened(result.content)


def texts(content, values):
    return [paragraph.text for paragraph in filled(content, values).paragraphs]


def changed(content, parts):
    """The package with parts replaced or added."""
    result = io.BytesIO()
    named = dict(parts)
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            target.writestr(name, named.pop(name, None) or source.read(name))
        for name, part in named.items():
            target.writestr(name, part)
    return result.getvalue()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Kỳ {{ky_bao_cao}}.", "Kỳ tháng 6."),
        (["Kỳ {", "{ky_", "bao", "_cao}", "}."], "Kỳ tháng 6."),
        ("{{Ky_bao_cao}} có 96 tin", "Tháng 6 có 96 tin"),
        ("{{KY_BAO_CAO}}", "THÁNG 6"),
        ("{{ kỳ báo cáo }}", "tháng 6"),
        ("{{“ky_bao_cao”}} và {{\u2018ky-bao-cao\u2019}}", "tháng 6 và tháng 6"),
        ("{{ky_bao_cao}}{{ky_bao_cao}}", "tháng 6tháng 6"),
        (["{{ky_bao_cao}", "} a {", "{ky_bao_cao}}"], "tháng 6 a tháng 6"),
        ("Không có tên { nào }", "Không có tên { nào }"),
    ],
)
def test_a_name_is_replaced_however_word_has_kept_it(typed, text):
    assert texts(template(typed), {"ky_bao_cao": "tháng 6"}) == [text]


def test_the_value_takes_the_look_of_the_place_where_the_name_begins():
    file = docx.Document()
    paragraph = file.add_paragraph("Kỳ ")
    paragraph.add_run("{{ky").bold = True
    paragraph.add_run("_bao_cao}}").italic = True
    runs = filled(saved(file), {"ky_bao_cao": "tháng 6"}).paragraphs[0].runs

    assert [(run.text, bool(run.bold)) for run in runs if run.text] == [
        ("Kỳ ", False),
        ("tháng 6", True),
    ]


def test_what_a_value_holds_is_text_and_never_read_again():
    values = {"a": "<w:br/> & {{b}} {% for x in y %}", "b": "không"}

    assert texts(template("{{a}}"), values) == ["<w:br/> & {{b}} {% for x in y %}"]


@pytest.mark.parametrize(
    "typed", ["{{ 7 * 7 }}", "{{ a.b.c }}", "{{ ky|upper }}", "{{ range(9) }}", "{{ ky['x'] }}"]
)
def test_a_template_is_never_code(typed):
    faults = {one.fault for one in fill(template(typed), {"ky": "x", "a": "y"}, {}).problems}

    assert faults <= {TemplateFault.UNKNOWN_NAME, TemplateFault.LIST_OUTSIDE_ROW}
    assert faults


def test_a_line_feed_becomes_a_line_break():
    paragraph = filled(template("- {{noi_nhan}}."), {"noi_nhan": "Một;\n- Hai;\n- Ba"}).paragraphs[
        0
    ]

    assert paragraph.text == "- Một;\n- Hai;\n- Ba."
    assert len(list(paragraph._p.iter(qn("w:br")))) == 2


def test_headers_footers_and_cells_are_filled():
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Đầu {{ky}}"
    file.sections[0].footer.paragraphs[0].text = "Chân {{ky}}"
    file.add_table(1, 1).cell(0, 0).text = "Ô {{ky}}"
    made = filled(saved(file), {"ky": "6"})

    assert made.sections[0].header.paragraphs[0].text == "Đầu 6"
    assert made.sections[0].footer.paragraphs[0].text == "Chân 6"
    assert made.tables[0].cell(0, 0).text == "Ô 6"


TEXT_BOX = f"""<w:p {W} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:t>Ngoài {{{{ky}}}}</w:t></w:r><w:r><w:pict><v:shape>
<v:textbox><w:txbxContent><w:p><w:r><w:t>Trong {{{{</w:t></w:r><w:r><w:t>ky}}}}</w:t></w:r></w:p></w:txbxContent></v:textbox>
</v:shape></w:pict></w:r><w:r><w:t> sau</w:t></w:r></w:p>"""


def test_a_text_box_is_a_text_of_its_own():
    made = fill(template(xml=[TEXT_BOX]), {"ky": "6"}, {})

    words = [node.text for node in opened(made.content).element.body.iter(qn("w:t"))]
    assert words == ["Ngoài 6", "Trong 6", None, " sau"]


TRACKED = f"""<w:p {W}><w:ins w:id="1" w:author="A"><w:r><w:t>{{{{ky_</w:t></w:r></w:ins><w:del w:id="2" w:author="A"><w:r>
<w:delText>cũ {{{{x</w:delText></w:r></w:del><w:r><w:t>bao_cao}}}}</w:t></w:r><w:moveFrom w:id="3" w:author="A"><w:r>
<w:t>{{{{chuyển đi</w:t></w:r></w:moveFrom></w:p>"""


def test_tracked_changes_stay_tracked():
    content = fill(template(xml=[TRACKED]), {"ky_bao_cao": "tháng 6"}, {}).content
    body = opened(content).element.body

    assert [node.text for node in body.iter(qn("w:delText"))] == ["cũ {{x"]
    inserted = next(body.iter(qn("w:ins")))
    assert [node.text for node in inserted.iter(qn("w:t"))] == ["tháng 6"]
    assert "{{chuyển đi" in "".join(next(body.iter(qn("w:moveFrom"))).itertext())


CONTROL = f"""<w:p {W}><w:sdt><w:sdtPr><w:alias w:val="Kỳ"/><w:showingPlcHdr/><w:dataBinding w:xpath="/a" w:storeItemID="b"/>
</w:sdtPr><w:sdtContent><w:r><w:t>{{{{ky}}}}</w:t></w:r></w:sdtContent></w:sdt></w:p>"""


def test_a_content_control_stays_and_shows_the_value_as_text():
    body = opened(fill(template(xml=[CONTROL]), {"ky": "6"}, {}).content).element.body

    control = next(body.iter(qn("w:sdt")))
    assert control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}") is not None
    assert not [*control.iter(qn("w:showingPlcHdr")), *control.iter(qn("w:dataBinding"))]
    assert "".join(node.text for node in control.iter(qn("w:t"))) == "6"


def with_row(*texts):
    file = docx.Document()
    table = file.add_table(3, len(texts))
    for place, text in enumerate(texts):
        table.cell(0, place).text, table.cell(1, place).text = f"Đầu {place}", text
        table.cell(2, place).text = "{{tong}}"
    return saved(file)


def test_a_row_with_fields_of_a_list_repeats_by_itself():
    rows = [{"ten": "A", "so": "1"}, {"ten": "B {{tong}}", "so": "2"}]
    table = filled(
        with_row("{{don_vi.ten}}", "{{Đơn vị.số}} / {{tong}}"), {"tong": "3"}, {"don_vi": rows}
    ).tables[0]

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Đầu 0", "Đầu 1"], ["A", "1 / 3"], ["B {{tong}}", "2 / 3"], ["3", "3"],
    ]  # fmt: skip


def test_a_list_of_nothing_leaves_its_row_once_and_empty():
    table = filled(
        with_row("{{don_vi.ten}}", "{{don_vi.so}}"), {"tong": "0"}, {"don_vi": []}
    ).tables[0]

    assert [cell.text for cell in table.rows[1].cells] == ["", ""]
    assert len(table.rows) == 3


def test_copies_of_a_row_share_no_bookmark_and_no_identity():
    file = docx.Document()
    cell = file.add_table(1, 1).cell(0, 0)
    cell.text = "{{don_vi.ten}}"
    cell.paragraphs[0]._p.append(parse_xml(f'<w:bookmarkStart {W} w:id="7" w:name="m"/>'))
    made = filled(saved(file), {}, {"don_vi": [{"ten": "A"}, {"ten": "B"}]})

    assert not list(made.element.body.iter(qn("w:bookmarkStart")))


def test_every_unknown_name_is_listed_with_its_place():
    file = docx.Document()
    file.sections[0].header.paragraphs[0].text = "Đầu {{ngay_ky}}"
    file.add_paragraph("Đã nhận {{so_nhan}} tin, {{ky}}")
    file.add_table(1, 1).cell(0, 0).text = "{{don_vi.diem}}"
    found = fill(saved(file), {"ky": "6"}, {"don_vi": [{"ten": "A"}]}).problems

    assert {one.fault for one in found} == {TemplateFault.UNKNOWN_NAME}
    assert {(one.name, one.part, one.excerpt) for one in found} == {
        ("so_nhan", "word/document.xml", "Đã nhận {{so_nhan}} tin, {{ky}}"),
        ("don_vi.diem", "word/document.xml", "{{don_vi.diem}}"),
        ("ngay_ky", "word/header1.xml", "Đầu {{ngay_ky}}"),
    }
    assert problems(saved(file), frozenset({"ky", "so_nhan", "ngay_ky", "don_vi.diem"})) == ()


@pytest.mark.parametrize(
    ("content", "fault", "name"),
    [
        (lambda: template("Kỳ {{ky_bao_cao"), TemplateFault.BROKEN, ""),
        (lambda: template("ky}} và {{ky}}"), TemplateFault.BROKEN, ""),
        (lambda: template("{{don_vi.ten}}"), TemplateFault.LIST_OUTSIDE_ROW, "don_vi.ten"),
        (lambda: with_row("{{don_vi.ten}}", "{{bao.ten}}"), TemplateFault.TWO_LISTS, "bao.ten"),
    ],
)
def test_what_cannot_be_filled_is_said(content, fault, name):
    assert (fault, name) in {(one.fault, one.name) for one in placeholders(content()).problems}


def test_names_are_found_in_reading_order():
    found = placeholders(with_row("{{Đơn vị.Tên}}", "{{KỲ}}")).placeholders

    assert [(one.name, one.is_in_row) for one in found] == [
        ("don_vi.ten", True),
        ("ky", True),
        ("tong", True),
    ]


GOOD = template("{{ky}}")
RELATIONS = "word/_rels/document.xml.rels"


def related(kind, target, mode=' TargetMode="External"'):
    old = part(GOOD, RELATIONS)
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    new = f'<Relationship Id="rIdX" Type="{kinds}/{kind}" Target="{target}"{mode}/></Relationships>'
    return changed(GOOD, {RELATIONS: old.replace("</Relationships>", new)})


def of_field(code):
    return template(
        xml=[
            f'<w:p {W}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code[:4]}</w:instrText></w:r><w:r><w:instrText>{code[4:]}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
        ]
    )


REFUSED = {
    "no zip": (b"PK not a zip", TemplateFault.NO_WORD_FILE),
    "empty": (b"", TemplateFault.NO_WORD_FILE),
    "cut": (GOOD[: len(GOOD) // 2], TemplateFault.NO_WORD_FILE),
    "no XML": (changed(GOOD, {"word/document.xml": "<w:p"}), TemplateFault.NO_WORD_FILE),
    "entities": (
        changed(GOOD, {"word/document.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}),
        TemplateFault.NO_WORD_FILE,
    ),
    "macro part": (changed(GOOD, {"word/vbaProject.bin": "x"}), TemplateFault.MACRO),
    "macro type": (
        changed(GOOD, {"[Content_Types].xml": part(GOOD, "[Content_Types].xml") + "<!-- macroEnabled -->"}), TemplateFault.MACRO,
    ),
    "embedded": (changed(GOOD, {"word/embeddings/a.bin": "x"}), TemplateFault.EMBEDDED),
    "object": (template(xml=[f"<w:p {W}><w:r><w:object/></w:r></w:p>"]), TemplateFault.EMBEDDED),
    "chunk": (template(xml=[f'<w:altChunk {W}/>']), TemplateFault.EMBEDDED),
    "picture from outside": (related("image", "http://a.example/x.png"), TemplateFault.OUTSIDE),
    "frame": (related("frame", "http://a.example/"), TemplateFault.OUTSIDE),
    "OLE": (related("oleObject", "a.bin", ""), TemplateFault.EMBEDDED),
    "field that fetches": (of_field('INCLUDEPICTURE "http://a.example/x"'), TemplateFault.FIELD),
    "field that runs": (of_field(' dde cmd "/c calc"'), TemplateFault.FIELD),
    "simple field": (template(xml=[f'<w:p {W}><w:fldSimple w:instr=" LINK a b"/></w:p>']), TemplateFault.FIELD),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_none_or_reaches_further_is_refused(case):
    content, fault = REFUSED[case]

    assert [one.fault for one in placeholders(content).problems] == [fault]
    assert fill(content, {"ky": "6"}, {}).content == b""


@pytest.mark.parametrize("code", ["PAGE", 'HYPERLINK "https://a.example/link"', "TOC", "DATE"])
def test_usual_fields_and_links_for_readers_may_stay(code):
    assert placeholders(of_field(code)).problems == ()
    assert placeholders(related("hyperlink", "https://a.example/")).problems == ()


def test_the_template_that_word_attached_is_let_go():
    content = fill(
        related("attachedTemplate", "file:///C:/Users/a/Normal.dotm"), {"ky": "6"}, {}
    ).content

    assert "Normal.dotm" not in part(content, RELATIONS)


@pytest.mark.parametrize(
    ("limit", "value"),
    [("MOST_BYTES", 1_000), ("MOST_PARTS", 3), ("MOST_UNPACKED", 1_000), ("MOST_XML", 1_000)],
)
def test_limits_hold_before_anything_is_read(monkeypatch, limit, value):
    monkeypatch.setattr(template_package, limit, value)

    assert [one.fault for one in placeholders(GOOD).problems] == [TemplateFault.TOO_LARGE]


def test_a_bomb_is_seen_by_its_sizes():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("word/document.xml", b"a" * (template_package.MOST_UNPACKED + 1))

    assert [one.fault for one in placeholders(bomb.getvalue()).problems] == [
        TemplateFault.TOO_LARGE
    ]


def test_parts_without_names_are_kept_and_the_same_values_give_the_same_file():
    content = fill(GOOD, {"ky": "6"}, {}).content

    assert part(content, "word/styles.xml") == part(GOOD, "word/styles.xml")
    assert fill(GOOD, {"ky": "6"}, {}).content == content


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{", "}", "{{", "}}", "ky", "{{ky}}", " ", "x", "Đ"]),
        min_size=1,
        max_size=12,
    )
)
def test_however_the_text_is_cut_only_names_change(pieces):
    whole = "".join(pieces)
    content = template(pieces)
    result = fill(content, {"ky": "6"}, {})

    if not result.problems:
        expected = re.sub(r"\{\{\s*ky\s*\}\}", "6", whole)
        assert opened(result.content).paragraphs[0].text == expected


def test_answers_are_plain_enough_to_come_out_of_a_reading_process():
    for answer in (placeholders(GOOD), fill(GOOD, {}, {})):
        assert pickle.loads(pickle.dumps(answer)) == answer  # noqa: S301


def test_the_template_to_begin_with_gives_the_document_again():
    plain = write_docx(with_placeholders(replace(REPORT, body=(table_form("bang", BY_UNIT),))))
    values = {**frame_values(REPORT), **table_totals("bang", BY_UNIT)}
    made = filled(plain, values, {"bang": table_rows(BY_UNIT)})

    expected = opened(write_docx(replace(REPORT, body=(BY_UNIT,))))
    assert [[cell.text for cell in row.cells] for table in made.tables for row in table.rows] == [
        [cell.text for cell in row.cells] for table in expected.tables for row in table.rows
    ]
    assert made.core_properties.title.casefold() == expected.core_properties.title.casefold()
    assert "{{" not in "".join(made.element.body.itertext())


def test_names_are_written_in_double_braces():
    assert placeholder("ky") == "{{ky}}"
