"""Text that was read in a wrong encoding and encoded again (Ã¤Â¸Â­, 鏀垮簻): recognised and undone."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from gd_pipeline.intake.charsets import Charset

_COMMON = Charset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面方后多定行学法所民得经"
    "十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形"
    "相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条没结解问意建月公无系军很情者最立代想已通并提直题党程展五"
    "果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先"
    "回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教"
    "速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究"
    "观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率"
    "族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严首底液官德随病苏失"
    "尔死讲配女黄推显谈罪神艺呢席含企望密批营项防举球英氧势告李台落木帮轮破亚师围注远字材排供河态封另施减树溶怎止案言士均武固叶鱼波视"
    "仅费紧爱左章早朝害续轻服试食充兵源判护司足某练差致板田降黑犯负击范继兴似余坚曲输修故城夫够送笔船占右财吃富春职觉汉画功巴跟虽杂飞"
    "检吸助升阳互初创抗考投坏策古径换未跑留钢曾端责站简述钱副尽帝射草冲承独令限阿宣环双请超微让控州良轴找否纪益依优顶础载倒房突坐粉敌"
    "略客袁冷胜绝析块剂测丝协诉念陈仍罗盐友洋错苦夜刑移频逐靠混母短皮终聚汽村云哪既距卫停烈央察烧迅境若印洲刻括激孔搞甚室待核校散侵"
    "開關於會為國應該這個來時們學說對發經進過還與種實現無務處報項條誌請間問題議訊製設計規財產複"
)
_MARKERS = ("锛", "銆", "鏀", "Ã", "ï", "å", "¿", "Õ", "Ð")
_USUAL = ("的", "信息", "政府", "公开", "年", "資訊", "公開")
_LOST = re.compile("�{2,}")
_LATIN = re.compile(
    "[\x80-\xff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
)
_CP1252 = {
    ord(bytes([code]).decode("cp1252")): code for code in range(128, 160) if code not in (129, 141, 143, 144, 157)
}


class Undone(NamedTuple):
    """Text as it was before it was read wrongly, and what was done."""

    text: str
    repair: str


def hanzi_share(text: str) -> float:
    """Share of the commonest hanzi among the characters of `text` that are not ASCII; 0 where all are."""
    other = text.encode("ascii", errors="ignore")
    total = len(text) - len(other)
    return _COMMON.count_in(text) / total if total else 0.0


def undone(text: str) -> Undone | None:
    """`text` as it was meant, or None where it is no text that was encoded twice."""
    suspicious = any(marker in text for marker in _MARKERS) or not any(usual in text for usual in _USUAL)
    if not suspicious or text.isascii():
        return None
    return _whole(text) or _by_line(text)


def _whole(text: str) -> Undone | None:
    sample = hanzi_share(text[:20_000])
    for way, data in _original_bytes(text):
        for encoding in ("utf-8", "gb18030"):
            meant = _LOST.sub("�", data.decode(encoding, errors="replace"))
            lost = meant.count("�")
            if lost * 3 <= len(meant) and hanzi_share(meant[:20_000]) > max(0.25, sample + 0.15):
                repair = f"encoding: {encoding.upper()} that had been read as {way} and encoded again was undone"
                return Undone(meant, repair + (f"; {lost} characters are lost" if lost else ""))
    return None


def _original_bytes(text: str) -> Iterator[tuple[str, bytes]]:
    if len(_LATIN.sub("", text)) * 2 < len(text) + len(text.encode("ascii", errors="ignore")):
        yield "Latin-1", text.translate(_CP1252).encode("latin-1", errors="replace")
    yield "GBK", text.encode("gb18030", errors="replace").replace("\ufffd".encode("gb18030"), b"\xff")


def _by_line(text: str) -> Undone | None:
    """Lines encoded twice among lines that were not, as where a page frames a text that came another way."""
    lines = text.split("\n")
    repair = ""
    for number, line in enumerate(lines):
        if len(line) > 20 and any(marker in line for marker in _MARKERS):
            undoing = _whole(line)
            if undoing is not None:
                lines[number], repair = undoing
    return Undone("\n".join(lines), f"{repair} (some lines)") if repair else None
