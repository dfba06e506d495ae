"""A writer of small Word 97 files for the tests: paragraphs and tables (MS-DOC and MS-CFB, as little as will do)."""

import struct
from collections.abc import Sequence

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT_AT = 2048
PAGE_ROOM = 450
IN_TABLE, ROW_END, ROW_SHAPE = 0x2416, 0x2417, 0xD608


def doc(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A .doc of paragraphs (a str) and tables (rows of cells)."""
    text, properties = _text(blocks)
    raw = text.encode("utf-16-le")
    main = bytearray(TEXT_AT) + raw.ljust(-(-len(raw) // SECTOR) * SECTOR, b"\0")
    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x1200)
    struct.pack_into("<II", main, 0x18, TEXT_AT, TEXT_AT + len(raw))
    for place, count in ((0x20, 14), (0x3E, 22), (0x98, 93)):
        struct.pack_into("<H", main, place, count)
    struct.pack_into("<I", main, 0x4C, len(text))
    first = len(main) // SECTOR
    starts, pages = _pages(properties)
    table = b""
    numbers = range(first, first + len(pages))
    for index, part in (
        (1, struct.pack("<10H", 18, 0, 10, 1, 0, 0, 0, 0, 0, 0)),
        (6, struct.pack("<IIHI", 0, len(text), 0, FREE) + bytes(6)),
        (13, struct.pack(f"<{len(starts)}I{len(pages)}I", *starts, *numbers)),
        (33, struct.pack("<BIIIHIH", 2, 16, 0, len(text), 0, TEXT_AT, 0)),
    ):
        struct.pack_into("<II", main, 0x9A + 8 * index, len(table), len(part))
        table += part
    for page in pages:
        main += page
    return _compound(("WordDocument", bytes(main).ljust(8192, b"\0")), ("1Table", table.ljust(4608, b"\0")))


def _text(blocks: Sequence[str | Sequence[Sequence[str]]]) -> tuple[str, list[tuple[int, bytes]]]:
    """The characters, and for each paragraph where it ends and what is said of it."""
    text, properties = "", []
    for block in blocks:
        for row in [block] if isinstance(block, str) else block:
            if isinstance(row, str):
                text += row + "\r"
                properties.append((len(text), bytes(2)))
                continue
            for cell in row:
                text += cell + "\x07"
                properties.append((len(text), bytes(2) + struct.pack("<HB", IN_TABLE, 1)))
            text += "\x07"
            edges = struct.pack(f"<{len(row) + 1}h", *(2000 * place for place in range(len(row) + 1)))
            shape = bytes([len(row)]) + edges + bytes(20 * len(row))
            marks = struct.pack("<HBHBHH", IN_TABLE, 1, ROW_END, 1, ROW_SHAPE, len(shape) + 1)
            properties.append((len(text), bytes(2) + marks + shape))
    return text, properties


def _pages(properties: list[tuple[int, bytes]]) -> tuple[list[int], list[bytes]]:
    """Pages of paragraph properties, and the file offsets at which each begins, the end last."""
    starts, pages = [TEXT_AT], []
    held: list[tuple[int, bytes]] = []
    for number, said in enumerate(properties):
        held.append(said)
        room = sum(len(more) + 21 for _, more in (*held, *properties[number + 1 : number + 2]))
        if room > PAGE_ROOM or number + 1 == len(properties):
            pages.append(_page(held, starts[-1]))
            starts.append(TEXT_AT + 2 * held[-1][0])
            held = []
    return starts, pages


def _page(held: list[tuple[int, bytes]], start: int) -> bytes:
    page = bytearray(SECTOR)
    page[-1] = len(held)
    struct.pack_into(f"<{len(held) + 1}I", page, 0, start, *(TEXT_AT + 2 * end for end, _ in held))
    at = SECTOR - 1
    for number, (_, said) in enumerate(held):
        sized = bytes([(len(said) + 1) // 2]) + said if len(said) % 2 else bytes([0, len(said) // 2]) + said
        at = (at - len(sized)) & ~1
        page[at : at + len(sized)] = sized
        page[4 * (len(held) + 1) + 13 * number] = at // 2
    return bytes(page)


def _compound(*streams: tuple[str, bytes]) -> bytes:
    data, chain = b"", []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams, start=2):
        first, sectors = len(chain), len(content) // SECTOR
        chain += [*range(first + 1, first + sectors), END]
        entries.append(_entry(name, 2, first, len(content), right=number if number <= len(streams) else FREE))
        data += content
    directory = len(chain)
    chain += [END, FAT]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<10I", 0, 1, directory, 0, 4096, END, 0, END, 0, directory + 1) + struct.pack("<I", FREE) * 108
    return (
        head
        + data
        + b"".join(entries).ljust(SECTOR, b"\0")
        + struct.pack("<128I", *chain, *[FREE] * (128 - len(chain)))
    )


def _entry(name: str, kind: int, start: int, size: int, right: int = FREE, child: int = FREE) -> bytes:
    encoded = name.encode("utf-16-le") + bytes(2)
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, FREE, right, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)
