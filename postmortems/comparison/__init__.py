"""Two frozen write-ups side by side. Texts are compared by words, blocks as data; everything is plain and unescaped."""

from postmortems.comparison.laid import HEAD, Laid, laid
from postmortems.comparison.sections import SectionChange, compare, compare_laid

__all__ = ["HEAD", "Laid", "SectionChange", "compare", "compare_laid", "laid"]
