"""What the tagger learns from marked passages and people's decisions: how sure to be, and where to look again."""
