"""The desk pages of a review's case, one module a noun."""

from . import access, case, register, templates

urlpatterns = [*register.urlpatterns, *case.urlpatterns, *templates.urlpatterns, *access.urlpatterns]
