"""What a line of a form may carry beside its four columns: stated changes, and which figures nobody stated.

推算 names the columns that the clerk derived (from “比上年增加189.25万元”): they are shown as such, and nothing is
built on them. 增减 is what the report itself says of the change, so that nothing need be derived.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from .money import SignedMeasurement, SignedMoney
from .record import Record, money, percentage

#: The columns of the official tables as they are printed, by field name, in their order.
LABELS: Final = {
    "prior_actual": "上年决算", "initial_budget": "年初预算", "adjusted_budget": "全年预算", "actual": "决算",
}  # fmt: skip  # a table of names
_BY_LABEL: Final = {label: name for name, label in LABELS.items()}


def _parse_derived(value: Any, info: ValidationInfo) -> list[str]:
    """Labels of columns that have a figure; one alone may stand without brackets."""
    labels = [value] if isinstance(value, str) else value
    if not isinstance(labels, list | tuple) or not all(isinstance(label, str) for label in labels):
        raise _refused("“推算”这里要写栏目的名称")
    for label in labels:
        if label not in _BY_LABEL:
            raise _refused(f"“推算”里写的“{label}”不是栏目")
        if info.data.get(_BY_LABEL[label]) is None:
            raise _refused(f"“推算”里写了“{label}”，这一项没有写{label}数")
    if len(set(labels)) < len(labels):
        raise _refused("“推算”里同一栏写了两次")
    return list(labels)


def _refused(fact: str) -> PydanticCustomError:
    cure = f"只写这一项里由录入的人推算的那几栏：{'、'.join(_BY_LABEL)}；原文写明的数不写在这里"
    return PydanticCustomError("derived_column", "不是推算的栏目", {"fact": fact, "cure": cure})


_COLUMN: Final[dict[str, Any]] = {"type": "string", "enum": list(_BY_LABEL)}
#: The labels of the columns that a clerk derived; each has a figure.
Derived = Annotated[
    tuple[Literal["上年决算", "年初预算", "全年预算", "决算"], ...],
    BeforeValidator(_parse_derived),
    WithJsonSchema({"anyOf": [_COLUMN, {"type": "array", "items": _COLUMN, "uniqueItems": True}]}),
]


class StatedChanges(Record):
    """增减: what the report says of a change of the line, as printed; computed from nothing."""

    on_prior: SignedMoney | None = money("比上年", "原文写明的比上年增减额，减少写负数", example=189.25)
    on_prior_rate: SignedMeasurement | None = percentage(
        "比上年幅度", "原文写明的比上年增减幅度，下降写负数", example=10.17
    )
    on_budget: SignedMoney | None = money("比年初预算", "原文写明的比年初预算增减额，减少写负数", example=-3.10)
    on_budget_rate: SignedMeasurement | None = percentage(
        "比年初预算幅度", "原文写明的比年初预算增减幅度，下降写负数", example=-1.20
    )
