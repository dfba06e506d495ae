"""What codes are called in front of people, in Chinese and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class Label(NamedTuple):
    """A name in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} {self.en}"


STATES: Mapping[str, Label] = MappingProxyType(
    {
        "open": Label("待处理", "open"),
        "confirmed": Label("报告有误", "the report is wrong"),
        "our_error": Label("我们读错", "we read it wrongly"),
        "accepted": Label("异常但属实", "odd but right"),
        "superseded": Label("已被取代", "superseded"),
        "resolved": Label("已更正", "corrected by the issuer"),
    }
)
"""What an alert can be, as the contract lists it."""
DECIDABLE = ("open", "confirmed", "our_error", "accepted", "resolved")
"""States that a person may choose; superseded is what other numbers make of an alert."""
SEVERITIES: Mapping[str, Label] = MappingProxyType(
    {"error": Label("错误", "error"), "warning": Label("警告", "warning"), "info": Label("提示", "hint")}
)
FAMILIES: Mapping[str, Label] = MappingProxyType(
    {
        "sum": Label("合计", "sum"),
        "bound": Label("界限", "bound"),
        "percentage": Label("占比", "percentage"),
        "growth": Label("增减", "growth"),
        "product": Label("乘积", "product"),
        "period": Label("统计期限", "period"),
        "deadline": Label("公布期限", "deadline"),
        "repetition": Label("重复", "repetition"),
        "conflict": Label("前后不一", "conflict"),
        "structure": Label("结构", "structure"),
        "carry": Label("结转", "carry-over"),
        "stock": Label("存量", "stock"),
        "reuse": Label("沿用旧文", "reuse"),
        "hierarchy": Label("上下级", "hierarchy"),
        "plausibility": Label("合理性", "plausibility"),
    }
)
LEVELS: Mapping[str, Label] = MappingProxyType(
    {
        "province": Label("省级", "province"),
        "prefecture": Label("地级", "prefecture"),
        "county": Label("县级", "county"),
        "town": Label("乡镇街道", "town"),
        "department": Label("部门", "department"),
    }
)
FORMS: Mapping[str, Label] = MappingProxyType(
    {
        "narrative": Label("叙述式", "narrative"),
        "2014": Label("2014年表", "2014 form"),
        "2019": Label("2019年表", "2019 form"),
        "2021": Label("2021年表", "2021 form"),
    }
)
