"""What a write-up may not end on: a person as the cause.

This closes a gate, so it speaks up only when it is sure. Hints while writing are another module's business.
"""

from __future__ import annotations

import re

_ROLE = (
    r"(?:engineer|developer|dev|programmer|operator|admin|administrator|sysadmin|sre|dba|responder|reviewer|author"
    r"|maintainer|committer|contractor|consultant|intern|technician|manager|employee|colleague|newcomer|junior|senior"
    r"|commander|analyst|on-?call|team ?mate|team member|tech lead)s?"
)
_PERSON = (
    r"(?:@[a-z0-9][\w-]*|i|he|she|someone|somebody|(?:a|one|another) (?:single )?person"
    rf"|(?:(?:the|an?|one of (?:the|our)|our|another|some) )?(?:[\w-]+ )?(?:on-?call |team )?{_ROLE})"
)
_ADVERBS = r"(?:(?:then|also|just|again|[a-z]+ly) ){0,4}"
_LAPSE = (
    r"(?:forgot|forgets|failed to|fails to|neglected|missed|overlooked|ignored|misread|misunderstood|misjudged|mistyped"
    r"|misconfigured|mixed up|confused|assumed|should(?:n't| not)? have|ought to have|could have (?:known|seen|noticed"
    r"|checked)"
    r"|(?:made|makes|had made) (?:an? |the )?(?:\w+ )?(?:mistake|typo|error|slip)s?"
    r"|(?:did not|didn't|had not|hadn't|never) (?:\w+ly )?(?:check|test|notice|read|follow|verif|review|look|think"
    r"|realis|realiz|understand|pay|know|remember|ask|validat|double|bother"
    r"|care)\w*"
    r"|(?:was|were) (?:\w+ )?(?:careless|negligent|sloppy|tired|distracted|inexperienced|inattentive|unaware|reckless"
    r"|incompetent|lazy|not aware|not paying|not careful)|wasn't (?:\w+ )?(?:aware|paying|careful))\b"
)
_DEED = (
    r"(?:deleted|dropped|removed|wiped|erased|overwrote|broke|pushed|merged|deployed|released|ran|executed|launched"
    r"|typed|entered|changed|edited|modified|restarted|rebooted|stopped|disabled|applied|clicked|approved|skipped"
    r"|bypassed|pasted|committed|copied|leaked|shared|unplugged|used the wrong|picked the wrong"
    r"|chose the wrong)\b"
)
_DONE = (
    r"(?:caused|made|done|introduced|deleted|dropped|removed|wiped|overwritten|broken|pushed|merged|deployed|released"
    r"|run|executed|typed|entered|changed|edited|disabled|applied|approved|skipped|forgotten|missed|overlooked"
    r"|misconfigured)"
)
_LABEL = re.compile(
    r"\b(?:human|operator|pilot|engineer|developer|admin|administrator|personal|user)(?:'s|s'|s)? ?-?"
    r"(?:error|mistake|fault|failure|oversight|negligence)s?\b(?! (?:rate|message|page|log|budget|report|count)s?\b)"
    r"|\b(?:carelessness|negligence|incompetence|inattention|sloppiness|laziness|human factor)\b"
)
_DENIED = re.compile(
    r"\b(?:not|never|no|isn't|wasn't|rather than|instead of|beyond|blam\w+|calling it|call it|labelled"
    r"|labeled)\b[^.;]{0,40}$"
)
_DENIED_AFTER = re.compile(r"[^.;]{0,20}\b(?:is|was|are|were|be|as) (?:\w+ )?(?:never|not|no|a symptom|only|where)\b")
_SUBJECT = re.compile(
    rf"(?:^|[.;:,!?\n(–—-] ?|\b(?:because|since|as|when|that|and|but) ){_PERSON} {_ADVERBS}(?:{_LAPSE}|{_DEED})"
)
_AGENT = re.compile(rf"\b{_DONE} (?:\w+ )?by {_PERSON}(?!\w)")
_REASON = re.compile(
    r"\b(?:because(?: of)?|due to|as a result of|owing to|since|so that|for lack of|as (?:the|there|no|nothing))\b"
)


def person_as_cause(text: str) -> bool:
    """Whether an answer stops at a person: “human error”, or somebody who did or missed something with no reason given.

    A reason that is not itself about a person lets the sentence pass, and so does denying that a person was the cause.
    """
    plain = _plain(text)
    for label in _LABEL.finditer(plain):
        if not _DENIED.search(plain[: label.start()]) and not _DENIED_AFTER.match(plain, label.end()):
            return True
    found = _SUBJECT.search(plain) or _AGENT.search(plain)
    if not found:
        return False
    reason = _REASON.search(plain, found.end())
    return reason is None or person_as_cause(plain[reason.start() :])


def _plain(text: str) -> str:
    """At most a long paragraph of it, in lower case, with plain apostrophes and without Markdown's emphasis."""
    return re.sub(r"[*_`“”\"]", "", text[:2000].replace("’", "'")).lower().strip()
