import pytest

from gd_pipeline.intake import read_bytes

BODY = "# 清河市2023年年报\n\n一、总体情况\n公开12条。"


@pytest.mark.parametrize(
    "head",
    [
        '---\ntitle: "年报"\nurl: http://a.gov.cn/t20240120_1.html\ndate: 2024-01-20\ntags: [a]\n---\n',
        "Title: 年报\n\nURL Source: http://a.gov.cn/t20240120_1.html\n\n"
        "Published Time: 2024-01-20\n\nMarkdown Content:\n",
    ],
)
def test_front_matter_is_read_and_set_apart(head):
    document = read_bytes((head + BODY).encode(), "a.md")
    assert document.metadata == {"title": "年报", "url": "http://a.gov.cn/t20240120_1.html", "date": "2024-01-20"}
    assert document.text == BODY.removeprefix("# ")
    assert {piece.kind for piece in document.furniture} == {"frontmatter"}


@pytest.mark.parametrize("head", ["---\n", "---\n甲\n---\n", "Title: 年报\n"])
def test_what_is_no_front_matter_stays(head):
    document = read_bytes((head + BODY).encode(), "a.md")
    assert document.metadata == {}
    assert document.text == head + BODY.removeprefix("# ")
