"""Hiding what is personal, and nothing else."""

import csv
import re
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from connectors.privacy import mask


def elfproef(eight: int) -> str | None:
    """The citizen service number that begins with these eight digits, if there is one."""
    digits = f"{eight:08d}"
    check = sum(int(d) * w for d, w in zip(digits, range(9, 1, -1), strict=True)) % 11
    return digits + str(check) if check < 10 else None


NUMBERS = st.integers(99_900_000, 99_999_999).map(elfproef).filter(bool)
WORDS = st.text(string.ascii_letters + " ,.?!", max_size=30)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("bsn 999999990", "bsn [bsn]"),
        ("BSN:999999990.", "BSN:[bsn]."),
        ("BSN999999990", "BSN[bsn]"),
        ("999 999 990", "[bsn]"),
        ("999.999.990", "[bsn]"),
        ("999-999-990", "[bsn]"),
        ("9999.99.990 graag", "[bsn] graag"),
        ("9 9 9 9 9 9 9 9 0", "[bsn]"),
        ("geboren in 1990, 999999990", "geboren in 1990, [bsn]"),
        ("nummer 12 999 999 990", "nummer 12 [bsn]"),
        ("nummer 123 999 999 990", "nummer 123 [bsn]"),
        ("٩٩٩٩٩٩٩٩٠", "[bsn]"),
        ("999\u00a0999\u00a0990", "[bsn]"),
        ("999999990 en 999999990", "[bsn] en [bsn]"),
        ("bsn 10000008", "bsn [bsn]"),
        ("NL91ABNA0417164300", "[rekeningnummer]"),
        ("nl91 abna 0417 1643 00 is mijn rekening", "[rekeningnummer] is mijn rekening"),
        ("NL91.ABNA.0417.1643.00", "[rekeningnummer]"),
        ("BE68539007547034 of DE89370400440532013000", "[rekeningnummer] of [rekeningnummer]"),
        ("bel 06-12345678", "bel [telefoonnummer]"),
        ("06 12 34 56 78, liefst", "[telefoonnummer], liefst"),
        ("+31 (0)6 12345678", "[telefoonnummer]"),
        ("0031612345678", "[telefoonnummer]"),
        ("(070) 123 45 67", "[telefoonnummer]"),
        ("+90 532 123 45 67", "[telefoonnummer]"),
        ("jan.de-vries+test@mail.voorbeeld.nl.", "[e-mailadres]."),
        ("mail <a@b.nl>", "mail <[e-mailadres]>"),
        ("kaart 4111 1111 1111 1111 is geblokkeerd", "kaart [betaalkaart] is geblokkeerd"),
        ("5500005555555559", "[betaalkaart]"),
        ("mijn paspoort SPECI2014 is kwijt", "mijn paspoort [documentnummer] is kwijt"),
        ("ID-kaart: nwl4b2c93", "ID-kaart: [documentnummer]"),
        ("paspoortnummer is AB1CDEFG2", "paspoortnummer is [documentnummer]"),
        ("mijn rijbewijsnummer is 5123456789", "mijn rijbewijsnummer is [documentnummer]"),
        ("rijbewijs met nummer 5123456789 verlengen", "rijbewijs met nummer [documentnummer] verlengen"),
        ("V-nummer 2801234567", "V-nummer [documentnummer]"),
        ("v nr 280 123 4567?", "v nr [documentnummer]?"),
        ("mijn A-nummer is 1234567890", "mijn A-nummer is [documentnummer]"),
        ("ik woon op Kerkstraat 12 in Delft", "ik woon op [adres] in Delft"),
        ("Kerkstraat 12a, 1234 AB Utrecht", "[adres] Utrecht"),
        ("burgemeester de vlugtlaan 3-2", "burgemeester [adres]"),
        ("Van Wijngaerdenstraat 1", "[adres]"),
        ("1e Oosterparkstraat 12 hs is mijn huis", "[adres] is mijn huis"),
        ("Laan van Meerdervoort 100", "[adres]"),
        ("adres: Boterdiep 31", "adres: [adres]"),
        ("Boterdiep 31, 3077AW Rotterdam", "[adres] Rotterdam"),
        ("1234 AB 12", "[adres]"),
        ("postcode 1234ab huisnummer 12", "postcode [adres]"),
        ("geboren op 3-4-1980", "geboren op [geboortedatum]"),
        ("geb. 03-04-1980, wat nu", "geb. [geboortedatum], wat nu"),
        ("mijn geboortedatum is 3 april 1980", "mijn geboortedatum is [geboortedatum]"),
        ("ik ben 3 april 1980 geboren", "ik ben [geboortedatum] geboren"),
        ("geboortedatum: 1980-04-03", "geboortedatum: [geboortedatum]"),
        ("geboren 31-2-1980", "geboren [geboortedatum]"),
        ("geboren op 3 mrt '80", "geboren op [geboortedatum]"),
        ("mijn wachtwoord is Tulp12!", "mijn wachtwoord is [inloggegevens]"),
        ("wachtwoord van mijn DigiD: zonnebloem.", "wachtwoord van mijn DigiD: [inloggegevens]."),
        ("inlogcode 123456 werkt niet", "inlogcode [inloggegevens] werkt niet"),
        ("pincode 1234", "pincode [inloggegevens]"),
        ("password: hunter2", "password: [inloggegevens]"),
        ("mijn wachtwoord is a@b.nl", "mijn wachtwoord is [e-mailadres]"),
    ],
)
def test_what_is_personal_is_hidden(text: str, masked: str) -> None:
    assert mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "bel 112 of 113 of 144",
        "Informatie Rijksoverheid: 1400",
        "14 070 en 14 0413",
        "0800-8020, 0800 0113 en 0900-8844",
        "0900 1234567",
        "UWV: 088 898 92 94",
        "in 2024 en 2025, van 2019-2023",
        "€ 1.250,00 of 38.441 euro",
        "€ 999.999.990",
        "999.999.990 euro",
        "999999990,50",
        "1234 AB Utrecht, 2511CN",
        "kenteken 12-AB-34, H-001-BB, GB-123-X",
        "artikel 7:653 BW, Wet 2019/1024, ECLI:NL:HR:2019:1234, BWBR0005290",
        "Verordening (EU) 2016/679",
        "op 22-11-2026, 22.11.2026 of 20261122 om 10:30",
        "KvK 10000008, kvk-nummer: 10000008",
        "999999991",
        "12345678",
        "NL00ABNA0417164300",
        "route A1 en N201, paspoort type P",
        "jan@ of @jan of 10@12",
        "artikel 12, lid 3, artikel12 en paragraaf 4",
        "ik woon in Utrecht, 3511 AB",
        "de vergadering is in 1234 AB 20 minuten later",
        "ik ben al onderweg 3 uur",
        "van 1500 en 2000 euro, 1000km 5",
        "het gerechtshof 2024",
        "de woningmarkt 2025 en de Kerkstraat 20 woningen",
        "Stadhuisplein 1, 1315 HR Almere",
        "Grote Markt 1, 9712 HN Groningen",
        "mijn baby is vorige week geboren",
        "overleden op 3-4-2019, getrouwd op 3 april 1980",
        "geboren in 1990",
        "mijn wachtwoord is vergeten",
        "mijn wachtwoord is verlopen, en mijn pincode is geblokkeerd",
        "DigiD wachtwoord 3 keer fout",
        "DigiD app 6 of 7",
        "mijn inlogcode is niet gekomen",
        "zaaknummer 5123456789",
        "4111 1111 1111 1112",
        "formulier12 en regeling2 van december19",
        "🛂❓",
        "",
    ],
)
def test_what_is_public_stays(text: str) -> None:
    assert mask(text).text == text
    assert mask(text).kinds == ()


