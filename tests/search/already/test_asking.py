"""Likeness comes to the same from either side."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dhr.search.already.alike import likenesses
from dhr.search.already.asking import Asking
from dhr.search.already.compared import Compared

FACTS = [f"{kind}:{code}" for kind in ("to", "body", "library", "theme", "read", "ask") for code in "abc"]


VECTORS = [None, *(np.array(each, np.float16).tobytes() for each in ([0.6, 0.8], [0.8, -0.6], [0, 0], [0.6, 0, 0.8]))]
some = st.builds(
    Compared,
    st.lists(st.sampled_from(["noise", "house", "drug", "fund", "thème"]), max_size=8).map(tuple),
    st.frozensets(st.sampled_from(FACTS), max_size=8),
    st.sampled_from(VECTORS),
)


@given(st.lists(some, min_size=1, max_size=6), st.lists(some, min_size=1, max_size=6))
def test_each_that_asks_is_as_much_like_an_earlier_one_as_that_one_is_to_it(asking, earlier):
    by_asking = np.array([likenesses(each, earlier) for each in asking])
    laid_out = Asking(asking, earlier)
    by_earlier = np.array([laid_out.likenesses_to(each) for each in earlier])
    assert np.allclose(by_earlier.T, by_asking, atol=1e-5)
