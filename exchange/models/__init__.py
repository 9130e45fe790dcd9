from exchange.models.export import Export
from exchange.models.intake import Import, ImportedFile, ImportedPicture

__all__ = ["Export", "Import", "ImportedFile", "ImportedPicture"]
