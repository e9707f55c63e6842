"""The shell around every screen: menu, closed addresses, landmarks."""

import json
import re

import pytest
from django.test import Client
from lxml import html

from toasoan.testing.browsers import browser_of
from toasoan.testing.factories import make_story

pytestmark = pytest.mark.django_db


#: Person → the labels of their whole menu, without the tree of pages, which is drawn apart.
MENUS = {
    "contributor": [
        "Bàn làm việc",
        "Viết tin",
        "Gửi file Word",
        "Tin của tôi",
        "Câu hỏi giao đơn vị",
        "Chỉ tiêu",
        "Lịch làm việc",
        "Hướng dẫn",
    ],
    "vetter": [
        "Bàn làm việc",
        "Viết tin",
        "Gửi file Word",
        "Tin của tôi",
        "Câu hỏi giao đơn vị",
        "Kế hoạch tin, bài",
        "Tổng quan số liệu",
        "Chỉ tiêu",
        "Lịch làm việc",
        "Phân công thay",
        "Hướng dẫn",
    ],
    "editor": [
        "Bàn làm việc",
        "Viết tin",
        "Gửi file Word",
        "Tin từ cơ quan khác",
        "Tin của tôi",
        "Kho tin, bài",
        "Kế hoạch tin, bài",
        "Tổng quan số liệu",
        "Cơ quan báo chí",
        "Được nơi khác đăng",
        "Tin tìm thấy",
        "Chưa gửi đi đâu",
        "Số liệu",
        "Truy cập, bạn đọc",
        "Báo cáo",
        "Nhiệm vụ, giải pháp",
        "Câu hỏi quá hạn",
        "Tin bị trả lại",
        "Chỉ tiêu",
        "Ý kiến bạn đọc",
        "Phân công thay",
        "Sự kiện công khai",
        "Chuyên đề",
        "Tên tác giả",
        "Hướng dẫn",
    ],
    "approver": [
        "Bàn làm việc",
        "Kho tin, bài",
        "Trả lời công dân",
        "Kế hoạch tin, bài",
        "Tổng quan số liệu",
        "Cơ quan báo chí",
        "Được nơi khác đăng",
        "Tin tìm thấy",
        "Chưa gửi đi đâu",
        "Số liệu",
        "Truy cập, bạn đọc",
        "Báo cáo",
        "Nhiệm vụ, giải pháp",
        "Câu hỏi quá hạn",
        "Tin bị trả lại",
        "Chỉ tiêu",
        "Ý kiến bạn đọc",
        "Phân công thay",
        "Hướng dẫn",
    ],
    "board_member": [
        "Bàn làm việc",
        "Tổng quan số liệu",
        "Được nơi khác đăng",
        "Số liệu",
        "Truy cập, bạn đọc",
        "Báo cáo",
        "Nhiệm vụ, giải pháp",
        "Câu hỏi quá hạn",
        "Tin bị trả lại",
        "Chỉ tiêu",
        "Ý kiến bạn đọc",
        "Hướng dẫn",
    ],
    "webmaster": [
        "Bàn làm việc",
        "Cơ quan báo chí",
        "Truy cập, bạn đọc",
        "Ý kiến bạn đọc",
        "Văn bản",
        "Lịch làm việc",
        "Nhân sự, đơn vị",
        "Lý do trả lại",
        "Trao đổi tin",
        "Mã đọc số liệu",
        "Chuyên mục",
        "Sự kiện công khai",
        "Chuyên đề",
        "Giao diện trang",
        "Tên tác giả",
        "Chữ viết tắt",
        "Thời hạn, thông báo",
        "Công khai thông tin",
        "Nhật ký tài khoản",
        "Bảo trì",
        "Thời hạn lưu dữ liệu",
        "Biểu mẫu của bạn đọc",
        "Hướng dẫn",
    ],
}


@pytest.mark.parametrize("person", MENUS)
def test_the_menu_shows_what_leads_somewhere_and_nothing_else(room, person):
    page = html.fromstring(browser_of(getattr(room, person)).get("/toa-soan/", follow=True).content)

    props = json.loads(page.xpath("//script[@id='wagtail-sidebar-props']/text()")[0])

    labels = re.findall(r'"label": "([^"]+)"', json.dumps(props["modules"], ensure_ascii=False))
    assert labels == [*MENUS[person], "Tài khoản", "Đăng xuất"]


def test_a_person_without_a_seat_is_sent_away(room):
    assert browser_of(room.outsider).get("/toa-soan/").status_code == 302
    assert Client().get("/toa-soan/").url.startswith("/toa-soan/login/")
    assert Client().get("/toa-soan/reports/locked/").status_code == 404


def test_our_screens_have_landmarks_headings_and_labels(room):
    story = make_story(room, "proposed")
    paths = {
        "approver": ["/toa-soan/", f"/toa-soan/tin/{story.pk}/", "/toa-soan/so-lieu/",
                     f"/toa-soan/tin/{story.pk}/buoc/approve/", "/toa-soan/huong-dan/"],
        "contributor": ["/toa-soan/gui-word/", "/toa-soan/tin-cua-toi/"],
    }  # fmt: skip
    for person, own_paths in paths.items():
        for path in own_paths:
            page = html.fromstring(browser_of(getattr(room, person)).get(path).content)
            assert len(list(page.iter("h1"))) == 1, path
            assert len(page.findall(".//main")) == 1, path
            for field in page.xpath("//main//input[not(@type='hidden')] | //main//textarea"):
                named = page.xpath(f"//label[@for='{field.get('id')}']") or field.xpath(
                    "ancestor::label"
                )
                assert named, (path, field.get("name"))
            for frame in page.iter("iframe"):
                assert frame.get("title")
