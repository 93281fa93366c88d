"""What stands above and below every paper."""

from ..facts import Body, Facts, Signer
from ..rules import (
    date_line,
    document_number,
    listed,
    paragraphs,
    printable,
    signing_authority,
    without_titles,
)


def header(facts: Facts, body: Body, *, parent: str = "") -> dict:
    """The issuing body, number, place and date, and what the campaign is called."""
    issue, campaign = facts.issue, facts.campaign
    return {
        "parent_org": "\n".join(paragraphs(parent)).upper(),
        "org_name": "\n".join(paragraphs(body.name)).upper(),
        "org": body.said,
        "org_abbr": body.abbreviation,
        "doc_no": document_number(issue.number),
        "place_date": f"{body.place}, {date_line(issue.day, campaign.year)}",
        "issue_date": date_line(issue.day, campaign.year),
        "year": str(campaign.year),
        "campaign": campaign.title,
        "award_name": facts.bodies.award,
    }


def signature(signer: Signer) -> dict:
    return {
        "signer_authority": signing_authority(signer.authority, signer.authority_of),
        "signer_title": signer.title.upper(),
        "signer_title2": signer.title2.upper(),
        "signer_name": without_titles(signer.name),
    }


def recipients(facts: Facts, body: Body) -> dict:
    """To whom the paper goes, and where a copy is kept."""
    copies = f" ({body.copies:02d})" if body.copies else ""
    return {"recipients": listed(facts.issue.recipients), "archive": f"{body.archive}{copies}"}


def cleaned(value):
    """Return a context with every text fit for a paper: what people typed may hold anything."""
    if isinstance(value, dict):
        return {name: cleaned(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [cleaned(item) for item in value]
    return printable(value) if isinstance(value, str) else value
