"""Addresses of the interfaces of published stories and of figures."""

from collections.abc import Callable, Collection, Iterator

from django.http import HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from toasoan.portal.api import filters, views
from toasoan.portal.api.figures import FIGURES_PARAMETERS, figures_api, never_kept, with_key
from toasoan.portal.api.operations import api
from toasoan.portal.api.problems import for_programs

View = Callable[..., HttpResponse]
Answered = Callable[[View, Collection[str]], View]

#: Name of an address → the query parameters it takes; every other address takes none.
_PARAMETERS = {"api_stories": filters.PARAMETERS, "figures_figures": FIGURES_PARAMETERS}


def _operations(interface: NinjaAPI, prefix: str, answered: Answered) -> Iterator[URLPattern]:
    """The addresses of the operations, without the library's own start page."""
    for found in interface.urls[0]:
        if isinstance(found, URLPattern) and found.name != "api-root":
            parameters = _PARAMETERS.get(str(found.name), ())
            view = answered(found.callback, parameters)  # type: ignore[arg-type]  # it has one
            yield path(f"{prefix}{found.pattern}", view, name=found.name)


urlpatterns = [
    path("api/v1/", views.about, name="api"),
    path("api/v1/openapi.json", views.description, name="api_description"),
    *_operations(api, "api/v1/", for_programs),
    path("api/so-lieu/v1/openapi.json", never_kept(views.figures_description), name="figures_api"),
    *_operations(figures_api, "api/so-lieu/v1/", with_key),
    path("api/so-lieu/v1/<path:rest>", never_kept(views.no_figures), name="no_figures"),
    path("api/v1/<path:rest>", views.nothing, name="api_nothing"),
]
