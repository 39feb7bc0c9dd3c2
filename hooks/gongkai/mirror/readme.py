"""README.txt of a mirror, and the note above every page of its edition: what it is, and how to check and serve it."""

from __future__ import annotations

from typing import Final

from .about import About

README: Final = "README.txt"


def note_of(about: About) -> str:
    """What stands above every page of the edition."""
    version = "，".join(filter(None, (about.day, f"提交 {about.commit[:12]}" if about.commit else "")))
    said = f"（{version}）" if version else ""
    return f"离线副本{said}：以网站公布的为准；这里不能搜索，不能自选对比，表格不能排序"


def readme(about: About, files: int) -> bytes:
    """README.txt; CRLF and BOM for old editors."""
    facts = (
        ("网站", about.name),
        ("网址", about.address),
        ("提交", about.commit),
        ("提交说明", about.caveat),
        ("提交日期", f"{about.day}（协调世界时）" if about.day else ""),
        ("文件", f"{files} 个"),
    )
    text = _README.format(facts="\n".join(f"{label}：{said}" for label, said in facts if said))
    return ("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")


_README: Final = """公开网站的副本

{facts}

这是什么
  “网站”是发布的网站，逐字节与发布的相同，供图书馆、报社和其他人保存。
  “离线”是同一版，不要网页服务器也能看：双击“离线/index.html”。里面的网页改了链接，去掉了脚本，
  所以不能搜索，不能自选对比，表格不能排序；数字和文字一样。数据文件和附件与“网站”里的相同。
  “提交”是数据仓库里的版本号，用同一次提交重新生成，应当得到相同的文件。

怎样核对（核对的是文件没有改过）
  Linux：
    cd 网站
    sha256sum --check --quiet SHA256SUMS
  苹果电脑：
    cd 网站
    shasum -a 256 --check --quiet SHA256SUMS
  什么也没有显示，就是全部相同。“离线”里有它自己的 SHA256SUMS，用法一样。
  Windows：打开 PowerShell，到“网站”文件夹里运行下面几行：
    Get-Content SHA256SUMS -Encoding UTF8 | ForEach-Object {{
      $h, $p = $_ -split "  ", 2
      if ((Get-FileHash -LiteralPath $p).Hash -ne $h) {{ "不同：$p" }}
    }}
  以上只证明副本自己没有缺损。要证明它就是当时公布的，把“网站/SHA256SUMS”的校验值和当时记下的、
  网站上的或别人保存的比较；有签名（SHA256SUMS.sig）的，照网站“怎样核对”一页验证签名。

怎样放到网上
  “网站”可以由任何网页服务器原样提供，不要数据库，不要运行程序。在自己的电脑上看：
    python3 -m http.server --directory 网站 8000
  然后打开 http://127.0.0.1:8000/ 。没有 python3 的，看“离线”就可以。
  放到网上时请写明是副本、是哪一天的，并写上原来的网址。

解压
  文件名是中文的，用 UTF-8 编码。Windows 上请解压到路径短的文件夹，例如 D:\\fuben，路径太长的文件解不出来。
"""
