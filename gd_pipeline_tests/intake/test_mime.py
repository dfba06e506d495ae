import base64
import quopri

import pytest

from gd_pipeline.intake import read_bytes

PAGE = "<html><body><p>清水县档案局2021年政府信息公开工作年度报告</p><p>主动公开政府信息45条。</p></body></html>"
TEXT = "清水县档案局2021年政府信息公开工作年度报告\n主动公开政府信息45条。"
HEAD = b'From: saved\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_x"\r\n\r\nA saved page.\r\n'
PICTURE = b"\r\n----=_x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n"


def part(coding: str, body: bytes, charset: str = "utf-8") -> bytes:
    header = (
        f'\r\n----=_x\r\nContent-Transfer-Encoding: {coding}\r\nContent-Type: text/html; charset="{charset}"\r\n\r\n'
    )
    return header.encode() + body


@pytest.mark.parametrize(
    "saved",
    [
        HEAD + part("quoted-printable", quopri.encodestring(PAGE.encode())) + PICTURE + b"----=_x--\r\n",
        HEAD + PICTURE + part("base64", base64.encodebytes(PAGE.encode())) + b"\r\n----=_x--\r\n",
        HEAD + part("8bit", PAGE.encode("gb18030"), "gb2312") + PICTURE,
        b"MIME-Version: 1.0\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(PAGE.encode()),
    ],
    ids=["quoted-printable before a picture", "base64 behind a picture", "8bit in gb2312, cut off", "one part only"],
)
@pytest.mark.parametrize("name", ["a.mht", "a.doc"])
def test_the_page_among_the_parts(saved: bytes, name: str):
    document = read_bytes(saved, name)
    assert (document.text, document.media_type) == (TEXT, "text/html")


@pytest.mark.parametrize(
    "said", [b"Its type is text/html.", b"Content-Type: see text/html\r\n\r\nNo page.", b"x" * 3000 + b" text/html"]
)
def test_words_that_only_name_the_type_are_no_page(said: bytes):
    told = b"\r\n----=_x\r\nContent-Type: text/plain\r\n\r\n" + said + b"\r\n\r\nNothing of it is shown.\r\n"
    saved = HEAD + told + part("base64", base64.encodebytes(PAGE.encode())) + b"\r\n----=_x--\r\n"
    assert read_bytes(saved, "a.mht").text == TEXT


def test_a_page_that_only_shows_such_a_header():
    shown = "<html><body><p>MIME-Version: 1.0</p><p>主动公开政府信息45条。</p></body></html>"
    assert "45条" in read_bytes(shown.encode(), "a.html").text


@pytest.mark.parametrize(
    "saved", [HEAD, HEAD + PICTURE, HEAD + part("base64", b"\xff%"), HEAD + b"\r\nContent-Type: text/html"]
)
def test_parts_without_a_page_are_no_crash(saved: bytes):
    assert "45" not in read_bytes(saved, "a.mht").text


def test_a_mail_of_plain_text_is_read_in_its_lines():
    plain = part("base64", base64.encodebytes(TEXT.encode("gb18030")), "gbk").replace(b"text/html", b"text/plain")
    document = read_bytes(HEAD.replace(b"related", b"mixed") + plain + PICTURE, "a.eml")
    assert document.text == TEXT


def test_a_page_goes_before_the_plain_text_of_a_mail():
    plain = part("8bit", "请看网页。".encode()).replace(b"text/html", b"text/plain")
    document = read_bytes(HEAD + plain + part("8bit", PAGE.encode()), "a.eml")
    assert document.text == TEXT
