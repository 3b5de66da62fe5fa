"""Standard templates of papers: the national defaults, areas' own versions of them, and how two versions differ."""
