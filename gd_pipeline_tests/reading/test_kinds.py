import pytest

from gd_pipeline.intake.document import Document
from gd_pipeline.reading.identity import read_identity
from gd_pipeline.reading.kinds import refusal
from gd_pipeline.reading.sections import read_sections

BODY = (
    "\n一、概述\n我县推进公开。\n二、主动公开政府信息情况\n全年主动公开9条。\n三、依申请公开情况\n未收到申请。\n"
    "四、收费及减免情况\n未收费。\n五、申请行政复议、提起行政诉讼情况\n无。\n六、存在的主要问题\n人手不足。\n"
)


def reason(text: str, cells: int = 0) -> str | None:
    document = Document("id", "page.txt", "text/plain", "utf-8", len(text), text)
    sections = read_sections(text)
    refused = refusal(document, read_identity(document, sections), sections, cells)
    return refused.reason if refused else None


REFUSED = [
    (
        "notice",
        "某市政府办关于做好2013年政府信息公开工作年度报告编制和发布工作的通知\n各县：\n一、总结工作，及时公布。",
    ),
    (
        "notice",
        "各单位：\n现就2013年政府信息公开年度报告编写、报送等有关事项通知如下：\n一、报告内容\n(一)主动公开情况。\n(二)依申请公开情况。",
    ),
    ("notice", "关于报送2022年度政府信息公开工作年度报告的通知\n各科室：\n请于1月10日前报送。2021年我局公开126条。"),
    ("notice", "某市政府关于公布某市2009年政府信息公开工作年度报告的通知\n各县：\n现予公布。\n附件：年度报告"),
    ("notice", "关于进一步规范政府信息公开年度报告工作的通知\n一、提高认识。"),
    ("blank_form", "关于印发《政府信息公开工作年度报告格式》的通知\n一、总体情况\n综述本机关工作。"),
    ("blank_form", "某市政府信息公开情况统计报表\n年 月\n主动公开信息数\n条\n申请总数\n条"),
    ("model_text", "政府信息公开工作年度报告范文(精选5篇)\n篇一：XX镇20XX年政府信息公开工作年度报告\n我镇公开XX条。"),
    ("model_text", "XX局2019年政府信息公开工作年度报告\n我局主动公开XX条，收到申请XX件，答复XX件。" + BODY),
    ("model_text", "**市水务局2014年政府信息公开工作年度报告\n由**市水务局根据**市文件编制，正式会员可阅读。" + BODY),
    ("model_text", "xx市水务局2014年公开报告\n今年，xx市水务局发布9条。xx市水务网收到申请0件。" + BODY),
    (
        "model_text",
        "《水务局2022年信息公开工作报告.doc》由会员分享，可在线阅读，更多相关《水务局2022年信息公开工作报告.doc(3页"
        "珍藏版)》请在某文库搜索。\n由会员分享。" + BODY,
    ),
    (
        "not_a_report",
        "根据《教育厅办公室关于做好2022年高校信息公开年度报告工作的通知》要求，现将我校2021—2022年度信息公开工作报告"
        "如下。" + BODY.replace("我县", "我校"),
    ),
    ("comparison", "2014年政府信息公开第三方评估报告\n一、评估对象\n本次评估的对象为9家单位。主要问题是公开不及时。"),
    ("guide", "依申请公开须知\n一、按要求填写申请表。\n二、收费按标准执行。对答复不服的，可申请行政复议、提起诉讼。"),
    ("model_text", "政府信息公开工作年度报告填报说明\n表三勾稽关系如下。"),
    ("regulation", "政府信息公开年度报告制度\n第一条 为促进公开，制定本制度。"),
    ("regulation", "第一条 为全面掌握情况，制定本办法。第二条 各单位应当报告。第三条 报告包括以下内容。"),
    ("regulation", "政府信息公开信息处理费管理办法\n第四条 按件计收。"),
    ("regulation", "某县人民政府工作规则\n第一章总则\n一、本县政府依法行政。" + BODY),
    ("notice", "某市2023年政府信息公开工作年度报告公布情况\n我市应公布年度报告单位37个，按时公布率100%。" + BODY),
    ("work_summary", "某县司法局2022年政务公开工作总结\n一、主要做法\n我局发布信息210条。\n二、存在问题\n队伍不稳。"),
    ("work_summary", "某区2024年政务公开工作要点\n一、加强公开。"),
    ("work_summary", "某局2019年政府信息公开工作自查报告" + BODY),
    ("comparison", "各省年度报告对比分析\n通过对2011-2013年度政府信息公开年度报告的统计，分析数量。"),
    ("comparison", "每年3月底，各机关应公布本单位年度报告。\n人民网记者查看了54家部门的政府信息公开年度报告。" + BODY),
    (
        "list_page",
        "年度报告\n"
        + "".join(f"某县{year}年政府信息公开工作年度报告 [2020-03-01]\n" for year in range(2013, 2020))
        + "共 12 条 下一页",
    ),
    ("news", "某省发布2016年政府信息公开工作年度报告\n27日，省政府正式发布。报告显示，全年公开615万条。责任编辑：某某"),
    ("reply", "政府信息公开申请答复书\n本机关收到你提交的申请，申请公开2022年度报告的明细。"),
    (
        "guide",
        "某县政府信息公开指南\n一、主动公开\n二、依申请公开\n自收到申请之日起答复。收费按标准执行。存在问题可申请行政复议、行政诉讼。",
    ),
    ("partial_year", "2022年上半年政府信息公开数据统计\n受理申请241件，行政诉讼3件。"),
    ("not_a_report", "某局2018年度整体支出绩效评价报告\n一、部门概况\n在职246人。"),
    ("not_a_report", "领导介绍\n机构设置\n办事指南"),
    ("not_a_report", ""),
    ("news", "图解：某市2022年政府信息公开工作年度报告\n2022年我市公开信息9条。"),
    (
        "news",
        "关于《某市2022年政府信息公开工作年度报告》的解读\n一、编制背景\n根据要求编制。\n二、主要内容\n公开信息9条。",
    ),
    (
        "news",
        "文字解读：青禾县水务局2022年政府信息公开工作年度报告\n一、编制背景\n为了说明本单位情况，编制本报告。\n二、编制依据\n"
        "条例。\n三、主要内容\n报告分为主动公开、依申请公开、收费、行政复议和诉讼、存在的问题五部分。\n" + BODY,
    ),
    (
        "news",
        "某市2022年政府信息公开工作年度报告出炉\n记者从报告中看到，全市公开信息9条，收到申请3件，收费0元，行政复议、诉讼各1件，"
        "问题是公开不够及时。\n来源：某市日报",
    ),
    ("reply", "关于信息公开申请的答复书\n本机关收到您提交的申请，您申请公开某局2021年度政府信息公开工作年度报告。"),
    ("not_a_report", "青禾供水有限公司2022年信息公开年度报告" + BODY),
    ("not_a_report", "青禾市第一人民医院2022年院务公开工作报告" + BODY),
    ("not_a_report", "青禾村2022年村务公开工作报告" + BODY),
    ("reply", "首页\n关于信息公开申请的答复书\n本机关收到您提交的申请，申请公开青禾县2021年政府信息公开工作年度报告。"),
    (
        "news",
        "政策解读\n青禾县2022年政府信息公开工作年度报告\n一、编制依据\n条例。\n我县主动公开，受理申请，收费为0，行政复议为0，"
        "诉讼为0，问题是人手不足。",
    ),
    ("not_a_report", "青禾中学2021-2022学年信息公开年度报告" + BODY),
    ("news", "一图读懂某市2022年政府信息公开工作年度报告\n请看图。"),
    ("partial_year", "某市2022年上半年政府信息公开工作报告" + BODY),
    ("partial_year", "某局2022年第三季度政务信息公开工作总结\n我局公开信息9条。" + BODY),
    ("not_a_report", "404 Not Found\n您访问的页面不存在\n返回首页"),
    ("not_a_report", "用户登录\n用户名\n密码\n验证码\n政府信息公开"),
    ("not_a_report", "政府网站工作年度报表(2022年度)\n网站名称\n信息发布总数 2000\n依申请公开"),
    ("not_a_report", "2022 Annual Report on Government Information Disclosure\nIn 2022, 3000 items were disclosed."),
    ("not_a_report", "某市2022年法治政府建设年度报告\n推进政府信息公开，办理依申请公开3件。"),
    ("no_body", "某县2020年政府信息公开工作年度报告\n浏览次数：9\n附件：2020年政府信息公开工作年度报告.docx"),
    ("no_year", "某县政府信息公开工作年度报告" + BODY),
    ("no_year", "青禾县政府信息公开工作年度报告\n一、概述\n主动公开政府信息100条。\n二、依申请公开\n收到申请3件。"),
]


