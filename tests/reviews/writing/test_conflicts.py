import pytest

from dhr.reviews.models import Document, Section
from dhr.reviews.writing.saving import Locked, Stale, save_paper

from .posting import at, autosave, loaded, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def browsers(chair, coordinator, signed_in, paper):
    """Two people's browsers, both with the paper open."""
    first, second = signed_in(chair), signed_in(coordinator)
    first.post(at("edit", paper), loaded(paper))
    return first, second


def body(paper, key="section-0"):
    return Section.objects.get(document=paper, key=key).body


def reload_of(page) -> dict:
    """What the page that refused knows of the latest version."""
    latest = page.context["object"].latest_revision
    return {"loaded_revision_id": latest.pk, "loaded_revision_created_at": latest.created_at.isoformat()}


def test_a_stale_save_is_refused_once_with_the_difference_and_then_goes_on_top(browsers, paper):
    first, second = browsers
    hers, his = loaded(paper, section_0=typed("She asked five times.")), loaded(paper, section_0=typed("Nobody asked."))
    assert first.post(at("edit", paper), hers).status_code == 302
    refused = second.post(at("edit", paper), his)
    page = refused.content.decode()
    assert refused.status_code == 200
    assert "Orla saved this paper" in page
    assert "five times" in page and "Nobody asked." in page
    assert "five times" in body(paper)
    assert second.post(at("edit", paper), his | reload_of(refused)).status_code == 302
    assert "Nobody asked." in body(paper)
    texts = [str(revision.content) for revision in paper.revisions.all()]
    assert any("five times" in text for text in texts)
    assert any("Nobody asked." in text for text in texts)


def test_what_only_the_other_one_changed_is_in_the_refused_form(browsers, paper):
    first, second = browsers
    hers, his = loaded(paper, section_0=typed("She asked five times.")), loaded(paper, section_1=typed("Ask always."))
    first.post(at("edit", paper), hers)
    page = second.post(at("edit", paper), his)
    conflict = page.context["conflict"]
    assert conflict.by_other == ["Facts"]
    assert [difference.key for difference in conflict.both] == ["section-1"]
    his |= {name: page.context["form"].data[name] for name in ("section-section-0", "section-section-1")}
    second.post(at("edit", paper), his | reload_of(page))
    assert "five times" in body(paper)
    assert "Ask always." in body(paper, "section-1")


def test_a_title_that_the_other_one_gave_is_kept(browsers, paper):
    first, second = browsers
    hers, his = loaded(paper, title="Report, draft 2"), loaded(paper, section_1=typed("Ask always."))
    first.post(at("edit", paper), hers)
    page = second.post(at("edit", paper), his)
    assert page.context["form"].data["title"] == "Report, draft 2"


def test_a_stale_autosave_saves_nothing(browsers, paper):
    first, second = browsers
    hers, his = loaded(paper, section_0=typed("Five times.")), loaded(paper, section_0=typed("Never."))
    first.post(at("edit", paper), hers)
    response = autosave(second, paper, his)
    assert response.status_code == 400
    assert response.json()["error_code"] == "invalid_revision"
    assert "Five times." in body(paper)


def test_two_who_opened_a_paper_that_nobody_had_saved_are_told_as_well(chair, coordinator, signed_in, paper):
    hers, his = loaded(paper, section_0=typed("Five times.")), loaded(paper, section_0=typed("Never."))
    assert "loaded_revision_id" not in his
    signed_in(chair).post(at("edit", paper), hers)
    refused = signed_in(coordinator).post(at("edit", paper), his)
    assert "Orla saved this paper" in refused.content.decode()
    assert "Five times." in body(paper)


def test_a_save_that_comes_in_between_is_seen_under_the_lock(paper, chair, coordinator):
    seen = save_paper(paper, by=chair, bodies={}, on_top_of=None)
    save_paper(paper, by=chair, bodies={"section-0": typed("One.")}, on_top_of=seen)
    with pytest.raises(Stale):
        save_paper(paper, by=coordinator, bodies={"section-0": typed("Two.")}, on_top_of=seen)
    assert "One." in body(paper)


def test_a_locked_paper_says_who_locked_it_and_takes_no_words(browsers, paper, coordinator):
    first, second = browsers
    first.post(at("lock", paper))
    page = second.get(at("edit", paper)).content.decode()
    assert "Orla" in page and "locked" in page
    his = loaded(paper, section_0=typed("Never."))
    assert second.post(at("edit", paper), his).status_code == 200
    assert autosave(second, paper, his).json()["error_code"] == "locked"
    assert "Never." not in body(paper)
    with pytest.raises(Locked, match="Orla"):
        latest = Document.objects.get(pk=paper.pk).latest_revision
        save_paper(paper, by=coordinator, bodies={}, on_top_of=latest)


def test_who_locked_a_paper_goes_on_writing_and_others_can_unlock_it(browsers, paper):
    first, second = browsers
    first.post(at("lock", paper))
    assert first.post(at("edit", paper), loaded(paper, section_0=typed("Mine."))).status_code == 302
    second.post(at("unlock", paper))
    assert second.post(at("edit", paper), loaded(paper, section_0=typed("Yours."))).status_code == 302
    assert "Yours." in body(paper)


def test_each_sees_that_the_other_has_the_paper_open(browsers, paper):
    first, second = browsers
    first.get(at("edit", paper))
    second.get(at("edit", paper))
    answer = second.post(f"/admin/editing-sessions/ping/reviews/document/{paper.pk}/0/").json()
    assert [session["user"] for session in answer["other_sessions"]] == ["Orla"]


def test_a_paper_that_is_not_locked_promises_it_to_nobody_who_may_not_write_it(browsers, paper):
    first, second = browsers
    page = first.get(at("edit", paper)).content.decode()
    assert "Everybody who may write this paper can change it. Lock it to be the only one who can." in page
    assert f'data-w-action-url-value="{at("lock", paper)}"' in page
    assert "Anyone can edit" not in page
    first.post(at("lock", paper))
    page = second.get(at("edit", paper)).content.decode()
    assert "Everybody who may write" not in page and "while the paper is locked" in page
