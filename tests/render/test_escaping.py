"""What a template puts into a page is what Jinja's own escaping puts in, whatever the value."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined, UndefinedError
from markupsafe import Markup
from markupsafe import escape as full_escape

from gongkai.render.escaping import EscapingCode, escape, put_in

_TEXTS = st.text() | st.text(alphabet="<>&\"'a一。", max_size=8)
_VALUES = _TEXTS | _TEXTS.map(Markup) | st.none() | st.integers() | st.decimals() | st.booleans() | st.lists(_TEXTS)
_SOURCE = (
    "{% macro inner(v) %}<b>{{ v }}</b>{% endmacro %}{{ value }} {{ inner(value) }} {{ inner(value) | trim }}"
    "{{ '<' }}{{ value ~ '&' }}{% for v in [value] %}{{ v }}{% endfor %}{% set s %}{{ value }}{% endset %}{{ s }}"
)


def environment(*, own: bool) -> Environment:
    made = Environment(autoescape=True, undefined=StrictUndefined, finalize=put_in if own else None)
    made.code_generator_class = EscapingCode if own else made.code_generator_class
    return made


PLAIN, OWN = (environment(own=own).from_string(_SOURCE) for own in (False, True))


@given(_TEXTS)
def test_a_text_is_escaped_as_by_the_library(text: str) -> None:
    assert escape(text) == str(full_escape(text))


@given(_VALUES)
def test_a_template_says_the_same_as_with_the_library_alone(value: object) -> None:
    assert OWN.render(value=value) == PLAIN.render(value=value)


@given(st.decimals(allow_nan=False))
def test_a_figure_is_put_in_as_it_is_written(value: Decimal) -> None:
    assert put_in(value) == str(value)


def test_a_name_that_is_not_defined_is_no_empty_place() -> None:
    with pytest.raises(UndefinedError):
        OWN.render()