def test_the_kinds_are_named_once_each() -> None:
    masked = mask("999999990, a@b.nl, 999999990, NL91ABNA0417164300, 0612345678")
    assert masked.kinds == ("bsn", "e-mailadres", "rekeningnummer", "telefoonnummer")


@given(WORDS, NUMBERS, WORDS)
def test_a_number_is_found_between_any_words(before: str, number: str, after: str) -> None:
    masked = mask(f"{before} {number} {after}")
    assert number not in masked.text
    assert masked.kinds == ("bsn",)


def digits_with_luhn(first: int) -> str:
    return f"{first}{luhn.calc_check_digit(str(first))}"


SECRETS = st.one_of(
    NUMBERS.map(lambda number: ("{}", number)),
    st.integers(400_000_000_000_000, 559_999_999_999_999).map(lambda n: ("kaart {}", digits_with_luhn(n))),
    st.from_regex(r"[A-NP-Z]{2}\d{6}\d", fullmatch=True).map(lambda number: ("paspoort {}", number)),
    st.integers(10**9, 10**10 - 1).map(lambda number: ("v-nummer {}", str(number))),
    st.integers(10**9, 10**10 - 1).map(lambda number: ("rijbewijsnummer is {}", str(number))),
    st.integers(100_000, 999_999).map(lambda number: ("mijn inlogcode is {}", str(number))),
    st.dates(date(1920, 1, 1), date(2020, 1, 1)).map(lambda day: ("geboren op {}", f"{day:%d-%m-%Y}")),
    st.integers(1, 1899).map(lambda house: ("ik woon op Lindelaan {}", str(house))),
)


