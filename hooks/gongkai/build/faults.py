"""What goes wrong with the machine, not with the data: each in one sentence, with its cure."""

from __future__ import annotations

import errno
import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Final

from ..desk.runtime import MissingRuntimeError
from .lock import BusyError

#: Errors of the system → what happened to a file, and the cure.
_ERRORS: Final = {
    **dict.fromkeys(
        (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
        (
            "磁盘满了，{file}没有写完",
            "腾出空间（用 df -h 和 df -i 看哪里满了），再运行一次",
        ),
    ),
    errno.EROFS: ("{file}在只读的磁盘上，写不进去", "换一个能写的文件夹，或者请管理员把磁盘改成可写"),
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM), ("没有权限读写{file}", "用 ls -l 看它归谁，请管理员改权限，或者换有权限的用户运行")
    ),
    errno.ENOENT: ("{file}不见了", "运行时不要移动或删除文件；放回去，再运行一次"),
    **dict.fromkeys(
        (errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY),
        ("{file}的位置被别的文件或文件夹占了", "把它移走或改名，再运行一次"),
    ),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), ("打开的文件太多，打不开{file}", "运行 ulimit -n 4096，再运行一次")),
    errno.ENOMEM: ("内存不够", "关掉别的程序，或者设环境变量 GONGKAI_WORKERS=1 再运行"),
    errno.EXDEV: ("{file}在另一个磁盘上，不能直接换过去", "把它放到同一个磁盘上"),
    errno.EBUSY: ("{file}正在被使用，不能换", "它是挂载点时，改用里面的一个文件夹；不是就关掉占用它的程序"),
}
_OTHER: Final = ("读写{file}时系统出错（{name}）", "检查磁盘，再运行一次；还是这样，请把这一行告诉维护人员")


class FaultError(Exception):
    """Something that stops a build; the message is for the person who runs it."""


def words_of(error: BaseException) -> str:
    """The sentence for an error of the machine; "" for any other, which is a mistake of the program."""
    if isinstance(error, BusyError | FaultError | MissingRuntimeError):
        return str(error)
    if isinstance(error, BrokenProcessPool):
        fact = "有一个工作进程被系统结束了，多半是内存不够"
        return f"{fact}。怎么改：关掉别的程序，或者设环境变量 GONGKAI_WORKERS=1 再运行"
    if isinstance(error, MemoryError):
        return words_of(OSError(errno.ENOMEM, ""))
    if isinstance(error, OSError) and error.errno:
        fact, cure = _ERRORS.get(error.errno, _OTHER)
        name = errno.errorcode.get(error.errno, str(error.errno))
        said = fact.format(file=_named(error), name=name).strip().replace("， ", "，")
        return f"{said}。怎么改：{cure}"
    return ""


def _named(error: OSError) -> str:
    name = error.filename2 or error.filename
    if not isinstance(name, str | os.PathLike):
        return "文件"
    path = Path(name)
    if error.errno == errno.ENOTDIR:  # what is in the way is a file above it
        path = next((place for place in (path, *path.parents) if os.path.lexists(place)), path)
    here = Path.cwd()
    return f" {path.relative_to(here) if path.is_relative_to(here) else path} "
