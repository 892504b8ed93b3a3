"""The hand-written engine: what a careful Django developer writes for one form with five votes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

VOTERS = 5


def of() -> Mapping[str, Callable[[], Any]]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    from bench.hand.models import Claim, ClaimLog, ClaimVote, Member, Outbox

    call_command("migrate", run_syncdb=True, verbosity=0)
    people = [Member.objects.create(name=f"voter {n}", role="voter") for n in range(VOTERS)]

    @transaction.atomic
    def start() -> Claim:
        initiator = Member.objects.get(pk=people[0].pk)
        claim = Claim.objects.create(
            reason="客户招待", amount=Decimal("380.00"), state="pending", created_by=initiator
        )
        voters = Member.objects.filter(role="voter")
        ClaimVote.objects.bulk_create(ClaimVote(claim=claim, member=one) for one in voters)
        ClaimLog.objects.create(claim=claim, member=initiator, event="submitted")
        _tell(claim, "submitted")
        return claim

    @transaction.atomic
    def vote(claim_id: int, member_id: int) -> str:
        member = Member.objects.get(pk=member_id)
        claim = Claim.objects.select_for_update().get(pk=claim_id)
        mine = ClaimVote.objects.get(claim=claim, member=member, state="pending")
        mine.state, mine.comment, mine.acted_at = "approved", "同意", timezone.now()
        mine.save()
        ClaimLog.objects.create(claim=claim, member=member, event="approved", comment="同意")
        if not ClaimVote.objects.filter(claim=claim, state="pending").exists():
            claim.state = "approved"
            claim.save()
            ClaimLog.objects.create(claim=claim, member=member, event="finished")
        _tell(claim, "voted")
        return str(claim.state)

    def _tell(claim: Claim, event: str) -> None:
        Outbox.objects.create(kind="claim", payload={"claim": claim.pk, "event": event})

    def document() -> str:
        claim, state = start(), ""
        for one in people:
            state = vote(claim.pk, one.pk)
        return state

    return {"document": document}
