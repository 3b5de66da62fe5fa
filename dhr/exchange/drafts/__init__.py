"""A Word draft that comes back for a paper: read, put to the paper's sections, compared, and kept once agreed."""
