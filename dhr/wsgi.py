"""The web application, for any WSGI server (`waitress-serve dhr.wsgi:application`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dhr.settings")

application = get_wsgi_application()
