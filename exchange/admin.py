from django.contrib import admin

from exchange.models import Export, Import, ImportedFile, ImportedPicture
from kit.records import Records

admin.site.register([Export, Import, ImportedFile, ImportedPicture], Records)
