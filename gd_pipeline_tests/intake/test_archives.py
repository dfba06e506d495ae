import gzip
import io
import tarfile
import zipfile

import pytest

from gd_pipeline.intake import archives as module
from gd_pipeline.intake import read_path
from gd_pipeline_tests.intake.writers import docx, paragraph

TEXT = "清河市2016年政府信息公开工作年度报告\n一、概述\n公开12条。"


def zipped(*members):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return held.getvalue()


def tarred(*members, mode="w:gz"):
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode=mode) as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            if content is None:
                info.type, info.linkname = tarfile.SYMTYPE, "/etc/hostname"
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return held.getvalue()


@pytest.fixture
def read(tmp_path):
    """Reads bytes as a file of that name: (source behind the folder, reason or text) for each document."""

    def documents(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return [
            (
                document.source.removeprefix(f"{tmp_path}/"),
                document.quarantine.reason if document.quarantine else document.text,
            )
            for document in read_path(path)
        ]

    return documents


def test_each_member_is_a_document_in_the_order_of_the_container(read):
    data = zipped(
        ("年报/乙.txt", TEXT),
        ("甲.html", f"<p>{TEXT}</p>"),
        ("年报/", ""),
        ("空.txt", ""),
        ("c.docx", docx(paragraph("丙"))),
    )
    assert read("a.zip", data) == [
        ("a.zip!年报/乙.txt", TEXT),
        ("a.zip!甲.html", TEXT.replace("\n", "")),
        ("a.zip!空.txt", "empty"),
        ("a.zip!c.docx", "丙"),
    ]


def test_one_container_inside_another_is_read_and_no_deeper(read):
    inner = zipped(("一.txt", TEXT), ("深.zip", zipped(("二.txt", TEXT))))
    assert read("a.zip", zipped(("内.zip", inner), ("记.jsonl", '{"text": "丁"}'))) == [
        ("a.zip!内.zip!一.txt", TEXT),
        ("a.zip!内.zip!深.zip", "too_deep"),
        ("a.zip!记.jsonl!1", "丁"),
    ]


def test_a_zip_of_word_files_is_no_word_file(read):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/年报.docx", docx(paragraph("丙")))
    assert read("a.zip", held.getvalue()) == [("a.zip!word/年报.docx", "丙")]


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tgz", "a.tar"])
def test_a_tar_is_read_whatever_its_members_are_called(read, name, tmp_path):
    members = (("../../out.txt", TEXT.encode()), ("/etc/out.txt", TEXT.encode()), ("link", None))
    documents = read(name, tarred(*members, mode="w" if name.endswith("tar") else "w:gz"))
    assert documents == [
        (f"{name}!../../out.txt", TEXT),
        (f"{name}!/etc/out.txt", TEXT),
        (f"{name}!link", "unsupported"),
    ]
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert not (tmp_path.parent.parent / "out.txt").exists()


def test_a_single_packed_file_is_one_document(read):
    assert read("年报.txt.gz", gzip.compress(TEXT.encode())) == [("年报.txt.gz!年报.txt", TEXT)]


def test_names_in_gbk_are_read(read):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("x" * 8, TEXT)
    assert read("a.zip", held.getvalue().replace(b"x" * 8, "清河年报".encode("gbk"))) == [("a.zip!清河年报", TEXT)]


def test_a_name_is_printed_without_control_characters(read):
    assert read("a.zip", zipped(("a\nb\x1b.txt", TEXT)))[0][0] == "a.zip!a�b�.txt"


def test_a_bomb_is_refused_and_its_neighbours_are_read(read):
    data = zipped(("弹.txt", bytes(120_000_000)), ("好.txt", TEXT))
    assert read("a.zip", data) == [("a.zip!弹.txt", "bomb"), ("a.zip!好.txt", TEXT)]


def test_bombs_that_only_the_sum_shows_end_the_container(read, monkeypatch):
    monkeypatch.setattr(module, "MAX_UNPACKED_BYTES", 3_000_000)
    data = zipped(*((f"{number}.txt", bytes(1_000_000)) for number in range(9)))
    assert [reason for _, reason in read("a.zip", data)] == ["empty", "empty", "empty", "bomb"]


def test_a_packed_stream_that_swells_is_refused(read):
    data = tarred(("好.txt", TEXT.encode()), ("弹.txt", bytes(200_000_000)), ("后.txt", TEXT.encode()))
    documents = read("a.tar.gz", data)
    assert documents[0] == ("a.tar.gz!好.txt", TEXT)
    assert documents[-1] == ("a.tar.gz", "bomb")
    assert read("a.gz", gzip.compress(bytes(200_000_000)))[0][1] in ("bomb", "too_large")


def test_members_without_number_end_the_container(read, monkeypatch):
    monkeypatch.setattr(module, "MAX_MEMBERS", 3)
    assert [reason for _, reason in read("a.zip", zipped(*((f"{n}.txt", TEXT) for n in range(9))))] == [TEXT] * 3 + [
        "bomb"
    ]


def test_damage_is_told_where_it_is(read):
    whole = zipped(("甲.txt", TEXT * 50), ("乙.txt", TEXT))
    assert read("a.zip", whole[:-30]) == [("a.zip", "bad_archive")]
    damaged = bytearray(whole)
    damaged[60] ^= 0xFF
    assert [reason for _, reason in read("b.zip", bytes(damaged))] == ["bad_archive", TEXT]
    cut = tarred(("甲.txt", TEXT.encode()), ("乙.txt", bytes(range(256)) * 4_000))
    assert read("c.tar.gz", cut[: len(cut) // 2])[0] == ("c.tar.gz!甲.txt", TEXT)
    assert read("c.tar.gz", cut[: len(cut) // 2])[-1] == ("c.tar.gz", "bad_archive")


def test_a_member_with_a_password_is_encrypted(read):
    data = bytearray(zipped(("甲.txt", TEXT)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert read("a.zip", bytes(data)) == [("a.zip!甲.txt", "encrypted")]


def test_a_container_of_nothing_is_empty(read):
    assert read("a.zip", zipped()) == [("a.zip", "empty")]
    assert read("b.zip", zipped(("__MACOSX/._a", "x"), ("d/", ""))) == [("b.zip", "empty")]


def test_a_container_that_is_too_large_is_not_opened(read, monkeypatch):
    monkeypatch.setattr(module, "MAX_CONTAINER_BYTES", 100)
    assert read("a.tar.gz", tarred(("甲.txt", bytes(range(256)) * 9))) == [("a.tar.gz", "too_large")]
