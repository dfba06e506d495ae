"""Classes of what was disclosed (概况类9875条，计划总结类7135条…), and the headline that they are parts of."""

import re
from collections.abc import Sequence
from functools import lru_cache

from gd_pipeline.reading.mentions import Mention

LEAD = re.compile(
    r"^(?:[本我]?[县市区局镇]?(?:单位|机关|政府|门户|官方){0,3}网站上?(?:主动)?(?:公开|发布|上传)|(?:通过|在)[^，]{0,16}(?:网站|网|平台|》)(?:、[^，]{0,16}》|等[^，]{0,6})?上?(?:主动)?(?:公开|发布|上传|更新)|所|的(?:各类|政府|政务)*信息中|按时|[一二三四五六七八九十]{1,2}是|属于|在?[^，]{0,16}(?:专栏|平台|栏目|目录)[^，]{0,2}公开|其\d{0,3}中|关于|全年|主动公开|主动|本年度|截[止至][^，]{0,14}[日底末]|[我本][市县区局镇乡街委办院所]|了|其它为|包括|包含|分别为|分别是|主要包括|主要是|主要为|涉及|涵盖|有|含|即|共|占|及|和|以及|还有|另有|按类别|主要类别|信息类别"
    r"|按[^，]{0,8}分|从[^，]{0,12}看|具体为|具体是|从|公开(?!指南|目录|年报|制度)|发布|公布|新增的?|第[一二三四五六七八九十]|[0-9]{1,2}[.、)]|[(][0-9一二三四五六七八九十]{1,2}[)]|20\d\d年度?(?=主动公开)|，|;|:|、|。|\)|\(|·|-)+"
)
"""Words before the noun that names a class, or a part."""

_TAIL = re.compile(
    r"(?:(?<=类)的|(?:更新|发布|公开)量|(?<=信息)量|(?<=信息)发布|(?<=目录)发布|更新|累计|共计|合计|总计|分别|共|有|为|达到?|约|数量|总数|数|是|:|，|\()+$"
)
_VERB = re.compile(
    r"^更新|现行有效|公众号$|汇集(?!$)|^运用|^采[取用]|^(?:要求|申请)(?:公开|提供|查询|获取)|(?:请求|诉求)$|报送|刊发|制作|梳理|编辑|^在|^新?开[设通辟]|采用$|^办结|电子化|^制发|^编制|^审核|^审查|^上传|^录入|^新增|通过|举办|召开|组织(?!机构)|收到|接到|接待|受理|答复|办理(?!结果|情况|信息|类)|参加|培训|印发|制定|刊登|回应|利用|我[市县区局镇乡]|全年|本年|20\d\d|截至|累计|同比|增加|减少|占|网站|微博|微信|新媒体|咨询|信箱|举报|来信|问政|留言|(?:栏|单位|部门|[科处]室|办公[室厅]|局|乡镇)(?:发布|公开)信息$"
    r"|依申请|[不免][予于]公开|国家[机秘]密|主动公开$|(?<![及和与、])(?<![及和与、]政策)解读$|季度|月份|半年|(?:单位|部门|本级|级)$|县\(市|(?:单位|部门|机关|级|媒体|点|栏|屏|中心|大厅|广播|电视|[县区市镇乡村报)])(?:主动)?(?:公开|发布)$"
)
_BODY = re.compile(r"(?:办公[室厅]|(?<!布)局|街道|(?<!城)[镇乡])$")
_CLAUSE = re.compile(r"，(?![^(]*\))|;|:|。|其中")
_CLASSY = re.compile(
    r"(?:类|类信息|信息|文件|类政府信息|方面|动态|公告|公示|职能|计划|总结|执法|任免|法规|指南|概况|业务|其他|其它)$"
)
_ANNOUNCED = re.compile(r"其\d{0,3}中|信息中|分类|类别|包括|包含|涵盖|分为|主动公开|专栏|目录")
_CATEGORY_UNITS = frozenset(("条", "件", "条次", "件次", "篇", "份", "则", "项", ""))
_OTHER_UNITS = frozenset(("期", "场", "次", "场次", "人次"))
_PASSED_OVER = frozenset(("%", "％", "大类", "小类", "大项", "小项"))
_HEADLINES = ("proactive.total", "channel.website")
_SIDE_METRICS = ("channel", "proactive", "response", "normative_documents")
_INNER_METRICS = ("proactive.key_areas", "proactive.normative", "response.interpretations", "proposals")
_GENERIC = re.compile(r"(?:各类|各种|各项|政府|政务|有关|相关|的)*信息")
_NO_NAME = re.compile(r"(?:各类|各种|政府|的)*信息")
_NESTED = re.compile(r"\((?:含|包括|其中含)[^)]*$")
_SURE = re.compile(r"^其[他它]|类[^类]{0,2}$")
_SUM = re.compile(r"(?:^|[，;、])(?:以上)?(?:共计|合计|总计|总共|共)共?(?:公开|发布)?(?:信息)?$")
_PUBLISHED = re.compile("公开|发布|公布")
_OPEN_SHARE = re.compile(r"[，(]?其中[:，]?(?:属于?)?主动公开(?:类|的|政府|信息)*")
_BY_REQUEST = re.compile(r"[^，]{0,24}[，、;]?(?:依申请|不予)公开")
_POSTS = re.compile(r"(?:原创|转[载发])(?:类|的|信息|稿件|文章|推文|作品|内容|图文)*")
_RESTATED = re.compile(r"(?:政府|政务|各类)*信息[当之]?[中里]")
_PARTS = 8
_BY_WAY = re.compile(
    r"(?:通过|在|利用|依托)[^，]{0,24}(?:平台|专栏|栏目|系统|信息网)[^，]{0,14}$"
    r"|(?:^|，|;)[^，]{0,14}(?:(?:公开|信息)(?:平台|网)|专栏|栏目)(?:上)?(?:共|累计)?(?:公开|发布)[^，]{0,8}$"
    r"|(?:此外|同时|另外|还)[^。]{0,60}等(?:其[他它]|多种|各种)?(?:方式|形式|途径|渠道)，?[^，]{0,14}$"
)


