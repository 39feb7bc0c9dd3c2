"""catalogue.json is DCAT-AP 3: SEMIC's own shapes have nothing to say (148 violations of the demo's before)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache, partial
from itertools import product
from typing import Any, Final

import pyshacl
import pytest
from rdflib import DCAT, DCTERMS, RDF, SH, Graph, Literal, Namespace, URIRef
from tests.conftest import ROOT
from tests.open_data.stock import PUBLICATION, archive, few, files, known_in

from gongkai.open_data.days import days_of_years
from gongkai.open_data.dcat import Catalogue
from gongkai.pages.data import CATALOGUE, Publication
from gongkai.pages.news import all_news

#: Of rdflib itself, when it reads JSON-LD.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
SPDX = Namespace("http://spdx.org/rdf/terms#")
Json = dict[str, Any]
#: Where a catalogue without absolute addresses is read.
PLACE: Final = "https://somewhere.invalid/below/data/catalogue.json"
WHOLE: Final = replace(
    PUBLICATION, publisher="演示区财政局", licence="CC BY 4.0", licence_url="https://site.invalid/by", demo=False,
    email="mailto:gongkai@site.invalid", phone="tel:0000-1234567",
)  # fmt: skip  # settings, read in a row


@cache
def shapes() -> Graph:
    """SEMIC's."""
    return Graph().parse(ROOT / "tests/open_data/shapes/dcat-ap-3.0.0-shacl.jsonld", format="json-ld")


def graph_of(catalogue: Json) -> Graph:
    """The catalogue as a portal reads it; no context is fetched."""
    assert isinstance(catalogue["@context"], dict)
    return Graph().parse(data=json.dumps(catalogue), format="json-ld", publicID=PLACE)


def violations(catalogue: Json) -> list[str]:
    """What the shapes say, with the place."""
    _, report, _ = pyshacl.validate(graph_of(catalogue), shacl_graph=shapes())
    assert isinstance(report, Graph)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return [f"{report.value(r, SH.resultPath)} {report.value(r, SH.resultMessage)}" for r in results]


def made(publication: Publication, shown: Callable[[], Any] = archive) -> Json:
    """The catalogue of the demo, or of one unit of it."""
    days = days_of_years(shown(), all_news(shown()))
    found: Json = json.loads(Catalogue(shown(), publication, known_in(files()), days).content())
    return found


def test_the_shapes_have_nothing_to_say_of_the_demo() -> None:
    assert violations(json.loads(files()[CATALOGUE])) == []


_CHOICES: Final = {
    "url": ("", PUBLICATION.url), "publisher": ("", "甲局 <乙>"), "demo": (False, True),
    "licence, licence_url": (("", ""), ("许可甲", ""), ("许可甲", "https://site.invalid/l")),
    "email, phone": (("", ""), ("mailto:a@site.invalid", ""), ("", "tel:0000-1234567")),
}  # fmt: skip  # a table of settings


def _publications() -> list[Publication]:
    """Every combination of settings that a bureau can leave open or say."""
    found = []
    for chosen in product(*_CHOICES.values()):
        values: dict[str, Any] = {}
        for names, value in zip(_CHOICES, chosen, strict=True):
            values |= dict(zip(names.split(", "), value if isinstance(value, tuple) else (value,), strict=True))
        found.append(replace(PUBLICATION, **values))
    return found


def test_the_shapes_have_nothing_to_say_whatever_the_settings_leave_open() -> None:
    assert len(_publications()) == 72
    wrong = {repr(p): told for p in _publications()[::5] if (told := violations(made(p, few)))}
    assert not wrong


@pytest.mark.trial
@pytest.mark.parametrize("publication", [*_publications(), replace(WHOLE, excel=False)])
def test_the_shapes_have_nothing_to_say_for_any_settings(publication: Publication) -> None:
    assert violations(made(publication)) == []


def _without(key: str, catalogue: Json, *way: str) -> Json:
    found: Any = catalogue
    for step in way:
        found = found[step][0]
    del found[key]
    return catalogue


