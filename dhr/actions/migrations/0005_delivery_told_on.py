from django.db import migrations, models
from django.utils import timezone


def as_updates_say(apps, schema_editor):
    updates = apps.get_model("actions", "Update").objects.filter(kind="delivered", corrected_by=None)
    told = dict(updates.filter(action__delivered_on__isnull=False).order_by("pk").values_list("action", "at"))
    for action, at in told.items():
        rows = apps.get_model("actions", "Action").objects.filter(pk=action)
        rows.update(delivery_told_on=timezone.localdate(at))


class Migration(migrations.Migration):
    dependencies = [("actions", "0004_milestone_reached_by")]

    operations = [
        migrations.AddField(
            model_name="action",
            name="delivery_told_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="delivery_told_on",
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(as_updates_say, migrations.RunPython.noop),
    ]