class _Run:
    """Unexplained counts in a row that may be classes of what was disclosed."""

    def __init__(self) -> None:
        self.items: list[tuple[Mention, str]] = []
        self.bodies = 0
        self.after_total = False
        self.in_its_sentence = False

    def add(self, mention: Mention, label: str, after_total: bool, in_its_sentence: bool) -> None:
        self.items.append((mention, label))
        self.after_total = self.after_total or after_total
        self.in_its_sentence = self.in_its_sentence or in_its_sentence

    def goes_on_over(self, mention: Mention) -> bool:
        """Whether the list goes on behind what another metric counts (财政信息2条，政策解读4条，应急管理2条)."""
        last = self.items[-1][0] if self.items else None
        return (
            last is not None
            and last.ordinal == mention.ordinal
            and (self._inner(mention, last) or (self.in_its_sentence and _other_thing(mention)))
        )

    @staticmethod
    def _inner(mention: Mention, last: Mention) -> bool:
        alike = last.number.unit == mention.number.unit or mention.metric.startswith("proactive.")
        return alike and mention.metric.startswith(_INNER_METRICS)

    def is_split_by(self, mention: Mention, last: Mention | None) -> bool:
        """Whether a bracket right behind the last class takes it apart (机构职能13条（联系方式1条，职能职责1条）)."""
        return bool(self.items) and self.items[-1][0] is last and mention.near.startswith("(")

    def passes_over_body(self, mention: Mention) -> bool:
        """Whether the mention is a body among classes (公共卫生30条，民政局40条): it is none of them."""
        last = self.items[-1][0] if self.items else None
        one = last is not None and last.ordinal == mention.ordinal and _is_countable(mention) and _names_body(mention)
        self.bodies += one
        return one

    def takes_proposals(self, mention: Mention) -> bool:
        """Whether proposals counted like information are a class (建议提案12条), and no count of their own."""
        one = bool(self.items) and mention.metric == "proposals.total" and mention.number.unit in ("条", "篇")
        if one:
            mention.metric = ""
        return one

    def is_summed_by(self, mention: Mention) -> bool:
        """Whether the mention is the sum behind the list (机构职能5条，业务工作60条，共计65条)."""
        if len(self.items) < 2 or mention.metric or mention.reason or self.after_total:
            return False
        unit = mention.number.unit
        listed = all(item.ordinal == mention.ordinal and item.number.unit == unit for item, _ in self.items)
        told = _PUBLISHED.search(self.items[0][0].near) or _PUBLISHED.search(mention.near)
        return listed and told is not None and _SUM.search(mention.near) is not None and self._is_list()

    def settle(self) -> None:
        """Makes the run classes if it looks like a list of them, and empties it."""
        if self.items and self._is_list():
            for mention, label in self.items:
                mention.metric, mention.label = "proactive.category", label
        self.items, self.bodies, self.after_total, self.in_its_sentence = [], 0, False, False

    def _is_list(self) -> bool:
        count = len(self.items)
        if self.bodies * 2 > count:
            return False
        classy = sum(1 for _, label in self.items if _CLASSY.search(label))
        if count == 1:
            mention, label = self.items[0]
            return (
                self.after_total
                and classy == 1
                and (mention.right[:2] in ("，占", "(占") or _SURE.search(label) is not None)
            )
        announced = any(_ANNOUNCED.search(mention.near) for mention, _ in self.items[:2])
        of_kinds = all("类" in label for _, label in self.items)
        if count < 3 and not (self.after_total or announced or of_kinds):
            return False
        short = all(len(label) <= 14 for _, label in self.items)
        return classy * 2 >= count or ((announced or self.in_its_sentence) and (short or count >= 4))


