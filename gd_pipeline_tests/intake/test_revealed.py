import json
import time
from html import escape

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.intake.blocks import Line, Table
from gd_pipeline.intake.html import read_html
from gd_pipeline.intake.revealed import unescaped

SENTENCES = "".join(
    f"<p>青禾县水务局在第{number}项工作中按照条例公开了政府信息{number}条。</p>" for number in range(12)
)
BODY = f"{SENTENCES}<table><tr><td>规章</td><td>3</td></tr><tr><td>规范性文件</td><td>4</td></tr></table>"
CODED = json.dumps(BODY)


def text_of(markup: str) -> str:
    return "\n".join(
        block.text if isinstance(block, Line) else "|".join(cell.text for cell in block.cells)
        for block in read_html(markup).blocks
    )


@pytest.mark.parametrize(
    "page",
    [
        f'<div id="js_content" style="visibility: hidden; opacity: 0;">{BODY}</div>',
        f'<p>{"关注公众号阅读更多" * 30}</p><div style="visibility:hidden">{BODY}</div>',
        f'<div id="zoom" style="display:none">{BODY}</div><script>show()</script>',
        f"<textarea>{escape(BODY)}</textarea><div id=shown></div>",
        f'<input type="hidden" value="{escape(BODY)}">',
        f"<noscript>{BODY}</noscript>",
        f"<template>{BODY}</template>",
        f'<iframe srcdoc="{escape(BODY)}"></iframe>',
        f"<script>var said = 'no'; window.page = {{title: 'x', content: {CODED}}};</script>",
        f'<script type="application/json">{{"props": {{"content": {CODED}}}}}</script>',
        f"<script>var content = '{BODY}';</script>",
        f'<script type="text/xml"><record><![CDATA[{BODY}]]></record></script>',
    ],
)
def test_a_body_that_only_a_script_shows_is_read_with_its_table(page: str):
    read = read_html(f"<html><body><h1>青禾县水务局年报</h1>{page}</body></html>")
    lines = [block.text for block in read.blocks if isinstance(block, Line)]
    assert "青禾县水务局年报" in lines
    assert lines[-1] == "青禾县水务局在第11项工作中按照条例公开了政府信息11条。"
    assert [cell.text for block in read.blocks if isinstance(block, Table) for cell in block.cells] == [
        "规章", "3", "规范性文件", "4",
    ]  # fmt: skip
    assert "hidden: the body is one that a script shows" in read.repairs


def test_what_is_hidden_on_a_page_that_shows_its_body_stays_hidden():
    hidden = f'<div style="display:none">{BODY.replace("水务局", "教育局")}</div><script>var a = {CODED};</script>'
    read = read_html(f"<body>{BODY}{hidden}</body>")
    assert "教育局" not in "".join(block.text for block in read.blocks if isinstance(block, Line))
    assert read.repairs == ()


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">' + "<p>政务公开</p>" * 80 + "</div>",
        "<script>var words = " + json.dumps("政务公开 " * 80) + ";</script>",
        '<script>var broken = "' + "政务公开。" * 80 + "</script>",
    ],
)
def test_menus_and_words_without_sentences_are_no_body(hidden: str):
    assert text_of(f"<body><h1>青禾县水务局年报</h1>{hidden}</body>") == "青禾县水务局年报"


OTHER = BODY.replace("青禾县水务局", "白石县教育局") * 2
TITLE, OTHERS = "青禾县水务局2017年政府信息公开年度报告", "白石县教育局2017年政府信息公开年度报告"


def shown_of(title: str, *bodies: str) -> str:
    """What is read of a page that shows `title` and loads one of the `bodies`."""
    strings = ",".join(map(json.dumps, bodies))
    return text_of(f"<body><h1>{title}</h1><p>正在加载</p><script>var all = [{strings}];</script></body>")


@pytest.mark.parametrize(
    "named", [f"<p>{TITLE}</p>{BODY}", f"<h2>青禾县水务局<b>2017年</b>政府信息公开年度报告</h2>{BODY}"]
)
@pytest.mark.parametrize("other", [OTHER, f"<p>{OTHERS}</p>{OTHER}"])
def test_of_several_bodies_the_one_that_names_the_title_is_read(named: str, other: str):
    for bodies in ((named, other), (other, named)):
        assert "水务局在第11项" in shown_of(TITLE, *bodies)
        assert "教育局" not in shown_of(TITLE, *bodies)


def test_of_several_bodies_of_which_none_or_two_are_told_none_is_read():
    assert "公开了" not in shown_of(TITLE, BODY, OTHER)
    assert "公开了" not in shown_of("年报", BODY, OTHER)
    assert "公开了" not in shown_of("2017年政府信息公开年度报告", BODY, f"<p>{OTHERS}</p>{OTHER}")
    assert "公开了" not in shown_of(TITLE, TITLE + BODY, TITLE + OTHER)


def test_a_body_kept_twice_or_beside_a_statement_on_something_else_is_read():
    assert shown_of(TITLE, BODY).count("第11项") == 1
    assert shown_of(TITLE, BODY, TITLE + BODY, escape(BODY)).count("第11项") == 1
    statement = "<p>本网站的版权归主办单位所有，转载应当注明来源。</p>" * 60
    assert shown_of(TITLE, BODY, statement).count("第11项") == 1


@pytest.mark.parametrize("markup", [escape(BODY), BODY.replace("<p>", "&lt;p&gt;").replace("</p>", "&lt;/p&gt;")])
def test_tags_written_as_entities_throughout_are_tags(markup: str):
    assert text_of(f"<body><div>{markup}</div></body>") == text_of(BODY)


def test_characters_escaped_twice_are_read():
    twice = "".join(f"&amp;#{ord(letter)};" if letter > "~" else letter for letter in BODY)
    assert text_of(twice) == text_of(BODY)


def test_a_tag_spoken_of_is_no_tag():
    page = BODY + "<p>网页用&lt;p&gt;和&lt;/p&gt;分段，A&amp;amp;B。</p>"
    assert unescaped(page) == page


@pytest.mark.parametrize(
    "page",
    [
        '<script>"' + '\\"' * 300_000,
        "<script>" + "<![CDATA[" * 90_000,
        "<script>" + "'\"`" * 300_000,
        "&lt;/p&gt;" * 50_000,
        "&lt;" * 50_000,
    ],
)
def test_hostile_scripts_and_entities_take_no_time(page: str):
    begun = time.process_time()
    read_html(page)
    assert time.process_time() - begun < 1


def test_markup_in_the_character_data_of_xml_is_markup():
    page = f"<?xml version='1.0' encoding='utf-8'?><datastore><record><![CDATA[{BODY}]]></record></datastore>"
    document = read_bytes(page.encode(), "a.xml")
    assert document.media_type == "text/html"
    assert document.text == read_bytes(f"<html><body>{BODY}".encode(), "a.html").text


@pytest.mark.parametrize(
    "shell", ["<frameset><frame src=a.htm></frameset>", "<div id=app></div><script src=a.js></script>"]
)
def test_a_page_that_only_loads_others_says_so(shell: str):
    quarantine = read_bytes(f"<html><head><title>年报</title></head>{shell}</html>".encode(), "a.html").quarantine
    assert quarantine is not None
    assert quarantine.reason == "empty"
    assert "script" in quarantine.detail
