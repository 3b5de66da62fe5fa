"""A register of reviews out of a spreadsheet: columns told, rows read, compared with what is here, and saved."""
