from django.contrib import admin

from kit.records import Records
from library.models import Change, Entry, Passage

admin.site.register([Change, Entry, Passage], Records)
