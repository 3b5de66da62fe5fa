from django.urls import path

from .views import register, uploads

REGISTER = "desk/register/import"

urlpatterns = [
    path("desk/upload/", uploads.upload, name="upload"),
    path("desk/uploads/", uploads.uploads, name="uploads"),
    path("desk/uploads/<int:pk>/", uploads.progress, name="upload-progress"),
    path("desk/register/template.xlsx", register.template_xlsx, name="register-template-xlsx"),
    path("desk/register/template.csv", register.template_csv, name="register-template-csv"),
    path(f"{REGISTER}/", register.send, name="register-import"),
    path(f"{REGISTER}/<int:pk>/", register.preview, name="register-preview"),
    path(f"{REGISTER}/<int:pk>/columns/", register.columns, name="register-columns"),
    path(f"{REGISTER}/<int:pk>/refused.csv", register.refused, name="register-refused"),
    path(f"{REGISTER}/<int:pk>/discard/", register.discard, name="register-discard"),
]
