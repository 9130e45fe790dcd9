"""What the rows of each block say, field by field, in the words that readers know. Times are in UTC."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from incidents.durations import MILESTONES
from kit.components.words import duration
from postmortems.reasons import category_name

Stored = Mapping[str, Any]
YES = "yes"
_DEFENCE = ("layer", "purpose", "outcome", "detail", "closed_by")


@dataclass(frozen=True)
class Told:
    """One row: `key` is what it is known by, `words` say it, `fields` are the rest of it by their labels."""

    key: str
    words: str
    fields: Mapping[str, str] = field(default_factory=dict)


def told(part: str, rows: Any) -> list[Told]:
    """The rows of a part of a frozen write-up; of a part that is not known here as they are stored."""
    if part in _WHOLE:
        return _WHOLE[part](rows)
    say = _ROWS.get(part, _anything)
    found: list[Told] = [say(each) for each in rows] if isinstance(rows, list) else [say({"text": rows})]
    return found


def called(name: str) -> str:
    """ "caused_by" as "Caused by"."""
    return name.replace("_", " ").capitalize()


def _day(stored: str | None) -> str:
    return f"{date.fromisoformat(stored):%-d %b %Y}" if stored else ""


def _moment(stored: str | None) -> str:
    return f"{datetime.fromisoformat(stored):%-d %b %Y, %H:%M} UTC" if stored else ""


def _about(stored: Stored) -> list[Told]:
    order = ", ".join(called(key) for key in stored["sections"])
    return [
        *(Told(name, called(name), {"": str(stored[name])}) for name in ("title", "severity", "kind")),
        Told("sections", "Sections", {"": order}),
    ]


def _milestones(stored: Stored) -> list[Told]:
    return [
        Told(name, label, {"": _moment(stored.get(name))}) for name, label in MILESTONES.items() if stored.get(name)
    ]


def _durations(stored: list[Stored]) -> list[Told]:
    return [
        Told(each["key"], each["name"], {"": duration(each["seconds"]), "State": called(str(each["state"]))})
        for each in stored
    ]


def _whys(stored: list[Stored]) -> list[Told]:
    """A rung is known by its question, and hangs on another's."""
    return [
        Told(
            each["question"],
            each["question"],
            {
                "Answer": each["answer"],
                "Root cause": YES if each["is_root"] else "",
                "Follows from": stored[each["parent"]]["question"] if each["parent"] is not None else "",
                "Evidence": _evidence(each.get("evidence", {})),
                **_others(each, "question", "answer", "is_root", "parent", "evidence"),
            },
        )
        for each in stored
    ]


def _evidence(given: Stored) -> str:
    at = f"{datetime.fromisoformat(given['at']):%H:%M} {given.get('entry', '')}" if given.get("at") else ""
    return ", ".join(filter(None, (given.get("label"), given.get("url"), at)))


def _figure(each: Stored) -> Told:
    fields = {"Detail": each["detail"], "Certainty": called(each["certainty"]), "Area": called(each["area"])}
    return Told(f"{each['area']}:{each['label']}", f"{each['value']} {each['label']}", fields)


def _entry(each: Stored) -> Told:
    at = datetime.fromisoformat(each["at"])
    fields = {
        "Who": each["who"],
        "Told": each["told"],
        "Known at the time": each["known"],
        "Options": each["options"],
        "Information missing": each["missing"],
        "Source": called(each["source"]),
        "Evidence": " ".join(filter(None, (each["evidence_label"], each["evidence_url"]))),
        "Certainty": called(each["certainty"]) if each["certainty"] != "evidenced" else "",
        "Key moment": YES if each["starred"] else "",
        "Milestone": called(each["milestone"] or ""),
        "Day": f"{at:%-d %b %Y}",
    }
    names = ("at", "kind", "text", "who", "told", "known", "options", "missing", "source", "certainty")
    more = _others(each, *names, "evidence_label", "evidence_url", "starred", "milestone")
    return Told(each["at"], f"{at:%H:%M} {called(each['kind'])}: {each['text']}", fields | more)


def _silence(each: Stored) -> Told:
    start, end = (datetime.fromisoformat(each[name]) for name in ("start_at", "end_at"))
    return Told(each["start_at"], f"Silence from {start:%H:%M} to {end:%H:%M}", {"Reason": each["note"]})


def _factor(each: Stored) -> Told:
    fields = {
        "Category": category_name(each),
        "Actions": ", ".join(f"ACT-{number}" for number in each["actions"]),
        "Risk accepted until": _day(each["risk_until"]),
        "Risk accepted because": each["risk_reason"],
        "Owner of the risk": f"@{each['risk_owner']}" if each["risk_owner"] else "",
    }
    known = ("category", "category_name", "text", "actions", "risk_until", "risk_reason", "risk_owner")
    return Told(each["text"], each["text"], fields | _others(each, *known))


def _defence(each: Stored) -> Told:
    fields = {
        "Meant to stop": each["purpose"],
        "This time": called(each["outcome"]),
        "Where, or how": each["detail"],
        "Closed by": f"ACT-{each['closed_by']}" if each["closed_by"] else "",
    }
    return Told(each["layer"], each["layer"], fields | _others(each, *_DEFENCE))


def _mitigator(each: Stored) -> Told:
    words = f"Limited the damage: {each['text']}"
    return Told(each["text"], words, {"It spared": each["effect"], **_others(each, "text", "effect")})


def _action(each: Stored) -> Told:
    fields = {
        "Owner": f"@{each['owner']}" if each["owner"] else "nobody",
        "Deadline": _day(each["due_on"]) or "no date",
        "Priority": called(each["priority"]),
        "Done when": each["done_when"],
        "Category": called(each["category"]),
        "Effort": called(each["effort"]),
        "Benefit": each["benefit"],
        "Ticket": each["ticket"],
    }
    return Told(str(each["number"]), f"ACT-{each['number']} {each['title']}", fields)


def _relation(each: Stored) -> Told:
    return Told(str(each["number"]), f"INC-{each['number']}", {"How": called(each["kind"]), "Why": each["reason"]})


def _anything(each: Stored) -> Told:
    name = next((name for name in ("title", "text", "question", "name", "label", "key") if each.get(name)), "")
    words = str(each.get(name, "")) or ", ".join(map(_value, each.values()))
    return Told(words, words, _others(each, name))


def _others(each: Stored, *known: str) -> dict[str, str]:
    """What a row holds that this module has no words for, so that no field changes unsaid."""
    return {called(name): _value(value) for name, value in each.items() if name not in known}


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{called(name)} {_value(each)}" for name, each in value.items() if each)
    if isinstance(value, list):
        return "; ".join(map(_value, value))
    return YES if value is True else "" if value in (None, False) else str(value)


_WHOLE: dict[str, Callable[[Any], list[Told]]] = {
    "about": _about,
    "milestones": _milestones,
    "durations": _durations,
    "whys": _whys,
}
_ROWS: dict[str, Callable[[Stored], Told]] = {
    "impact": _figure,
    "timeline": _entry,
    "quiet": _silence,
    "factors": _factor,
    "defences": _defence,
    "mitigators": _mitigator,
    "actions": _action,
    "related": _relation,
}
