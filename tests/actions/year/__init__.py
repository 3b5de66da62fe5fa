"""A year of a region's actions: a script of plain events, the product that lives it, and a reckoning of its own."""