_FAULTS: Final[dict[str, Callable[[Json], Json]]] = {
    "no publisher": partial(_without, "dct:publisher"),
    "no title": lambda catalogue: _without("dct:title", catalogue),
    "a dataset without description": lambda catalogue: _without("dct:description", catalogue, "dcat:dataset"),
    "a file without accessURL": lambda c: _without("dcat:accessURL", c, "dcat:dataset", "dcat:distribution"),
    "things without kinds": lambda catalogue: _without("@included", catalogue),
    "types lost": lambda catalogue: catalogue | {"@context": catalogue["@context"] | {"dcat:byteSize": {}}},
    "a year as a text": lambda c: c | {"dcat:dataset": [c["dcat:dataset"][0] | {"dct:temporal": "2020"}]},
}


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_fault_is_told(fault: str) -> None:
    assert violations(_FAULTS[fault](made(WHOLE, few))) != []


def test_every_file_is_named_with_its_size_its_checksum_and_its_type() -> None:
    graph = graph_of(made(WHOLE))
    distributions = [*graph.subjects(RDF.type, DCAT.Distribution)]
    assert len(distributions) == 1 + 4 * len(archive().years)
    for one in distributions:
        path = str(graph.value(one, DCAT.downloadURL)).removeprefix(WHOLE.url)
        size, checksum = known_in(files())(path)
        assert graph.value(one, DCAT.byteSize) == Literal(size, datatype=URIRef(f"{_XSD}nonNegativeInteger"))
        (sealed,) = graph.objects(one, SPDX.checksum)
        assert str(graph.value(sealed, SPDX.checksumValue)).lower() == checksum
        assert str(graph.value(one, DCAT.mediaType)).startswith("https://www.iana.org/assignments/media-types/")
        assert graph.value(one, DCTERMS.license) == URIRef(WHOLE.licence_url)


_XSD: Final = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize("publication", [WHOLE, replace(WHOLE, url="")])
def test_names_are_absolute_below_the_sites_address_or_else_below_the_catalogues(publication: Publication) -> None:
    graph = graph_of(made(publication, few))
    base = publication.url or PLACE.removesuffix(CATALOGUE)
    things = [*graph.subjects(RDF.type, DCAT.Dataset), *graph.subjects(RDF.type, DCAT.Distribution)]
    assert things
    assert all(str(thing).startswith(f"{base}data/catalogue.json#") for thing in things)
    assert (URIRef(f"{base}data/catalogue.json"), RDF.type, DCAT.Catalog) in graph
    pages = {str(page).removeprefix(base) for page in graph.objects(None, DCAT.landingPage)}
    assert pages == {"data/", *(f"years/{year}/" for year in {year for _, year in few().entries})}


def test_a_year_is_a_period_and_its_day_is_that_of_its_last_report_or_correction() -> None:
    catalogue = made(WHOLE, few)
    of_2020 = next(dataset for dataset in catalogue["dcat:dataset"] if dataset["@id"].endswith("#2020"))
    assert of_2020["dct:temporal"] | {} == {
        "@type": "dct:PeriodOfTime", "dcat:startDate": "2020-01-01", "dcat:endDate": "2020-12-31"
    }  # fmt: skip
    report = few().entries["yanshi-caizheng", 2020].published
    assert report
    days = [report.disclosure.published_on, *(correction.corrected_on for correction in report.corrections)]
    assert of_2020.get("dct:modified") == str(max(day for day in days if isinstance(day, date)))


def test_what_is_not_known_is_left_out() -> None:
    made = json.loads(Catalogue(few(), Publication(name="站"), known_in(files()), {}).content())
    for thing in (made, *made["dcat:dataset"]):
        assert not thing.keys() & {"foaf:homepage", "dct:license", "dct:modified", "dcat:contactPoint"}
    graph = graph_of(made)
    (agent,) = graph.subjects(RDF.type, URIRef("http://xmlns.com/foaf/0.1/Agent"))
    assert [str(name) for name in graph.objects(agent, URIRef("http://xmlns.com/foaf/0.1/name"))] == ["站"]
