from django.contrib import admin

from kit.records import Records
from library.models import Change, Entry, Match, Passage, SavedSearch, Word

admin.site.register([Change, Entry, Match, Passage, SavedSearch, Word], Records)
