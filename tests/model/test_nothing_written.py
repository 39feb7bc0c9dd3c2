"""A part of a report that is not written is the record of nothing, the same as one that was read."""

import pytest

from gongkai.load.record_file import validate
from gongkai.model.amounts import as_item
from gongkai.model.paths import record_in
from gongkai.model.record import Record
from gongkai.model.report import Report


def _alone(of: type[Record]) -> dict[type[Record], Record]:
    """Every record that stands for a part that is not written, below ``of`` too."""
    found: dict[type[Record], Record] = {}
    for declared in of.model_fields.values():
        made = declared.get_default(call_default_factory=True)
        if isinstance(made, Record):
            found |= {type(made): made} | _alone(type(made))
        elif kind := record_in(declared):
            found |= _alone(kind) if kind is not of else {}
    return found


NOTHING = {**_alone(Report), type(as_item(None)): as_item(None)}


@pytest.mark.parametrize("kind", NOTHING, ids=lambda kind: kind.__name__)
def test_nothing_written_is_what_is_read_of_nothing(kind: type[Record]) -> None:
    nothing, read = NOTHING[kind], validate(kind, {})
    assert nothing == read
    assert nothing.model_fields_set == read.model_fields_set == set()
    assert nothing.model_dump_json() == read.model_dump_json()


def test_the_parts_of_a_report_are_among_them() -> None:
    assert {"Finance", "ThreePublicParts", "SignedItem", "Item", "SelfEvaluation"} <= {k.__name__ for k in NOTHING}
