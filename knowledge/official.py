"""Which addresses lead to government or to an organisation that the register knows: no other link is shown."""

from urllib.parse import urlsplit

from knowledge.register import Register


def official_hosts(register: Register) -> frozenset[str]:
    """Hosts of public bodies and of the organisations in the register, without `www.`."""
    own = (organisation.website for organisation in register.organisations.values())
    return register.official_hosts | {host_of(str(website)) for website in own if website}


def host_of(url: str) -> str:
    """The host of an address in small letters, without `www.`; empty when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_official(url: str, hosts: frozenset[str]) -> bool:
    """Whether an address is https and on one of the hosts, or below one (`mijn.svb.nl` is below `svb.nl`)."""
    labels = host_of(url).split(".")
    return url.startswith("https://") and any(".".join(labels[i:]) in hosts for i in range(len(labels)))
