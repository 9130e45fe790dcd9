from django.contrib import admin

from insights.models import ActionDay, Mark, Subscription, Tide
from kit.records import Records

admin.site.register([ActionDay, Mark, Subscription, Tide], Records)
