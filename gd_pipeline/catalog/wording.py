"""Words by which readers tell what running text names, dates and counts: wording_*.toml, a file for a part of reading.

A key of a file holds patterns of one meaning (regular expressions, mostly plain words), the first that fits wins; how
they stand together in a sentence is the reader's. Basis: published reports of all editions (domain notes §3–§5).
"""

from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, TypeVar, cast

from pydantic import BeforeValidator

from gd_pipeline.catalog.loader import CatalogRow, load_record


def _any_of(patterns: Any) -> str:
    if not isinstance(patterns, list) or not patterns or not all(isinstance(each, str) and each for each in patterns):
        raise ValueError("no list of patterns")
    if len(set(patterns)) < len(patterns):
        raise ValueError("a pattern stands twice")
    return "|".join(patterns)


AnyOf = Annotated[str, BeforeValidator(_any_of)]
"""Listed patterns as one, without a group around them."""
Words = Annotated[tuple[str, ...], BeforeValidator(lambda words: words if _any_of(words) else ())]
"""Listed words, each literal."""


class Wording(CatalogRow):
    """The words of one file; its comments say where each key is looked for."""

    file: ClassVar[str]


File = TypeVar("File", bound=Wording)


class IssuerWording(Wording):
    """Who reports: reading/who.py, issuers.py, seats.py, evidence.py."""

    file = "wording_issuer.toml"

    governments: Words
    charged: AnyOf
    compiles: AnyOf
    contact_before: AnyOf
    contact_behind: AnyOf
    subject_before: AnyOf
    no_subject: AnyOf
    subject_behind: AnyOf
    signed_before: AnyOf
    own_kind: AnyOf
    own_kind_inside: AnyOf
    insider_kind: AnyOf
    insiders: AnyOf
    town_kinds: Words
    level_of_suffix: dict[str, Literal["province", "prefecture", "county"]]
    division_suffixes: str
    zone: AnyOf
    parts_of_city: AnyOf
    parts_of_county: AnyOf
    own_office: AnyOf
    short_department: Words
    no_room: Words
    town_zone: AnyOf
    misread_government: AnyOf
    abbreviated: AnyOf
    nameless: AnyOf
    street: str
    state: str
    hijacked_page: AnyOf
    seated_above: AnyOf
    seated_branch: AnyOf
    area: AnyOf
    area_body: AnyOf
    address: AnyOf
    site: AnyOf
    superior_part: AnyOf


class DateWording(Wording):
    """What periods and dates are told by: reading/periods.py, publication.py."""

    file = "wording_dates.toml"

    same_year: AnyOf
    midnight: AnyOf
    period_opens: AnyOf
    ends_at: str
    as_of_label: AnyOf
    period_labels: AnyOf
    hearsay: AnyOf
    during: str
    hour: AnyOf
    page_date_before: AnyOf
    page_date_behind: AnyOf
    counter: AnyOf
    counted: AnyOf
    signing_body: AnyOf
    behind_signature: AnyOf


class TitleWording(Wording):
    """What titles and lines of a page are told by: reading/titles.py, identity.py, kinds.py."""

    file = "wording_titles.toml"

    naming: str
    about: str
    citing: AnyOf
    publishing: AnyOf
    basis: AnyOf
    instrument: AnyOf
    no_title: AnyOf
    title_goes_on: Words
    title_keys: Words
    behind_publisher: AnyOf
    paging: AnyOf


class ClassWording(Wording):
    """What classes and lists are told by: reading/categories.py, enumerations.py."""

    file = "wording_classes.toml"

    lead: AnyOf
    tail: AnyOf
    no_class: AnyOf
    body: AnyOf
    clause: AnyOf
    classy: AnyOf
    announced: AnyOf
    class_units: Words
    other_units: Words
    kind_units: Words
    proposal_units: Words
    of_kind: str
    any_information: AnyOf
    no_name: AnyOf
    nested: AnyOf
    surely_class: AnyOf
    sum: AnyOf
    published: AnyOf
    disclosed: str
    open_share: AnyOf
    by_request: AnyOf
    posts: AnyOf
    restated: AnyOf
    one_way: AnyOf
    documents: str
    event: AnyOf
    includes: AnyOf
    set_up: AnyOf
    spread: AnyOf
    spreading: Words
    means: AnyOf
    each: AnyOf
    shared_verb: AnyOf
    request: str
    counted_name: AnyOf


class ProseWording(Wording):
    """What words beside the numbers of prose say: reading/naming.py, phrasing.py, years.py, of_all.py and others."""

    file = "wording_prose.toml"

    among: AnyOf
    part: AnyOf
    among_them: str
    cumulative: str
    this_year: AnyOf
    part_of_year: AnyOf
    sum: AnyOf
    sum_ends: str
    kind_units: Words
    year_before: AnyOf
    carried: AnyOf
    carried_into: AnyOf
    carried_into_behind: AnyOf
    year_alone: AnyOf
    planned: AnyOf
    plan_behind: Words
    opening: AnyOf
    own_verb: AnyOf
    and_at_end: AnyOf
    link: AnyOf
    compared: AnyOf
    since: AnyOf
    relative_years: Words
    relative_year: AnyOf
    channel: AnyOf
    site: AnyOf
    account: AnyOf
    conjunction: AnyOf
    several: AnyOf
    hollow: str
    applicant: str
    scope: AnyOf
    falling: AnyOf
    not_whole_year: AnyOf
    hypothetical: Words
    not_hypothetical: Words
    review: str
    litigation: str
    of_disclosure: AnyOf
    disclosure: str
    all: AnyOf
    in_time: AnyOf
    next_clause: AnyOf
    next_sentence: AnyOf
    but_some: AnyOf
    partly: AnyOf
    all_are: AnyOf
    one_is: AnyOf
    not_said: AnyOf
    all_means: AnyOf
    all_who: AnyOf
    not_of_one: AnyOf
    trailing: AnyOf
    request: str
    closed: str


class TableWording(Wording):
    """What cells and rows of tables are told by: reading/tables."""

    file = "wording_tables.toml"

    change: AnyOf
    change_signs: str
    less: Words
    cell_unit: AnyOf
    money: AnyOf
    ten_thousand: str
    in_ten_thousands: str
    unit_label: str
    among_them: str
    told_by: AnyOf
    told_units: str
    glued_units: str
    sentence_unit: AnyOf
    unit_in_label: AnyOf
    goes_on: Words


class MaskWording(Wording):
    """Why a printed number is no count: reading/masks.py."""

    file = "wording_masks.toml"

    before: dict[str, str]
    happened: Words
    denied: AnyOf
    meeting: Words
    contact: AnyOf
    attached: Words
    hotlines: Words
    behind_hotline: str
    date_units: Words


class ScriptWording(Wording):
    """What traditional script is told by: reading/script.py."""

    file = "wording_script.toml"

    signs: str
    exchanged: dict[str, str]


class PageWording(Wording):
    """What pages, records and damaged text are told by: intake."""

    file = "wording_pages.toml"

    report_title: AnyOf
    official: AnyOf
    home: Words
    text_keys: Words
    url_keys: Words
    title_keys: Words
    date_keys: Words
    title_label: str
    row_labels: Words
    no_number: Words
    row_unit: AnyOf
    last_head: AnyOf
    common_characters: str
    wrongly_read: Words
    usual: Words


def wording(model: type[File]) -> File:
    """The shipped file of `model`, read once."""
    return cast(File, _shipped(model))


@lru_cache(maxsize=16)
def _shipped(model: type[Wording]) -> Wording:
    return load_record(model.file, model)
