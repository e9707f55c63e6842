"""Addresses of the screens of people, boards, units and stand-ins."""

from django.urls import path

from toasoan.newsroom.people import (
    boards,
    bulk,
    leaving,
    person_sign_in,
    persons,
    stand_ins,
    units,
    wizard,
)

patterns = [
    path("nhan-su/<int:person_id>/dang-nhap/", person_sign_in.person_door, name="person_door"),
    path(
        "nhan-su/<int:person_id>/dang-nhap/<slug:deed>/",
        person_sign_in.person_door_deed,
        name="person_door_deed",
    ),
    path("nhan-su/", persons.people, name="people"),
    path("nhan-su/tai-ve/<slug:kind>/", persons.people_export, name="people_export"),
    path("nhan-su/them/", persons.person_add, name="person_add"),
    path("nhan-su/danh-sach/", bulk.upload, name="people_upload"),
    path("nhan-su/danh-sach/mau/<slug:kind>/", bulk.template, name="people_template"),
    path("nhan-su/danh-sach/mo/", bulk.confirm, name="people_confirm"),
    path("nhan-su/danh-sach/dong-can-sua/", bulk.wrong_lines, name="people_wrong_lines"),
    path("nhan-su/phieu/", bulk.slips, name="people_slips"),
    path("nhan-su/phieu/in/", bulk.slips_print, name="people_slips_print"),
    path("nhan-su/phieu/gui/", bulk.slips_mail, name="people_slips_mail"),
    path("nhan-su/phan-cong-thay/", stand_ins.all_stand_ins, name="all_stand_ins"),
    path(
        "nhan-su/phan-cong-thay/<int:delegation_id>/ket-thuc/",
        stand_ins.stand_in_end,
        name="stand_in_end",
    ),
    path("nhan-su/<int:person_id>/", persons.person, name="person"),
    path("nhan-su/<int:person_id>/sua/", persons.person_edit, name="person_edit"),
    path("nhan-su/<int:person_id>/vao-ban/", persons.person_seat, name="person_seat"),
    path("nhan-su/<int:person_id>/khoa/", leaving.person_disable, name="person_disable"),
    path("nhan-su/<int:person_id>/mo/", persons.person_enable, name="person_enable"),
    path("nhan-su/<int:person_id>/moi/", persons.person_invite, name="person_invite"),
    path(
        "nhan-su/<int:person_id>/phan-cong-thay/", stand_ins.person_stand_in, name="person_stand_in"
    ),
    path("ban/", boards.boards, name="boards"),
    path("ban/them/", boards.board_add, name="board_add"),
    path("ban/<int:board_id>/", boards.board, name="board"),
    path("ban/<int:board_id>/giai-the/", boards.board_close, name="board_close"),
    path("ban/<int:board_id>/them-nguoi/", boards.board_seat, name="board_seat"),
    path("ban/thanh-vien/<int:seat_id>/ket-thuc/", boards.seat_end, name="seat_end"),
    path("ban/thanh-vien/<int:seat_id>/huy/", boards.seat_annul, name="seat_annul"),
    path("don-vi/", units.units, name="units"),
    path("don-vi/them/", units.unit_add, name="unit_add"),
    path("don-vi/sap-xep/", wizard.succession, name="succession"),
    path("don-vi/sap-xep/<int:succession_id>/", units.succession_done, name="succession_done"),
    path(
        "don-vi/sap-xep/<int:succession_id>/thu-hoi/", units.succession_undo, name="succession_undo"
    ),
    path("don-vi/<int:unit_id>/", units.unit, name="unit"),
    path("phan-cong-thay/", stand_ins.mine, name="stand_ins"),
    path("phan-cong-thay/them/", stand_ins.mine_add, name="stand_in_add"),
    path(
        "phan-cong-thay/<int:delegation_id>/ket-thuc/", stand_ins.mine_end, name="my_stand_in_end"
    ),
]
