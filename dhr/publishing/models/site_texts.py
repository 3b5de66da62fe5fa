from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

# What a new site begins with. Numbers and hours change: editors keep them under Settings.
FIRST_HELPLINES = (
    {
        "name": "National Domestic Abuse Helpline",
        "number": "0808 2000 247",
        "hours": "England, free, at any hour",
        "website": "https://www.nationaldahelpline.org.uk/",
    },
    {
        "name": "Live Fear Free",
        "number": "0808 80 10 800",
        "hours": "Wales, free, at any hour",
        "website": "https://www.gov.wales/live-fear-free",
    },
    {
        "name": "Men’s Advice Line",
        "number": "0808 801 0327",
        "hours": "For men who are abused, free, on weekdays",
        "website": "https://mensadviceline.org.uk/",
    },
    {
        "name": "Samaritans",
        "number": "116 123",
        "hours": "Free, at any hour",
        "website": "https://www.samaritans.org/",
    },
    {
        "name": "Childline",
        "number": "0800 1111",
        "hours": "For children and young people, free, at any hour",
        "website": "https://www.childline.org.uk/",
    },
    {
        "name": "Advocacy After Fatal Domestic Abuse (AAFDA)",
        "number": "",
        "hours": "For families after a death",
        "website": "https://aafda.org.uk/",
    },
)


@register_setting(icon="help")
class SiteTexts(ClusterableModel, BaseSiteSetting):
    """What stands on every public page and changes without a release: helplines, and where the way out leads."""

    leave_to = models.URLField(
        "where “Leave this site quickly” leads",
        default="https://www.bbc.co.uk/weather",
        help_text="A page that gives nothing away, and that loads fast.",
    )
    helplines_heading = models.CharField(max_length=80, default="If you need help now")
    helplines_introduction = models.TextField(
        default=(
            "In an emergency call 999. If you can’t speak on a mobile phone, press 55 when you are asked to. "
            "These services listen and advise, about yourself or about somebody you worry about."
        )
    )

    panels = [
        FieldPanel("leave_to"),
        FieldPanel("helplines_heading"),
        FieldPanel("helplines_introduction"),
        InlinePanel("helplines", label="Helpline"),
    ]

    class Meta:
        verbose_name = "helplines and way out"

    def __str__(self):
        return f"Helplines and way out of {self.site}"

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.helplines = [Helpline(sort_order=order, **facts) for order, facts in enumerate(FIRST_HELPLINES)]
        super().save(*args, **kwargs)


class Helpline(Orderable):
    texts = ParentalKey(SiteTexts, on_delete=models.CASCADE, related_name="helplines")
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=20, blank=True)
    hours = models.CharField(max_length=80, blank=True, help_text="For whom, at which hours, at what cost.")
    website = models.URLField(blank=True)

    panels = [FieldPanel("name"), FieldPanel("number"), FieldPanel("hours"), FieldPanel("website")]

    def __str__(self):
        return self.name

    @property
    def dialled(self) -> str:
        """The number as a telephone link takes it."""
        return self.number.replace(" ", "")
