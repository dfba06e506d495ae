"""Words beside the numbers of prose and tables: one model for each of their files."""

from typing import Literal

from gd_pipeline.catalog.wording import AnyOf, Wording, Words


class ClassWording(Wording):
    """What classes and lists are told by: reading/categories.py, enumerations.py."""

    file = "wording_classes.toml"

    lead: AnyOf
    tail: AnyOf
    no_class: AnyOf
    body: AnyOf
    clause: AnyOf
    told_behind: AnyOf
    classy: AnyOf
    announced: AnyOf
    class_units: Words
    summed_units: Words
    duty_units: Words
    other_units: Words
    kind_units: Words
    proposal_units: Words
    of_kind: str
    kind_of_information: str
    names: AnyOf
    of_those: AnyOf
    any_information: AnyOf
    no_name: AnyOf
    of_site: AnyOf
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
    of_ways: AnyOf
    other_way: AnyOf
    and_so_on: str
    documents: AnyOf
    one_of_two: AnyOf
    event: AnyOf
    includes: AnyOf
    set_up: AnyOf
    point: AnyOf
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
    new: str
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
    planned_in: AnyOf
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
    of_others: AnyOf
    none_of_disclosure: AnyOf
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


class ShareWording(Wording):
    """What counts of one body or of part of a year are told by: reading/shares.py."""

    file = "wording_shares.toml"

    lead: AnyOf
    year: AnyOf
    no_single: AnyOf
    body: AnyOf
    office: AnyOf
    adverb: AnyOf
    did: AnyOf
    whole_year: AnyOf
    until: AnyOf
    period: AnyOf
    part_of_year: AnyOf
    no_part_of_year: AnyOf
    of_whole_year: AnyOf
    rest_of_year: AnyOf
    of_all: AnyOf
    part: AnyOf
    stock: AnyOf
    as_of: AnyOf
    of_year: AnyOf
    since_year: AnyOf
    all_bodies: AnyOf


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

    before: dict[Literal["ordinal", "document_number", "rate", "word"], str]
    happened: Words
    regarded: Words
    denied: AnyOf
    meeting: Words
    contact: AnyOf
    attached: Words
    hotlines: Words
    behind_hotline: str
    date_units: Words
