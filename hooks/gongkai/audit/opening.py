"""What the opening of a report page says, worked out from the JSON alone: days, counts, lost points, years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

#: The label behind which lost points stand.
LOST: Final = "扣掉"
_TOTALS: Final = ("本年支出合计", "支出总计")
#: 预算法第十四条: within so many days after approval (批复).
_IN_TIME: Final = 20
#: So many indicators are named; what the others lost is put together.
_NAMED: Final = 3


def notes_said(stated: Mapping[str, Any]) -> Iterator[str]:
    """When it was published and how late, how often it was corrected, how many problems it tells of."""
    published, between = _days(stated)
    if published:
        yield f"{published.year}年{published.month}月{published.day}日发布"
    if between is not None:
        yield from (f"批复后 {between} 日", f"逾期 {between - _IN_TIME} 日")
    yield f"发布后更正 {len(stated.get('更正', ()))} 次"
    yield f"全部 {len(stated.get('问题', ()))} 条"


def delay_said(stated: Mapping[str, Any]) -> str:
    """How late it was published after it was approved; "" where it was not."""
    late = (_days(stated)[1] or 0) - _IN_TIME
    return f"逾期 {late} 日" if late > 0 else ""


def _days(stated: Mapping[str, Any]) -> tuple[date | None, int | None]:
    """When it was published, and how many days after it was approved, as far as they are stated."""
    published, approved = (_day(stated.get("公开", {}).get(key)) for key in ("发布日期", "批复日期"))
    return published, (published - approved).days if published and approved else None


def lost_points_said(stated: Mapping[str, Any]) -> dict[str, float]:
    """Score, full points and what every indicator lost, the sum of those that are not named, and their number."""
    table, score = stated.get("自评表", {}), stated.get("绩效", {}).get("自评得分")
    rows = [*table.get("指标", ()), table.get("资金", {})]
    pairs = [(_exact(row["分值"]), _exact(row["得分"])) for row in rows if {"分值", "得分"} <= row.keys()]
    gaps = sorted((weight - points for weight, points in pairs if weight > points), reverse=True)
    if score is None or not pairs:
        return {}
    full = sum((weight for weight, _ in pairs), Decimal(0))
    rest = gaps[_NAMED:]
    said = [full, full - _exact(score), *gaps[:_NAMED], sum(rest, Decimal(0)), Decimal(len(rest))]
    return {"得分": score} | {f"扣分{at}": float(value) for at, value in enumerate(said)}


def periods_said(years: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    """From the first to the last year that are published, with and without the change: 2018—2023年 +8.1%."""
    for label in _TOTALS:
        stated = {year: years[year].get("收支", {}).get(label) for year in sorted(years)}
        spent = {year: value.get("决算") if isinstance(value, dict) else value for year, value in stated.items()}
        known = {year: _exact(value) for year, value in spent.items() if value is not None}
        if len(known) > 1:
            first, last = min(known), max(known)
            yield f"{first}—{last}年"
            if known[first] == known[last]:
                yield f"{first}—{last}年 持平"
            elif known[first] > 0:
                yield f"{first}—{last}年 {_signed((known[last] / known[first] - 1) * 100)}"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _signed(rate: Decimal) -> str:
    number = rate.copy_abs().quantize(Decimal("0.1"), "ROUND_HALF_UP")
    return f"{'' if not number else '+' if rate > 0 else '−'}{number:,f}%"
