"""Operations that plant a fault in a published site, each by its name in ``faults.yml``."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongkai.model.checksum import as_read, canonical, checksum_of_file
from gongkai.open_data.sums import CHAIN, SUMS, UNLISTED, parse_sums, sums_bytes
from gongkai.verify.chain import Entry, chain_bytes, extended, parse_chain

REPORT = "units/yanshi-renda/2022"
MANIFEST = "data/manifest.json"


@dataclass(frozen=True)
class Planter:
    """A site of its own: every file is written anew, for it may be a link to one of another site.

    Attributes:
        keys: the folder of the signers' keys.
    """

    root: Path
    keys: Path

    def path(self, name: str) -> Path:
        if name == "S":
            return min((self.root / "search/text").glob("*/index/*"))
        return self.root / re.sub("^R(?=/)", REPORT, name)

    def write(self, name: str, content: bytes) -> None:
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(content)

    def plant(self, operation: str, argument: Any) -> None:
        """Do one thing to the site; something must come of it."""
        do: Callable[[Any], None] = getattr(self, operation)
        before = self.state()
        do(argument)
        assert self.state() != before, f"{operation} {argument} does nothing"

    def state(self) -> dict[str, tuple[int, int, int]]:
        found = ((path, path.lstat()) for path in self.root.rglob("*"))
        return {str(path): (status.st_ino, status.st_size, status.st_mtime_ns) for path, status in found}

    def flip(self, where: tuple[str, int]) -> None:
        content = bytearray(self.path(where[0]).read_bytes())
        content[(len(content) - 1) * where[1] // 100] ^= 1
        self.write(where[0], bytes(content))

    def figure(self, name: str) -> None:
        self.write(name, other_figure(self.path(name).read_bytes()))

    def packed_figure(self, name: str) -> None:
        with zipfile.ZipFile(self.path(name)) as packed:
            files = {info: packed.read(info) for info in packed.infolist()}
        chosen = max(files, key=lambda info: (len(files[info]), info.filename))
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for info, content in files.items():
                packed.writestr(info, other_figure(content) if info is chosen else content)
        self.write(name, out.getvalue())

    def touch(self, name: str) -> None:
        os.utime(self.path(name), (0, 0))

    def cut(self, name: str) -> None:
        content = self.path(name).read_bytes()
        self.write(name, content[: len(content) // 2])

    def empty(self, name: str) -> None:
        self.write(name, b"")

    def append(self, what: tuple[str, str]) -> None:
        self.write(what[0], self.path(what[0]).read_bytes() + what[1].encode())

    def add(self, what: tuple[str, str]) -> None:
        self.write(what[0], what[1].encode())

    def compress(self, names: str | tuple[str, str]) -> None:
        """A copy of a file, or one that holds another file."""
        name, other = (names, names) if isinstance(names, str) else names
        self.write(f"{name}.gz", gzip.compress(self.path(other).read_bytes(), mtime=0))

    def compress_zeros(self, what: tuple[str, int]) -> None:
        self.write(f"{what[0]}.gz", gzip.compress(bytes(what[1] << 20), 9))

    def text(self, change: tuple[str, str, str]) -> None:
        """The first of one text in a file becomes another."""
        content = self.path(change[0]).read_text(encoding="utf-8")
        assert change[1] in content, change
        self.write(change[0], content.replace(change[1], change[2], 1).encode())

    def swap(self, names: tuple[str, str]) -> None:
        one, other = (self.path(name).read_bytes() for name in names)
        self.write(names[0], other)
        self.write(names[1], one)

    def copy(self, names: tuple[str, str]) -> None:
        self.write(names[0], self.path(names[1]).read_bytes())

    def remove(self, name: str) -> None:
        self.path(name).unlink()

    def rename(self, names: tuple[str, str]) -> None:
        self.path(names[0]).rename(self.path(names[1]))

    def link(self, names: tuple[str, str]) -> None:
        self.path(names[0]).unlink(missing_ok=True)
        self.path(names[0]).symlink_to(names[1])

    def empty_folder(self, name: str) -> None:
        self.path(name).mkdir(parents=True)

    def folder(self, name: str) -> None:
        self.path(name).unlink()
        self.path(name).mkdir()

    def pipe(self, name: str) -> None:
        self.path(name).unlink()
        os.mkfifo(self.path(name))

    def unlist(self, name: str) -> None:
        sums = parse_sums(self.path(SUMS).read_bytes())
        self.write(SUMS, sums_bytes({path: checksum for path, checksum in sums.items() if path != name}))

    def reverse(self, name: str) -> None:
        self.write(name, b"".join(self.path(name).read_bytes().splitlines(keepends=True)[::-1]))

    def status(self, item: tuple[str, Any]) -> None:
        self.edit("status.json", item)

    def manifest(self, item: tuple[str, Any]) -> None:
        self.edit(MANIFEST, item)

    def edit(self, name: str, item: tuple[str, Any]) -> None:
        said = json.loads(self.path(name).read_bytes())
        said[item[0]] = said[item[0]] | item[1] if isinstance(item[1], dict) else str(item[1])
        self.write(name, json.dumps(said, ensure_ascii=False).encode())

    def relist(self, lists: str) -> None:
        """Rewrite the lists as somebody would who knows how they are made: ``sums``, ``both``, or those of data too."""
        if lists != "sums":
            said = json.loads(self.path(MANIFEST).read_bytes())
            contents = {path: (self.root / path).read_bytes() for path in self.files() - {MANIFEST}}
            said["文件"] = [
                {"路径": path, "字节数": len(content), "SHA-256": sha256(content).hexdigest()}
                for path, content in sorted(contents.items())
            ]
            for report in said["报告"] if lists == "data" else ():
                content = contents.get(f"units/{report['单位']}/{report['年度']}/report.json")
                if content:
                    report["数据SHA-256"] = checksum_of_file(as_read(content))
            self.write(MANIFEST, json.dumps(said, ensure_ascii=False).encode())
        sums = {path: sha256((self.root / path).read_bytes()).hexdigest() for path in self.files()}
        self.write(SUMS, sums_bytes(sums))

    def files(self) -> set[str]:
        found = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*") if path.is_file()}
        return found - UNLISTED - {".gongkai"}

    def chain(self, change: dict[str, Any]) -> None:
        entries = list(parse_chain(self.path(CHAIN).read_bytes()))
        (name, argument), *_ = change.items()
        if name == "set":
            said = json.loads(chain_bytes(entries))
            said["发布"][argument[0]][argument[1]] = str(argument[2])
            lines = ",\n".join(map(canonical, said["发布"]))
            self.write(CHAIN, f'{{"格式":"{said["格式"]}","发布":[\n{lines}\n]}}\n'.encode())
            return
        if name == "delete":
            del entries[argument]
        elif name == "exchange":
            one, other = argument
            entries[one], entries[other] = entries[other], entries[one]
        else:
            entries = self.rehashed(entries, name)
        self.write(CHAIN, chain_bytes(entries))

    def rehashed(self, entries: list[Entry], name: str) -> list[Entry]:
        """A chain that holds again: with other entries, with the present lists in the last, or begun anew."""
        if name != "rehash":
            digests = {path: sha256(self.path(path).read_bytes()).hexdigest() for path in (MANIFEST, SUMS)}
            entries[-1] = replace(entries[-1], manifest=digests[MANIFEST], sums=digests[SUMS])
        made: tuple[Entry, ...] = ()
        for entry in entries[-1:] if name == "begin" else entries:
            made = extended(made, entry.commit, entry.moment, entry.manifest, entry.sums)
        return list(made)

    def sign(self, how: dict[str, str]) -> None:
        for name in (CHAIN, SUMS):
            command = ["ssh-keygen", "-Y", "sign", "-n", how.get("namespace", "gongkai")]
            command += ["-f", str(self.keys / how["key"])]
            done = subprocess.run(command, input=self.path(name).read_bytes(), capture_output=True, check=True)
            self.write(f"{name}.sig", done.stdout)


def other_figure(content: bytes) -> bytes:
    """The first figure with two decimals in other digits, as many."""
    found = re.search(rb"(?<![\d.])([1-9])(\d{1,3}\.\d\d)(?!\d)", content)
    assert found, "no figure"
    digit = b"5" if found[1] != b"5" else b"9"
    return content[: found.start()] + digit + content[found.start() + 1 :]
