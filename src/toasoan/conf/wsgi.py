"""What the web server runs: the health check, the page store, the site, and their limits."""

import os

from django.core.wsgi import get_wsgi_application

from toasoan.conf.readers import health_check, with_page_store

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.conf.settings.web")
application = health_check(with_page_store(get_wsgi_application()))
# What it imports needs Django's settings.
from toasoan.conf.served import served  # noqa: E402

site = served(application)
