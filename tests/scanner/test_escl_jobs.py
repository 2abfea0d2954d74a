"""ScanJobs: the document posted, what is tried when a device refuses, and where the job is found."""

from __future__ import annotations

import threading
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from scanner.drivers.escl import EsclScanner
from scanner.port import (
    Busy,
    Colour,
    CoverOpen,
    DeviceFault,
    FeederEmpty,
    Finished,
    ScanResult,
    ScanSettings,
    SettingsRefused,
    Source,
    Stopped,
    Trouble,
)
from tests.scanner.scripted_device import CAPABILITIES, Device, Say, jpeg, sends, status

PAGE = jpeg(1)
CREATED = Say(201, headers={"Location": "/eSCL/ScanJobs/7"})


def scan(device: Device, settings: ScanSettings) -> ScanResult:
    scanner = EsclScanner(device.url, pause=lambda *_: None)
    return scanner.scan(settings, lambda _: None, threading.Event())


def posted(device: Device) -> list[dict[str, str]]:
    """What was posted, by element name, in order."""
    documents: list[Element] = [fromstring(body) for _, _, body in device.requests("POST")]
    return [{str(node.tag).rsplit("}", 1)[-1]: node.text or "" for node in root.iter()} for root in documents]


def test_the_document_for_a_feeder(device: Device) -> None:
    device.pages = [sends(PAGE)]
    device.capabilities = [Say(200, CAPABILITIES.replace(b"AdfSimplexInputCaps", b"AdfDuplexInputCaps"))]
    assert scan(device, ScanSettings(Source.FEEDER, 75, Colour.GREY, duplex=True)) == ScanResult(1, Finished())
    [said] = posted(device)
    assert {name: text for name, text in said.items() if text} == {
        "Version": "2.0", "ContentRegionUnits": "escl:ThreeHundredthsOfInches", "XOffset": "0", "YOffset": "0",
        "Width": "2480", "Height": "3508", "InputSource": "Feeder", "ColorMode": "Grayscale8",
        "DocumentFormat": "image/jpeg", "XResolution": "75", "YResolution": "75", "Duplex": "true",
    }  # fmt: skip
    [(path, headers, body)] = device.requests("POST")
    assert (path, headers["content-type"]) == ("/eSCL/ScanJobs", "text/xml")
    assert body.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<scan:ScanSettings ')
    assert b"<pwg:Version>" in body


def test_a_platen_hears_nothing_of_duplex(device: Device) -> None:
    device.pages = [sends(PAGE)]
    scan(device, ScanSettings(Source.PLATEN, 75))
    assert "Duplex" not in posted(device)[0]


def test_409_is_answered_with_grey(device: Device) -> None:
    device.create = [Say(409), CREATED]
    device.pages = [sends(PAGE)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(1, Finished())
    assert [said["ColorMode"] for said in posted(device)] == ["RGB24", "Grayscale8"]


def test_409_to_png_is_answered_with_grey_and_then_jpeg(device: Device) -> None:
    device.capabilities = [Say(200, CAPABILITIES.replace(b"image/jpeg", b"image/png"))]
    device.create = [Say(409), Say(409), CREATED]
    device.pages = [sends(PAGE)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(1, Finished())
    tried = [(said["ColorMode"], said["DocumentFormat"]) for said in posted(device)]
    assert tried == [("RGB24", "image/png"), ("Grayscale8", "image/png"), ("Grayscale8", "image/jpeg")]


@pytest.mark.parametrize(
    ("adf", "source", "trouble", "posts"),
    [
        ("ScannerAdfLoaded", Source.FEEDER, SettingsRefused("job"), 2),
        ("ScannerAdfEmpty", Source.FEEDER, FeederEmpty(), 2),
        ("ScannerAdfEmpty", Source.PLATEN, SettingsRefused("job"), 2),
        ("ScannerAdfHatchOpen", Source.FEEDER, CoverOpen(), 1),
    ],
)
def test_409_to_everything(adf: str, source: Source, trouble: Trouble, posts: int, device: Device) -> None:
    device.create = [Say(409)]
    device.status = [status(adf, "Idle")]
    assert scan(device, ScanSettings(source, 75)) == ScanResult(0, trouble)
    assert len(posted(device)) == posts
    assert device.requests("DELETE") == []


def test_a_busy_device_is_waited_for_and_then_named(device: Device) -> None:
    device.create = [Say(503), Say(503), CREATED]
    device.pages = [sends(PAGE)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(1, Finished())
    device.create = [Say(503)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(0, Busy())


def test_stopping_while_the_device_is_busy(device: Device) -> None:
    device.create = [Say(503)]
    stop = threading.Event()
    scanner = EsclScanner(device.url, pause=lambda event, _: event.set())
    assert scanner.scan(ScanSettings(Source.FEEDER, 75), lambda _: None, stop) == ScanResult(0, Stopped())


def test_hp_m630_wants_localhost_in_host(device: Device) -> None:
    device.create = [Say(403), CREATED]
    device.pages = [sends(PAGE), sends(jpeg(2))]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(2, Finished())
    hosts = [headers["host"] for _, headers, _ in device.requests("POST")]
    assert hosts[0] == f"127.0.0.1:{device.port}"
    assert hosts[1] == "localhost"
    assert {headers["host"] for _, headers, _ in device.requests("GET", "NextDocument")} == {"localhost"}


def test_every_way_to_write_host_is_tried_before_giving_up(device: Device) -> None:
    device.create = [Say(400)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(0, DeviceFault("aborted", 400))
    hosts = [headers["host"] for _, headers, _ in device.requests("POST")]
    assert hosts == [f"127.0.0.1:{device.port}", "localhost"]


@pytest.mark.parametrize(
    ("location", "path"),
    [
        ("http://192.0.2.1:1/eSCL/ScanJobs/9", "/eSCL/ScanJobs/9"),
        ("/eSCL/ScanJobs/9/", "/eSCL/ScanJobs/9"),
        ("ScanJobs/9", "/eSCL/ScanJobs/9"),
        ("eSCL/ScanJobs/9", "/eSCL/ScanJobs/9"),
        ("http://[fe80::1/eSCL/ScanJobs/9", "/eSCL/ScanJobs/9"),
        ("https://host.local:443/eSCL/ScanJobs/urn:uuid:9", "/eSCL/ScanJobs/urn:uuid:9"),
    ],
)
def test_only_the_path_of_location_is_followed(location: str, path: str, device: Device) -> None:
    device.create = [Say(201, headers={"Location": location})]
    device.pages = [sends(PAGE)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(1, Finished())
    assert device.requests("GET", "NextDocument")[0][0] == f"{path}/NextDocument"
    assert device.requests("DELETE")[0][0] == path


def test_no_location_is_a_bad_answer(device: Device) -> None:
    device.create = [Say(201)]
    assert scan(device, ScanSettings(Source.FEEDER, 75)) == ScanResult(0, DeviceFault("bad_answer", 201))


def test_what_the_device_says_to_delete_changes_nothing(device: Device) -> None:
    """Canon D570 redirects to https, HP DeskJet 2540 has forgotten the job."""
    device.pages = [sends(PAGE)]
    device.delete = [Say(301, headers={"Location": "https://127.0.0.1:443/eSCL/ScanJobs/7"})]
    assert scan(device, ScanSettings(Source.PLATEN, 75)) == ScanResult(1, Finished())
    assert len(device.requests("DELETE")) == 1