def read_categories(found: Sequence[Mention]) -> None:
    """Marks the runs of unexplained counts after a headline of disclosed information as its classes."""
    _demote_named_heads(found)
    posts = _posts(found)
    run = _Run()
    nested, blocked = False, -1
    previous: Mention | None = None
    total_at: tuple[int, str] | None = None
    for mention in found:
        last, previous = previous, mention if mention.counts else previous
        if not mention.counts or mention.number.unit in _PASSED_OVER or mention.near.endswith("占"):
            continue
        if mention.metric in _HEADLINES or (total_at is not None and _is_restated(mention)):
            run.settle()
            total_at = (mention.ordinal, mention.slot)
            continue
        nested = nested or bool(_NESTED.search(mention.near)) or run.is_split_by(mention, last)
        if nested and not mention.metric:
            nested = not mention.right.startswith(")")
            continue
        if run.takes_proposals(mention) and not _label(mention):
            continue
        near_total = total_at is not None and mention.ordinal - total_at[0] <= 12 and mention.slot == total_at[1]
        label = "" if mention.number.start in posts else _label(mention)
        if label and mention.ordinal != blocked and (near_total or mention.slot in ("proactive", "overview")):
            run.add(mention, label, near_total, total_at is not None and mention.ordinal == total_at[0])
            continue
        if run.goes_on_over(mention) or run.passes_over_body(mention):
            continue
        if run.is_summed_by(mention):
            run.settle()
            mention.metric = "proactive.total"
            continue
        run.settle()
        blocked = mention.ordinal if not mention.metric and not mention.reason else blocked
        if total_at is not None and (mention.ordinal > total_at[0] or not mention.metric.startswith(_SIDE_METRICS)):
            total_at = total_at if mention.metric.startswith(_SIDE_METRICS) or mention.reason else None
    run.settle()


def _is_restated(mention: Mention) -> bool:
    """Whether the mention is a headline told again, before its classes (在公开的35条信息中)."""
    return not mention.metric and _RESTATED.match(mention.right) is not None


def _other_thing(mention: Mention) -> bool:
    """Whether the mention counts no information (征集调查16期 between classes)."""
    return not mention.metric and mention.number.unit in _OTHER_UNITS


