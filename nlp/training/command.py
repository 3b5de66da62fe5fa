"""`python -m nlp train`."""

import argparse
import sys
from pathlib import Path

from nlp.evaluation.report import reliability_table
from nlp.evaluation.scoring import tag_all
from nlp.evaluation.sets import DEVELOPMENT, Passage, is_test, read_set
from nlp.suggesting import remove_classifier, write_classifier
from nlp.training import calibration, classifier


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", type=Path, default=DEVELOPMENT, metavar="FILE", help="marked passages (the development set)"
    )
    parser.add_argument(
        "--decisions",
        type=Path,
        nargs="+",
        default=[],
        metavar="FILE",
        help="people's decisions, as a site exports them",
    )
    parser.add_argument("--output", type=Path, metavar="DIR", help="where to write what was learnt; else nothing is")
    parser.add_argument(
        "--keep-classifier", action="store_true", help="write the classifier even if it does no better than the rules"
    )


def train(options: argparse.Namespace) -> int:
    """Fit, print how well it does on passages held back, and write; 2 when nothing can be learnt."""
    try:
        passages = [passage for path in (options.set, *options.decisions) for passage in _read(path)]
        tagged = tag_all(passages)
        fitted, held_back = calibration.fit(calibration.judged(tagged))
        print(*reliability_table(held_back), sep="\n")
        trial = classifier.trial(tagged)
        print(*_told(trial), sep="\n")
        if options.output is not None:
            options.output.mkdir(parents=True, exist_ok=True)
            fitted.write(options.output)
            remove_classifier(options.output)
            if trial.better or options.keep_classifier:
                write_classifier(classifier.train(passages), trial.threshold, options.output)
    except (OSError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 2
    return 0


def _read(path: Path) -> list[Passage]:
    if is_test(path):
        raise ValueError(f"{path} is the test set: nothing may be learnt from it.")
    return read_set(path)


def _told(trial: classifier.Trial) -> list[str]:
    low, high = trial.interval
    verdict = "better" if trial.better else "no better"
    return [
        "",
        "Themes in passages held back",
        f"  rules alone            F1 {100 * trial.rules.f1:.1f}%",
        f"  rules and suggestions  F1 {100 * trial.together.f1:.1f}%",
        f"  gain {100 * trial.gain:+.1f} points ({100 * low:+.1f} to {100 * high:+.1f}): {verdict} than rules alone",
    ]
