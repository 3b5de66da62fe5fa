import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


def as_they_stand(apps, schema_editor):
    """Give statements on reports from outside the source that they were shown with, and begin every history."""
    Statement = apps.get_model("actions", "Statement")
    History = apps.get_model("actions", "HistoricalStatement")
    for row in Statement.objects.select_related("recommendation").iterator():
        asked = row.recommendation
        if asked.area_id:
            row.source, row.source_url = asked.source or asked.get_origin_display(), asked.source_url
            row.save(update_fields=["source", "source_url"])
        facts = {field.attname: getattr(row, field.attname) for field in Statement._meta.concrete_fields}
        History.objects.create(**facts, history_date=row.withdrawn_at or row.published_at, history_type="+")


class Migration(migrations.Migration):

    dependencies = [
        ('actions', "0006_bounded_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='statement',
            name='source',
            field=models.CharField(blank=True, help_text='The report from outside, as it was named then.', max_length=250),
        ),
        migrations.AddField(
            model_name='statement',
            name='source_url',
            field=models.URLField(blank=True, help_text='Its public address then.', max_length=500),
        ),
        migrations.AddField(
            model_name='statement',
            name='withdrawn_reason',
            field=models.CharField(blank=True, editable=False, help_text='Where it had to be taken down; for the partnership alone.', max_length=250),
        ),
        migrations.CreateModel(
            name='HistoricalStatement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('text', models.TextField(help_text='The recommendation as published.')),
                ('agency', models.CharField(blank=True, help_text='To whom it goes, as published.', max_length=250)),
                ('recipient', models.CharField(blank=True, choices=[('police', 'Police'), ('social-services', 'Social services'), ('health', 'Health services'), ('specialist', 'IDVA or other domestic abuse service'), ('probation', 'Probation'), ('housing', 'Housing'), ('school', 'School'), ('education', 'Other education'), ('employer', 'Employer'), ('faith', 'Faith body'), ('military', 'Military'), ('csp', 'Community safety partnership'), ('government', 'Government department'), ('other', 'Other')], max_length=20)),
                ('source', models.CharField(blank=True, help_text='The report from outside, as it was named then.', max_length=250)),
                ('source_url', models.URLField(blank=True, help_text='Its public address then.', max_length=500)),
                ('status', models.CharField(help_text='How it stands, in the partnership’s words.', max_length=200)),
                ('evidence', models.TextField(blank=True, help_text='A summary of the latest evidence.')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('withdrawn_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('withdrawn_reason', models.CharField(blank=True, editable=False, help_text='Where it had to be taken down; for the partnership alone.', max_length=250)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommendation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='actions.recommendation')),
                ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical statement',
                'verbose_name_plural': 'historical statements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.RunPython(as_they_stand, migrations.RunPython.noop),
    ]
