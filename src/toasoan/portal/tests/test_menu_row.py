"""The main menu stays in one row on a wide screen, whatever the agency put into it."""

from toasoan.portal.frame.menus import in_one_row
from toasoan.site_settings.queries import MenuLink


def line(label, *beneath):
    return MenuLink(label, f"/{label}/", children=tuple(map(line, beneath)))


def test_a_short_menu_stays_as_it_is():
    lines = (line("Giới thiệu", "Tổ chức"), line("Tin tức"), line("Liên hệ"))

    assert in_one_row(lines) == lines


def test_what_does_not_fit_stands_beneath_more_with_what_was_beneath_it():
    lines = tuple(line(f"Chuyên mục số {number}", "Con") for number in range(9))

    *shown, more = in_one_row(lines)

    assert [one.label for one in shown] == [f"Chuyên mục số {number}" for number in range(4)]
    assert more.label == "Thêm"
    assert [one.label for one in more.children[:4]] == [
        "Chuyên mục số 4", "Con", "Chuyên mục số 5", "Con",
    ]  # fmt: skip
    assert len(more.children) == 10
    assert not any(one.children for one in more.children)
