"""Addresses of the figures and of what came back."""

from django.urls import path

from toasoan.newsroom.figures import returns, views

patterns = [
    path("so-lieu/", views.overview, name="figures"),
    path("so-lieu/tai-ve/", views.export, name="figures_export"),
    path("so-lieu/<slug:kind>/", views.stories, name="figure_stories"),
    path("tra-lai/", returns.returns_table, name="returns"),
    path("tra-lai/tai-ve/", returns.returns_export, name="returns_export"),
    path("tra-lai/<slug:deed>/", returns.returns_stories, name="returns_stories"),
]
