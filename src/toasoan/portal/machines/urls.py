"""Addresses that programs read: feeds, site maps, the interface of published stories."""

from django.urls import path, re_path

from toasoan.portal.machines import feeds, sitemaps
from toasoan.portal.machines.api import views as api

#: File → what its addresses' names end with.
_FEEDS = {"rss.xml": "feed", "atom.xml": "feed_atom", "feed.json": "feed_json"}
#: A story's number, written in one way only; no story has more digits.
_ID = r"(?P<story_id>[1-9][0-9]{0,17})"

urlpatterns = [
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
    path("api/v1/", api.about, name="api"),
    path("api/v1/openapi.json", api.description, name="api_description"),
    path("api/v1/stories", api.stories, name="api_stories"),
    re_path(rf"^api/v1/stories/{_ID}$", api.story, name="api_story"),
    re_path(rf"^api/v1/stories/{_ID}/ninjs$", api.story_ninjs, name="api_ninjs"),
    path("api/v1/sections", api.sections, name="api_sections"),
    path("api/v1/units", api.units, name="api_units"),
    path("api/v1/<path:rest>", api.nothing, name="api_nothing"),
]
for _file, _name in _FEEDS.items():
    _kind = {"file": _file}
    urlpatterns += [
        path(_file, feeds.site, _kind, name=_name),
        path(f"tu-khoa/<slug:slug>/{_file}", feeds.tag, _kind, name=f"tag_{_name}"),
        path(f"don-vi/<slug:code>/{_file}", feeds.unit, _kind, name=f"unit_{_name}"),
        path(f"<slug:section>/{_file}", feeds.section, _kind, name=f"section_{_name}"),
    ]