@pytest.mark.parametrize(("wanted", "text"), REFUSED, ids=[f"{case[0]}-{case[1][:16]}" for case in REFUSED])
def test_what_is_no_report(wanted: str, text: str):
    assert reason(text) == wanted


REPORTS = [
    "某县2019年政府信息公开工作年度报告" + BODY,
    "某县2019年政府信息公开工作年度报告\n我县公开信息9条。",
    "2019年，我县推进公开。" + BODY,
    "本报告由某县政府办公室编制，由概述等7个部分组成。统计期限自2017年1月1日起至2017年12月31日止。\n一、概述\n政府信息公开工作有序推进。",
    "某市政府关于公布某市2009年政府信息公开工作年度报告的通知\n某市2009年政府信息公开工作年度报告" + BODY,
    "某市政府关于公布\n某市2009年政府信息公开工作年度报告的通知\n某市2009年政府信息公开工作年度报告" + BODY,
    "根据《关于做好2019年政府信息公开工作年度报告编制工作的通知》要求，现将某局2019年政府信息公开情况报告如下。" + BODY,
    "现将某市水务局(以下简称市水务局)2018年政府信息公开工作年度报告予以公布。\n一、概述\n全年主动公开信息9条。未收到申请。",
    "根据条例要求，现将某市水务局2018年政府信息公开工作年度报告公布如下：\n一、概述\n全年主动公开信息9条。未收到申请。",
    "某区办公室2016年政府信息公开年度报告\n根据督查工作的通知精神，现将自查落实情况报告如下：" + BODY,
    "某县教育局2019年政府信息公开工作年度报告\n根据条例和《高等学校信息公开办法》，我局指导学校公开。" + BODY,
    "某县2019年政府信息公开工作年度报告\n按照《高等学校信息公开办法》和条例，我县各学校推进公开。" + BODY,
    "某县2019年政府信息公开工作年度报告\n按照《高等学校信息公开办法》指导学校公开。\n2019年主动公开9条。",
    "2011年，省水利厅借助网站进一步健全了政府信息公开的工作制度。" + BODY,
    "本报告根据条例、《某市政府信息公开工作年度报告制度(试行)》和市政府办公室《关于做好2016年政府信息公开工作年度报告"
    "编制工作的通知》要求，由某局编制。统计期限自2016年1月1日至2016年12月31日。" + BODY,
    "根据《中华人民共和国政府信息公开条例》(国务院令第711号)，编制本年度报告。\n一、总体情况\n2024年我局主动公开政府信息9条。"
    "依申请公开3件。",
    "依据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。\n一、总体情况\n2024年，主动公开政府信息9条。"
    "收到政府信息公开申请8件。",
    "根据条例有关规定，以及《国务院办公厅关于政府信息公开工作年度报告有关事项的通知》要求，现将我旗2019年度政府信息公开工作"
    "报告如下。" + BODY,
    "一、基本情况\n2010年我街公开信息7条。\n二、主动公开政府信息情况\n网站公开信息7条。\n三、存在问题\n不足。",
    "投注网站首页\n某镇2019年政府信息公开工作年度报告" + BODY,
    "某县2019年政府信息公开工作年度报告\n发布时间：2020-01-20 来源：记者某某\n近日完成。" + BODY,
    "某县2019年政府信息公开工作年度报告\n我县领导接受记者采访3次。" + BODY,
    "青禾城市建设投资有限公司2022年政府信息公开工作年度报告" + BODY,
    "某县医院管理中心2022年政府信息公开工作年度报告\n我中心指导各医院院务公开。" + BODY,
    "某县2022年政府信息公开工作年度报告\n下载：政府信息公开申请答复书样式" + BODY,
    "某局2022年政府信息公开工作年度报告\n做好政策解读，说明编制背景、依据和目的。" + BODY,
    "某镇2022年政府信息公开工作年度报告\n我镇指导各村村务公开工作，报告如下。" + BODY,
]


