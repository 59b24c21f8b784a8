"""`python -m connectors.whatsapp.simulator URL WEBHOOK_URL`: started by `wegwijs up --whatsapp-simulator`.

Two phones: one with a number, one of somebody with a username, whose number nobody gets to see.
"""

import asyncio
import sys
from urllib.parse import urlsplit

from bot.settings import settings
from connectors.serve import server
from connectors.whatsapp.account import account
from connectors.whatsapp.simulator.app import create_simulator
from connectors.whatsapp.simulator.courier import Courier
from connectors.whatsapp.simulator.meta import Meta, Phone

PHONES = (("Sanne", "31612345678", "NL.5002233445566778899"), ("Noor", None, "NL.7766554433221100"))


def main(url: str, webhook_url: str) -> None:
    address = urlsplit(url)
    found = account(settings())
    if found is None:
        sys.exit("the simulator needs the WHATSAPP_ settings of the gateway")
    phones = [Phone(name, wa_id, user_id) for name, wa_id, user_id in PHONES]
    courier = Courier(webhook_url, found.app_secrets[0])
    meta = Meta(found.phone_number_id, found.access_token, courier, phones, takes_strangers=True)
    app = create_simulator(meta)
    asyncio.run(server(app, address.hostname or "127.0.0.1", address.port or 80).serve())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
