from django.contrib import admin

from kit.records import Records
from library.models import Change, Entry, Match, OtherWords, Passage, SavedSearch, Word, WrittenWords

admin.site.register([Change, Entry, Match, OtherWords, Passage, SavedSearch, Word, WrittenWords], Records)
