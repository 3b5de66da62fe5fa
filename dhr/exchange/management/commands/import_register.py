from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from dhr.areas.models import Area, User
from dhr.areas.models.area import with_predecessors
from dhr.exchange.enums import RowOutcome
from dhr.exchange.models import RegisterImport
from dhr.exchange.register.columns import COLUMNS, guess, likely_sheet
from dhr.exchange.register.planned import Plan
from dhr.exchange.register.planning import make_plan
from dhr.exchange.register.reading import MAX_BYTES, Unreadable, open_register, read_entries
from dhr.exchange.register.saving import lock, save_plan
from dhr.formats import Sheet
from dhr.reviews.files import printable


class Command(BaseCommand):
    help = (
        "Bring in a register of reviews (.xlsx or CSV), one row a review. Columns are told by their headings, and by "
        "what was chosen for the area's last file. Rows that cannot be right are refused; the same file again changes "
        "nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--area", required=True, metavar="SLUG", help="Whose reviews they are.")
        parser.add_argument("--by", metavar="USERNAME", help="Who brings them in.")
        parser.add_argument("--dry-run", action="store_true", help="Only tell what would be saved.")

    def handle(self, *, file, area, by, dry_run, **options):
        area = self._one(Area, "slug", area)
        by = self._one(User, "username", by) if by else None
        areas = list(Area.objects.filter(pk__in=with_predecessors([area.pk])))
        remembered = RegisterImport.objects.last_columns(area)
        try:
            sheet, columns = self._sheet(file, remembered)
            with transaction.atomic():
                lock(areas)
                plan = make_plan(read_entries(sheet, columns), area=area, areas=areas)
                if not dry_run:
                    save_plan(plan, by=by)
        except Unreadable as error:
            raise CommandError(str(error)) from None
        self._tell(plan, dry_run)
        if refused := plan.counts[RowOutcome.REFUSED]:
            raise CommandError(f"{refused} of {len(plan.rows)} rows were refused.", returncode=1)

    def _sheet(self, file: Path, remembered: dict[str, str]) -> tuple[Sheet, dict[str, str]]:
        """The sheet in which most of our columns are found, and which heading is which of them."""
        try:
            if file.stat().st_size > MAX_BYTES:
                raise CommandError(f"The file is larger than {MAX_BYTES // 1024**2} MB. Divide it.")
            table = open_register(file.read_bytes(), file.name)
        except OSError:
            raise CommandError(f"There is no file {printable(str(file))} that can be opened.") from None
        sheet = likely_sheet(table, remembered)
        columns = guess(sheet.headings, remembered)
        missing = [column.heading for column in COLUMNS if column.required and column.key not in columns]
        if missing:
            raise CommandError(
                f"No column was found for: {', '.join(missing)}. The headings were looked for in row "
                f"{sheet.header_row} of the sheet “{sheet.name}”."
            )
        return sheet, columns

    def _one(self, model, field: str, value: str):
        found = model.objects.filter(**{field: value}).first()
        if not found:
            known = ", ".join(sorted(model.objects.values_list(field, flat=True))[:20])
            raise CommandError(f"There is no {model._meta.verbose_name} {value!r}. There are: {known}.")
        return found

    def _tell(self, plan: Plan, dry_run: bool) -> None:
        for row in plan.rows:
            told = [f"Row {row.number}, {row.reference or 'no reference'}: {row.outcome.label.lower()}"]
            told += [f"  {message}" for message in (*row.entry.problems, *row.entry.notes)]
            self.stdout.write("\n".join(told))
        counts = ", ".join(f"{count} {outcome.label.lower()}" for outcome, count in plan.counts.items())
        self.stdout.write(f"{len(plan.rows)} rows: {counts}.{' Nothing was saved.' if dry_run else ''}")
