from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from accounts.request import Request
from actions.board import Board
from actions.listing import Listing
from actions.pills import Pills
from kit.http import page_or_fragment


@require_safe
def index(request: Request) -> HttpResponse:
    listing = Listing(request.user, request.GET)
    context = {"listing": listing, "pills": Pills(listing)}
    return page_or_fragment(request, "actions/index.html", "actions/_results.html", context)


@require_safe
def board(request: Request) -> HttpResponse:
    listing = Board(request.user, request.GET)
    context = {"listing": listing, "pills": Pills(listing), "is_board": True}
    return page_or_fragment(request, "actions/index.html", "actions/_results.html", context)
