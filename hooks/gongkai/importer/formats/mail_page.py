"""Web pages in one file (MHT), as Word and browsers save them, often by the name of .doc."""

from __future__ import annotations

import email
import email.policy
import re
from typing import Final

from ..document import UnreadableError

_HEADER: Final = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.I)


def is_mail_page(content: bytes) -> bool:
    """Whether the file begins as a message does, with its headers."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf")
    return _HEADER.match(head) is not None and b"multipart/" in head.lower() + content[4096:8192].lower()


def page_in(content: bytes) -> tuple[bytes, str]:
    """The page in a message and the encoding that the message gives for it.

    Raises:
        UnreadableError: there is no page in it.
    """
    message = email.message_from_bytes(content.lstrip(b"\xef\xbb\xbf\r\n"), policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_payload(decode=True)
            if isinstance(page, bytes) and page.strip():
                return page, str(part.get_content_charset() or "")
    raise UnreadableError("这个单个文件网页（MHT）里没有正文；请用 Word 或 WPS 打开，另存为 .docx 再导入")
