from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from dhr.themes.models import Theme

from ..library import newest_reviews

# Site texts are plain: no images, embeds or documents.
FEATURES = ["h2", "h3", "bold", "ol", "ul", "link", "blockquote"]


class HomePage(Page):
    """The front door: what this is, a search box, the headline themes, the newest reviews."""

    introduction = RichTextField(features=["bold", "link"], blank=True)

    content_panels = [*Page.content_panels, FieldPanel("introduction")]
    template = "publishing/home.html"
    parent_page_types = ["wagtailcore.Page"]
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "themes": Theme.objects.filter(family="headline"),
            "reviews": newest_reviews(6),
        }


class ContentPage(Page):
    """A page of text: about, data sources, accessibility, privacy, get help."""

    body = RichTextField(features=FEATURES, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    template = "publishing/content.html"
    parent_page_types = ["publishing.HomePage", "publishing.ContentPage"]
