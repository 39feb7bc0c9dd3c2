"""``gongkai verify``: whether a site is as it was published. No repository is needed; nothing read is trusted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from ..progress import progress
from ..verify.chain import ChainError, Entry
from ..verify.places import open_source, read_chain
from ..verify.signature import SignatureError
from ..verify.sources import SourceError
from ..verify.verified import Verified
from ..verify.verify import verify as verify_site
from .command import Command

#: Differences that are shown; the rest is counted.
_MOST: Final = 500


@click.command(
    cls=Command,
    short_help="核对一个网站与发布时是不是一样。",
    help="核对一个网站与发布时是不是一样：改过、缺少、多出的文件，对不上的校验值，断开或改写过的发布链。"
    "写网站的文件夹、网址或者 ZIP；不需要仓库。一样的退出码为 0，不一样为 1，没法核对为 2。",
)
@click.argument("place", metavar="文件夹|网址|ZIP")
@click.option("--chain", metavar="旧的", help="以前存下的 chain.json，或者存下的网站：看历史有没有被改写。")
@click.option(
    "--key", metavar="文件", type=click.Path(path_type=Path), help="允许的签名人（allowed_signers）：核对签名。"
)
@click.option("--local", is_flag=True, help="自己机器上生成的，没有发布过：没有 chain.json 也算对。")
def verify(place: str, chain: str | None, key: Path | None, local: bool) -> None:
    """Verify, print, and exit with 0, 1 or 2."""
    try:
        if key and not key.is_file():
            raise SourceError(f"找不到 {key}。怎么改：写放着公钥的文件，每行“名称 公钥”，见 docs/guide/publish.md")
        kept = read_chain(chain) if chain else None
        if chain and not kept:
            raise SourceError(f"{chain} 里没有 chain.json。怎么改：写以前从网站上存下的那一个")
        with progress("核对文件") as report:
            found = verify_site(open_source(place), kept=kept, allowed=key, is_published=not local, progress=report)
    except ChainError as error:
        raise click.ClickException(f"{chain}：{error}。怎么改：换成以前从网站上存下的那一个") from None
    except (SourceError, SignatureError) as error:
        raise click.ClickException(str(error)) from None
    _show(found)
    _show_limits(found, kept=kept or (), has_key=bool(key))
    sys.exit(1 if found.differences else 0)


def _show(found: Verified) -> None:
    for difference in found.differences[:_MOST]:
        click.echo("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(difference)))
    if len(found.differences) > _MOST:
        click.echo(f"另有 {len(found.differences) - _MOST} 处")
    last = f"；发布 {len(found.chain)} 次，最后一次 {found.chain[-1].moment}" if found.chain else ""
    commit = f"，提交 {found.chain[-1].commit}" if found.chain and found.chain[-1].commit else ""
    said = f"有 {len(found.differences)} 处与发布时不一样" if found.differences else "与发布时一样"
    click.echo(f"── {said}：核对了 {found.files} 个文件、{found.reports} 份报告的数据{last}{commit}")


def _show_limits(found: Verified, *, kept: Sequence[Entry], has_key: bool) -> None:
    """What this cannot prove, so that nobody takes it for more."""
    if not found.is_listable:
        click.echo("网址不能列出全部文件，多出的文件看不到；要看，核对文件夹或者 ZIP。", err=True)
    if found.has_unchecked_signature:
        click.echo("有签名，没有核对：没有给公钥（--key）。", err=True)
    if kept and len(kept) < len(found.chain) and found.chain[: len(kept)] == tuple(kept):
        words = f"存下的发布链只证明到第 {len(kept)} 次发布，网站上有 {len(found.chain)} 次"
        click.echo(f"{words}：现在公开的是后来发布的，存下的证明不了它。核对完把新的 chain.json 存下来。", err=True)
    if has_key and not kept:
        words = "签名只证明是谁发布的，证明不了是不是最新的一版：退回旧版的网站，签名也对"
        click.echo(f"{words}。要看，用以前存下的 chain.json（--chain）。", err=True)
    if not has_key and (not kept or tuple(kept) != found.chain):
        words = "只说明文件与网站自己的清单一致。整个网站连清单一起换掉的，要用以前存下的 chain.json（--chain）"
        click.echo(f"{words}或者签名的公钥（--key）才看得出来。", err=True)
