from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from api.problems import problem


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """An address that the API does not have is told to programs in their own way."""
    return problem(404, "The API has no such address. /api/v1/openapi.json lists those it has.")
