"""The newsroom: the declared screens, then Wagtail's shell behind the access table."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from toasoan.newsroom.kit.screens import NAMESPACE, url_patterns

urlpatterns = [
    path("", include((url_patterns(), NAMESPACE))),
    path("", include(wagtailadmin_urls)),
]
