from django.core.checks import Error, register

import nlp


@register()
def trained_model(**_):
    """A folder that DHR_NLP_MODEL names must hold what `python -m nlp train` writes, or no paper could be read."""
    try:
        nlp.analyse("The case was heard at MARAC.")
        nlp.suggestions("")
    except ValueError as problem:
        return [
            Error(
                f"DHR_NLP_MODEL can't be used. {problem}",
                hint="Name a folder that `python -m nlp train --keep-classifier --output` wrote, or leave it out.",
                id="learning.E001",
            )
        ]
    return []
