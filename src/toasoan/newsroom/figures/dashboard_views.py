"""The dashboard of the board, the province and a unit's leader; its charts as pictures."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from toasoan.accounts.requests import user_of
from toasoan.editorial.transitions import Status
from toasoan.editorial.turn_sql import stories_visible_to
from toasoan.media.downloads import disposition
from toasoan.newsroom.figures.choice import Choice, choice_of
from toasoan.newsroom.figures.dashboard import PARTS, Part, statuses_shown, waiting_rows
from toasoan.newsroom.kit.agency import today_here
from toasoan.newsroom.kit.duty_sets import READING_FIGURES
from toasoan.newsroom.kit.period_choice import period_context
from toasoan.newsroom.kit.screens import MenuEntry, screen
from toasoan.printing import charts, pictures

_PER_PAGE = 100
#: Pixels from left to right: twice the drawing's own width, so that it is sharp in a document.
_PICTURE_WIDTH = 1280


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part with its chart drawn; `picture` is the address of its files, "" without a chart."""

    part: Part
    drawing: SafeString
    picture: str


@screen(
    "so-lieu/tong-quan/",
    name="dashboard",
    duties=READING_FIGURES,
    menu=MenuEntry(label=gettext_lazy("Figures at a glance"), icon="view", order=48),
)
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The period at a glance: every number opens its stories."""
    choice = choice_of(request)
    query = urlencode(choice.query())
    context = {
        **period_context(choice.period, choice.form, kept=_kept(choice)),
        "choice": choice,
        "parts": [_shown(make(choice), query) for make in PARTS.values()],
        "address": request.build_absolute_uri(f"{reverse('newsroom:dashboard')}?{query}"),
    }
    return render(request, "newsroom/figures/dashboard.html", context)


def _kept(choice: Choice) -> dict[str, str]:
    """What of the choice stays when another period is chosen."""
    return {name: value for name, value in choice.query().items() if name not in {"from", "to"}}


def _shown(part: Part, query: str) -> ShownPart:
    if part.chart is None or not part.rows:
        return ShownPart(part, SafeString(), "")
    # Written by `printing.charts`, which escapes every word.
    drawing = mark_safe(charts.svg(part.chart))  # noqa: S308
    address = reverse("newsroom:figures_picture", args=[part.name])
    return ShownPart(part, drawing, f"{address}?{query}")


@screen("so-lieu/bieu-do/<slug:name>/", name="figures_picture", duties=READING_FIGURES)
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A chart as a file to save: PNG, or SVG when asked for."""
    choice = choice_of(request)
    part = PARTS[name](choice) if name in PARTS else None
    if part is None or part.chart is None:
        raise Http404
    drawing = charts.svg_for_paper(part.chart)
    if request.GET.get("dang") == "svg":
        kind, content = "svg", drawing.encode()
    else:
        kind, content = "png", pictures.png(drawing, _PICTURE_WIDTH)
    media_type = "image/svg+xml" if kind == "svg" else "image/png"
    answer = HttpResponse(content, content_type=media_type)
    days = f"{choice.period.first:%Y%m%d}-{choice.period.last:%Y%m%d}"
    answer["Content-Disposition"] = disposition(f"{name}-{days}.{kind}")
    answer["Cache-Control"] = "no-store"
    return answer


@screen("so-lieu/dang-cho/<slug:status>/", name="figures_waiting", duties=READING_FIGURES)
@require_safe
def waiting(request: HttpRequest, status: str) -> HttpResponse:
    """The stories that wait at a step now, the oldest first."""
    choice = choice_of(request)
    if status not in statuses_shown(choice):
        raise Http404
    rows = waiting_rows(choice).filter(status=status).select_related("unit", "story")
    rows = rows.select_related("story__latest_revision").order_by("status_since", "pk")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("p"))
    numbers = [row.pk for row in page]
    visible = stories_visible_to(user_of(request), today_here()).filter(pk__in=numbers)
    context = {
        "label": Status(status).label,
        "number": page.paginator.count,
        "unit": choice.unit,
        "page": page,
        "open": set(visible.values_list("pk", flat=True)),
        "query": urlencode(choice.query()),
        "back": f"{reverse('newsroom:dashboard')}?{urlencode(choice.query())}",
    }
    return render(request, "newsroom/figures/waiting.html", context)
