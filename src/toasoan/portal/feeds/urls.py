"""Addresses that programs read: feeds, site maps, what robots may read."""

from django.urls import path

from toasoan.portal.feeds import documents, sitemaps, views

#: File → what its addresses' names end with.
_FEEDS = {"rss.xml": "feed", "atom.xml": "feed_atom", "feed.json": "feed_json"}

urlpatterns = [
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-trang.xml", sitemaps.pages, name="sitemap_pages"),
    path("sitemap-su-kien.xml", sitemaps.events, name="sitemap_events"),
    path("sitemap-van-ban.xml", sitemaps.documents, name="sitemap_documents"),
    path("sitemap-tac-gia.xml", sitemaps.authors, name="sitemap_authors"),
    path("sitemap-tin-moi.xml", sitemaps.news, name="sitemap_news"),
    path("sitemap-<int:number>.xml", sitemaps.stories, name="sitemap_stories"),
]
for _file, _name in _FEEDS.items():
    _kind = {"file": _file}
    urlpatterns += [
        path(f"van-ban/{_file}", documents.documents, _kind, name=f"documents_{_name}"),
        path(_file, views.site, _kind, name=_name),
        path(f"tu-khoa/<slug:slug>/{_file}", views.tag, _kind, name=f"tag_{_name}"),
        path(f"don-vi/<slug:code>/{_file}", views.unit, _kind, name=f"unit_{_name}"),
        path(f"<slug:section>/{_file}", views.section, _kind, name=f"section_{_name}"),
    ]
