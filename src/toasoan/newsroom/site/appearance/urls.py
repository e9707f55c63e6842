"""Addresses of the screens of the site's look."""

from django.urls import path

from toasoan.newsroom.site.appearance import contacts, menus, views

patterns = [
    path("giao-dien/", views.appearance, name="appearance"),
    path("giao-dien/xem-truoc/", views.preview, name="appearance_preview"),
    path("giao-dien/thuc-don/", menus.menus, name="menus"),
    path("giao-dien/thuc-don/bat-dau/", menus.begin, name="menus_begin"),
    path("giao-dien/thuc-don/them/<slug:place>/", menus.add, name="menu_line_add"),
    path(
        "giao-dien/thuc-don/<int:entry_id>/them/", menus.add_beneath, name="menu_line_add_beneath"
    ),
    path("giao-dien/thuc-don/<int:entry_id>/", menus.edit, name="menu_line"),
    path("giao-dien/thuc-don/<int:entry_id>/thu-tu/", menus.move, name="menu_line_move"),
    path("giao-dien/thuc-don/<int:entry_id>/bo/", menus.remove, name="menu_line_remove"),
    path("giao-dien/don-vi/", contacts.unit_contacts, name="unit_contacts"),
    path("giao-dien/don-vi/<int:unit_id>/", contacts.unit_contact, name="unit_contact"),
]