TITLE = "青禾县水务局2022年政府信息公开工作年度报告"
LINKS = [
    "首页 依申请公开 申请答复书",
    "政府信息公开申请表 政府信息公开申请答复书 年度报告",
    "首页 申请告知书 收到您的来信",
    "政策解读 年度报告 发布的背景",
    "解读：青禾县政府信息公开年度报告 发布依据",
    "2022年年报正式出炉",
    "记者从县政府获悉：2022年年报正式出炉",
    "青禾县人民医院2022年信息公开年度报告",
    "青禾村2022年村务公开工作报告",
    "2022年上半年政府信息公开工作报告",
    "关于做好2022年政府信息公开年度报告编制工作的通知",
    "政府信息公开年度报告填报说明",
    "政府信息公开年度报告格式",
    "青禾县政府信息公开年度报告制度",
    "青禾中学2021-2022学年信息公开年度报告",
    "图解 政策解读 年度报告 编制背景",
    "本报讯 近日",
]


@pytest.mark.parametrize("link", LINKS)
def test_a_link_beside_a_report_does_not_make_it_another_kind(link: str):
    assert reason(f"{link}\n{TITLE}{BODY}") is None
    assert reason(f"首页\n{link}\n上一篇\n{TITLE}{BODY}") is None
    assert reason(f"{TITLE}\n{link}{BODY}") is None
    assert reason(f"{TITLE}{BODY}{link}") is None
    assert reason(f"{link}\n{TITLE}\n一、概述\n推进公开。\n二、主动公开情况\n9条。\n三、依申请公开情况\n无。") is None


