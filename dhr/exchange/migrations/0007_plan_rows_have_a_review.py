# By itself: PostgreSQL changes no column in the transaction that filled it.
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_removed_here")]

    operations = [
        migrations.AlterField(
            model_name="planrow",
            name="review",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="reviews.review"
            ),
        ),
    ]
