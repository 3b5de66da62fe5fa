"""The public site's own pages, made once from the texts in `site_texts/`; editors change them afterwards."""

import re
from html import escape
from pathlib import Path

from django.conf import settings
from wagtail.models import Page, Site

from .models import ContentPage, HomePage, SiteTexts

TEXTS = Path(__file__).parent / "site_texts"
HOME_TITLE = "Learn from domestic abuse related death reviews"
HOME_INTRODUCTION = (
    "<p>Search what reviews of domestic abuse related deaths, and of MARACs, found and asked to change: by area, by "
    "theme, and by whom the theme is about.</p>"
)


def make_site() -> list[str]:
    """Make the home page, its pages of text and the helplines; the titles of pages that were missing.

    What is there already stays as editors left it, so that this may be called at every start.
    """
    made = []
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title=HOME_TITLE, slug="reviews-home", introduction=HOME_INTRODUCTION))
        made.append(home.title)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != home.pk:
        before = site.root_page if site.pk else None
        site.root_page = home
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.save()
        if before and before.specific_class is Page and before.is_leaf():
            before.delete()  # Wagtail's page of welcome
    for path in sorted(TEXTS.glob("*.md")):
        if not ContentPage.objects.child_of(home).filter(slug=path.stem).exists():
            title, body = from_markup(path.read_text(encoding="utf-8"))
            home.add_child(instance=ContentPage(title=title, slug=path.stem, body=body))
            made.append(title)
    SiteTexts.for_site(site)
    return made


def from_markup(text: str) -> tuple[str, str]:
    """Plain markup as (title, rich text): paragraphs between blank lines, each with a mark of what it is, if any.

    `# Title`, `## Heading`, `- ` list items, `> ` quotation; in all of them `[words](/address/)` is a link.
    """
    title, parts = "", []
    for block in filter(None, (block.strip() for block in text.split("\n\n"))):
        if block.startswith("# "):
            title = block[2:].strip()
        elif block.startswith("## "):
            parts.append(f"<h2>{_linked(block[3:].strip())}</h2>")
        elif block.startswith("- "):
            items = (item.replace("\n", " ") for item in block[2:].split("\n- "))
            parts.append("<ul>" + "".join(f"<li>{_linked(item)}</li>" for item in items) + "</ul>")
        else:
            words = " ".join(line.removeprefix("> ") for line in block.splitlines())
            tag = "blockquote" if block.startswith("> ") else "p"
            parts.append(f"<{tag}>{_linked(words)}</{tag}>")
    return title, "".join(parts)


def _linked(text: str) -> str:
    return re.sub(r"\[([^\]]+)\]\(([^)\s]+)\)", r'<a href="\2">\1</a>', escape(text, quote=False))
