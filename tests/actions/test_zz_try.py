import os, time_machine, pytest, datetime, pickle
from collections import Counter
from django.urls import path, include
from tests.actions.year.make import make_script
from tests.actions.year.diary import live_through
urlpatterns=[path("", include("dhr.urls")), path("act/<str:token>/", lambda r: None, name="owner-link"), path("esc/<slug:slug>/", lambda r: None, name="escalations")]
@pytest.mark.urls(__name__)
def test_x(db):
    s=make_script(7)
    c=os.times().user
    d=live_through(s, 1)
    print('lived', os.times().user-c, 'kills', d.kills, 'wrong', len(d.wrongly_taken))
    pickle.dump((s,d), open('/tmp/year.pickle','wb'))
