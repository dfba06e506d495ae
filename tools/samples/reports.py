"""The reports of the 2019 and 2021 forms among the samples: prose of our own around figures that were published."""

from dataclasses import dataclass

from tools.samples.grids import Grid, Values, disputes, published, requests


@dataclass(frozen=True)
class Written:
    """A report to be written: what stands in its six parts, and the printed cells that are not `blank`."""

    title: str
    form: str
    date: str
    preface: str
    overview: tuple[str, ...]
    problems: str
    other: str
    values: Values
    blank: str = "0"

    def blocks(self) -> list[str | Grid]:
        """Paragraphs and tables in reading order, the title first."""
        return [
            self.title,
            *([self.date] if self.date else []),
            self.preface,
            "一、总体情况",
            *self.overview,
            "二、主动公开政府信息情况",
            published(self.values, self.form, "0"),
            "三、收到和处理政府信息公开申请情况",
            requests(self.values, self.form, self.blank),
            "四、政府信息公开行政复议、行政诉讼情况",
            disputes(self.values, self.blank),
            "五、存在的主要问题及改进情况",
            self.problems,
            "六、其他需要报告的事项",
            self.other,
        ]


def _total(**amounts: str) -> dict[str, dict[str, str]]:
    return {code.replace("__", "."): {"total": amount} for code, amount in amounts.items()}


def _by(total: str, natural_person: str, **others: str) -> dict[str, str]:
    return {"natural_person": natural_person, **others, "total": total}


SHANGHAI_2019 = Written(
    title="2019年上海市人民政府办公厅政府信息公开工作年度报告",
    form="2019",
    date="发布日期：2020-01-31",
    preface="上海市人民政府办公厅按照新修订的条例和国办公开办函〔2019〕60号文件编制本报告，数据统计期限为2019年1月1日至12月31日。",
    overview=(
        "2019年，市政府办公厅共收到政府信息公开申请859件，比上年回落12.3%。",
        "全年发生行政复议7件、行政诉讼9件。",
    ),
    problems="答复的说理还不够充分，下一步将编写答复范例，定期评查。",
    other="没有其他需要报告的事项。",
    blank="",
    values={
        **_total(
            regulations__made="13", regulations__newly_published="13", regulations__published_total="524",
            normative_documents__made="60", normative_documents__newly_published="60",
            normative_documents__published_total="368", procurement__amount="251000元", procurement__items="9",
            review__upheld="5", review__pending="2", review__total="7", litigation__direct__upheld="8",
            litigation__direct__pending="1", litigation__direct__total="9",
        ),
        "requests.received": _by("859", "821", commercial="35", legal_service="2", other="1"),
        "requests.carried_in": _by("18", "18"),
        "outcome.granted": {"natural_person": "258", "commercial": "12", "legal_service": "1", "other": "1"},
        "outcome.partial": {"natural_person": "3"},
        "outcome.denied.state_secret": {"natural_person": "14"},
        "outcome.denied.internal_affairs": {"natural_person": "5"},
        "outcome.denied.process_information": {"natural_person": "3", "commercial": "1"},
        "outcome.denied.administrative_query": {"natural_person": "10", "commercial": "2"},
        "outcome.unavailable.not_held": {"natural_person": "252", "commercial": "12", "legal_service": "1"},
        "outcome.unavailable.needs_creation": {"natural_person": "44", "commercial": "3"},
        "outcome.unavailable.unclear": {"natural_person": "25"},
        "outcome.declined.petition": {"natural_person": "148", "commercial": "1"},
        "outcome.declined.repeated": {"natural_person": "5", "commercial": "4"},
        "outcome.total": _by("805", "767", commercial="35", legal_service="2", other="1"),
        "requests.carried_out": _by("72", "72"),
    },
)  # fmt: skip

