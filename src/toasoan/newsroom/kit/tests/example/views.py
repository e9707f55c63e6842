"""A screen as a new package of the newsroom would have it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.newsroom.kit.duty_sets import ADMINISTRATION
from toasoan.newsroom.kit.screens import MenuEntry, anonymous_screen, screen


@screen(
    "vi-du/",
    name="example",
    duties=ADMINISTRATION,
    menu=MenuEntry(label=gettext_lazy("An example"), icon="help", order=850),
)
@screen("vi-du/<slug:part>/", name="example_part", duties=ADMINISTRATION)
@require_safe
def example(request: HttpRequest, part: str = "") -> HttpResponse:
    """One view under two addresses."""
    return render(request, "newsroom/example/example.html", {"part": part})


@anonymous_screen("vi-du/mo/", name="example_open")
@require_safe
def for_everybody(request: HttpRequest) -> HttpResponse:
    """Answers before anybody has signed in; its address would fit the view above as well."""
    return HttpResponse("open", content_type="text/plain")
