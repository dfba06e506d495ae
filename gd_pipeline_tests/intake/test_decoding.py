import random

import pytest

from gd_pipeline.intake.decoding import decode
from gd_pipeline.intake.refusal import IntakeError

TEXT = (
    "清河市2016年政府信息公开工作年度报告\n一、概述\n全年主动公开政府信息1136条，受理申请21件，均在法定期限内答复。\n"
    * 20
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16-le"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.replace("\n", "").encode("utf-16-le"), "utf-16-le"),
    ],
)
def test_an_undamaged_text_is_read_in_the_encoding_it_was_written_in(data, encoding):
    decoded = decode(data)
    assert (decoded.encoding, decoded.repairs) == (encoding, ())
    assert decoded.text.replace("\n", "") == TEXT.replace("\n", "")


def test_a_short_text_in_gbk_is_read():
    assert decode("附件".encode("gbk")).text == "附件"


def test_traditional_text_in_big5_is_read():
    text = "本鎮全年主動公開政府資訊六十二條，無人提出申請，各項工作進行順利。"
    assert decode(text.encode("big5")) == (text, "big5", ())


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_damaged_text_is_read_in_the_better_encoding_and_the_loss_is_recorded(encoding):
    data = bytearray(TEXT.encode(encoding))
    for place in range(5, len(data), 301):
        data[place] = 0xFF
    decoded = decode(bytes(data))
    assert decoded.encoding == encoding
    assert "政府信息公开" in decoded.text
    assert decoded.repairs[0].startswith("decoding: ")


def test_a_text_cut_inside_a_character_keeps_all_others():
    decoded = decode(TEXT.encode()[:1000])
    assert decoded.text.rstrip("�") == TEXT[: len(decoded.text.rstrip("�"))]
    assert len(decoded.repairs) == 1


@pytest.mark.parametrize("wrong", ["latin-1", "cp1252"])
def test_utf8_read_as_latin_and_encoded_again_is_undone(wrong):
    text = TEXT.replace("概", "要")
    data = "".join(
        bytes([byte]).decode(wrong) if wrong == "latin-1" or byte not in (129, 141, 143, 144, 157) else chr(byte)
        for byte in text.encode()
    ).encode()
    decoded = decode(data)
    assert decoded.text == text
    assert "Latin-1" in decoded.repairs[0]


def test_gbk_read_as_latin_and_encoded_again_is_undone():
    assert decode(TEXT.encode("gbk").decode("latin-1").encode()).text == TEXT


def test_utf8_read_as_gbk_and_encoded_again_is_undone_but_for_what_was_lost():
    decoded = decode(TEXT.encode().decode("gb18030", errors="replace").encode())
    assert "政府信息" in decoded.text
    assert "1136" in decoded.text
    assert "are lost" in decoded.repairs[0]


def test_no_digit_is_made_up_where_characters_were_lost():
    plain = TEXT.replace("2016", "").replace("1136", "").replace("21", "")
    decoded = decode(plain.encode().decode("gbk", errors="replace").encode())
    assert not any(character.isdigit() for character in decoded.text)


def test_a_page_that_frames_a_wrongly_read_text_is_mended_line_by_line():
    data = ("当前位置：首页 政府信息公开\n" + TEXT.encode().decode("latin-1").replace("\n", "\n")).encode()
    assert "全年主动公开政府信息1136条" in decode(data).text


def test_ordinary_text_is_never_taken_for_wrongly_read():
    for text in ("Total 12\n", "锛钢厂2015年信息公开报告，共公开12条。", "Ã la carte 2015年政府信息公开12条"):
        assert decode(text.encode()).text == text


def test_a_declared_encoding_counts_where_no_other_fits():
    page = "<meta charset='big5'><p>本鎮"
    assert decode(page.encode("big5")).text == page


@pytest.mark.parametrize("data", [random.Random(7).randbytes(20_000), bytes(500) + b"\1" * 500, b"\x7fELF" + bytes(64)])
def test_noise_is_refused_as_binary(data):
    with pytest.raises(IntakeError) as refusal:
        decode(data)
    assert refusal.value.reason == "binary"


def test_bytes_that_no_encoding_explains_are_undecodable():
    with pytest.raises(IntakeError) as refusal:
        decode(bytes(random.Random(3).choice(range(0xF8, 0x100)) for _ in range(2_000)))
    assert refusal.value.reason == "undecodable"
