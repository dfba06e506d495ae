import pytest

from gd_pipeline.catalog.loader import CatalogError, read_text
from gd_pipeline.catalog.sections import inherited_slot, named_slot, read_section_words

HEADINGS = """
preface
    引言
overview
    概述 总体情况 总体工作情况 基本概况 主要工作开展情况 组织管理情况 加强组织领导
    政府信息公开基本情况
proactive
    主动公开政府信息的情况 政府信息主动公开情况 信息主动公开情况 政府信息公开情况
    主动公开信息情况及回应解读情况 行政机关主动公开政府信息情况 主动公开信息情况
response
    回应解读情况 政策解读回应情况
key_areas
    重点领域信息公开情况 主要任务落实情况 重点领域政府信息主动公开情况
proposals
    建议提案办理结果公开情况 人大代表建议和政协委员提案办理结果公开情况
requests
    依申请公开政府信息和不予公开政府信息的情况 政府信息依申请公开办理情况 依申请公开工作情况
    收到和处理政府信息公开申请情况 依申请公开、不予公开及咨询政府信息情况
    行政机关收到和处理政府信息公开申请情况
fees
    政府信息公开的收费及减免情况 依申请信息公开收费情况 公开收费情况 政府支出和收费情况 人员和收支情况
    工作人员、收费及减免情况
review_litigation
    因政府信息公开申请行政复议、提起行政诉讼的情况 复议、诉讼和申诉情况 申请行政复议情况
    举报、复议、诉讼情况 举报投诉处理情况 复议、诉讼及举报投诉情况 政府信息公开行政复议、行政诉讼情况
    因政府信息公开工作被申请行政复议、提起行政诉讼情况
consultation
    咨询处理情况 网上服务、咨询情况 咨询和投诉情况
problems
    存在的主要问题及改进情况 政府信息公开工作存在的主要问题及改进措施 存在不足及改进措施 存在的困难和问题
    工作中存在的主要问题 存在问题和下步工作措施
plans
    下步工作打算 下一步工作计划 改进措施 2016年工作安排
other
    其他需要报告的事项 需要说明的其他事项 需要说明的事项与附表 说明与附表 相关说明和指标统计表
statistics
    某市政府信息公开情况统计表
"""


def headings() -> list[tuple[str, str]]:
    found, slot = [], ""
    for line in HEADINGS.strip().splitlines():
        if line.startswith(" "):
            found += [(slot, heading) for heading in line.split()]
        else:
            slot = line
    return found


@pytest.mark.parametrize(("slot", "heading"), headings())
def test_a_heading_of_the_first_level_names_its_slot(slot: str, heading: str):
    assert named_slot(heading, top=True) == slot


@pytest.mark.parametrize(
    ("parent", "heading", "slot"),
    [
        ("overview", "依申请公开情况", "requests"),
        ("overview", "监督保障", "overview"),
        ("overview", "基本情况", "overview"),
        ("requests", "基本情况", "requests"),
        ("requests", "属于已主动公开范围", "requests"),
        ("proactive", "政策解读", "response"),
        ("problems", "主动公开的内容不够丰富", "problems"),
        ("problems", "改进措施", "plans"),
        ("plans", "加大主动公开力度", "plans"),
        ("plans", "解决存在的问题", "plans"),
        ("fees", "与诉讼有关的费用支出", "fees"),
        ("key_areas", "价格和收费信息公开情况", "key_areas"),
        ("other", "收取信息处理费情况", "fees"),
        ("statistics", "行政复议数量", "statistics"),
    ],
)
def test_a_heading_below_keeps_its_parents_slot_unless_it_names_another(parent: str, heading: str, slot: str):
    assert inherited_slot(parent, heading) == slot


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('slot = "fees"', 'slto = "fees"', "slot"),
        ('holds = ["plans"]', 'holds = ["plan"]', "plan"),
        ('kind = "row"', 'kind = "rows"', "rows"),
        ('slot = "requests"', 'slot = "fees"', "twice"),
        ("words = []", 'words = ""', "words"),
        ("[[words]]", "[[wrods]]", "wrods"),
    ],
)
def test_a_typo_in_the_file_is_refused(old: str, new: str, said: str):
    text = read_text("sections.toml")
    assert old in text
    with pytest.raises(CatalogError, match=said):
        read_section_words(text.replace(old, new, 1))
