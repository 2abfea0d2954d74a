"""Cards as they are, as readers bring them, and as they cannot be. Every person here is invented."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.card_mrz import CardMrz, parse_card_mrz
from kiosk.domain.identity_card import CardFault, IdentityCard, doubt_text, masked, parse_card_qr

TODAY = date(2026, 11, 23)
CCCD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội|20082021"
CCCD_OLD_NUMBER = "001190000001|012345678|Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội|20082021"
CAN_CUOC = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Phường Hoàn Kiếm, Hà Nội|05092024||||"
MRZ = "IDVNM1900000015001190000001<<6\n9001011F3001019VNM<<<<<<<<<<<4\nNGUYEN<<THI<MAU<<<<<<<<<<<<<<<\n"


def card(text: str) -> IdentityCard:
    read = parse_card_qr(text, TODAY)
    assert isinstance(read, IdentityCard), read
    return read


def fault(text: str) -> str:
    read = parse_card_qr(text, TODAY)
    assert isinstance(read, CardFault), "a card came out"
    return read.kind


def with_field(at: int, value: str) -> str:
    fields = CCCD.split("|")
    fields[at] = value
    return "|".join(fields)


def test_seven_fields() -> None:
    assert card(CCCD) == IdentityCard(
        "001190000001", "", "Nguyễn Thị Mẫu", date(1990, 1, 1), "Nữ", "Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội",
        date(2021, 8, 20), "cccd",
    )  # fmt: skip
    assert card(CCCD_OLD_NUMBER).old_number == "012345678"


def test_eleven_fields_stay_raw() -> None:
    read = card(CAN_CUOC)
    assert (read.kind, read.extra, read.residence) == ("can_cuoc", ("", "", "", ""), "Phường Hoàn Kiếm, Hà Nội")
    assert card(CAN_CUOC + "x").extra == ("", "", "", "x")


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + CCCD, CCCD + "\r", CCCD + "\r\n", CCCD.replace("|", ";"), CCCD.replace("|", "\n"),
        CCCD.replace("|", "\r\n") + "\r\n", unicodedata.normalize("NFD", CCCD), "]Q1" + CCCD, f"  {CCCD} ",
        CCCD.replace("Thị Mẫu", "Thị   Mẫu"), CCCD.replace("Nữ", "NỮ"),
    ],
)  # fmt: skip
def test_what_readers_do_to_a_good_code(text: str) -> None:
    assert card(text) == card(CCCD)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"), ("\ufeff\r\n", "empty"), ("x" * 10_000_000, "too_long"),
        ("https://hanoi.gov.vn/?a=1|2", "not_a_card"),
        ("MC1:ABCDEFG", "not_a_card"), ("001190000001", "only_number"), ("|||||||", "not_a_card"),
        ("001190000001|NGUYEN THI MAU|01/01/1990|Nu|SO 1 PHO MAU, HA NOI|20/08/2021", "another_layout"),
        ("001190000001|Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu|20082021", "another_layout"),
        (with_field(0, "00119000001"), "number"), (with_field(0, "0011900000011"), "number"),
        (with_field(0, "OO1190000001"), "number"), (with_field(0, "٠٠١١٩٠٠٠٠٠٠١"), "number"),
        (with_field(1, "12345678"), "old_number"), (with_field(1, "012345678901"), "old_number"),
        (with_field(2, ""), "name"), (with_field(2, "  "), "name"),
        (with_field(3, "31021990"), "born"), (with_field(3, "1990"), "born"), (with_field(3, "00001990"), "born"),
        (with_field(6, "30022021"), "issued"), (with_field(6, ""), "issued"), (with_field(6, "24112026"), "future"),
        (with_field(3, "01012030"), "future"), (with_field(6, "01011990"), "dates"),
        (with_field(6, "01011980"), "dates"),
        (with_field(4, "Khác"), "sex"), (with_field(4, ""), "sex"), (with_field(4, "M"), "sex"),
        ("Nguyễn Thị Mẫu||001190000001|01011990|Nữ|Hà Nội|20082021", "order"),
        ("001190000001||Nguyễn Thị Mẫu|Nữ|01011990|Hà Nội|20082021", "order"),
        ("001190000001|Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu|20082021|", "order"),
        ("001190000001||Nguyễn Thị Mẫu|01011990|Nữ|20082021|Hà Nội", "order"),
    ],
)  # fmt: skip
def test_what_is_not_a_card(text: str, kind: str) -> None:
    assert fault(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        CCCD.encode().decode("latin-1"), CCCD.encode().decode("cp1252", errors="replace"),
        CCCD.encode().decode("ascii", errors="replace"), CCCD.encode().decode("shift_jis", errors="replace"),
        CCCD.encode("cp1258", errors="replace").decode("latin-1"),
        with_field(4, "Nu"), with_field(4, "N"), with_field(4, "Nu74"), with_field(2, "Nguye6n4 Thi5 Ma6u4"),
        with_field(2, "Nguy?n Th? M?u"), with_field(5, "S?? 1 Ph?? M?u"), with_field(2, "Nguyễn\x1bThị"),
        with_field(2, "Нгуен"), with_field(2, "NguyÔn ThÞ MÉu"),
    ],
)  # fmt: skip
def test_text_mangled_on_its_way(text: str) -> None:
    assert fault(text) == "mangled"


# A man's card whose name has no accents: the address alone shows that it was mangled.
PLAIN_MAN = "001090000001||Cao Minh Nam|01011990|Nam|{}|20082021"


@pytest.mark.parametrize("sign", "ŭŬĭĬĕĔŏŎčČñÑƀɃưứôốêếǎǐ")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_letters_of_the_smaller_peoples(sign: str, form: Literal["NFC", "NFD"]) -> None:
    """Taken, with a doubt unless they are Vietnamese too."""
    read = card(unicodedata.normalize(form, with_field(2, f"Y K{sign}n")))
    assert read.full_name == f"Y K{sign}n"
    assert read.doubts == (() if sign in "ưứôốêế" else ("unusual_letters",))


@pytest.mark.parametrize(
    ("at", "written", "kept", "doubted"),
    [
        (2, "Y Wŭt Êñuôl", "Y Wŭt Êñuôl", True), (2, "Rơ Châm Ĭt", "Rơ Châm Ĭt", True),
        (2, "Y Čông", "Y Čông", True), (2, "Lò Văn Ƀai", "Lò Văn Ƀai", True), (2, "Y Mă\u0306ng", "Y Mă\u0306ng", True),
        (2, "H'Lê\u0306 Kbơ\u0306r", "H'Lê\u0306 Kbơ\u0306r", True),
        (2, "Y Blok Êban", "Y Blok Êban", False), (2, "H'Wen Niê", "H'Wen Niê", False),
        (2, "K’Brêu", "K’Brêu", False), (2, "Giàng A Phử", "Giàng A Phử", False), (2, "HʼNga", "HʼNga", False),
        (2, "Đặng Đỗ Ðạt", "Đặng Đỗ Đạt", False), (2, "ðặng Văn Ðức", "đặng Văn Đức", False),
        (5, "Số 2, Ðống Ða, Hà Nội", "Số 2, Đống Đa, Hà Nội", False),
        # Nothing here shows that it was not read as Latin-1, where ă would have come as ã.
        (2, "Ðoàn Vãn Hùng", "Đoàn Vãn Hùng", True), (5, "Mðrăk, Đắk Lắk", "Mđrăk, Đắk Lắk", True),
        (5, "Buôn Čuôr Đăng, Đắk Lắk", "Buôn Čuôr Đăng, Đắk Lắk", True), (5, "Số 12½, Hà Nội", "Số 12½, Hà Nội", True),
        (5, "Số 1 “Khu A”, Hà Nội", "Số 1 “Khu A”, Hà Nội", True), (5, "“Như Ý”, Hà Nội", "“Như Ý”, Hà Nội", True),
        (5, "Nhà 5 °C «A», số 3±1, Hà Nội", "Nhà 5 °C «A», số 3±1, Hà Nội", True),
        (5, "Vinhomes™ Thăng Long®, Hà Nội", "Vinhomes™ Thăng Long®, Hà Nội", True),
        (5, "P.302 – CT1, Tổ 3 & 4 (cũ), Hà Nội", "P.302 – CT1, Tổ 3 & 4 (cũ), Hà Nội", False),
    ],
)  # fmt: skip
def test_uncommon_letters_and_signs_stop_nobody(at: int, written: str, kept: str, doubted: bool) -> None:
    read = card(with_field(at, written))
    assert (read.full_name if at == 2 else read.residence) == kept
    assert read.doubts == (("unusual_letters",) if doubted else ())


@pytest.mark.parametrize(
    "address", ["Số 1, Hà Nội", "Đống Đa", "Thanh Hóa", "Sơn La", "Thủ Đức", "Bé", "Ấp Ba Ý", "Ưng Hòa"]
)
@pytest.mark.parametrize(
    "encoding", ["latin-1", "cp1252", "cp1258", "cp1250", "cp1254", "cp1257", "cp437", "cp850", "mac_roman", "gbk"]
)
def test_an_address_misread_in_any_encoding(address: str, encoding: str) -> None:
    misread = address.encode().decode(encoding, errors="replace")
    assert fault(PLAIN_MAN.format(misread)) == "mangled", misread


@pytest.mark.parametrize(
    "address",
    [
        "V¨n L©m", "B¾c Ninh", "Hµ Néi", "Lª Lîi", "§èng §a", "S¬n La", "®ªm", "H‡ Nam", "H├á Nam", "T©y Hå", "Yªn B¸i",
        "Ðãòng Xaì", "Ðôìng Ða", "Hŕ Nôňi", "Ğông Anh", "HÄƒ", "Nguyễn Du\u05b3", "Ř", "Tháť§", "Нам", "Ｈ", "Straße",
    ],
)  # fmt: skip
def test_an_address_that_no_card_has(address: str) -> None:
    """TCVN3, Mac, DOS, Central European, Turkish and other readings, each in the address alone."""
    assert fault(PLAIN_MAN.format(address)) == "mangled"


@pytest.mark.parametrize(
    "name", ["Nguyễn²", "Mẫu½", "Nguyễn Ⅷ", "Mẫuª", "“Mẫu”", "Ðãòng Vãn Nam", "Nguyễn Vĺn", "Äo", "Y \u0306An"]
)
def test_a_name_that_no_card_has(name: str) -> None:
    assert fault(with_field(2, name)) == "mangled"


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        (with_field(4, "Nam"), ("number_sex",)), (with_field(3, "01011991"), ("number_year",)),
        (CCCD.replace("001190", "001390"), ("number_year",)), (CCCD.replace("001190", "001090"), ("number_sex",)),
        (with_field(3, "01/01/1990"), ("unusual_dates",)), (with_field(6, "20-8-2021"), ("unusual_dates",)),
        ("001090000001||NGUYEN VAN MAU|01011990|Nam|SO 1 PHO MAU HA NOI|20082021", ("accents_missing",)),
        ("001204000001||Nguyễn Văn Mẫu|29022004|Nam|Hà Nội|20082021", ()),
        ("066305000001||H'Mẫu Niê|01012005|Nữ|Đắk Lắk|20082021", ()),
    ],
)  # fmt: skip
def test_doubts_stop_nobody(text: str, doubts: tuple[str, ...]) -> None:
    read = card(text)
    assert read.doubts == doubts
    assert all(doubt_text(doubt).vi and doubt_text(doubt).en for doubt in read.doubts)


def test_the_day_of_issue_may_be_today() -> None:
    assert card(with_field(6, "23112026")).issued == TODAY


def test_faults_and_reprs_say_nothing_personal() -> None:
    assert "Mẫu" not in repr(card(CCCD))
    assert "0011" not in repr(card(CCCD))
    for text in (with_field(3, "31021990"), with_field(4, "x")):
        read = parse_card_qr(text, TODAY)
        assert isinstance(read, CardFault)
        assert "Mẫu" not in repr(read) + read.text.vi + read.text.en


def test_masked() -> None:
    assert masked("001190000001") == "001******001"
    assert masked("012345678") == "012***678"
    assert masked("0123") == "****"
    assert masked("") == ""


any_field = st.one_of(
    st.text(max_size=15),
    st.sampled_from(
        ["001190000001", "", "Nam", "Nữ", "01011990", "31021990", "20082021", "Nguyễn Thị Mẫu", "0/0/0000"]
    ),
)


@given(st.one_of(st.text(max_size=200), st.lists(any_field, max_size=14).map("|".join)))
def test_any_text_gives_a_card_or_a_fault(text: str) -> None:
    read = parse_card_qr(text, TODAY)
    if isinstance(read, CardFault):
        assert read.text.vi
        assert read.text.en
    else:
        assert read.born < read.issued <= TODAY
        assert len(read.number) == 12
        assert read.full_name


def test_mrz() -> None:
    lines = parse_card_mrz(MRZ)
    assert lines == CardMrz("001190000001", "NGUYEN THI MAU", date(1990, 1, 1), "Nữ", date(2030, 1, 1))
    assert "MAU" not in repr(lines)


@pytest.mark.parametrize(("at", "sign"), [(5, "2"), (14, "9"), (20, "8"), (29, "7"), (31, "5"), (39, "1"), (60, "3")])
def test_one_wrong_sign_in_the_mrz_is_noticed(at: int, sign: str) -> None:
    changed = MRZ[:at] + sign + MRZ[at + 1 :]
    assert parse_card_mrz(changed) == CardFault("mrz_check")


def test_mrz_without_an_end() -> None:
    """Exactly one of the ten composite check digits is right, and then the card never ends."""
    lines = MRZ.split()
    read = [parse_card_mrz(f"{lines[0]} 9001011F9912315VNM<<<<<<<<<<<{last} {lines[2]}") for last in range(10)]
    good = [one for one in read if isinstance(one, CardMrz)]
    assert [one.expires for one in good] == [None]


@given(st.one_of(st.text(max_size=120), st.text(alphabet="IDVNM<0123456789F", min_size=90, max_size=90)))
def test_any_text_gives_lines_or_a_fault(text: str) -> None:
    read = parse_card_mrz(text)
    assert not isinstance(read, CardFault) or read.kind in ("mrz_lines", "mrz_check")
