from django.urls import path

from .downloads import Format
from .plans.writing import WORKBOOK
from .views import downloads, drafts, plans, register, uploads

REGISTER = "desk/register/import"
PAPER = "desk/papers/<slug:public_id>"
REVIEW = "desk/reviews/<slug:public_id>"
PLANS = "desk/action-plans"
DRAFT = "desk/word-drafts/<int:pk>"

urlpatterns = [
    path("desk/upload/", uploads.upload, name="upload"),
    path("desk/uploads/", uploads.uploads, name="uploads"),
    path("desk/uploads/<int:pk>/", uploads.progress, name="upload-progress"),
    path(f"{PAPER}/word/", downloads.working, {"format": Format.WORD}, name="work-paper-word"),
    path(f"{PAPER}/pdf/", downloads.working, {"format": Format.PDF}, name="work-paper-pdf"),
    path(f"{PAPER}/text/", downloads.working, {"format": Format.TEXT}, name="work-paper-text"),
    path("papers/<slug:public_id>/word/", downloads.published, {"format": Format.WORD}, name="paper-word"),
    path("papers/<slug:public_id>/pdf/", downloads.published, {"format": Format.PDF}, name="paper-pdf"),
    path(f"{PAPER}/word-draft/", drafts.send, name="word-draft-send"),
    path(f"{DRAFT}/", drafts.draft, name="word-draft"),
    path(f"{DRAFT}/changes/", drafts.changes, name="word-draft-changes"),
    path(f"{DRAFT}/headings/", drafts.headings, name="word-draft-headings"),
    path(f"{DRAFT}/drop/", drafts.drop_draft, name="word-draft-drop"),
    path("desk/paper-notes/<int:pk>/resolve/", drafts.resolve_note, name="resolve-note"),
    # Action plans
    path(f"{REVIEW}/action-plan.docx", plans.review_plan, {"format": Format.WORD}, name="action-plan-word"),
    path(f"{REVIEW}/action-plan.xlsx", plans.review_plan, {"format": WORKBOOK}, name="action-plan-xlsx"),
    path(f"{PLANS}/<slug:slug>.docx", plans.area_plan, {"format": Format.WORD}, name="area-action-plan-word"),
    path(f"{PLANS}/<slug:slug>.xlsx", plans.area_plan, {"format": WORKBOOK}, name="area-action-plan-xlsx"),
    path(f"{PLANS}/", plans.send, name="action-plan-import"),
    path(f"{PLANS}/<int:pk>/", plans.preview, name="action-plan-preview"),
    path(f"{PLANS}/<int:pk>/sheets/", plans.sheets, name="action-plan-sheets"),
    path(f"{PLANS}/<int:pk>/columns/", plans.columns, name="action-plan-columns"),
    path(f"{PLANS}/<int:pk>/refused.csv", plans.refused, name="action-plan-refused"),
    path(f"{PLANS}/<int:pk>/file/", plans.original, name="action-plan-original"),
    path(f"{PLANS}/<int:pk>/discard/", plans.discard, name="action-plan-discard"),
    path("desk/register/template.xlsx", register.template_xlsx, name="register-template-xlsx"),
    path("desk/register/template.csv", register.template_csv, name="register-template-csv"),
    path(f"{REGISTER}/", register.send, name="register-import"),
    path(f"{REGISTER}/<int:pk>/", register.preview, name="register-preview"),
    path(f"{REGISTER}/<int:pk>/columns/", register.columns, name="register-columns"),
    path(f"{REGISTER}/<int:pk>/refused.csv", register.refused, name="register-refused"),
    path(f"{REGISTER}/<int:pk>/file/", register.original, name="register-original"),
    path(f"{REGISTER}/<int:pk>/discard/", register.discard, name="register-discard"),
]
