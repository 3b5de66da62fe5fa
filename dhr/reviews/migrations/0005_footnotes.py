from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0004_event_decisions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="paragraph",
            name="kind",
            field=models.CharField(
                choices=[
                    ("paragraph", "Paragraph"),
                    ("heading", "Heading inside a section"),
                    ("list-item", "List item"),
                    ("quotation", "Quotation"),
                    ("table-row", "Table row"),
                    ("footnote", "Footnote"),
                ],
                default="paragraph",
                max_length=12,
            ),
        ),
    ]