@pytest.mark.parametrize("link", LINKS[:6])
def test_a_link_beside_a_report_without_headings_does_not_make_it_another_kind(link: str):
    assert reason(f"{link}\n{TITLE}\n2022年，我局主动公开信息9条，收到申请3件。") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "培训新闻发言人和记者从业人员20人次。",
        "媒体记者从会上了解政策。",
        "有记者了解到的问题当场答复。",
        "财政年报出炉后及时公开。",
        "政务公开年报亮相县政务新媒体。",
        "财政年报出炉后，媒体记者从年报中了解情况。",
    ],
)
def test_a_sentence_on_journalists_makes_no_news_of_a_report(sentence: str):
    assert reason(f"{TITLE}{BODY}{sentence}") is None
    assert reason(f"{TITLE}\n2022年，我局主动公开信息9条，收到申请3件。{sentence}") is None


@pytest.mark.parametrize(
    "title",
    [
        "青禾县农业局2022年政府信息公开和村务公开年度报告",
        "青禾县民政局2022年政务公开、村务公开工作年度报告",
        "青禾县教育局2022年政务公开和校务公开工作年度报告",
        "青禾镇2022年政务公开村务公开工作报告",
        "青禾市第一人民医院2022年信息公开年度报告\n根据《中华人民共和国政府信息公开条例》编制。",
        "青禾城市建设投资有限公司2022年信息公开工作年度报告\n根据《条例》编制。",
    ],
)
def test_a_title_on_government_information_too_or_a_basis_in_the_regulation_makes_a_report(title: str):
    assert reason(title + BODY) is None


@pytest.mark.parametrize("text", REPORTS, ids=[text[:20] for text in REPORTS])
def test_what_is_a_report(text: str):
    assert reason(text) is None


def test_filled_tables_make_a_report_of_a_page_without_words():
    text = "2019年\n本年新收政府信息公开申请数量 3"
    assert reason(text, cells=0) == "not_a_report"
    assert reason(text, cells=20) is None


def test_links_to_other_years_do_not_make_a_report_a_list():
    links = "".join(f"某县{year}年政府信息公开工作年度报告\n" for year in range(2013, 2019))
    assert reason("某县2019年政府信息公开工作年度报告" + BODY * 2 + links) is None


def test_links_to_other_bodies_do_not_make_a_short_report_a_list():
    links = "".join(f"{name}镇2019年政府信息公开工作年度报告 2020-01-10\n" for name in "东西南北中上下左右前后")
    assert reason("某镇2019年政府信息公开工作年度报告" + BODY + "相关文章\n" + links) is None
    assert reason("年度报告\n" + links) == "list_page"


def test_a_letter_that_hands_in_a_whole_report_is_one() -> None:
    """关于报送…年度报告的函 with sections and counts of its own; one that asks others for theirs is a notice."""
    letter = "某县水务局关于报送2012年政府信息公开工作年度报告的函\n县政府办公室：\n现将我局年度报告报送如下。"
    assert reason(letter + BODY.replace("未收到申请", "收到申请3件")) is None
    assert reason(letter + BODY.replace("9条", "情况")) == "notice"
    assert reason(letter + "\n一、数量\n我局公开9条，收到申请3件。") == "notice"
    assert reason(letter + "根据条例第31条、第32条编制。" + BODY.replace("9条", "情况")) == "notice"
    assert reason(letter.replace("的函", "的通知") + BODY.replace("未收到申请", "收到申请3件")) == "notice"