YUBEI_2020 = Written(
    title="重庆市渝北区人民政府2020年政府信息公开工作年度报告",
    form="2019",
    date="发布日期：2021-03-22",
    preface="本报告由渝北区人民政府办公室汇总各镇街、各部门情况编制，所列数据的统计期限为2020年1月1日至2020年12月31日。",
    overview=("（一）主动公开。改版政府网站，集中公开交易信息。", "（二）依申请公开。新收申请320件，上年结转15件。"),
    problems="基层单位答复水平参差不齐，2021年将开展巡回培训。",
    other="无。",
    values={
        **_total(
            normative_documents__made="8", normative_documents__newly_published="8",
            normative_documents__published_total="102", licensing__items_last_year="402", licensing__items_change="-17",
            licensing__decisions="183022", other_services__items_last_year="1210", other_services__items_change="+33",
            other_services__decisions="901774", penalties__items_last_year="5114", penalties__items_change="-208",
            penalties__decisions="21007", coercion__items_last_year="301", coercion__decisions="566",
            charges__items_last_year="47", charges__items_change="-3", procurement__items="812",
            procurement__amount="45210.37万元", review__upheld="9", review__corrected="3", review__other="2",
            review__pending="1", review__total="15", litigation__direct__upheld="1", litigation__direct__other="1",
            litigation__direct__total="2", litigation__after_review__upheld="4",
            litigation__after_review__pending="2", litigation__after_review__total="6",
        ),
        "requests.received": _by("320", "301", commercial="12", social="1", legal_service="5", other="1"),
        "requests.carried_in": _by("15", "14", commercial="1"),
        "outcome.granted": _by("131", "122", commercial="6", social="1", legal_service="2"),
        "outcome.partial": _by("41", "40", commercial="1"),
        "outcome.denied.state_secret": _by("2", "2"),
        "outcome.denied.third_party_rights": _by("5", "5"),
        "outcome.denied.enforcement_file": _by("10", "9", commercial="1"),
        "outcome.denied.administrative_query": _by("4", "4"),
        "outcome.unavailable.not_held": _by("76", "70", commercial="3", legal_service="2", other="1"),
        "outcome.unavailable.unclear": _by("3", "3"),
        "outcome.declined.petition": _by("11", "11"),
        "outcome.declined.repeated": _by("8", "8"),
        "outcome.declined.excessive": _by("2", "2"),
        "outcome.other": _by("18", "17", commercial="1"),
        "outcome.total": _by("311", "293", commercial="12", social="1", legal_service="4", other="1"),
        "requests.carried_out": _by("24", "22", commercial="1", legal_service="1"),
    },
)  # fmt: skip

TIANBU_2020 = Written(
    title="田埠乡2020年政府信息公开工作年度报告",
    form="2019",
    date="发布时间：2021-01-25",
    preface="宁都县田埠乡人民政府按照统一格式编制本报告，所列数据的统计期限自2020年1月1日起至2020年12月31日止。",
    overview=("2020年，我乡主动公开政府信息180条，内容以惠农政策和项目公示为主。",),
    problems="兼职人员变动频繁，业务衔接不畅，将实行交接培训。",
    other="无。",
    values={
        **_total(
            normative_documents__made="4", normative_documents__newly_published="4",
            normative_documents__published_total="4", procurement__items="2", procurement__amount="36.5万元",
        ),
        "requests.received": _by("2", "2"),
        "outcome.granted": _by("2", "2"),
        "outcome.total": _by("2", "2"),
    },
)  # fmt: skip

CHANGPING_2022 = Written(
    title="北京市昌平区市场监督管理局2022年政府信息公开工作年度报告",
    form="2021",
    date="发布日期：2023-01-30",
    preface="根据条例第五十条的规定，编制本报告。统计期限为2022年1月1日至2022年12月31日。",
    overview=("全年新收政府信息公开申请88件，同比减少12.87%。",),
    problems="个别答复文书引用条款不够准确，将组织专题培训。",
    other="本年度向1名申请人收取信息处理费300元。",
    values={
        **_total(
            normative_documents__made="3", normative_documents__repealed="1", normative_documents__in_force="12",
            licensing__decisions="20517", penalties__decisions="3308", coercion__decisions="146",
            charges__amount="41.05", review__upheld="6", review__other="1", review__pending="2", review__total="9",
            litigation__after_review__upheld="2", litigation__after_review__pending="1",
            litigation__after_review__total="3",
        ),
        "requests.received": _by("88", "80", commercial="6", legal_service="2"),
        "requests.carried_in": _by("3", "3"),
        "outcome.granted": _by("23", "21", commercial="2"),
        "outcome.partial": _by("22", "20", commercial="1", legal_service="1"),
        "outcome.denied.enforcement_file": _by("8", "7", commercial="1"),
        "outcome.denied.administrative_query": _by("10", "10"),
        "outcome.unavailable.not_held": _by("18", "15", commercial="2", legal_service="1"),
        "outcome.declined.petition": _by("4", "4"),
        "outcome.other.misc": _by("1", "1"),
        "outcome.total": _by("86", "78", commercial="6", legal_service="2"),
        "requests.carried_out": _by("5", "5"),
    },
)  # fmt: skip

