"""Messages to people outside: to a webhook, by e-mail; where to comes from the environment and never goes to a log.

GD_ALERT_WEBHOOK is a URL that takes JSON. GD_ALERT_SMTP is smtp://USER:PASSWORD@HOST:PORT or smtps://…, with
GD_ALERT_TO (addresses, by comma) and GD_ALERT_FROM.
"""

import json
import os
import smtplib
import urllib.request
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

PATIENCE = 20
"""Seconds to wait for the other side."""


class MessageError(Exception):
    """A message could not be delivered; says by which way and why, without address or secret."""


@dataclass(frozen=True, slots=True)
class Message:
    """What happened: a line, the run, the report year if it had one, and details line by line."""

    title: str
    run_id: str
    report_year: str | None
    lines: tuple[str, ...]


def send(message: Message, environment: Mapping[str, str] = os.environ) -> list[str]:
    """Deliver by every way that is set up; the ways that were used.

    Raises:
        MessageError: one of them failed; the others were tried.
    """
    used, failed = [], []
    for way, variable, deliver in (("webhook", "GD_ALERT_WEBHOOK", post), ("e-mail", "GD_ALERT_SMTP", mail)):
        if not environment.get(variable):
            continue
        try:
            deliver(message, environment)
            used.append(way)
        except (OSError, ValueError, smtplib.SMTPException) as error:
            failed.append(f"{way}: {type(error).__name__}")
    if failed:
        raise MessageError("; ".join(failed))
    return used


def post(message: Message, environment: Mapping[str, str]) -> None:
    """Post to the webhook as JSON.

    Raises:
        ValueError: its address is none of http or https.
        OSError: it cannot be reached, or does not take the message.
    """
    body = json.dumps(asdict(message), ensure_ascii=False).encode()
    address = environment["GD_ALERT_WEBHOOK"]
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("a webhook is http or https")
    request = urllib.request.Request(address, body, {"Content-Type": "application/json; charset=utf-8"})
    urllib.request.urlopen(request, timeout=PATIENCE).close()


def mail(message: Message, environment: Mapping[str, str]) -> None:
    """Send an e-mail; the connection is encrypted wherever the server can."""
    where = urlsplit(environment["GD_ALERT_SMTP"])
    letter = EmailMessage()
    letter["Subject"] = message.title
    letter["From"] = environment.get("GD_ALERT_FROM", "gd-pipeline@localhost")
    letter["To"] = environment["GD_ALERT_TO"] if "GD_ALERT_TO" in environment else letter["From"]
    letter.set_content("\n".join((message.title, f"run {message.run_id}", *message.lines)))
    opened = smtplib.SMTP_SSL if where.scheme == "smtps" else smtplib.SMTP
    with opened(where.hostname or "localhost", where.port or 0, timeout=PATIENCE) as server:
        if where.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls()
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(letter)
