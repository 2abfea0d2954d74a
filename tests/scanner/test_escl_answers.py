"""What devices say: the answers of real ones, the quirks, and anything at all."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scanner.drivers.escl import answers
from scanner.drivers.escl.answers import (
    EsclCapabilities,
    EsclStatus,
    Unreadable,
    parse_capabilities,
    parse_status,
    path_of,
)
from scanner.drivers.escl.settings import choose, variants
from scanner.port import (
    Activity,
    Colour,
    CoverOpen,
    DeviceFault,
    Paper,
    Resolutions,
    ScannerState,
    ScanSettings,
    SettingsRefused,
    Source,
)
from tests.scanner.scripted_device import CAPABILITIES, NAMESPACES


def capabilities(data: bytes) -> EsclCapabilities:
    found = parse_capabilities(data)
    assert isinstance(found, EsclCapabilities)
    return found


def state(adf: str, says: str = "Idle") -> ScannerState:
    words = f"<s:State>{says}</s:State><s:AdfState>{adf}</s:AdfState>"
    found = parse_status(f"<s:ScannerStatus xmlns:s='x'>{words}</s:ScannerStatus>".encode())
    assert isinstance(found, EsclStatus)
    return found.for_port()


def test_hp_m426(real_data: Callable[[str], Path]) -> None:
    folder = real_data("escl")
    found = capabilities((folder / "HP-LaserJet-MFP-M426fdn-ScannerCapabilities.xml").read_bytes())
    assert (found.version, found.model, found.compression) == ("2.5", "HP LaserJet MFP M426fdn", None)
    port = found.for_port()
    assert port.platen is not None
    assert port.feeder is not None
    assert port.platen.resolutions.listed == (75, 200, 300, 600, 1200)
    assert port.feeder.resolutions.listed == (75, 200, 300)
    assert port.feeder.max_height_mm == 381.0
    assert port.feeder == port.feeder_duplex
    assert port.feeder.media_types == ("image/jpeg", "application/pdf")
    request = choose(found, ScanSettings(Source.FEEDER, 600, duplex=True))
    assert not isinstance(request, SettingsRefused)
    assert (request.dpi, request.duplex, request.say_ext, request.width, request.height) == (
        300,
        True,
        True,
        2480,
        3508,
    )
    status = parse_status((folder / "HP-LaserJet-MFP-M426fdn-ScannerStatus.xml").read_bytes())
    assert isinstance(status, EsclStatus)
    assert status.for_port() == ScannerState(Activity.IDLE, Paper.EMPTY)
    job = status.job("/eSCL/ScanJobs/1004")
    assert job is not None
    assert (job.state, job.images_completed, job.images_to_transfer) == ("Completed", 1, 0)


def test_kyocera_m2040(real_data: Callable[[str], Path]) -> None:
    folder = real_data("escl")
    found = capabilities((folder / "Kyocera-ECOSYS-M2040dn-ScannerCapabilities.xml").read_bytes())
    assert (found.version, found.model, found.compression) == ("2.62", "Kyocera ECOSYS M2040dn", 1)
    port = found.for_port()
    assert port.feeder is not None
    assert port.feeder.resolutions.listed == (200, 300, 400, 600)  # not 200 x 100
    assert set(port.feeder.colours) == {Colour.COLOUR, Colour.GREY}
    assert found.feeder is not None
    assert found.feeder.intents == ("Document", "TextAndGraphic", "Photo", "Preview")
    request = choose(found, ScanSettings(Source.PLATEN))
    assert not isinstance(request, SettingsRefused)
    assert (request.say_ext, request.duplex, request.compression) == (False, None, 1)
    status = parse_status((folder / "Kyocera-ECOSYS-M2040dn-ScannerStatus.xml").read_bytes())
    assert isinstance(status, EsclStatus)
    assert status.for_port() == ScannerState(Activity.BUSY, Paper.UNKNOWN)
    assert len(status.jobs) == 5
    job = status.job("/eSCL/ScanJobs/urn:uuid:4509a320-00a0-008f-00b6-00559a327d32")
    assert job is not None
    assert (job.state, job.images_completed) == ("Processing", 0)


@pytest.mark.parametrize(
    ("log", "model", "resolutions", "feeder"),
    [
        ("Canon-D570.log", "CND570", (75, 150, 300), False),
        ("HP.DeskJet.2540-ippusbxd-300.log", "xxxx", (75, 100, 200, 300, 600, 1200, 2400), False),
        ("Kyocera-ECOSYS-M2040dn.log", "Kyocera ECOSYS M2040dn", (200, 300, 400, 600), True),
    ],
)
def test_capabilities_in_the_logs(
    log: str, model: str, resolutions: tuple[int, ...], feeder: bool, real_data: Callable[[str], Path]
) -> None:
    text = (real_data("escl") / log).read_text()
    document = re.search(r"<\?xml.*?</scan:ScannerCapabilities>", text, re.DOTALL)
    assert document is not None
    found = capabilities(document[0].encode())
    assert found.model == model
    assert found.platen is not None
    assert found.platen.for_port().resolutions.listed == resolutions
    assert (found.feeder is not None) == feeder
    refused = choose(found, ScanSettings(Source.FEEDER))
    assert isinstance(refused, SettingsRefused) != feeder


@pytest.mark.parametrize("word", ["ScannerAdfLoaded", "ScannedAdfLoaded"])
def test_the_misspelt_word_is_understood(word: str) -> None:
    assert state(word).paper is Paper.LOADED


def test_words_of_the_status() -> None:
    assert state("ScannerAdfHatchOpen").trouble == CoverOpen()
    assert state("ScannerAdfEmpty", "Testing").activity is Activity.BUSY
    assert state("", "Down") == ScannerState(Activity.OUT_OF_ORDER, Paper.UNKNOWN, DeviceFault("down"))
    assert state("", "Dancing") == ScannerState(Activity.UNKNOWN, Paper.UNKNOWN)


def test_a_range_of_resolutions_is_taken_at_its_steps() -> None:
    document = CAPABILITIES.replace(b"DiscreteResolution>", b"Nothing>").replace(
        b"<scan:SupportedResolutions>",
        b"<scan:SupportedResolutions><scan:ResolutionRange><scan:XResolutionRange><scan:Min>50</scan:Min>"
        b"<scan:Max>600</scan:Max><scan:Normal>200</scan:Normal><scan:Step>25</scan:Step></scan:XResolutionRange>"
        b"</scan:ResolutionRange>",
    )
    source = capabilities(document).platen
    assert source is not None
    offers = source.for_port().resolutions
    assert offers == Resolutions((), 50, 600, 25)
    assert [offers.nearest(dpi) for dpi in (10, 50, 201, 300, 1200)] == [50, 50, 225, 300, 600]


def test_nearest_prefers_more_to_less() -> None:
    assert [Resolutions((75, 200, 600)).nearest(dpi) for dpi in (50, 200, 300, 1200)] == [75, 200, 600, 600]
    assert Resolutions().nearest(300) == 300


def test_version_is_found_in_either_namespace_and_nonsense_is_not_repeated() -> None:
    assert capabilities(CAPABILITIES.replace(b"pwg:Version>", b"scan:Version>")).version == "2.0"
    assert capabilities(CAPABILITIES.replace(b">2.0<", b">2.97<")).version == "2.97"
    assert capabilities(CAPABILITIES.replace(b">2.0<", b">two&lt;x/&gt;<")).version == "2.0"


def test_profiles_kept_apart_are_chosen_as_a_whole() -> None:
    """Colour up to 300, grey up to 600: a wish for colour at 600 gets colour."""
    profile = (
        "<SettingProfile><ColorMode>{}</ColorMode><DocumentFormat>image/jpeg</DocumentFormat><DiscreteResolution>"
        "<XResolution>{}</XResolution><YResolution>{}</YResolution></DiscreteResolution></SettingProfile>"
    )
    both = profile.format("Grayscale8", 600, 600) + profile.format("RGB24", 300, 300)
    found = capabilities(
        f"<ScannerCapabilities><PlatenInputCaps>{both}</PlatenInputCaps></ScannerCapabilities>".encode()
    )
    colour, grey = (choose(found, ScanSettings(Source.PLATEN, 600, colour)) for colour in Colour)
    assert not isinstance(colour, SettingsRefused)
    assert not isinstance(grey, SettingsRefused)
    assert (colour.colour, colour.dpi, grey.colour, grey.dpi) == (Colour.COLOUR, 300, Colour.GREY, 600)


def test_sides_are_never_dropped_in_silence() -> None:
    found = capabilities(CAPABILITIES)
    assert choose(found, ScanSettings(Source.FEEDER, duplex=True)) == SettingsRefused("duplex")
    assert choose(found, ScanSettings(Source.PLATEN, duplex=True)) == SettingsRefused("duplex")
    pdf_only = capabilities(CAPABILITIES.replace(b"image/jpeg", b"application/pdf"))
    assert choose(pdf_only, ScanSettings(Source.FEEDER)) == SettingsRefused("format")


def test_variants_go_from_the_wish_to_plain_grey_jpeg() -> None:
    wanted = choose(capabilities(CAPABILITIES), ScanSettings(Source.FEEDER))
    assert not isinstance(wanted, SettingsRefused)
    assert [one.colour for one in variants(wanted)] == [Colour.COLOUR, Colour.GREY]


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("http://192.168.0.4/eSCL/ScanJobs/3", "/eSCL/ScanJobs/3"),
        ("http://BR54BFB02C05XK.03f011c2.hpLedmUSB/eSCL/ScanJobs/1c", "/eSCL/ScanJobs/1c"),
        ("http://192.168.1.102:9095/eSCL/ScanJobs/urn:uuid:4509a320", "/eSCL/ScanJobs/urn:uuid:4509a320"),
        ("/eSCL/ScanJobs/urn:uuid:4509a320", "/eSCL/ScanJobs/urn:uuid:4509a320"),
        ("http://[fe80::1/eSCL/ScanJobs/3", "/eSCL/ScanJobs/3"),
        ("http://[fe80::d6a2:ffff/eSCL/ScanJobs/3?x=1", "/eSCL/ScanJobs/3"),
        ("ScanJobs/3", "ScanJobs/3"),
        ("urn:uuid:3", "urn:uuid:3"),
        ("", ""),
        ("/eSCL/Scan Jobs\r\nHost: x", ""),
    ],
)
def test_only_the_path_of_an_address_counts(address: str, path: str) -> None:
    assert path_of(address) == path


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10 if n == 1 else b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b"]><ScannerStatus><State>&a9;</State></ScannerStatus>"
)
OUTSIDE = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><ScannerStatus><State>&x;</State></ScannerStatus>'


@pytest.mark.parametrize("document", [BOMB, OUTSIDE])
def test_entities_are_refused(document: bytes) -> None:
    assert parse_status(document) == Unreadable("forbidden_xml")


@pytest.mark.parametrize(
    "document",
    [
        b"<!doctype ScannerStatus>\n<ScannerStatus><State>Idle</State></ScannerStatus>",
        b"\xef\xbb\xbf\r\n <?xml version='1.0'?><ScannerStatus><State> Idle </State></ScannerStatus>",
    ],
)
def test_sloppy_documents_are_read(document: bytes) -> None:
    found = parse_status(document)
    assert isinstance(found, EsclStatus)
    assert found.state == "Idle"


def test_the_wrong_document_is_not_taken_for_the_right_one() -> None:
    assert parse_status(CAPABILITIES) == Unreadable("another_document")
    assert parse_status(b"<!doctype html><html><body>Login</body></html>") == Unreadable("another_document")
    assert parse_capabilities(b"") == Unreadable("not_xml")
    assert parse_capabilities(b"<?xml version='1.0' encoding='klingon'?><a/>") == Unreadable("not_xml")


def test_a_deep_document_ends() -> None:
    deep = b"<ScannerStatus>" + b"<a>" * 30_000 + b"</a>" * 30_000 + b"</ScannerStatus>"
    assert isinstance(parse_status(deep), EsclStatus)


def capabilities_with(profiles: str) -> bytes:
    inside = f"<Platen><PlatenInputCaps>{profiles}</PlatenInputCaps></Platen>"
    return f"<ScannerCapabilities>{inside}</ScannerCapabilities>".encode()


@pytest.mark.parametrize(
    "profiles",
    [
        "<SettingProfile>" * 12_000 + "</SettingProfile>" * 12_000,
        "<SettingProfile/>" * 12_000,
        "<SettingProfile name='a'/>" + "<SettingProfile ref='a'/>" * 64,
    ],
    ids=["nested", "in a row", "by name"],
)
def test_profiles_without_measure_are_refused(profiles: str) -> None:
    # Refused before any is read: reading 12,000 nested ones took a core 52 s.
    assert parse_capabilities(capabilities_with(profiles)) == Unreadable("too_many_profiles")


@pytest.mark.parametrize("nested", [False, True])
def test_no_element_is_looked_at_for_more_than_one_profile(nested: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = 0

    def counted(node: Element) -> str:
        nonlocal looks
        looks += 1
        return local(node)

    local = answers._local
    monkeypatch.setattr(answers, "_local", counted)
    ballast = "<a/>" * 5_000
    profiles = (
        "".join(f"<SettingProfile name='p{n}'>" for n in range(60)) + ballast + "</SettingProfile>" * 60
        if nested
        else f"<SettingProfile name='p'>{ballast}</SettingProfile>" + "<SettingProfile ref='p'/>" * 60
    )
    assert isinstance(parse_capabilities(capabilities_with(profiles)), EsclCapabilities)
    # A handful of looks for each kind of thing sought, whatever the number of profiles.
    assert looks < 30 * 5_100


def test_a_profile_named_elsewhere_is_taken_from_there() -> None:
    grey = "<SettingProfile name='p'><ColorModes><ColorMode>Grayscale8</ColorMode></ColorModes></SettingProfile>"
    document = capabilities_with("<SettingProfiles><SettingProfile ref='p'/></SettingProfiles>")
    found = capabilities(document.replace(b"<Platen>", f"<SettingProfiles>{grey}</SettingProfiles><Platen>".encode()))
    assert found.platen is not None
    assert [profile.colours for profile in found.platen.profiles] == [(Colour.GREY,)]


NAMES = ["ScannerCapabilities", "ScannerStatus", "PlatenInputCaps", "AdfDuplexInputCaps", "SettingProfile", "JobInfo",
         "MaxWidth", "Version", "State", "AdfState", "DiscreteResolution", "XResolution", "YResolution", "Step", "Min",
         "XResolutionRange", "ColorMode", "DocumentFormat", "JobUri", "ImagesCompleted", "CompressionFactorSupport",
         "Normal", "Intent"]  # fmt: skip
WORDS = st.one_of(
    st.integers(-5, 10**9).map(str), st.sampled_from(["", "RGB24", "image/jpeg", "http://[", "\n"]), st.text()
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    name = st.sampled_from(NAMES)
    return st.builds(lambda n, inner: f"<{n}>{''.join(inner)}</{n}>", name, st.lists(children, max_size=5))


TREES = st.recursive(WORDS.map(lambda word: word.replace("<", "").replace("&", "")), element, max_leaves=40)


@given(st.one_of(st.binary(max_size=400), TREES.map(str.encode)))
@example(b"<ScannerStatus")
@example(BOMB)
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    parse_capabilities(data)
    parse_status(data)


@given(st.sampled_from(["ScannerCapabilities", "ScannerStatus"]), st.lists(TREES, max_size=6))
def test_no_document_makes_the_reader_or_the_chooser_raise(root: str, inner: list[str]) -> None:
    document = f"<{root}>{''.join(inner)}</{root}>".encode("utf-8", "surrogatepass")
    found = parse_capabilities(document)
    if isinstance(found, EsclCapabilities):
        found.for_port()
        for source in Source:
            wanted = choose(found, ScanSettings(source))
            if not isinstance(wanted, SettingsRefused):
                assert [one.xml() for one in variants(wanted)]
    status = parse_status(document)
    if isinstance(status, EsclStatus):
        status.for_port()
        status.job("/eSCL/ScanJobs/1")


@given(st.binary(max_size=200))
def test_damage_in_a_real_document_never_raises(noise: bytes) -> None:
    at = len(noise) * 7 % len(CAPABILITIES)
    parse_capabilities(CAPABILITIES[:at] + noise + CAPABILITIES[at + len(noise) :])
    parse_status(f"<ScannerStatus {NAMESPACES}>".encode() + noise)