@given(st.lists(SECRETS, min_size=1, max_size=4))
def test_no_secret_survives_beside_others(secrets: list[tuple[str, str]]) -> None:
    masked = mask(", ".join(around.format(secret) for around, secret in secrets))
    left = re.sub(r"[^0-9A-Z]+", " ", masked.text)
    assert not {secret for _, secret in secrets} & set(left.split())
    assert masked.kinds


@given(st.text())
def test_masking_is_done_at_once_and_only_ever_takes_out(text: str) -> None:
    masked = mask(text)
    assert mask(masked.text).text == masked.text
    assert bool(masked.kinds) == (masked.text != text)


def test_every_official_test_person_is_hidden(shared_data: Path) -> None:
    with (shared_data / "pii_testdata" / "rvig_gba_v_testpersonen.csv").open(encoding="utf-8") as file:
        for person in csv.DictReader(file):
            number = person["bsn"]
            grouped = f"{number[:4]}.{number[4:6]}.{number[6:]}"
            expected = "mijn bsn is [bsn]" if person["elfproef_ok"] == "True" else f"mijn bsn is {number}"
            assert mask(f"mijn bsn is {number}").text == expected
            if person["elfproef_ok"] == "True":
                assert mask(f"mijn bsn is {grouped}").text == "mijn bsn is [bsn]"
            address = f"{person['straat']} {person['huisnummer']}, {person['postcode']} {person['woonplaats']}"
            if person["straat"] and person["huisnummer"] and person["postcode"]:
                masked = mask(address).text
                assert masked.endswith(f"[adres] {person['woonplaats']}"), address
                assert person["postcode"] not in masked, address
            born = person["geboortedatum"]
            if born.isdigit() and "00" not in (born[4:6], born[6:]):
                said = f"{born[6:]}-{born[4:6]}-{born[:4]}"
                assert mask(f"geboren op {said}").text == "geboren op [geboortedatum]", said


def test_every_test_account_is_hidden(shared_data: Path) -> None:
    with (shared_data / "pii_testdata" / "iban_test.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            account = row["iban"]
            spaced = " ".join(account[n : n + 4] for n in range(0, len(account), 4))
            valid = row["geldig_mod97"] == "1"
            for written in (account, spaced, account.lower()):
                expected = "[rekeningnummer] graag" if valid else f"{written} graag"
                assert mask(f"{written} graag").text == expected
