"""How well the tagger reads: marked passages in, figures with their intervals out."""
