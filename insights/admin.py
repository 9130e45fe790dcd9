from django.contrib import admin

from insights.models import ActionDay, ActionMonth, Mark, Subscription, Tide
from kit.records import Records

admin.site.register([ActionDay, ActionMonth, Mark, Subscription, Tide], Records)
