"""Verbs with their forms: what people fail at, what they do, and what only people watch for."""

from __future__ import annotations

from postmortems.blameless.lexicon import words

# base past participle, where the regular ending is not the form.
_IRREGULAR = """
forget forgot forgotten|misread misread misread|mistake mistook mistaken
misunderstand misunderstood misunderstood|run ran run|do did done|make made made|take took taken
break broke broken|bring brought brought|put put put|set set set|write wrote written
overwrite overwrote overwritten|rewrite rewrote rewritten|see saw seen|know knew known|think thought thought
read read read|catch caught caught|find found found|tell told told|leave left left|lose lost lost
send sent sent|give gave given|choose chose chosen|hit hit hit|cut cut cut|shut shut shut|build built built
rebuild rebuilt rebuilt|begin began begun|keep kept kept|hold held held|let let let|spend spent spent
pay paid paid|understand understood understood|go went gone|come came come|get got gotten|blow blew blown
bind bound bound|draw drew drawn|drive drove driven|fall fell fallen|feel felt felt|hear heard heard
mean meant meant|meet met met|sell sold sold|speak spoke spoken|split split split|spin spun spun
undo undid undone|withdraw withdrew withdrawn|say said said|lead led led|teach taught taught|learn learned learned
reset reset reset|oversee oversaw overseen|foresee foresaw foreseen|become became become|grow grew grown
show showed shown|sleep slept slept|sit sat sat|stand stood stood|hide hid hidden|freeze froze frozen|hang hung hung
sweep swept swept|oversleep overslept overslept|shake shook shaken|mislead misled misled|stick stuck stuck
"""
# Regular ones whose forms the endings below would get wrong, or that should be known as verbs at all.
_REGULAR = """
apply assign delete deploy merge push pull drop remove disable enable change edit modify copy move rename
restart reboot stop start kill terminate destroy revoke rotate upgrade downgrade update install uninstall
configure reconfigure misconfigure commit release roll publish execute trigger launch click press type mistype
enter select pick paste expose leak disclose share reuse use truncate wipe erase clear purge flush close open
switch toggle turn cancel approve review test verify validate check double-check confirm monitor watch notice
realise realize anticipate consider remember follow escalate communicate inform notify alert warn document
announce declare report raise coordinate plan prepare rehearse investigate ask look ensure add include create
provision scale resize migrate restore reload replace swap mount unmount detach attach connect disconnect unplug
plug renew register expire block unblock ban allow grant deny overlook neglect ignore disregard miss skip bypass
misjudge mishandle botch bungle misinterpret miscalculate misconstrue rush panic assume confuse crash cause page
acknowledge respond react recognise recognize identify spot flag detect discover prevent avoid handle manage
train learn schedule revert rollback mitigate resolve fix patch reproduce simulate benchmark measure inspect
audit bother attempt try upload download import export sync point route redirect tag label mark format partition
provision process transfer allocate underestimate overestimate overload abandon omit introduce interrupt cordon
drain evict taint
"""
_DOUBLED = "stop drop commit plan ban swap skip run wrap ship omit cut tag flag plug unplug map spot set put drag trap"

PAST: dict[str, str] = {}
PARTICIPLE: dict[str, str] = {}
GERUND: dict[str, str] = {}
BASES: set[str] = set()


def gerund(base: str) -> str:
    if base in _DOUBLED_SET:
        return f"{base}{base[-1]}ing"
    return f"{base[:-1]}ing" if base.endswith("e") and not base.endswith(("ee", "oe")) else f"{base}ing"


def _regular_past(base: str) -> str:
    if base in _DOUBLED_SET:
        return f"{base}{base[-1]}ed"
    if base.endswith("e"):
        return f"{base}d"
    return f"{base[:-1]}ied" if base.endswith("y") and base[-2] not in "aeou" else f"{base}ed"


_DOUBLED_SET = words(_DOUBLED) | words("forget begin get let hit shut reset spin split")
for _row in _IRREGULAR.replace("\n", "|").split("|"):
    if _row:
        _base, _past, _participle = _row.split()
        BASES.add(_base)
        PAST[_past] = PARTICIPLE[_participle] = GERUND[gerund(_base)] = _base
for _base in _REGULAR.split():
    BASES.add(_base)
    PAST[_regular_past(_base)] = PARTICIPLE[_regular_past(_base)] = GERUND[gerund(_base)] = _base

_NOT_PAST = words("need speed feed seed breed exceed proceed succeed bed red shed embed hundred indeed unused")


def forms(base: str) -> frozenset[str]:
    """All forms of a verb; of one that is on no list, those it has when it is regular."""
    found = {form for table in (PAST, PARTICIPLE, GERUND) for form, of in table.items() if of == base}
    return frozenset({base, f"{base}s", f"{base}es", *(found or {_regular_past(base), gerund(base)})})


def is_past(word: str) -> bool:
    """A past tense or a participle, by list or by ending."""
    return word in PAST or word in PARTICIPLE or (word.endswith("ed") and len(word) > 4 and word not in _NOT_PAST)


def base_of(word: str) -> str:
    """The infinitive of a form on the lists; empty for others, whose spelling cannot be told from the form."""
    return PAST.get(word) or PARTICIPLE.get(word) or GERUND.get(word) or (word if word in BASES else "")


# Only people do these.
LAPSES = words(
    "forgot forgotten overlooked neglected misread mistyped misunderstood misjudged mishandled botched bungled"
    " misinterpreted misconstrued fat-fingered fatfingered misclicked mis-clicked mis-typed mis-read mistook"
    " blundered fumbled goofed"
)
# People do these, and programs too: they need a subject that is surely a person.
LAPSES_OF_PERSONS = words(
    "misapplied misused mislabelled mislabeled misrouted misreported misaddressed miscommunicated misallocated"
    " misspelled misspelt mispasted misheard misremembered misdirected misidentified misdiagnosed miscounted mistimed"
    " mismanaged misfiled misplaced overpromised oversold overcommitted hardcoded "
    "ignored disregarded missed rushed panicked misconfigured mis-configured miscalculated confused skipped"
    " bypassed underestimated"
)
VIGILANCE = words(
    "check verify validate test review notice realise realize anticipate consider remember follow think"
    " understand read double-check doublecheck escalate communicate inform notify tell ask bother ensure document"
    " foresee recognise recognize look pay see know plan"
)
# What somebody else's not doing is held against them for, when no reason follows.
DUTIES = words(
    "respond react turn switch restore revert report mention update take complete finish run enable disable set"
    " add remove rotate renew acknowledge listen involve consult wait prepare secure protect configure care back"
)
HARM = words("delete break wipe destroy drop crash lose truncate erase kill overwrite corrupt take bring")
# What only a person would have done: "this should have been caught" hides who.
WATCHED = words(
    "recognised "
    "caught noticed spotted tested reviewed checked verified validated escalated communicated handled declared"
    " reported rushed discovered considered anticipated foreseen thought questioned raised mentioned announced"
    " followed remembered coordinated planned investigated double-checked prioritised prioritized documented known"
    " addressed avoided prevented flagged identified approved merged shipped done performed carried informed"
    " contacted consulted involved updated reverted rehearsed written posted asked paused postponed rotated"
    " renewed obvious clear ignored dismissed started given taken revoked delayed prioritized scheduled decided"
    " agreed discussed reconsidered trained assigned decommissioned cleaned upgraded patched read asked"
)
FINDINGS = words(
    "notice point find see discover identify realise realize detect fix correct spot get hear say report learn"
    " know tell"
)
