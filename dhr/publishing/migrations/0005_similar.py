import django.db.models.deletion
from django.db import migrations, models


def find_origins(apps, schema_editor):
    """Of what was published before: the recommendation of the same paper that still says the same."""
    Recommendation = apps.get_model("actions", "Recommendation")
    for row in apps.get_model("publishing", "EditionRecommendation").objects.select_related("edition").iterator():
        row.recommendation = Recommendation.objects.filter(document=row.edition.document_id, text=row.text).first()
        row.save(update_fields=["recommendation"])


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0003_tracking"),
        ("publishing", "0004_footnotes"),
    ]

    operations = [
        migrations.AddField(
            model_name="editionrecommendation",
            name="recommendation",
            field=models.ForeignKey(
                help_text="Whose words these were; empty where it was removed since.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="published",
                to="actions.recommendation",
            ),
        ),
        migrations.RunPython(find_origins, migrations.RunPython.noop),
    ]
