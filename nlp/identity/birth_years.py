"""Years in which children were born, which tell their age: "the baby was born in March 2025", "Child A (b. 2018)"."""

import re

from nlp.identity.dates import MONTH
from nlp.identity.spans import alternatives, vocabulary

_CHILD = rf"\b{alternatives(vocabulary('ages')['children'])}s?\b"
_YEAR = rf"(?P<it>(?:{MONTH}\s)?(?:199\d|20\d\d))\b(?!\s?[/-]\s?\d)"
_BORN = (
    r"(?:born(?:\s(?:in|around|about|early\sin|late\sin|during))?|birth\sin|\(?\bb\.?|d\.?o\.?b\.?:?|year\sof\sbirth:?)"
)

BIRTH_YEAR = re.compile(rf"{_CHILD}(?:(?![.;]\s)[^\n;]){{0,40}}?\b{_BORN}\s{_YEAR}", re.IGNORECASE)
