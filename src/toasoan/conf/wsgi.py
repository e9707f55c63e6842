"""The callable that Granian runs: the health check, the page store, and the site behind them."""

import os

from django.core.wsgi import get_wsgi_application

from toasoan.conf.readers import with_health_check, with_page_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.conf.settings.web")
application = with_health_check(with_page_store(get_wsgi_application()))
