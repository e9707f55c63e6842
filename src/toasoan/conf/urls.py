"""Every address of the site."""

from django.urls import include, path, re_path
from wagtail.urls import serve_pattern
from wagtail.views import serve

urlpatterns = [
    path("", include("toasoan.media.urls")),
    path("toa-soan/", include("toasoan.newsroom.urls")),
    # Before the portal, whose sections may have any word for their address.
    path("api/trao-doi/v1/", include("toasoan.exchange.urls")),
    path("", include("toasoan.portal.urls")),
    # Not `wagtail.urls`: it brings a sign-in page and a page for passwords of its own, which count
    # no attempts and know no second factor (decision 0037).
    re_path(serve_pattern, serve, name="wagtail_serve"),
]

handler400 = "toasoan.conf.errors.bad_request"
handler404 = "toasoan.conf.errors.not_found"
handler500 = "toasoan.conf.errors.server_error"
handler403 = "toasoan.conf.errors.forbidden"
