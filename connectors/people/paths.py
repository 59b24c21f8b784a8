"""Where the desk lives. Everything below `/medewerker` is for people who are signed in, but for what stands here."""

from urllib.parse import quote, urlsplit

PREFIX = "/medewerker"
HOME = PREFIX
SIGN_IN = f"{PREFIX}/inloggen"
SIGN_OUT = f"{PREFIX}/uitloggen"
PASSWORD = f"{PREFIX}/wachtwoord"
PROVIDER = f"{PREFIX}/organisatie"
PROVIDER_RETURN = f"{PROVIDER}/terug"
PEOPLE = f"{PREFIX}/mensen"
AUDIT = f"{PREFIX}/logboek"
STATIC = f"{PREFIX}/statisch"
RETURN_FIELD = "terug"
MAX_CHARS = 500


def is_desk(path: str) -> bool:
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def sign_in_to(path: str) -> str:
    """The sign-in page that leads back to `path`."""
    return f"{SIGN_IN}?{RETURN_FIELD}={quote(safe_return(path))}"


def safe_return(path: str) -> str:
    """`path` when it is a page of the desk, else the start page: nobody can send people to another site."""
    parts = urlsplit(path)
    if parts.scheme or parts.netloc or "\\" in path or not path.isprintable() or len(path) > MAX_CHARS:
        return HOME
    going_nowhere = parts.path in (SIGN_IN, SIGN_OUT) or parts.path.startswith(PROVIDER)
    return path if is_desk(parts.path) and not going_nowhere else HOME
