"""Addresses of signing in and of one's own account.

`login/` and `account/` stand before Wagtail's own: its screens know neither locks nor factors.
"""

from django.urls import path

from toasoan.newsroom.account import links, own, second_factor, signing_in

patterns = [
    path("login/", signing_in.sign_in, name="sign_in"),
    path("login/buoc-hai/", signing_in.second_step, name="second_step"),
    path("login/khoa/", signing_in.passkey_options, name="passkey_options"),
    path("login/khoa/xong/", signing_in.passkey_sign_in, name="passkey_sign_in"),
    path("quen-mat-khau/", signing_in.forgotten, name="forgotten"),
    path("loi-moi/<str:uidb64>/<str:token>/", links.invitation, name="invitation"),
    path("mat-khau-moi/<str:uidb64>/<str:token>/", links.new_password, name="new_password"),
    path("phien/", own.session_state, name="session"),
    path("account/", own.overview, name="account"),
    path("account/mat-khau/", own.password, name="password"),
    path("account/xac-nhan/", own.prove_again, name="prove"),
    path("account/phien/<int:visit_id>/ket-thuc/", own.end_one, name="end_visit"),
    path("account/phien-khac/ket-thuc/", own.end_others, name="end_other_visits"),
    path("account/lop-hai/", second_factor.second_factor, name="second_factor"),
    path("account/lop-hai/ung-dung/", second_factor.app, name="app"),
    path("account/lop-hai/ung-dung/go/", second_factor.app_remove, name="app_remove"),
    path("account/lop-hai/khoa/", second_factor.passkey_new_options, name="passkey_new_options"),
    path("account/lop-hai/khoa/them/", second_factor.passkey_add, name="passkey_add"),
    path(
        "account/lop-hai/khoa/<int:passkey_id>/go/",
        second_factor.passkey_remove,
        name="passkey_remove",
    ),
    path("account/lop-hai/ma-du-phong/", second_factor.recovery_codes, name="recovery_codes"),
    path(
        "account/lop-hai/ma-du-phong/tai-ve/",
        second_factor.recovery_codes_file,
        name="recovery_codes_file",
    ),
    path("nhat-ky-tai-khoan/", own.log, name="account_log"),
]
