"""Words of the fictional reports: from the word bank, with the unit's own numbers, different for every year."""

from __future__ import annotations

import random
from typing import Any, Final

from tests.demo.district import NEW_OUTLINE, DemoUnit
from tests.demo.figures import YearFigures
from tests.demo.quantities import Done, done_in
from tests.demo.words import phrases, theme_of
from tests.demo.yaml_writer import money

#: Reports of these kinds are short, as those of small units are.
_SHORT: Final = frozenset({"保密", "共青团", "知识产权"})
_MIDDLE: Final = frozenset({"图书馆", "旅游", "文化", "学校"})
_NUMERALS: Final = "零一二三四五六七八九"
_THRIFT: Final = {
    "升": ("公务用车维修集中在本年", "老旧公务车油耗和保险费上升", "上级来访和跨区协作的批次有变化"),
    "降": ("公务用车合并派车", "接待实行凭函、定额", "两次外出学习改为线上"),
}
#: Everything this unit did, told at length: one report to try long pages with.
_LONGEST_KINDS: Final = ("做法", "评价", "做法", "进度", "做法", "分工", "评价", "做法", "达标", "做法", "比较", "评价")
_LONGEST: Final = ("yanshi-renda", 2021)


class Writer:
    """Words for one unit and year; the same unit and year always get the same words."""

    def __init__(self, unit: DemoUnit, name: str, year: int, figures: YearFigures) -> None:
        self._chance = random.Random(f"words-{unit.id}-{year}")
        self._theme = theme_of(unit.theme)
        self._unit, self._year, self._figures = unit, year, figures
        self._decks: dict[str, list[str]] = {}
        self.done = done_in(unit.theme, year)
        self.causes = {d.task.name: self._draw("偏差", self._theme.details["偏差"]) for d in self.done if d.is_missed}
        self.is_longest = (unit.id, year) == _LONGEST
        self.length = 3 if self.is_longest else self._length()
        self.is_wordy = self.length >= 2 and year < NEW_OUTLINE
        largest = max(figures.projects, key=lambda project: figures.projects[project]["决算"])
        self._common = {
            "name": name, "short": unit.short, "year": year, "last": year - 1, "year2": year + 2,
            "people": self._theme.people, "staff": figures.counts["在职人员"], "retired": figures.counts["离退休"],
            "posts": figures.counts["编制数"], "good": self._pick(self._theme.effects),
            "tasks": "、".join(d.task.name for d in self._chance.sample(self.done, 3)), "count": 3,
            "bodies": "、".join(self._theme.bodies[1:4]),
        } | self._of_project(largest)  # fmt: skip

    def _length(self) -> int:
        if self._unit.theme in _SHORT:
            return 0
        if self._unit.theme in _MIDDLE:
            return 1
        return self._chance.choice((1, 2, 2, 2))

    def _pick(self, words: tuple[str, ...]) -> str:
        return self._chance.choice(words)

    def _draw(self, kind: str, words: tuple[str, ...]) -> str:
        """One of ``words``, none twice before all were drawn."""
        deck = self._decks.setdefault(kind, [])
        if not deck:
            deck += self._chance.sample(words, len(words))
        return deck.pop()

    def _of_project(self, name: str) -> dict[str, Any]:
        columns = self._figures.projects[name]
        budget, actual = columns["全年预算"], columns["决算"]
        rate = f"{(actual * 100_000 // budget + 5) // 10 / 100:.2f}"
        left = money(max(budget - actual, 0))
        return {"project": name, "budget": money(budget), "actual": money(actual), "rate": rate, "left": left}

    def say(self, kind: str, **slots: Any) -> str:
        """A pattern of one kind, filled; a task goes to the 机构 whose name is most like it."""
        body, second = self._chance.sample(self._theme.bodies, 2)
        if task := slots.get("task"):
            body = self._body(task)
            second = self._pick(tuple(name for name in self._theme.bodies if name != body))
        return self._draw(kind, phrases(kind)).format(**self._common | {"body": body, "body2": second} | slots)

    def _body(self, task: str) -> str:
        """The 机构 whose name has most in common with the task; none: by the task's place in the list."""
        bodies, names = self._theme.bodies, [done.task.name for done in self.done]
        likely = max(bodies[1:], key=lambda name: len(set(name[:-1]) & set(task)))
        return likely if set(likely[:-1]) & set(task) else bodies[1 + names.index(task) % (len(bodies) - 1)]

    def _projects(self) -> dict[str, str]:
        """Task → the project of the year that pays for it, where their names say so."""
        found: dict[str, str] = {}
        for project in self._figures.projects:
            task = max(self.done, key=lambda done: len(set(done.task.name) & set(project))).task.name
            if len(set(task) & set(project)) > 2:
                found.setdefault(task, project)
        return found

    def duties(self) -> str:
        """主要职责."""
        return "；".join(self._theme.duties) + "。"

    def bodies(self) -> tuple[str, ...]:
        """The unit's own 内设机构."""
        return self._theme.bodies

    def organization(self) -> str:
        """机构设置; the number said is the number named."""
        return f"{self._unit.short}内设{'、'.join(self._theme.bodies)}{_NUMERALS[len(self._theme.bodies)]}个机构。"

    def staffing(self, kinds: dict[str, int]) -> str:
        """人员编制."""
        return self.say("编制", kinds="、".join(f"{kind}{count}人" for kind, count in kinds.items()))

    def change(self, label: str, before: int, now: int) -> str | None:
        """说明 of a line against last year; None without a change or a base."""
        if not before or before == now:
            return None
        kind, why = ("升", "增因") if now > before else ("降", "减因")
        percent = f"{(abs(now - before) * 100_000 // before + 5) // 10 / 100:.2f}"
        own = phrases("人员增" if now > before else "人员减") if label == "基本支出" else self._theme.details[why]
        reason = self._draw(label, own)
        return self.say(kind, line=label, amount=money(abs(now - before)), percent=percent, reason=reason)

    def thrift_note(self, before: int, now: int) -> str | None:
        """说明 of 三公经费: the change and why."""
        if not before or before == now:
            return None
        kind = "升" if now > before else "降"
        reasons = _THRIFT[kind]
        percent = f"{(abs(now - before) * 100_000 // before + 5) // 10 / 100:.2f}"
        slots = {"line": f"{self._unit.short}“三公”经费", "amount": money(abs(now - before)), "percent": percent}
        return self.say(kind, reason=self._pick(reasons), **slots)

    def achievements(self) -> str:
        """成效: a heading for every task, told in one to four paragraphs."""
        told = list(self.done)
        self._chance.shuffle(told)
        short = {0: 3, 1: 5}.get(self.length, len(told))
        projects = self._projects()
        blocks: list[str] = []
        for done in told[:short]:
            blocks.append("### " + self.say("标题", **_slots(done)))
            blocks += self._paragraphs(done, projects.get(done.task.name))
        effects = self._chance.sample(self._theme.effects, min(self.length + 1, 3))
        if self.length:
            blocks.append(f"### {self._year}年的几件事")
            told_stories = self._chance.sample(self._theme.details["事例"], (2, 3, 4, 6)[self.length])
            blocks += [f"{story}。" for story in told_stories]
        if self.is_wordy:
            stories = self._theme.details["故事"]
            blocks += [f"{story}。" for story in self._chance.sample(stories, min(len(stories), 5))]
        return "\n\n".join([*blocks, "；".join(effects) + "。"])

    def _paragraphs(self, done: Done, project: str | None) -> list[str]:
        task, slots = done.task, _slots(done)
        sequels = self._chance.sample(task.sequels, 2)
        first = [self._pick(task.deeds).format(n=done.number), sequels[0]]
        if self.length == 0:
            return [_prose(first)]
        progress = [self.say("分工", **slots), self.say("进度", **slots)]
        if done.before != done.number:
            progress.append(self.say("比较", **slots))
        if done.is_missed:
            progress.append(self.say("欠缺", **slots | {"cause": self.causes[task.name]}))
        else:
            progress.append(self.say("达标", **slots))
        money_told = [self.say("资金", **slots | self._of_project(project))] if project else []
        last = [*money_told, sequels[1]]
        if self.length == 1:
            return [_prose([*first, *progress[:2]]), _prose(last)]
        last.append(self.say("评价", **slots))
        more = [self.say(kind, **slots) for kind in _LONGEST_KINDS] if self.is_longest else []
        ways = [self.say("做法", **slots) for _ in range(4 if self.is_wordy else 0)]
        return [_prose(told) for told in (first, progress, ways, last, more) if told]

    def implementation(self) -> str:
        """项目组织实施: in general, and each of the larger projects."""
        told = [self.say("实施")]
        if self.length >= 2:
            names = sorted(self._figures.projects, key=lambda name: -self._figures.projects[name]["决算"])
            told += [self._project(name) for name in names[: 6 if self.is_wordy else 2]]
        return "\n\n".join(told)

    def _project(self, name: str) -> str:
        slots = self._of_project(name) | {"first": money(self._figures.projects[name]["年初预算"])}
        return _prose([self.say(kind, **slots) for kind in ("项目", "项目事", "项目事")])

    def last_year(self) -> str:
        """What became of the targets that were not reached a year ago."""
        missed = [done for done in done_in(self._unit.theme, self._year - 1) if done.is_missed]
        return _prose([self.say("整改", **_slots(done)) for done in missed] or [self.say("整改事")])

    def totals(self, basic: int, project: int, change: int) -> str:
        """说明 of 收支; amounts in 0.01 万元, ``change`` from 年初预算 to 全年预算."""
        grown = f"{'多' if change > 0 else '少'}{money(abs(change))}万元"
        return self.say("收支", basics=money(basic), projects=money(project), grown=grown) + "。"

    def problems(self) -> tuple[list[str], list[str]]:
        """问题 and 改进措施: those of the kind of unit, and one for every target not reached."""
        pairs = self._chance.sample(self._theme.hardships, 1 if self.length == 0 else 2)
        troubles, cures = [trouble for trouble, _ in pairs], [cure for _, cure in pairs]
        for done in self.done:
            if done.is_missed:
                troubles.append(self.say("欠缺", **_slots(done) | {"cause": self.causes[done.task.name]}) + "。")
                body = self._pick(self._theme.bodies)
                cures.append(
                    f"{done.task.name}由{body}重新排出{self._year + 1}年的进度，上年没有完成的"
                    f"{done.target - done.number}{done.task.measure}先办，六月底检查一次。"
                )
        return troubles, cures

    def people(self) -> str:
        """Whom the unit serves."""
        return self._theme.people

    def benefit(self) -> str:
        """What is to become better."""
        return self._pick(self._theme.benefits)

    def assets(self) -> str:
        """资产管理."""
        fixed = money(self._figures.counts["固定资产"])
        return f"{self._pick(self._theme.details['资产'])}。{self._unit.short}年末固定资产原值{fixed}万元。"


def _prose(sentences: list[str]) -> str:
    return "。".join(sentences) + "。"


def _slots(done: Done) -> dict[str, Any]:
    task = done.task
    return {
        "task": task.name, "name": task.indicator, "unit": task.measure, "n": done.number, "prev": done.before,
        "diff": abs(done.number - done.before), "more": "多" if done.number > done.before else "少",
        "half1": done.half, "half2": done.number - done.half, "target": done.target,
        "gap": max(done.target - done.number, 0),
    }  # fmt: skip
