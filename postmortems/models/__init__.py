from postmortems.models.analysis import ContributingFactor, ImpactFigure, Why
from postmortems.models.category import FactorCategory
from postmortems.models.image import Image
from postmortems.models.language import Language
from postmortems.models.people import Authorship, Reviewer
from postmortems.models.postmortem import Postmortem, Section, SectionConflict
from postmortems.models.review import Amendment, ReadMark, Revision, Verdict, Waiver
from postmortems.models.template import Template, TemplateSection, TemplateVersion

__all__ = [
    "Amendment",
    "Authorship",
    "ContributingFactor",
    "FactorCategory",
    "Image",
    "ImpactFigure",
    "Language",
    "Postmortem",
    "ReadMark",
    "Reviewer",
    "Revision",
    "Section",
    "SectionConflict",
    "Template",
    "TemplateSection",
    "TemplateVersion",
    "Verdict",
    "Waiver",
    "Why",
]
