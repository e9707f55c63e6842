"""Addresses that browsers and other programs know by themselves."""

from django.urls import path

from toasoan.portal.site_files import views

urlpatterns = [
    path("favicon.ico", views.favicon, name="favicon"),
    path("favicon.svg", views.svg_icon, name="svg_icon"),
    path("apple-touch-icon.png", views.touch_icon, name="touch_icon"),
    path("apple-touch-icon-precomposed.png", views.touch_icon),
    path("bieu-tuong-<int:size>.png", views.app_icon, name="app_icon"),
    path("bieu-tuong-tron-<int:size>.png", views.maskable_icon, name="maskable_icon"),
    path("site.webmanifest", views.manifest, name="manifest"),
    path(".well-known/security.txt", views.security, name="security"),
    path(".well-known/change-password", views.change_password, name="change_password"),
]
