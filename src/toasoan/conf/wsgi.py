"""The callable that Granian runs: the page store, and the site behind it."""

import os

from django.core.wsgi import get_wsgi_application

from toasoan.conf.readers import with_page_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.conf.settings.production")
application = with_page_store(get_wsgi_application())
