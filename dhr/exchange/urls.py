from django.urls import path

from . import views

urlpatterns = [
    path("desk/upload/", views.upload, name="upload"),
    path("desk/uploads/", views.uploads, name="uploads"),
    path("desk/uploads/<int:pk>/", views.progress, name="upload-progress"),
]
