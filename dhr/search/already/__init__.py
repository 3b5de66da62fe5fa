"""Whether something was recommended before: the most similar earlier recommendations, and what became of them."""