def _demote_named_heads(found: Sequence[Mention]) -> None:
    """公开部门工作信息135条、法规文件24件、财政信息7条: the first is a class like the others, and no headline.

    So is each of those that a sum follows (公开基础信息135条，水利信息81条，合计216条).
    """
    counted = [mention for mention in found if mention.counts and not mention.metric.startswith(_INNER_METRICS)]
    for head, *others in zip(counted, counted[1:], counted[2:], strict=False):
        if head.metric not in _HEADLINES or not head.right.startswith("、"):
            continue
        others = others[:1] if _headed(head).endswith("文件") else others
        alike = all(other.ordinal == head.ordinal and _label(other) for other in others)
        if alike and not _is_generic(head):
            head.metric = ""
    for at, mention in enumerate(counted):
        if not mention.metric and _SUM.search(mention.near):
            for part in counted[max(0, at - _PARTS) : at]:
                named = _class_name(part.near) and not _is_generic(part)
                summed = (part.ordinal, part.number.unit) == (mention.ordinal, mention.number.unit)
                if part.metric in _HEADLINES and named and summed:
                    part.metric = ""


def _is_generic(head: Mention) -> bool:
    """Whether a headline counts information of whatever kind (公开政府信息126条)."""
    return _GENERIC.fullmatch(_headed(head)) is not None


def _headed(head: Mention) -> str:
    return _TAIL.sub("", LEAD.sub("", head.near.rpartition("，")[2]))


def _posts(found: Sequence[Mention]) -> set[int]:
    """Where the posts of an account are told apart (公众号发布信息560篇，其中原创信息260篇): those are no classes."""
    starts: set[int] = set()
    of_account = False
    for mention in found:
        if mention.counts:
            is_post = of_account and _POSTS.fullmatch(_label(mention)) is not None
            starts.update((mention.number.start,) if is_post else ())
            of_account = is_post or mention.metric.startswith("channel.")
    return starts


def _is_countable(mention: Mention) -> bool:
    """Whether the mention counts what nothing explains, like information is counted."""
    number = mention.number
    unexplained = not mention.metric and mention.reason in ("", "part")
    return unexplained and number.unit in _CATEGORY_UNITS and number.hedge != "word"


def _label(mention: Mention) -> str:
    return _class_name(mention.near) if _is_countable(mention) else ""


@lru_cache(maxsize=4096)
def _class_name(near: str) -> str:
    """The name of a class that ends these words, "" where they end with none."""
    words = _last_name(near)
    if not 2 <= len(words) <= 26 or _VERB.search(words) or "|" in words or _NO_NAME.fullmatch(words):
        return ""
    return "" if _BODY.search(words) else words


def _names_body(mention: Mention) -> bool:
    """Whether the words before the number end with no more than the name of a body."""
    words = _last_name(mention.near)
    return _BODY.search(words) is not None and _VERB.search(words) is None


def _last_name(near: str) -> str:
    return _TAIL.sub("", LEAD.sub("", _CLAUSE.split(near)[-1]))


def demote_ways(found: Sequence[Mention]) -> None:
    """通过…平台公开信息126条 is one way of several, and no headline, where a headline or a website stands before it."""
    told = False
    for mention in found:
        if told and mention.metric == "proactive.total" and _BY_WAY.search(mention.near):
            mention.metric, mention.reason = "", "part"
        told = told or mention.metric in _HEADLINES


def read_open_share(found: Sequence[Mention]) -> None:
    """公开信息687条，其中主动公开668条，依申请公开19条: the 668 are the headline."""
    counted = [mention for mention in found if mention.counts]
    for every, share, other in zip(counted, counted[1:], counted[2:], strict=False):
        alike = every.metric == "proactive.total" and not share.metric and share.ordinal == other.ordinal
        if alike and _OPEN_SHARE.fullmatch(share.near) and _BY_REQUEST.match(other.near):
            share.metric, share.reason = every.metric, ""
            every.metric, every.reason = "", "no_code"


def promote_headline(found: Sequence[Mention]) -> None:
    """Where a report's only headline is what one website published, and classes of it follow, it is the total too."""
    if any(mention.metric == "proactive.total" or "proactive.total" in mention.also for mention in found):
        return
    counted = [mention for mention in found if mention.counts]
    for mention, following in zip(counted, [*counted[1:], None], strict=False):
        classes = following is not None and following.metric == "proactive.category"
        told = classes or ("主动公开" in mention.near and not mention.right.startswith(("，占", "(占")))
        if mention.metric == "channel.website" and told:
            mention.also = (*mention.also, "proactive.total")
            return
