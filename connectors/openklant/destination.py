"""Brings Open Klant to what is so of a handoff, whatever is there already.

Promises that nothing is made twice: what was made is recorded step by step, and before making anything we look for
our own mark. One gap is left: a request that we gave up waiting for and that is carried out after our next look.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.openklant import bodies
from connectors.openklant.bodies import Body
from connectors.openklant.client import Client, Unsent
from connectors.openklant.handoff import Handoff, Load
from connectors.outbox.model import Delivered, Delivery, Outcome

NAME = "openklant"


@dataclass(frozen=True)
class Options:
    """`channels` gives Open Klant's name of a channel of ours, `teams` the uuid of an actor that exists there."""

    channels: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    confidential: bool = True


@dataclass(frozen=True)
class OpenKlant:
    """The destination: called with a delivery whose subject is a handoff."""

    client: Client
    load: Load
    options: Options = Options()

    async def __call__(self, delivery: Delivery) -> Outcome:
        handoff = await self.load(delivery.subject_id)
        if handoff is None:  # the citizen had it erased: there is nothing left to tell
            return Delivered()
        try:
            await self._bring(delivery, handoff)
        except Unsent as unsent:
            return unsent.outcome
        return Delivered()

    async def _bring(self, delivery: Delivery, handoff: Handoff) -> None:
        contact = await delivery.once("klantcontact", lambda: self._contact(handoff))
        if address := bodies.address(handoff.contact):
            await self._address(delivery, handoff, contact, address)
        await self._took_part(delivery, "systeem", bodies.system_actor(), contact)
        if agent := bodies.agent_actor(handoff.agent):
            await self._took_part(delivery, "medewerker", agent, contact)
        task = await delivery.once("interne_taak", lambda: self._task(delivery, handoff, contact))
        if handoff.reached is not None:
            await self.client.change("klantcontacten", contact, {"indicatieContactGelukt": handoff.reached})
        if handoff.closed_at:
            await self.client.change("internetaken", task, bodies.closing(handoff, handoff.closed_at))

    async def _contact(self, handoff: Handoff) -> str:
        prefix = "onderwerpobject__onderwerpobjectidentificator"
        ours = {f"{prefix}CodeRegister": bodies.REGISTER, f"{prefix}ObjectId": str(handoff.id)}
        if found := await self.client.find("klantcontacten", ours):
            return found
        channel = self.options.channels.get(handoff.channel, handoff.channel)
        made = await self.client.make(
            "maak-klantcontact", bodies.contact(handoff, channel, confidential=self.options.confidential)
        )
        return str(made["klantcontact"]["uuid"])

    async def _address(self, delivery: Delivery, handoff: Handoff, contact: str, address: Body) -> None:
        party = await delivery.once(
            "betrokkene",
            lambda: self._ensure("betrokkenen", {"hadKlantcontact__uuid": contact}, bodies.party(contact)),
        )
        reference = bodies.address_reference(handoff.id)
        body = address | {"verstrektDoorBetrokkene": {"uuid": party}, "referentie": reference}
        await delivery.once("digitaal_adres", lambda: self._ensure("digitaleadressen", {"referentie": reference}, body))

    async def _took_part(self, delivery: Delivery, who: str, actor: Body, contact: str) -> None:
        actor_id = await delivery.once(who, lambda: self._actor(delivery, actor))
        pair = {"actor": {"uuid": actor_id}, "klantcontact": {"uuid": contact}}
        query = {"actor__uuid": actor_id, "klantcontact__uuid": contact}
        await delivery.once(f"{who}_klantcontact", lambda: self._ensure("actorklantcontacten", query, pair))

    async def _task(self, delivery: Delivery, handoff: Handoff, contact: str) -> str:
        team = self.options.teams.get(handoff.team) or await self._actor(delivery, bodies.team_actor(handoff.team))
        query = {"aanleidinggevendKlantcontact__uuid": contact}
        return await self._ensure("internetaken", query, bodies.task(handoff, contact, team))

    async def _actor(self, delivery: Delivery, body: Body) -> str:
        """Shared by all handoffs, so two deliveries may want to make the same one at the same moment."""
        mark = body["actoridentificator"]
        query = {f"actoridentificator{name[0].upper()}{name[1:]}": value for name, value in mark.items()}
        if found := await self.client.find("actoren", query):
            return found
        async with delivery.ledger.alone(f"{NAME}:{mark['codeObjecttype']}:{mark['objectId']}"):
            return await self._ensure("actoren", query, body)

    async def _ensure(self, resource: str, query: Mapping[str, str], body: Body) -> str:
        """The uuid of what is there already, or of what is made now."""
        if found := await self.client.find(resource, query):
            return found
        return str((await self.client.make(resource, body))["uuid"])
