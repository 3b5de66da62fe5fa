import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def tell_reviews(apps, _):
    recommendations = apps.get_model("actions", "Recommendation").objects.filter(pk=OuterRef("recommendation"))
    apps.get_model("exchange", "PlanRow").objects.update(review=Subquery(recommendations.values("review")))


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0003_tracking"),
        ("exchange", "0005_plans"),
        ("reviews", "0009_event_order"),
    ]

    operations = [
        migrations.AddField(
            model_name="planrow",
            name="review",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reviews.review"
            ),
        ),
        migrations.AlterField(
            model_name="planrow",
            name="recommendation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="plan_rows",
                to="actions.recommendation",
            ),
        ),
        migrations.RunPython(tell_reviews, migrations.RunPython.noop),
    ]
