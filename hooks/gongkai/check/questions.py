"""What words make one ask whether a number is right, where no relation decides it: hints of D28."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import NamedTuple

from ..model.finding import Finding, Outcome
from .changes import changes
from .completion import completion
from .context import CheckContext
from .declared_rates import rates
from .published_figures import Published
from .shares import shares
from .slips_of_pen import slips_of_pen
from .told_together import segments_of, told_together


class Question(NamedTuple):
    """A finding, and the digits of the number that it asks about."""

    digits: str
    finding: Finding


def questions(context: CheckContext, found: Iterable[Finding]) -> Iterator[Finding]:
    """Each number once that nothing decides; of what ``found`` or another check says nothing is asked again."""
    asked = list(_asked(context))
    if not asked:
        return  # of nearly all reports
    others = chain.from_iterable(check.judge(context) for check in (changes, completion, rates, shares))
    said = [each for each in (*found, *others) if each.outcome is Outcome.FAILS]
    for question in asked:
        if not any(_is_about(each, question) for each in said):
            said.append(question.finding)
            yield question.finding


def _asked(context: CheckContext) -> Iterator[Question]:
    known = Published(context)
    for segment in segments_of(context, known):
        yield from (Question(*found) for found in told_together(known, segment))
        yield from (Question(*found) for found in slips_of_pen(context, known, segment))


def _is_about(said: Finding, question: Question) -> bool:
    """Whether a finding on the same text writes the number, too."""
    number = rf"(?<![\d.]){re.escape(question.digits)}(?!\d|\.\d)"
    return said.path == question.finding.path and re.search(number, said.message.replace(",", "")) is not None
