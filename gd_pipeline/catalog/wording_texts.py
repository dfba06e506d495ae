"""Words by which pages, titles, dates and issuers are told: one model for each of their files."""

from typing import Literal

from pydantic import field_validator

from gd_pipeline.catalog.wording import AnyOf, Wording, Words


class IssuerWording(Wording):
    """Who reports: reading/who.py, issuers.py, seats.py, evidence.py."""

    file = "wording_issuer.toml"

    governments: Words
    charged: AnyOf
    compiles: AnyOf
    contact_before: AnyOf
    contact_behind: AnyOf
    account_before: AnyOf
    account: AnyOf
    subject_before: AnyOf
    no_subject: AnyOf
    subject_behind: AnyOf
    signed_before: AnyOf
    own_kind: AnyOf
    own_kind_inside: AnyOf
    insider_kind: AnyOf
    insiders: AnyOf
    town_kinds: Words
    town_body: AnyOf
    no_town: AnyOf
    level_of_suffix: dict[str, Literal["province", "prefecture", "county"]]
    division_suffixes: str
    zone: AnyOf
    parts_of_city: AnyOf
    parts_of_county: AnyOf
    own_office: AnyOf
    government_office: AnyOf
    short_department: Words
    no_room: Words
    town_zone: AnyOf
    misread_government: AnyOf
    abbreviated: AnyOf
    nameless: AnyOf
    section: AnyOf
    former: AnyOf
    and_parts: AnyOf
    before_whole: AnyOf
    joined: AnyOf
    street: str
    state: str
    hijacked_page: AnyOf
    seated_above: AnyOf
    seated_branch: AnyOf
    branch: str
    area: AnyOf
    area_body: AnyOf
    address: AnyOf
    site: AnyOf
    superior: AnyOf
    superior_part: AnyOf
    superior_notice: AnyOf


class DateWording(Wording):
    """What periods and dates are told by: reading/periods.py, publication.py."""

    file = "wording_dates.toml"

    same_year: AnyOf
    midnight: AnyOf
    period_opens: AnyOf
    ends_at: str
    start_lost: AnyOf
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


class ScriptWording(Wording):
    """What traditional script is told by: reading/script.py."""

    file = "wording_script.toml"

    signs: str
    exchanged: dict[str, str]

    @field_validator("exchanged")
    @classmethod
    def _as_long(cls, exchanged: dict[str, str]) -> dict[str, str]:
        if any(len(written) != len(meant) for written, meant in exchanged.items()):
            raise ValueError("a word is longer or shorter than the one meant: offsets would move")
        return exchanged
