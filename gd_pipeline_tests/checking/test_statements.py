"""Statements in the words of a report, through the real reader: those that cannot be true are found, no others."""

from pathlib import Path

import pytest

from gd_pipeline.checking import findings
from gd_pipeline.warehouse.examine import examine_path

REPORT = """甲县2020年政府信息公开工作年度报告

本报告所列数据的统计期限自2020年1月1日起至2020年12月31日止。

一、主动公开政府信息的情况
{}
"""
WRONG = [
    ("受理当面申请10件、答复网上咨询40件、其中答复来信12件，合计63件。", "sum.enumeration"),
    ("公开事项共计520项，其中许可类120项，处罚类210项，强制类40项，其余140项。", "sum.enumeration"),
    ("发布政策解读材料96篇，其中图解40篇、文字解读30篇、视频解读10篇，其他形式6篇。", "sum.enumeration"),
    ("政务新媒体账号共35个，其中微信公众号20个，微博8个，抖音号4个，其他平台6个。", "sum.enumeration"),
    ("培训4期，共培训人员500人次，其中县直部门220人次，乡镇180人次，其他人员80人次。", "sum.enumeration"),
    ("办理人大代表建议210件、政协提案150件，两项合计370件。", "sum.proposals.total"),
    ("设立信息查阅点86处，其中市级2处、部门24处、县（区）级15处、乡镇（街道）40处。", "sum.reading_points.total"),
    ("收到申请120件，其中当面申请20件，网络申请70件，信函申请25件，传真申请0件。", "sum.requests.received"),
    (
        "主动公开政府信息5000条，其中机构职能类100条，政策法规类900条，工作动态类3000条，其他类800条。",
        "sum.proactive.total",
    ),
    ("受理办件1000件，办结办件900件，办结率98%。", "percentage.rate"),
    ("专职人员12人、兼职人员45人，共有从事政府信息公开工作人员60人。", "sum.staff.total"),
    (
        "收到申请80件，其中自然人申请75件，商业企业4件，科研机构0件，社会公益组织0件，法律服务机构2件，其他1件。",
        "sum.applicants",
    ),
    (
        "收到申请63件，答复的63件中，予以公开40件、部分公开5件、不予公开6件、无法提供8件、不予处理1件、其他处理2件。",
        "sum.outcome.total",
    ),
    ("政府信息公开引发的行政复议18件，其中维持10件、纠正3件、其他2件，均已审结。", "sum.review.total"),
    ("新收申请300件，上年结转20件，办理答复290件，结转下年度继续办理20件。", "sum.disposition"),
    (
        "答复申请200件，其中予以公开120件，占60%；部分公开30件，占15%；不予公开40件，占25%；无法提供10件，占5%。",
        "percentage.share",
    ),
    ("共办结申请186件，受理200件，办结率为95.2%。", "percentage.rate"),
    ("满意度调查共回收有效问卷120份，满意率达99.5%。", "percentage.feasible"),
    ("政府公报全年出版24期，每期发行2000册，共计发行46000册。", "product.total"),
    ("举办新闻发布会12场，其中主要负责人出席15场。", "bound.part"),
    ("2020年主动公开信息3600条，2019年为3000条，同比增长25%。", "growth.printed"),
    ("共收到申请45件，比上年增加5件，增长15%。", "growth.printed"),
    ("收到行政诉讼9件，均获法院维持，其中2件尚未审结。", "conflict.all_upheld"),
    ("全县设立信息查阅专区312个。年内，信息查阅专区301个全部配备电脑。", "conflict.noun"),
    ("收到留言40条。发布解读稿件12篇，比上年增长41.22%。", "growth.feasible"),
    ("办事环节由18项压缩至6项，压缩率50%。", "percentage.reduction"),
    ("审理信访案件41件。36件已经审结，4件正在审理。", "sum.concluded"),
    ("新收申请620件，上年结转5件，共办结612件，结转下年度继续办理15件。", "sum.disposition"),
    ("制作动漫短片100部，其中科普动漫60部、普法动漫50部。", "bound.of_which"),
    ("2020年主动公开信息3600条，2019年为3100条，同比增长16.2%。", "growth.printed"),
    ("组织讲座37场。其中，县政府组织73场。", "bound.of_which"),
    ("组织讲座37场．其中县政府组织73场。", "bound.of_which"),
    ("主动公开信息（共120条），其中政府网站公开信息150条。", "bound.of_which"),
    ("发生信访投诉12件、劳动仲裁29件，其中46件已经办结。", "bound.of_which"),
    ("召开座谈会3次、讲座5次，其中线上讲座6次。", "bound.of_which"),
    ("建成312个政务服务便民驿站。至年底，全县301个政务服务便民驿站均已投入使用。", "conflict.noun"),
    ("全县设置意见箱480个。今年，意见箱470个全部启用。", "conflict.noun"),
    ("全县设置意见箱480个。共设置意见箱470个。", "conflict.noun"),
    ("2019年，全县启动试点。2019年，出台试点方案。", "period.body"),
    ("发布解读稿件12篇，较2019年增长41.22%。", "growth.feasible"),
    ("新收申请530件，上年结转6件，办结521件，申请人撤回4件，结转下年度继续办理13件。", "sum.disposition"),
    ("收到申请48件，共办结58件。", "bound.answered"),
    ("收到申请48件，全部按时办结。共答复62件。", "bound.answered"),
    ("全县公文公开率达120%。", "percentage.over"),
    ("答复及时，其中网络申请占比110%。", "percentage.over"),
    ("门户网站发布信息860条，比上年增加60条；其中工作动态类信息4300条。", "bound.of_which"),
    ("收到申请12件，收取费用260万元。", "plausibility.fees"),
]
RIGHT = [
    "收到申请48件，上年结转10件，共办结58件。",
    "税收任务完成率达120%，信息量占用空间增长130%。",
    "门户网站发布信息860条，比上年增加60条；其中工作动态类信息430条。",
    "收到申请12件，收取费用260元。",
    "新收政府信息公开申请36件，上年结转2件，同比增长12.5%。",
    "当面受理申请10件、网上受理40件、信函受理12件，合计62件。",
    "受理申请18件，同比增加3件，答复18件，合计18件。",
    "发生信访投诉12件、劳动仲裁29件，其中36件已经办结，5件仍在办理。",
    "印发公报6期、增刊2期，共计8期；公开文件120件。",
    "公开文件约300件、通知近200件，合计500余件。",
    "新收申请379件，上年结转27件，共计办结381件，结转下年度继续办理25件。",
    "收到申请4件，对其中一件予以公开，对其中两件予以部分公开，对其中一件告知不属于本机关公开。",
    "受理来电8072件，比2019年的6357件上升26.98%，答复率为100%。",
    "受理申请12件，比2019年的18件减少6件，下降33.3%。",
    "受理申请407件，办结392件，到期办结率100%。",
    "公开各类信息936条（不同渠道和方式公开相同信息计1条），其中工作动态192条，公示类信息29条，其他信息715条。",
    "网站发布信息312条，其中政策文件14条，行政许可93条，其他重点信息5条，工作动态61条。",
    "受理信访件300件、依申请公开20件，办结依申请公开18件，结转2件，合计收费0元。",
    "今年新增微信公众号2个、撤销1个，目前共计20个。",
    "新设服务窗口3个、查阅点5个，累计建成各类窗口共计120个。",
    "政务新媒体账号共38个，其中微信公众号20个，微博8个，抖音号4个，其他平台6个。",
    "主动公开政府信息5000条，其中，通过网站公开3000条，通过微信公开2400条，通过公开栏公开900条。",
    "办理人大代表建议210件、政协提案150件，两项合计360件。",
    "设立信息查阅点81处，其中市级2处、部门24处、县（区）级15处、乡镇（街道）40处。",
    "收到申请120件，其中网络申请70件、信函申请25件。",
    "专职人员12人、兼职人员45人，共有从事政府信息公开工作人员57人。",
    "政府信息公开引发的行政复议18件，其中维持10件、纠正3件、其他2件，尚未审结3件。",
    "新收申请300件，上年结转20件，办理答复290件，结转下年度继续办理30件。",
    "收到申请320件（含上年结转20件），办理答复290件，结转下年度继续办理30件。",
    "答复申请200件，其中予以公开120件，占60%；部分公开30件，占15%；不予公开40件，占20%；无法提供10件，占5%。",
    "共办结申请186件，受理200件，办结率为93%。",
    "受理咨询120件，办结率100%，其中电话咨询80件、网上咨询40件。",
    "收到申请100件，办结98件，其中按时办结96件，按时办结率98%。",
    "满意度调查共回收有效问卷120份，满意率达99.2%。",
    "政府公报全年出版24期，每期发行2000册，共计发行48000册。",
    "共培训4期，每期50人，累计培训干部200人次。",
    "举办新闻发布会12场，其中主要负责人出席5场。",
    "2020年主动公开信息3600条，2019年为3000条，同比增长20%。",
    "收到行政诉讼9件，均获法院维持；行政复议2件尚未审结。",
    "全县设立信息查阅专区312个。年内，信息查阅专区312个全部配备电脑。",
    "全县设立信息查阅专区312个。其中，信息查阅专区301个在乡镇。",
    "全县设立信息查阅专区312个。新增信息查阅专区30个。",
    "全县设立信息查阅专区312个。2018年，信息查阅专区301个。",
    "全县设立信息查阅专区312个。县档案馆设立信息查阅专区30个。",
    "全县设立信息查阅专区312个。本局设立信息查阅专区30个。",
    "全县设立信息查阅专区312个，乡镇信息查阅专区301个。",
    "全县设立信息查阅专区312个。计划到年底建成信息查阅专区400个。",
    "新收申请620件，上年结转5件，共办结612件，结转下年度继续办理13件。",
    "制作动漫短片100部，其中科普动漫60部、普法动漫30部。",
    "发布解读稿件209篇，比上年增长41.22%。",
    "办事环节由18项压缩至6项，压缩率66.7%。",
    "现有账号58个，清理账号120个，精简率67%。",
    "审理信访案件12件、复查案件29件。36件已经审结，5件正在审理。",
    "建成312个政务服务便民驿站。至年底，全县312个政务服务便民驿站均已投入使用。",
    "收到行政复议14件，9件已审结，3件正在审理，2件撤回。",
    "收到行政复议14件，其中9件已审结，3件正在审理，2件不予受理。",
    "收到留言47件。42件已办结，3件正在办理，2件转交其他单位。",
    "收到留言47件。42件已办结，3件正在办理，1件转交其他单位。",
    "新收申请530件，上年结转6件，办结521件，申请人撤回4件，结转下年度继续办理11件。",
    "新收申请530件，上年结转6件，共办结524件，结转下年度继续办理11件，撤回1件。",
    "2020年全县培训干部90人次。2019年，县政府启动标准化试点。2019年，出台试点方案。",
    "今年全县培训干部90人次。2019年，县政府启动标准化试点。2019年，出台试点方案。",
    "本年度共培训干部90人次。2019年，县政府启动标准化试点。2019年，出台试点方案。",
    "信息公开工作支出42万元，比上年增长13.47%。",
    "举办政策宣讲会4场，门户网站浏览量同比增长17%。",
    "办结依申请公开件4件，其他业务量增长17%。",
    "取消证明事项40项，精简率42.7%。",
    "清理群聊110个，精简率68.3%。",
    "办事材料由15份压缩至5份，平均压缩率48%。",
    "办事环节由18项压缩至9项，压缩率50%，满意率98%。",
    "全县共设置意见箱480个。教育系统，设置意见箱95个。",
    "全县建成便民服务大厅140个。在乡镇方面，建成便民服务大厅120个。",
    "我县共设置意见箱480个。在机关单位，设置意见箱95个。",
    "全县配备信息员260名。县政务公开办，配备信息员85名。",
]
LEFT_STANDING = [
    "全年审核公文XX件。",
    "政府网站公开信息x条。",
    "20XX年公开工作有序推进。",
    "○○局主动公开信息120条。",
    "召开例会〇〇次。",
    "发放办事指南____份。",
    "编发简报（  ）期。",
    "收到申请  件。",
    "如有疑问请致电办公室，电话：0570-XXXXXXXX。",
    "（该部分以表格形式报告，表格如下）",
]
FILLED_IN = [
    "拍摄照片3×52张，培训2次×3期。",
    "二○○八年、二〇〇四年制定的制度继续执行。",
    "检测X光机12台，办公网址t__a.html。",
    "**年度重点**工作有序推进。",
]
OF_THE_DOCUMENT = ("structure", "deadline")


