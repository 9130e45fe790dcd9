from django.contrib import admin

from kit.records import Records
from learning import models

admin.site.register(
    [
        models.Corpus,
        models.Echo,
        models.External,
        models.ExternalMatch,
        models.Question,
        models.Read,
        models.ReadingItem,
        models.ReadingMark,
        models.Term,
        models.Theme,
    ],
    Records,
)