WUQING_2022 = Written(
    title="天津市武清区人民政府办公室2022年政府信息公开工作年度报告",
    form="2021",
    date="发布日期：2023-01-28",
    preface="本报告所列数据的统计期限为2022年1月1日至2022年12月31日。",
    overview=("一年来，办公室牵头完善公开目录，组织业务培训2次。",),
    problems="政策解读的形式还比较单一，将更多采用图解和问答。",
    other="本年度未收取信息处理费。",
    values={
        **_total(
            normative_documents__made="7", normative_documents__repealed="3", normative_documents__in_force="26",
            review__upheld="1", review__total="1",
        ),
        "requests.received": _by("11", "11"),
        "outcome.granted": _by("3", "3"),
        "outcome.partial": _by("2", "2"),
        "outcome.denied.process_information": _by("1", "1"),
        "outcome.unavailable.not_held": _by("4", "4"),
        "outcome.other.misc": _by("1", "1"),
        "outcome.total": _by("11", "11"),
    },
)  # fmt: skip

HELONG_2022 = Written(
    title="农安县合隆镇2022年度政府信息公开工作年度报告",
    form="2021",
    date="",
    preface="合隆镇人民政府编制本报告，统计期限自2022年1月1日至2022年12月31日。",
    overview=("2022年，我镇受理政府信息公开申请31件，均按期办结。",),
    problems="公开的内容还不够丰富，将增加村级财务和惠农补贴信息。",
    other="无其他需要报告的事项。",
    values={
        "requests.received": _by("31", "31"),
        "outcome.granted": _by("12", "12"),
        "outcome.denied.internal_affairs": _by("4", "4"),
        "outcome.unavailable.not_held": _by("13", "13"),
        "outcome.declined.repeated": _by("2", "2"),
        "outcome.total": _by("31", "31"),
    },
)

HONGZE_2023 = Written(
    title="淮安市洪泽区人民政府2023年政府信息公开工作年度报告",
    form="2021",
    date="",
    preface="本报告由洪泽区人民政府办公室编制，所列数据的统计期限为2023年1月1日至2023年12月31日。",
    overview=(
        "（一）主动公开。全年通过政府网站主动公开政府信息1136条。",
        "（二）依申请公开。全年收到申请21件，均在法定期限内答复。",
    ),
    problems="部分领域的公开标准更新不及时，2024年将对照目录逐项核对。",
    other="本年度未收取信息处理费。",
    values={
        **_total(
            normative_documents__repealed="5", normative_documents__in_force="5", licensing__decisions="550",
            penalties__decisions="4119", coercion__decisions="195", charges__amount="7730.28", review__upheld="10",
            review__corrected="1", litigation__after_review__upheld="5",
        ),
        "requests.received": _by("21", "21"),
        "outcome.partial": _by("4", "4"),
        "outcome.denied.state_secret": _by("1", "1"),
        "outcome.denied.process_information": _by("1", "1"),
        "outcome.denied.enforcement_file": _by("1", "1"),
        "outcome.unavailable.not_held": _by("10", "10"),
        "outcome.unavailable.needs_creation": _by("3", "3"),
        "outcome.declined.petition": _by("1", "1"),
        "outcome.total": _by("21", "21"),
    },
)  # fmt: skip

MAOTAI_2024 = Written(
    title="仁怀市茅台镇人民政府2024年政府信息公开工作年度报告",
    form="2021",
    date="发布日期：2025-02-08",
    preface="茅台镇人民政府编制本报告，所列数据的统计期限为2024年1月1日至2024年12月31日。",
    overview=("2024年，我镇新收政府信息公开申请6件，上年结转1件，结转下年度继续办理1件。",),
    problems="公开渠道不够多样，下一步将在赶集日设立流动查询点。",
    other="未收取信息处理费。",
    values={
        **_total(
            normative_documents__made="3", normative_documents__repealed="1", normative_documents__in_force="9",
            licensing__decisions="126", penalties__decisions="41", charges__amount="0.6", review__upheld="1",
            review__other="1", review__total="2", litigation__direct__pending="1", litigation__direct__total="1",
        ),
        "requests.received": _by("6", "5", commercial="1"),
        "requests.carried_in": _by("1", "1"),
        "outcome.granted": _by("3", "2", commercial="1"),
        "outcome.partial": _by("1", "1"),
        "outcome.unavailable.not_held": _by("1", "1"),
        "outcome.declined.petition": _by("1", "1"),
        "outcome.total": _by("6", "5", commercial="1"),
        "requests.carried_out": _by("1", "1"),
    },
)  # fmt: skip
