"""Who may ask: the address by which the app is called, passwords, sessions, tokens against forged forms.

Nothing of it is stored: a session is a signed cookie, and the key lives as long as the process.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import quote, unquote

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SESSION = "gd_session"
REVIEWER_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Access:
    """What the environment allows.

    `password` is asked of everybody where it is set; `proxy_header` names the header in which a proxy, one of
    `proxy_peers`, says who asks; `hosts` are the names by which the app may be called.
    """

    password: str = ""
    proxy_header: str = ""
    proxy_peers: tuple[str, ...] = ("127.0.0.1", "::1")
    hosts: tuple[str, ...] = LOOPBACK
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def guarded(self) -> bool:
        """Whether somebody has to say who they are before they see anything."""
        return bool(self.password or self.proxy_header)


def access_from(environment: Mapping[str, str], host: str) -> Access:
    """The rules of this process, which listens on `host`.

    GD_REVIEW_PASSWORD; GD_REVIEW_PROXY_HEADER; GD_REVIEW_PROXY_PEERS (addresses, parted by commas; default: this
    machine); GD_REVIEW_HOSTS (further names by which it may be called, parted by commas).
    """
    peers = _list(environment.get("GD_REVIEW_PROXY_PEERS", ""))
    return Access(
        password=environment.get("GD_REVIEW_PASSWORD", ""),
        proxy_header=environment.get("GD_REVIEW_PROXY_HEADER", "").strip().lower(),
        proxy_peers=peers or ("127.0.0.1", "::1"),
        hosts=(*LOOPBACK, *_list(environment.get("GD_REVIEW_HOSTS", "")), *([] if wildcard(host) else [host.lower()])),
    )


def _list(value: str) -> tuple[str, ...]:
    return tuple(each.strip().lower() for each in value.split(",") if each.strip())


def wildcard(host: str) -> bool:
    """Whether `host` means every address of the machine."""
    try:
        return ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return host == ""


def loopback(host: str) -> bool:
    """Whether only this machine can reach an app that listens on `host`."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def may_call(host_header: str, hosts: Iterable[str]) -> bool:
    """Whether the Host header names this app: else a page elsewhere could reach it through a name of its own."""
    name = host_header.strip().lower()
    if name.startswith("["):
        name = name[1:].partition("]")[0]
    elif name.count(":") == 1:
        name = name.partition(":")[0]
    return name in set(hosts)


def right_password(given: str, password: str) -> bool:
    """Whether they are the same; how long it takes says nothing about where they differ."""
    return hmac.compare_digest(_digest(given), _digest(password))


def _digest(value: str) -> bytes:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).digest()


def _sign(key: bytes, purpose: str, value: str) -> str:
    return hmac.new(key, f"{purpose}\n{value}".encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    """Whose browser asks: a random identifier, whether the password was given, the reviewer's name."""

    identifier: str
    inside: bool = False
    reviewer: str = ""

    def cookie(self, key: bytes) -> str:
        """The signed value of the cookie."""
        value = f"{self.identifier}.{int(self.inside)}.{quote(self.reviewer, safe='')}"
        return f"{value}.{_sign(key, 'session', value)}"

    def token(self, key: bytes) -> str:
        """What a form of this session has to bring along."""
        return _sign(key, "form", self.identifier)

    def has(self, token: str, key: bytes) -> bool:
        """Whether `token` belongs to this session."""
        return hmac.compare_digest(self.token(key).encode(), token.encode("utf-8", "surrogatepass"))


def new_session(inside: bool = False, reviewer: str = "") -> Session:
    """A session that nobody had before."""
    return Session(secrets.token_urlsafe(18), inside, clean_name(reviewer))


def read_session(cookie: str, key: bytes) -> Session | None:
    """The session of a cookie; None where it was not signed by this process."""
    value, _, signature = cookie.rpartition(".")
    if not value or not hmac.compare_digest(
        _sign(key, "session", value).encode(), signature.encode("utf-8", "replace")
    ):
        return None
    identifier, inside, reviewer = value.split(".", 2)
    return Session(identifier, inside == "1", unquote(reviewer))


def clean_name(name: str) -> str:
    """A reviewer's name on one line, without what cannot be seen."""
    return " ".join("".join(each if each.isprintable() else " " for each in name).split())[:REVIEWER_LONGEST]
