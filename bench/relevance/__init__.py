"""How well the search finds what people mean, measured on a judged set: `docs/relevance.md`."""
