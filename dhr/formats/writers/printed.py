"""How numbers are printed before headings, the same in every format."""

from itertools import groupby

from ..paper import Block, BlockKind, PaperSection


def heading_text(section: PaperSection) -> str:
    """ "7. Findings", "7.1 Core services", "Foreword"."""
    if not section.number:
        return section.heading
    stop = "" if "." in section.number else "."
    return f"{section.number}{stop} {section.heading}".strip()


def tables_and_blocks(blocks: tuple[Block, ...]):
    """Blocks in order, with the rows of each table together in a list."""
    for is_row, run in groupby(blocks, lambda block: block.kind == BlockKind.TABLE_ROW):
        if not is_row:
            yield from run
            continue
        table = []
        for row in run:
            if table and (row.header or len(row.cells) != len(table[0].cells)):
                yield table
                table = []
            table.append(row)
        yield table
