"""Every address of the site."""

from django.urls import include, path

from toasoan.operations.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("", include("toasoan.media.urls")),
    path("toa-soan/", include("toasoan.newsroom.urls")),
    path("", include("toasoan.portal.urls")),
    path("", include("wagtail.urls")),
]

handler400 = "toasoan.portal.errors.bad_request"
handler404 = "toasoan.portal.errors.not_found"
handler500 = "toasoan.portal.errors.server_error"
handler403 = "toasoan.portal.errors.forbidden"
