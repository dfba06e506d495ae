"""Reports that stand together in one file among the samples: an archive, lines of JSON, a Parquet table."""

import gzip
import io
import json

import pyarrow as pa
import pyarrow.parquet as pq

from tools.samples.docx import archive
from tools.samples.pages import html
from tools.samples.reports import WUQING_2022

JIANXIN_2018 = """\
2018年建新镇政府信息公开工作年度报告
时间:2019-01-18 点击数:-

遂溪县建新镇人民政府编制本报告。信息数据统计期限为:2018年1月1日至2018年12月31日。

一、主动公开政府信息的情况

线上和线下两种形式并用,2018年度我镇主动公开政府信息数22条,其中线上信息公开15条。

二、政府信息依申请公开办理情况

2018年度我镇没有接到公开政府信息的申请。

三、依申请信息公开收费情况

政府信息公开没有收费。

四、复议、诉讼和申诉情况

没有发生针对本单位的行政复议案、行政诉讼案和申诉案。

遂溪县建新镇人民政府
2018年12月31日
"""

JIEFANG_2011 = """\
四平市铁东区人民政府解放街道办事处2011年政府信息公开工作年度报告
发布日期:2011-12-31    点击数:

本报告由概述,主动公开政府信息情况,依申请公开政府信息情况,申请行政复议和提起行政诉讼情况,下一步工作计划五个部分组成。
数据的统计期限自2011年1月1日起至2011年12月31日止。

一、概述

街道确定一名副主任分管,办公室专人负责。

二、主动公开政府信息情况

通过网站、宣传栏和电子显示屏公开办事流程。

三、依申请公开政府信息情况

2011年我街道未收到政府信息公开申请。

四、申请行政复议和提起行政诉讼情况

2011年度没有行政复议和行政诉讼。

五、下一步工作计划

充实网站内容,逐月更新。
"""

LONGGUI_2016 = """\
武江区龙归镇人民政府2016年政府信息公开年度报告
本年报所列数据的统计期限自2016年1月1日起至2016年12月31日止。 \
一、概述 截至2016年底,工作运行正常。 二、政府信息主动公开情况 \
2016年度共主动公开政府信息25条,其中工作动态信息5条,财政预决算信息19条,其他信息1条。 三、回应解读情况 \
回应公众关注热点或重大舆情2次。 四、咨询处理情况 未收到咨询。 \
五、行政复议、诉讼和申诉情况 未发生行政复议、行政诉讼和申诉。
"""

PUTUO_2005 = """\
2005年上海市普陀区政府信息公开年度报告

引  言
本年报由普陀区人民政府依据《上海市政府信息公开规定》编制,全文包括概述、政府信息主动公开情况、政府信息依申请公开情况、主要问题和改进措施。

一  概  述
全区有8名全职工作人员,94名兼职工作人员负责此项工作,设有47个公共查阅点。

二  政府信息主动公开情况
截至2005年12月31日,我区主动公开政府信息2117条。

三  政府信息依申请公开情况
全年收到市民申请517件,答复517件,答复率100%。

四  主要问题和改进措施
目录分类不够细,将按主题重新编排。
"""

BEICHENG_2014 = """\
永嘉县北城街道办事处2014年政府信息公开年度报告
本年报所列数据的统计期限自2014年1月1日起至2014年12月31日止。
一、概述
街道有1名兼职工作人员,设立1个信息申请受理点。
二、政府信息主动公开情况
2014年度主动公开政府信息共计393条。其中,工作信息330条;民生事项信息4条;行政执法信息2条;财政管理信息57条。
三、依申请公开政府信息和不予公开政府信息的情况
2014年度,本街道未收到政府信息公开申请。
四、政府信息公开的收费及减免情况
没有收取任何费用。
五、因政府信息公开申请行政复议、提起行政诉讼的情况
没有发生行政复议、行政诉讼。
"""


def mixed_zip() -> bytes:
    """A text and a page in one archive, one of them in a folder."""
    return archive({"jianxin_2018.txt": JIANXIN_2018, "2022/wuqing_2022.html": html(WUQING_2022)})


def crawl_jsonl_gz() -> bytes:
    """Two pages of a crawl, a JSON object a line, compressed (stored, so that it is the same bytes everywhere)."""
    pages = [
        {"url": "http://www.example.cn/jiefang/201112/t20111231_1.html", "text": JIEFANG_2011},
        {"url": "http://www.example.cn/longgui/content_240.html", "text": LONGGUI_2016},
    ]
    lines = "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages)
    return gzip.compress(lines.encode("utf-8"), compresslevel=0, mtime=0)


def corpus_parquet() -> bytes:
    """Two rows of a corpus, with a text column and a url."""
    out = io.BytesIO()
    urls = ["http://www.example.cn/putuo/2005.html", "http://www.example.cn/beicheng/2014.html"]
    table = pa.table({"url": urls, "text": [PUTUO_2005, BEICHENG_2014]})
    pq.write_table(table, out, compression="none")
    return out.getvalue()
