"""The newsroom: our screens first, then Wagtail's shell behind the door."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from toasoan.newsroom import figures, views
from toasoan.newsroom.account import urls as account
from toasoan.newsroom.appearance import urls as appearance
from toasoan.newsroom.editing import views as story_views
from toasoan.newsroom.events import urls as events
from toasoan.newsroom.flow import urls as flow_urls
from toasoan.newsroom.guides import views as guides
from toasoan.newsroom.lists.urls import urlpatterns as lists
from toasoan.newsroom.maintenance import urls as maintenance
from toasoan.newsroom.notifications import urls as notices
from toasoan.newsroom.people import urls as people
from toasoan.newsroom.sections import urls as sections
from toasoan.newsroom.topics import urls as topics

_ours = (
    [
        path("", include(lists)),
        path("", include("toasoan.newsroom.planning.urls")),
        path("viet-tin/", views.write, name="write"),
        path("gui-word/", views.send_word, name="send_word"),
        path("huong-dan/", guides.overview, name="guide"),
        path("huong-dan/<slug:slug>/", guides.page, name="guide_page"),
        path("huong-dan/anh/<str:name>", guides.show_picture, name="guide_picture"),
        path("so-lieu/", figures.overview, name="figures"),
        path("so-lieu/tai-ve/", figures.export, name="figures_export"),
        path("so-lieu/<slug:kind>/", figures.stories, name="figure_stories"),
        path("tin/<int:story_id>/", story_views.story, name="story"),
        path("tin/<int:story_id>/doc/", story_views.reading, name="reading"),
        path("tin/<int:story_id>/lich-su/", story_views.versions, name="versions"),
        path("tin/<int:story_id>/y-kien/", story_views.write_remark, name="write_remark"),
        path(
            "tin/<int:story_id>/y-kien/<int:remark_id>/",
            story_views.turn_remark,
            name="turn_remark",
        ),
        path("tin/<int:story_id>/buoc/<slug:name>/", views.step, name="step"),
        path(
            "tin/<int:story_id>/ban-goc/<int:submission_id>/",
            views.submission,
            name="submission",
        ),
        *account.patterns,
        *flow_urls.urlpatterns,
        *notices.patterns,
        *people.patterns,
        *maintenance.patterns,
        *sections.patterns,
        *events.patterns,
        *topics.patterns,
        *appearance.patterns,
    ],
    "newsroom",
)

urlpatterns = [
    path("", include(_ours)),
    path("", include(wagtailadmin_urls)),
]
