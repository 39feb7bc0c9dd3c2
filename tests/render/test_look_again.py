"""A template that is edited shows on the pages that are rendered after the renderer has looked again."""

from __future__ import annotations

from pathlib import Path

from gongkai.pages.parts.page import Page
from gongkai.render.html import Renderer


def test_an_edited_template_and_one_that_it_takes_in_show_after_a_look(tmp_path: Path) -> None:
    page = Page("a/", "标题", "page.html", None)
    (tmp_path / "page.html").write_text("{% import 'part.html' as p %}一{{ p.name() }}", encoding="utf-8")
    (tmp_path / "part.html").write_text("{% macro name() %}甲{% endmacro %}", encoding="utf-8")
    renderer = Renderer(tmp_path)
    assert renderer.render(page).content == "一甲"
    (tmp_path / "part.html").write_text("{% macro name() %}乙{% endmacro %}", encoding="utf-8")
    renderer.look_again()
    assert renderer.render(page).content == "一乙"
    (tmp_path / "page.html").write_text("{% import 'part.html' as p %}二{{ p.name() }}", encoding="utf-8")
    renderer.look_again()
    assert renderer.render(page).content == "二乙"
