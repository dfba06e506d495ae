"""Texts with the outline that is read from each: level, slot, numeral and heading of every section."""

CASES = {
    "newlines lost": (
        """\
年度报告 本报告如下。 一、总体情况 我县高度重视,扎实推进。 (一)主动公开 一是更新目录。二是培\
训。 (二)依申请公开 收到3件。 二、主动公开政府信息情况 三、收到和处理政府信息公开申请情况 四\
、政府信息公开行政复议、行政诉讼情况 没有。 五、存在的主要问题及改进情况 人手少。\
""",
        """
1 preface -
1 overview 1 总体情况
2 proactive 1 主动公开
2 requests 2 依申请公开
1 proactive 2 主动公开政府信息情况
1 requests 3 收到和处理政府信息公开申请情况
1 review_litigation 4 政府信息公开行政复议、行政诉讼情况
1 problems 5 存在的主要问题及改进情况
""",
    ),
    "newlines and blanks lost": (
        """\
一、概述2016年,我县推进公开。二、主动公开情况全年公开30条。三、依申请公开情况没有收到。四、收\
费及减免情况没有收费。\
""",
        """
1 overview 1 概述
1 proactive 2 主动公开情况全年公开30条
1 requests 3 依申请公开情况没有收到
1 fees 4 收费及减免情况没有收费
""",
    ),
    "numeral doubled": (
        """\
一、概述
(一)领导
重视。
(二)制度
完善。
(二)队伍
稳定。
(三)监督
有力。
二、主动公开情况
多。
""",
        """
1 overview 1 概述
2 overview 1 领导
2 overview 2 制度
2 overview 2 队伍
2 overview 3 监督
1 proactive 2 主动公开情况
""",
    ),
    "numeral skipped": (
        """\
一、概述
好。
三、依申请公开情况
无。
四、收费情况
无。
""",
        """
1 overview 1 概述
1 requests 3 依申请公开情况
1 fees 4 收费情况
""",
    ),
    "annex with numbers of its own": (
        """\
一、概述
好。
二、收费情况
无。
三、其他需要报告的事项
无。
一、主动公开政府信息情况
表一。
二、收到和处理政府信息公开申请情况
表二。
""",
        """
1 overview 1 概述
1 fees 2 收费情况
1 other 3 其他需要报告的事项
1 proactive 1 主动公开政府信息情况
1 requests 2 收到和处理政府信息公开申请情况
""",
    ),
    "enumeration inside a part": (
        """\
一、概述
好。
二、主动公开情况
多。
三、存在的问题
主要有:
一、认识不足。要提高。
二、更新不快。要加快。
四、收费情况
无。
""",
        """
1 overview 1 概述
1 proactive 2 主动公开情况
1 problems 3 存在的问题
2 problems 1 认识不足
2 problems 2 更新不快
1 fees 4 收费情况
""",
    ),
    "list of parts in the preface": (
        """\
本报告由以下部分组成:
一、概述
二、主动公开情况
三、收费情况
一、概述
好。
二、主动公开情况
多。
三、收费情况
无。
""",
        """
1 preface -
1 overview 1 概述
1 proactive 2 主动公开情况
1 fees 3 收费情况
""",
    ),
    "list of parts in a sentence": (
        """\
本报告包括:一、概述;二、主动公开情况;三、收费情况。
一、概述
好。
二、主动公开情况
多。
三、收费情况
无。
""",
        """
1 preface -
1 overview 1 概述
1 proactive 2 主动公开情况
1 fees 3 收费情况
""",
    ),
    "1. on top": (
        """\
1、概述
(一)领导
重视。
(二)队伍
稳定。
2、主动公开情况
(一)数量
30条。
3、收费情况
无。
""",
        """
1 overview 1 概述
2 overview 1 领导
2 overview 2 队伍
1 proactive 2 主动公开情况
2 proactive 1 数量
1 fees 3 收费情况
""",
    ),
    "brackets on top": (
        """\
(一)概述
1.领导。重视。
(二)主动公开情况
30条。
(三)收费情况
无。
""",
        """
1 overview 1 概述
2 overview 1 领导
1 proactive 2 主动公开情况
1 fees 3 收费情况
""",
    ),
    "parts by 第一部分": (
        """\
第一部分 概述
一、领导
重视。
二、队伍
稳定。
第二部分 主动公开情况
一、数量
30条。
""",
        """
1 overview 1 概述
2 overview 1 领导
2 overview 2 队伍
1 proactive 2 主动公开情况
2 proactive 1 数量
""",
    ),
    "numerals lost in conversion": (
        """\
概述
好。
主动公开政府信息情况
多。
依申请公开情况
无。
""",
        """
1 overview - 概述
1 proactive - 主动公开政府信息情况
1 requests - 依申请公开情况
""",
    ),
    "markdown": (
        """\
# 某局2022年年度报告

## 一、总体情况

**（一）主动公开**

好。

## 二、主动公开政府信息情况
""",
        """
1 preface -
1 overview 1 总体情况
2 proactive 1 主动公开
1 proactive 2 主动公开政府信息情况
""",
    ),
    "annexed statistics": (
        """\
一、概述
好。
二、其他需要说明的事项
无。
某县政府信息公开情况统计表
一、主动公开情况
(一)主动公开政府信息数
30
二、回应解读情况
0
""",
        """
1 overview 1 概述
1 other 2 其他需要说明的事项
1 statistics - 某县政府信息公开情况统计表
""",
    ),
    "statistics before the narrative": (
        """\
政府信息公开情况统计表
一、主动公开情况
30
一、概述
好。
二、收费情况
无。
""",
        """
1 statistics - 政府信息公开情况统计表
1 overview 1 概述
1 fees 2 收费情况
""",
    ),
    "no heading": (
        """\
我镇没有收到申请。
""",
        """
1 preface -
""",
    ),
    "nothing": (
        """\
\
""",
        """
""",
    ),
}
