"""Words of a report: about 5,000 characters in eight sections, composed anew for every unit and year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Final

from tests.bench.words import COMMON, DEEDS, MANNERS, OPENINGS, PROJECT_KINDS, SENTENCES, THEMES, TIMES, TOWNS

#: How long each of the eight sections becomes, in characters; together about 5,000.
LENGTHS: Final = {
    "situation": 240, "duties": 250, "implementation": 480, "assets": 210, "achievements": 1950, "problems": 270,
    "measures": 270, "use": 190,
}  # fmt: skip


class Writer:
    """Writes one report; the same seed, unit and year give the same words."""

    def __init__(self, seed: str, name: str, theme: str, year: int) -> None:
        self._chance = random.Random(seed)
        self._name, self._year = name, year
        tasks, self._people = THEMES[theme]
        self.tasks = tuple(self._chance.sample(tasks, 12))
        times = [word for word, first, last in TIMES if first <= year <= last and self._chance.random() < 0.5]
        self._work = (*self.tasks, *times, *self._chance.sample(COMMON, 14))
        # Some words of a report come up again and again, most only once or twice.
        self._weights = tuple(1 / (rank + 2) for rank in range(len(self._work)))
        self._deeds, self._manners = self._chance.sample(DEEDS, 14), self._chance.sample(MANNERS, 12)
        self._unused: dict[str, list[str]] = {}

    def introduction(self) -> str:
        """引言."""
        reason = self._chance.choice(("提高财政资金使用效益", "落实全过程绩效管理的要求", "向社会说明资金使用情况"))
        return f"为{reason}，{self._name}对{self._year}年度部门整体支出开展了绩效自评，现将结果公布如下。"

    def section(self, kind: str) -> str:
        """A section of paragraphs, with a list, a quotation or a link now and then."""
        return "\n\n".join(self._blocks(kind, LENGTHS[kind]))

    def achievements(self) -> str:
        """成效: four parts of two headed pieces each."""
        blocks, share = [], LENGTHS["achievements"] // 8
        for at in range(0, 8, 2):
            blocks.append(f"### 抓好{self.tasks[at]}，服务{self._people}")
            for task in self.tasks[at : at + 2]:
                blocks += [f"#### 扎实做好{task}", *self._blocks("achievements", share)]
        return "\n\n".join(blocks)

    def points(self, kind: str) -> list[str]:
        """问题 or 改进措施: one paragraph each."""
        count = self._chance.randint(3, 4)
        return [self._paragraph(kind, LENGTHS[kind] // count) for _ in range(count)]

    def people(self) -> str:
        """Whom the unit serves."""
        return self._people

    def projects(self, number: int) -> list[str]:
        """Names of projects, all different."""
        return [f"{task}{self._chance.choice(PROJECT_KINDS)}" for task in self.tasks[:number]]

    def _blocks(self, kind: str, length: int) -> Iterator[str]:
        written, listed = 0, False
        while written < length:
            form = self._chance.random()
            if form < 0.14 and not listed:
                block, listed = self._list(kind, "- "), True
            elif form < 0.22 and not listed:
                block, listed = self._list(kind, "{}. "), True
            elif form < 0.26:
                block, listed = f"**{self._sentence(kind)}**", False
            elif form < 0.30:
                block, listed = self._linked(kind), False
            else:
                block, listed = self._paragraph(kind, self._chance.randint(90, 190)), False
            written += len(block)
            yield block

    def _paragraph(self, kind: str, length: int) -> str:
        lead = f"**{self._one()}方面**：" if self._chance.random() < 0.3 else ""
        text = lead + self._chance.choice(OPENINGS)
        while len(text) < length:
            text += self._sentence(kind)
        return text

    def _list(self, kind: str, mark: str) -> str:
        return "\n".join(f"{mark.format(number)}{self._sentence(kind)}" for number in (1, 2, 3))

    def _linked(self, kind: str) -> str:
        address = f"https://www.example.org/{self._year}/{self._chance.randint(1000, 9999)}.html"
        return f"详见[{self._one()}公开目录]({address})。{self._sentence(kind)}"

    def _sentence(self, kind: str) -> str:
        chance = self._chance
        work = self._some()
        towns = chance.sample(TOWNS, 2)
        return self._form(kind).format(
            a=work[0], b=work[1], c=work[2], people=self._people, t=towns[0] + "镇", u=towns[1] + "镇",
            do=chance.choice(self._deeds), how=chance.choice(self._manners), n=chance.randint(12, 960),
            m=chance.randint(2, 36), p=f"{chance.randint(850, 999) / 10}%",
        ) + "。"  # fmt: skip

    def _form(self, kind: str) -> str:
        """A form of sentence; none comes twice before all have been used."""
        if not self._unused.get(kind):
            self._unused[kind] = self._chance.sample(SENTENCES[kind], len(SENTENCES[kind]))
        return self._unused[kind].pop()

    def _one(self) -> str:
        return self._chance.choices(self._work, self._weights)[0]

    def _some(self) -> list[str]:
        """Three kinds of work, all different."""
        found = dict.fromkeys(self._chance.choices(self._work, self._weights, k=5))
        left = [word for word in self.tasks[:6] if word not in found]
        return [*found, *left][:3]
