"""Reading what mail servers write back when a mail could not be delivered (RFC 3464)."""

from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage

#: A mailbox holds no report of this length; what is longer is not read to its end.
LONGEST = 2 * 1024 * 1024
#: Besides 5.1.x: no reason given, mailbox closed, no such host.
OF_NO_USE = ("5.0.0", "5.2.1", "5.4.4")


@dataclass(frozen=True)
class Report:
    """What a report says of one recipient; ``status`` as RFC 3463 has it, ``5.1.1``."""

    message_id: str
    action: str
    status: str
    words: str

    @property
    def is_failure(self) -> bool:
        """Whether delivery was given up; a delayed mail may still arrive."""
        return self.action == "failed"

    @property
    def is_permanent(self) -> bool:
        """Whether it is the address that takes no mail, and not this one mail or the server for the moment."""
        about_the_address = self.status.startswith("5.1.") or self.status in OF_NO_USE
        return self.is_failure and about_the_address


def read_report(raw: bytes) -> Report | None:
    """Read a delivery status report; None for any other mail, however it is broken."""
    mail = message_from_bytes(raw[:LONGEST], policy=policy.default)
    if mail.get_content_type() != "multipart/report":
        return None
    parts = list(mail.walk())
    fields = next((found for part in parts if (found := recipient_fields(part))), None)
    message_id = next((found for part in parts if (found := returned_id(part))), "")
    if fields is None or not message_id:
        return None
    status = field(fields, "Status").split(" ")[0]
    reason = field(fields, "Diagnostic-Code").partition(";")[2] or field(fields, "Diagnostic-Code")
    return Report(
        message_id=message_id,
        action=field(fields, "Action").lower(),
        status=status,
        words=" ".join(f"{status} {reason}".split()),
    )


def recipient_fields(part: EmailMessage):
    """The first group of fields that is about a recipient, of the part that servers write for machines."""
    if part.get_content_type() != "message/delivery-status" or not part.is_multipart():
        return None
    return next((group for group in part.get_payload() if group["Final-Recipient"]), None)


def returned_id(part: EmailMessage) -> str:
    """The Message-ID of our mail, of the copy of it, or of its headers, that comes back."""
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        return field(part.get_payload(0), "Message-ID")
    if part.get_content_type() == "text/rfc822-headers":
        text = part.get_payload(decode=True) or b""
        return field(message_from_bytes(text, policy=policy.default), "Message-ID")
    return ""


def field(part, name: str) -> str:
    try:
        return str(part[name] or "").strip()
    except Exception:  # the parser refuses some malformed headers only when they are asked for
        return ""
