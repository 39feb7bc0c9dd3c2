"""JSON-LD of pages: facts of the data and the settings, and a block of data that no text can end."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph
from tests.conftest import demo

from gongkai.model.archive import Archive, Entry
from gongkai.model.disclosure import State
from gongkai.pages.data import Publication, data_page
from gongkai.pages.parts.page import Page
from gongkai.pages.parts.schema_org import data_linked, report_linked
from gongkai.pages.report.report import report_page
from gongkai.render.html import renderer

KEY: Final = ("yanshi-caizheng", 2020)
OPEN: Final = Publication(name="站")
SAID: Final = Publication("站", "https://site.invalid/a/", "甲局", "CC BY 4.0", "https://site.invalid/by")
Json = dict[str, Any]


def shown() -> Archive:
    """What readers may see of the demo."""
    return demo().archive.for_readers(preview=False)


def page_of(entry: Entry, publication: Publication = OPEN) -> Page:
    """The page of a report, with its JSON-LD."""
    page = report_page(shown(), entry, ())
    return replace(page, linked=report_linked(shown(), entry, page, publication))


def linked_in(head: str) -> Json:
    """What stands in the one block of a page's head, as a program reads it."""
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head, re.DOTALL)
    found: Json = json.loads(text)
    return found


def test_a_report_says_who_made_it_when_and_where_its_figures_are() -> None:
    entry = shown().entries[KEY]
    report, page = entry.published, page_of(entry, SAID)
    assert report
    linked = linked_in(renderer().render(page).head)
    assert linked["@type"] == ["Report", "Dataset"]
    assert (linked["name"], linked["description"]) == (page.title, page.description)
    assert linked["creator"]["name"] == shown().units[KEY[0]].name_in(2020)
    assert linked["temporalCoverage"] == "2020"
    assert linked["datePublished"] == str(report.disclosure.published_on)
    corrected = [str(correction.corrected_on) for correction in report.corrections]
    assert linked.get("dateModified") == max(corrected, default=None)
    assert (linked["publisher"]["name"], linked["license"]) == ("甲局", "https://site.invalid/by")
    assert {file["encodingFormat"]: file["contentUrl"] for file in linked["distribution"]} == {
        "application/json": "https://site.invalid/a/units/yanshi-caizheng/2020/report.json",
        "text/csv": "https://site.invalid/a/units/yanshi-caizheng/2020/report.csv",
    }


def test_what_the_settings_leave_open_is_left_out_and_addresses_are_relative() -> None:
    linked = linked_in(renderer().render(page_of(shown().entries[KEY])).head)
    assert not linked.keys() & {"publisher", "license"}
    assert linked["distribution"][0]["contentUrl"] == "../../../units/yanshi-caizheng/2020/report.json"
    assert linked["includedInDataCatalog"]["url"] == "../../../data/"


@pytest.mark.parametrize("state", [State.UNDER_REVIEW, State.EXEMPT, State.WITHDRAWN])
def test_a_report_that_may_not_be_shown_says_its_state_and_nothing_of_what_is_in_it(state: State) -> None:
    entry = shown().entries[KEY]
    assert entry.report
    disclosure = entry.report.disclosure.model_copy(update={"state": state, "reason": "理由"})
    hidden = Entry.of(*KEY, entry.file, entry.digest, entry.report.model_copy(update={"disclosure": disclosure}))
    linked = linked_in(renderer().render(page_of(hidden, SAID)).head)
    assert linked.keys() == {"@context", "@type", "name", "inLanguage", "creator", "creativeWorkStatus"}
    assert (linked["@type"], linked["creativeWorkStatus"]) == ("Report", state.value)


def test_the_open_data_is_a_catalogue_with_a_dataset_for_each_year() -> None:
    page = data_page(shown(), SAID)
    linked = data_linked(shown(), page, SAID)
    assert (linked["@type"], linked["name"], linked["url"]) == ("DataCatalog", "站", "https://site.invalid/a/data/")
    assert [found["temporalCoverage"] for found in linked["dataset"]] == ["2018/2023", *map(str, range(2018, 2024))]
    for found in linked["dataset"]:
        assert len(found["description"]) >= 50, "as search engines ask"
        assert found["distribution"]


HOSTILE: Final = (
    *("</script>", "<!--<script>", "]]>", "\u2028", "&lt;/script&gt;", '"', "\\", "</SCRIPT >", "{{ x }}", "\ud800"),
)


@pytest.mark.parametrize("title", HOSTILE)
def test_no_title_ends_the_block(title: str) -> None:
    survives(f"甲{title}乙")


@given(st.lists(st.sampled_from([*HOSTILE, "<", "/", "script", ">", "&", "甲", " ", "\n"]), max_size=12).map("".join))
def test_no_text_ends_the_block(title: str) -> None:
    survives(title)


def survives(title: str) -> None:
    """The title comes back, and nothing in the block could be taken for a tag, a comment or a character reference."""
    page = page_of(shown().entries[KEY])
    assert page.linked
    head = renderer().render(replace(page, linked={**page.linked, "name": title})).head
    assert linked_in(head)["name"] == title
    (block,) = re.findall(r"<script[^>]*>(.*?)</script>", head, re.DOTALL)
    assert not set("<>&\u2028\u2029") & set(block)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_it_is_json_ld_that_a_program_reads() -> None:
    """With the vocabulary in place of its address, which would be asked for."""
    linked = linked_in(renderer().render(page_of(shown().entries[KEY], SAID)).head)
    assert linked.pop("@context") == "https://schema.org"
    text = json.dumps({"@context": {"@vocab": "https://schema.org/"}, **linked})
    graph = Graph().parse(data=text, format="json-ld")
    kinds = {str(kind).rpartition("/")[2] for kind in graph.objects(None, RDF.type)}
    assert kinds == {"Report", "Dataset", "Organization", "DataDownload", "DataCatalog"}
