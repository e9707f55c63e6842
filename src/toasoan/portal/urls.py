"""Addresses of the public site; Wagtail's structural pages come after them (conf.urls)."""

from django.urls import path

from toasoan.portal import sitemaps, views
from toasoan.portal.feeds import AgencyFeed, SectionFeed
from toasoan.portal.finding.views import description, search

app_name = "portal"
urlpatterns = [
    path("tim-kiem/", search, name="search"),
    path("tim-kiem/opensearch.xml", description, name="search_description"),
    path("tu-khoa/<slug:slug>/", views.tag, name="tag"),
    path("don-vi/<slug:code>/", views.unit, name="unit"),
    path("rss.xml", AgencyFeed(), name="feed"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
    path("robots.txt", views.robots, name="robots"),
    path("<slug:section>/rss.xml", SectionFeed(), name="section_feed"),
    path("<slug:section>/", views.section, name="section"),
    path("<slug:section>/<slug:words>", views.story, name="story"),
]
