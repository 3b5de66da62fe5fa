"""The national default templates, one data file a kind of paper: `<kind>.toml`.

A file has `name`, `introduction`, `[[sections]]` in their order (the fields of SectionContent; `starter` in the
plain markup of `dhr.reviews.standard.starters`) and, for terms of reference, generic `[[key_lines]]` with the codes of
their themes. `dhr.reviews.standard.national` reads them after each migration.
"""
