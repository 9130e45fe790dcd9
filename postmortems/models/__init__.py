from postmortems.models.analysis import ContributingFactor, ImpactFigure, Why
from postmortems.models.category import FactorCategory
from postmortems.models.comment import Comment, Thread
from postmortems.models.defences import Defence, Mitigator, WhatIf
from postmortems.models.image import Image
from postmortems.models.language import Language
from postmortems.models.people import Authorship, Reviewer
from postmortems.models.postmortem import Postmortem, Section, SectionConflict
from postmortems.models.review import Amendment, ReadMark, Revision, Verdict, Waiver
from postmortems.models.template import Template, TemplateSection, TemplateVersion
from postmortems.models.wording import KeptWording

__all__ = [
    "Amendment",
    "Authorship",
    "Comment",
    "ContributingFactor",
    "Defence",
    "FactorCategory",
    "Image",
    "ImpactFigure",
    "KeptWording",
    "Language",
    "Mitigator",
    "Postmortem",
    "ReadMark",
    "Reviewer",
    "Revision",
    "Section",
    "SectionConflict",
    "Template",
    "TemplateSection",
    "TemplateVersion",
    "Thread",
    "Verdict",
    "Waiver",
    "WhatIf",
    "Why",
]
