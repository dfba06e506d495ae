"""True values of the 58 rows of the 2014 table, which narrative reports tell in prose (domain.md §1.3, §2.1)."""

from random import Random

from gd_pipeline.synth.draw_requests import applications
from gd_pipeline.synth.seeds import between, few, sized, spread
from gd_pipeline.synth.truth import Number

_ITEMS = {
    "province": (9000, 400000),
    "prefecture": (3000, 120000),
    "county": (800, 30000),
    "town": (20, 900),
    "department": (40, 3000),
}
_REPLIES = {
    "already_public": 0.22,
    "granted": 0.4,
    "partial": 0.06,
    "denied": 0.07,
    "not_this_agency": 0.13,
    "nonexistent": 0.09,
    "amend": 0.02,
    "other_channel": 0.02,
}
_REASONS = (
    "state_secret",
    "commercial_secret",
    "privacy",
    "security_stability",
    "not_government_information",
    "other_law",
)
_CHANNELS = tuple(f"channel.{name}" for name in ("gazette", "website", "weibo", "wechat", "other"))
_WAYS = {"in_person": 0.2, "fax": 0.02, "online": 0.5, "mail": 0.28}


def draw_2014(rng: Random, level: str) -> dict[str, Number]:
    """Values by code; every identity of domain.md §2.1 holds."""
    values = _proactive(rng, level) | _response(rng, level) | _requests(rng, level)
    values |= _cases(rng, int(values["outcome.total"]))
    return values | _organisation(rng, level, int(values["outcome.total"]))


def _proactive(rng: Random, level: str) -> dict[str, Number]:
    total = sized(rng, *_ITEMS[level])
    documents = few(rng, min(total * 0.02, 60))
    ways = [min(total, few(rng, total * share)) for share in (0.01, 0.0, 0.15, 0.12, 0.1)]
    ways[1] = min(total, int(total * (0.6 + 0.4 * rng.random())))
    ways[4] = max(ways[4], total - sum(ways[:4]))
    values: dict[str, Number] = dict(zip(_CHANNELS, ways, strict=True))
    return values | {
        "proactive.total": total,
        "proactive.normative_documents": min(documents, total),
        "normative_documents.issued": documents + (few(rng, 2) if rng.random() < 0.3 else 0),
    }


def _response(rng: Random, level: str) -> dict[str, Number]:
    size = {"province": 60, "prefecture": 30, "county": 10, "town": 1, "department": 3}[level]
    conferences, interviews = few(rng, size), few(rng, size * 0.6)
    ways: dict[str, Number] = {
        "response.press_conferences": conferences,
        "response.interviews": interviews,
        "response.interpretations": few(rng, size * 3),
        "response.weibo_wechat": few(rng, size * 2),
        "response.other": few(rng, size),
    }
    return ways | {
        "response.press_conferences.chief": int(conferences * rng.random()),
        "response.interviews.chief": int(interviews * rng.random()),
        "response.total": int(sum(ways.values()) * rng.random()),
    }


def _requests(rng: Random, level: str) -> dict[str, Number]:
    received = applications(rng, level)
    closed = received - (min(received, few(rng, received * 0.02)) if rng.random() < 0.3 else 0)
    extended = min(closed, few(rng, closed * 0.04))
    values: dict[str, Number] = {
        "requests.received": received,
        "requests.closed": closed,
        "requests.closed.on_time": closed - extended,
        "requests.closed.extended": extended,
        "outcome.total": closed,
    }
    for name, count in zip(_WAYS, spread(rng, received, list(_WAYS.values())), strict=True):
        values[f"requests.received.{name}"] = count
    for name, count in zip(_REPLIES, spread(rng, closed, list(_REPLIES.values())), strict=True):
        values[f"outcome.{name}"] = count
    denied = spread(rng, int(values["outcome.denied"]), (0.15, 0.12, 0.15, 0.1, 0.25, 0.23))
    return values | {f"outcome.denied.{name}": count for name, count in zip(_REASONS, denied, strict=True)}


def _cases(rng: Random, replied: int) -> dict[str, Number]:
    values: dict[str, Number] = {}
    for kind in ("review", "litigation"):
        cases = few(rng, replied * 0.04)
        results = spread(rng, cases, (0.7, 0.1, 0.2))
        values |= {
            f"{kind}.{name}": count for name, count in zip(("upheld", "corrected", "other"), results, strict=True)
        }
        values[f"{kind}.total"] = cases
    return values | {"complaints.total": few(rng, replied * 0.01)}


def _organisation(rng: Random, level: str, replied: int) -> dict[str, Number]:
    size = {"province": 120, "prefecture": 60, "county": 30, "town": 1, "department": 1}[level]
    full_time, part_time = few(rng, size), between(rng, 1, size * 2)
    trainings = few(rng, max(1, size * 0.1))
    paid = replied > 3 and rng.random() < 0.12
    return {
        "fees.collected": between(rng, 1, 200) / 100 if paid else 0,
        "bodies.dedicated": between(rng, 1, size),
        "reading_points.total": between(rng, 1, size * 2),
        "staff.total": full_time + part_time,
        "staff.full_time": full_time,
        "staff.part_time": part_time,
        "budget": round(rng.random() * size, 1) if rng.random() < 0.5 else 0,
        "meetings": few(rng, 3),
        "trainings": trainings,
        "trainees": trainings * between(rng, 12, 60),
    }
