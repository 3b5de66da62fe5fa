from django.urls import path

from ..views import areas, events, extensions, people, register, review_facts

REVIEW = "desk/reviews/<slug:public_id>"

urlpatterns = [
    path("desk/register/", register.register, name="register"),
    path("desk/register/register.csv", register.register_csv, name="register-csv"),
    path("desk/register/new/", register.register_review, name="register-review"),
    path(f"{REVIEW}/facts/", review_facts.facts, name="review-facts"),
    path(f"{REVIEW}/changes/", review_facts.changes, name="review-changes"),
    path(f"{REVIEW}/people/add/", people.add_person, name="add-person"),
    path(f"{REVIEW}/people/<int:pk>/", people.edit_person, name="edit-person"),
    path(f"{REVIEW}/people/<int:pk>/remove/", people.remove_person, name="remove-person"),
    path(f"{REVIEW}/areas/", areas.review_areas, name="review-areas"),
    path(f"{REVIEW}/areas/<int:pk>/end/", areas.end_area, name="end-area"),
    path(f"{REVIEW}/areas/<int:pk>/lead/", areas.lead_area, name="lead-area"),
    path(f"{REVIEW}/steps/add/", events.add_event, name="add-event"),
    path(f"{REVIEW}/steps/<int:pk>/", events.correct_event, name="correct-event"),
    path(f"{REVIEW}/steps/<int:pk>/withdraw/", events.withdraw_event_page, name="withdraw-event"),
    path(f"{REVIEW}/extensions/add/", extensions.add_extension, name="add-extension"),
    path(f"{REVIEW}/extensions/<int:pk>/", extensions.correct_extension, name="correct-extension"),
    path(f"{REVIEW}/extensions/<int:pk>/remove/", extensions.remove_extension, name="remove-extension"),
    path(f"{REVIEW}/pauses/add/", extensions.add_pause, name="add-pause"),
    path(f"{REVIEW}/pauses/<int:pk>/", extensions.correct_pause, name="correct-pause"),
    path(f"{REVIEW}/pauses/<int:pk>/end/", extensions.end_pause, name="end-pause"),
    path(f"{REVIEW}/pauses/<int:pk>/remove/", extensions.remove_pause, name="remove-pause"),
]
