from nlp import THEMES

FAMILIES = {
    "headline": "Headline themes",
    "people": "People and health",
    "abuse": "Abuse",
    "practice": "Practice of services",
}


def keep_up(**_):
    """Make the Theme rows agree with the taxonomy (after each migration). Codes never go; order is the taxonomy's."""
    from .models import Theme

    for theme in sorted(THEMES, key=lambda theme: theme.parent is not None):  # parents first
        Theme.objects.update_or_create(
            code=theme.code,
            defaults={
                "label": theme.label,
                "family": theme.family,
                "definition": theme.definition,
                "subject_bearing": theme.subject_bearing,
                "home_office_filter": theme.home_office_filter or "",
                "parent_id": theme.parent,
                "order": THEMES.index(theme),
            },
        )
