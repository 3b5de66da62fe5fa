from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0001_initial"),
        ("reviews", "0003_paper_writing"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendation",
            name="lessons",
            field=models.ManyToManyField(blank=True, related_name="recommendations", to="reviews.lesson"),
        ),
    ]
