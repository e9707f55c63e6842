"""Addresses of the interface of published stories."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from toasoan.portal.api import views
from toasoan.portal.api.operations import api
from toasoan.portal.api.problems import for_programs


def _operations() -> Iterator[URLPattern]:
    """The addresses of the operations, without the library's own start page."""
    for found in api.urls[0]:
        if isinstance(found, URLPattern) and found.name != "api-root":
            view = for_programs(found.callback)  # type: ignore[arg-type]  # it has one
            yield path(f"api/v1/{found.pattern}", view, name=found.name)


urlpatterns = [
    path("api/v1/", views.about, name="api"),
    path("api/v1/openapi.json", views.description, name="api_description"),
    *_operations(),
    path("api/v1/<path:rest>", views.nothing, name="api_nothing"),
]