def found(statement: str, folder: Path) -> set[str]:
    """Rules of the findings about the numbers of a report that says this."""
    return {rule for rule in all_found(statement, folder) if not rule.startswith(OF_THE_DOCUMENT)}


def all_found(statement: str, folder: Path) -> set[str]:
    """Rules of the findings about a report that says this."""
    path = folder / "report.txt"
    path.write_text(REPORT.format(statement), encoding="utf-8")
    (examined,) = examine_path(path)
    return {check.rule for check in findings(examined.reports[0][1])}


@pytest.mark.parametrize(("statement", "rule"), WRONG)
def test_what_cannot_be_true_is_found(statement: str, rule: str, tmp_path: Path) -> None:
    assert found(statement, tmp_path) == {rule}


@pytest.mark.parametrize("statement", RIGHT)
def test_what_can_be_true_is_no_finding(statement: str, tmp_path: Path) -> None:
    assert found(statement, tmp_path) == set()


@pytest.mark.parametrize(("statements", "expected"), [(LEFT_STANDING, True), (FILLED_IN, False)])
def test_what_was_to_be_filled_in(statements: list[str], expected: bool, tmp_path: Path) -> None:
    told = [statement for statement in statements if "structure.residue" in all_found(statement, tmp_path)]
    assert told == (statements if expected else [])


def test_words_are_quoted_without_what_joins_them(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format("2020年，全县组织座谈5场、讲座37场，其中县政府73场。"), encoding="utf-8")
    (examined,) = examine_path(path)
    (finding,) = [check for check in findings(examined.reports[0][1]) if check.rule == "bound.of_which"]
    assert finding.message == "“讲座37场”，其中“县政府73场”大于总数"


def test_names_and_titles_that_reading_put_right_are_told(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT.format("公开信息12条。").replace("公开工作", "公升工作"), encoding="utf-8")
    (examined,) = examine_path(path)
    (finding,) = [check for check in findings(examined.reports[0][1]) if check.rule == "structure.title_corrected"]
    assert finding.severity == "info"
    assert [each.text for each in finding.evidence] == ["甲县2020年政府信息公升工作年度报告"]
