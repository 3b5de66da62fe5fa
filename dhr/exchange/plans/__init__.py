"""Action plans in the Home Office's seven columns, out and in: written as Word and Excel, read from spreadsheets."""
