import pytest

from gd_pipeline.reading.issuers import name_issuer

NAMED = [
    # phrase, kind, name, places
    ("泸州市", "division", "泸州市", ("泸州市",)),
    ("本溪市", "division", "本溪市", ("本溪市",)),
    ("昆明市五华区人民政府", "division", "五华区", ("昆明市", "五华区")),
    ("泾县", "division", "泾县", ("泾县",)),
    ("阿勒泰地区行政公署", "division", "阿勒泰地区", ("阿勒泰地区",)),
    ("恩施州人民政府", "division", "恩施州", ("恩施州",)),
    ("济南市市中区", "division", "市中区", ("济南市", "市中区")),
    ("昆明市五华区人民政府办公室", "office", "昆明市五华区人民政府办公室", ("昆明市", "五华区")),
    ("南平市人民政府信息公开工作领导小组办公室", "office", "南平市人民政府信息公开工作领导小组办公室", ("南平市",)),
    ("荣成市夏庄镇人民政府", "town", "夏庄镇", ("荣成市",)),
    ("四平市铁东区人民政府解放街道办事处", "town", "解放街道", ("四平市", "铁东区")),
    ("新县镇", "town", "新县镇", ()),
    ("荣成市东大街街道办事处", "town", "东大街街道", ("荣成市",)),
    ("荣成市古镇街道办事处", "town", "古镇街道", ("荣成市",)),
    ("枫林镇党政综合办公室", "town", "枫林镇", ()),
    ("某溪市绿水区红星镇人民政府", "town", "红星镇", ()),
    ("福州市国土资源局", "department", "福州市国土资源局", ("福州市",)),
    ("国家税务总局泸州市税务局", "department", "国家税务总局泸州市税务局", ("泸州市",)),
    ("武汉市生态环境局江夏区分局", "department", "武汉市生态环境局江夏区分局", ("武汉市", "江夏区")),
    ("中华人民共和国南京海关", "department", "南京海关", ()),
    (
        "荣成市行政服务管理办公室（公共资源交易管理委员会办公室）",
        "department",
        "荣成市行政服务管理办公室（公共资源交易管理委员会办公室）",
        ("荣成市",),
    ),
    ("南京经济技术开发区", "department", "南京经济技术开发区", ("南京",)),
    ("重庆合川工业园区管理委员会", "department", "重庆合川工业园区管理委员会", ("重庆", "合川")),
    (
        "上海市浦东新区三林世博功能区域管理委员会",
        "department",
        "上海市浦东新区三林世博功能区域管理委员会",
        ("上海市", "浦东新区"),
    ),
    ("北京市大兴区北京市大兴区发展和改革委员会", "department", "北京市大兴区发展和改革委员会", ("北京市", "大兴区")),
    ("周至县西安市周至县", "division", "周至县", ("西安市", "周至县")),
    ("石佛寺镇镇平县石佛寺镇", "town", "石佛寺镇", ("镇平县",)),
    ("来宾市武宣县西安市周至县", "division", "周至县", ("西安市", "周至县")),
    ("政务公开眉县汤峪镇", "town", "汤峪镇", ("眉县",)),
    ("注册湖南省人民政府", "division", "湖南省", ("湖南省",)),
    ("欧洲体育365信访局", "department", "信访局", ()),
    ("example.com沙头镇", "town", "沙头镇", ()),
    ("华体会主页北城街道办事处", "town", "北城街道", ()),
    ("青羊区人民政府草市街街道办事处", "town", "草市街街道", ("青羊区",)),
    ("清水县红十字会", "department", "清水县红十字会", ("清水县",)),
    ("中国证监会", "department", "中国证监会", ()),
    ("牛市口街道办事处", "town", "牛市口街道", ()),
    ("昆明市五华区人民政府各街道办事处、各委办局", "division", "五华区", ("昆明市", "五华区")),
    ("西城区和各街道、委办局", "division", "西城区", ("西城区",)),
    ("荣成市双全镇人民政府", "town", "双全镇", ("荣成市",)),
    ("夏庄街道政务公开办", "town", "夏庄街道", ()),
    ("阳山县人民政府办公室（以下简称县政府办）", "office", "阳山县人民政府办公室", ("阳山县",)),
]


@pytest.mark.parametrize(("phrase", "kind", "name", "places"), NAMED, ids=[case[0] for case in NAMED])
def test_what_a_phrase_names(phrase: str, kind: str, name: str, places: tuple[str, ...]):
    named = name_issuer(phrase)
    assert named is not None
    assert (named.kind, named.name, named.places) == (kind, name, places)


@pytest.mark.parametrize(
    "phrase",
    [
        "",
        "我局",
        "本局",
        "该县",
        "做好",
        "镇",
        "第三条各部门编制",
        "中华人民共和国",
        "本级年报栏目",
        "如下:一、概述",
    ],
)
def test_phrases_that_name_nobody(phrase: str):
    assert name_issuer(phrase) is None


@pytest.mark.parametrize(
    ("phrase", "unknown"),
    [
        ("湖泽区人民政府", "湖泽区"),
        ("淮安市湖泽区", "湖泽区"),
        ("湖泽区教育局", "湖泽区"),
        ("洪泽区教育局", None),
        ("某溪市绿水区人民政府办公室", "绿水区"),
        ("石岛管理区", None),
        ("广州海关", None),
        ("高新区管委会", None),
    ],
)
def test_names_of_places_that_no_list_has(phrase: str, unknown: str | None):
    named = name_issuer(phrase)
    assert named is not None
    assert named.unknown == unknown


@pytest.mark.parametrize(
    ("phrase", "nameless", "national"),
    [
        ("市政府办公室", True, False),
        ("区民政局", True, False),
        ("信访局", False, False),
        ("夏庄镇", False, False),
        ("教育部", False, True),
        ("国家税务总局", False, True),
        ("国家税务总局泸州市税务局", False, False),
    ],
)
def test_bodies_known_by_kind_only_and_bodies_of_the_state_council(phrase: str, nameless: bool, national: bool):
    named = name_issuer(phrase)
    assert named is not None
    assert (named.nameless, named.national) == (nameless, national)
