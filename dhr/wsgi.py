"""The web application, for any WSGI server (`waitress-serve dhr.wsgi:application`)."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dhr.settings")

application = get_wsgi_application()

# The code, with every view, is some 280,000 objects that stay for good. Whoever's page Python collected garbage in
# waited until it had walked over them all: 0.17 s of processor time, in one page of six of the board.
import_module("dhr.urls")
gc.collect()
gc.freeze()
