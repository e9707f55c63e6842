"""The callable that Granian runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toasoan.conf.settings.production")
application = get_wsgi_application()
