"""Zip archives written byte by byte, so that no library's compression can change them."""

import struct
import zlib
from dataclasses import dataclass

MIDNIGHT_1980 = (0, 0x21)
STORED, DEFLATED = 0, 8


@dataclass(frozen=True, kw_only=True)
class Member:
    name: str
    data: bytes
    method: int = STORED
    size: int = -1
    crc: int = -1


def stored(name: str, content: str | bytes) -> Member:
    return Member(name=name, data=content if isinstance(content, bytes) else content.encode())


def zip_bytes(members: list[Member]) -> bytes:
    """Return an archive of members in order, all dated midnight of 1 January 1980."""
    body, directory = b"", b""
    for member in members:
        described = _described(member)
        name = member.name.encode()
        offset = len(body)
        body += b"PK\3\4" + described + struct.pack("<HH", len(name), 0) + name + member.data
        directory += b"PK\1\2" + struct.pack("<H", 20) + described
        directory += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, offset) + name
    count = len(members)
    end = struct.pack("<HHHHLLH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\5\6" + end


def _described(member: Member) -> bytes:
    is_plain = member.method == STORED
    crc = zlib.crc32(member.data) if is_plain else member.crc
    size = len(member.data) if is_plain else member.size
    parts = (20, 0, member.method, *MIDNIGHT_1980, crc, len(member.data), size)
    return struct.pack("<HHHHHLLL", *parts)


def inflating(name: str, before: bytes, after: bytes, *, spaces: int) -> Member:
    """Return a small member that unpacks to a text with millions of spaces inside.

    The stream is two stored blocks around one with its own Huffman code (RFC 1951, 3.2.7), in
    which a run of 258 spaces takes two bits.
    """
    runs = spaces // 258
    filler = b" " * (1 + 258 * runs)
    crc = zlib.crc32(after, zlib.crc32(filler, zlib.crc32(before)))
    data = _stored_block(before) + _run_block(runs) + _stored_block(after, last=True)
    size = len(before) + len(filler) + len(after)
    return Member(name=name, data=data, method=DEFLATED, size=size, crc=crc)


def _stored_block(content: bytes, *, last: bool = False) -> bytes:
    return struct.pack("<BHH", last, len(content), len(content) ^ 0xFFFF) + content


def _run_block(runs: int) -> bytes:
    lowest_first = [(0, 1), (2, 2), (29, 5), (0, 5), (14, 4)]  # 286 lengths, 1 distance, 18 codes
    lowest_first += [({18: 1, 1: 2, 2: 2}.get(code, 0), 3) for code in CODE_ORDER[:18]]
    bits = "".join(f"{value:0{width}b}"[::-1] for value, width in lowest_first)
    skip, one, two = "0", "10", "11"  # 18, 1 and 2 of the code of code lengths
    zeros = lambda count: skip + f"{count - 11:07b}"[::-1]  # noqa: E731
    bits += zeros(32) + two + zeros(138) + zeros(85) + two + zeros(28) + one + one
    bits += "10" + "00" * runs + "11"  # a space, runs of length 258 at distance 1, the end
    bits += "000"  # the header of an empty stored block, which fills up the byte
    whole = bits + "0" * (-len(bits) % 8)
    return int(whole[::-1], 2).to_bytes(len(whole) // 8, "little") + b"\0\0\xff\xff"


CODE_ORDER = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15)
