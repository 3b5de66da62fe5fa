from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_paper_writing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="editionparagraph",
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
                max_length=12,
            ),
        ),
    ]
