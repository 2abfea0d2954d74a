"""zbar behind a pipe: `python -m scanner.zbar_child`. It may abort; nobody but this process is taken down.

In: width and height (two little-endian 32-bit numbers), then the grey pixels. Out: the length of a JSON text (32 bits),
then the text: [[symbology, x, y, bytes in hex], …] with x and y the symbol's middle. The end of the input ends it.
"""

from __future__ import annotations

import json
import resource
import struct
import sys
from typing import Final

from pyzbar import pyzbar
from pyzbar.wrapper import (
    ZBarSymbol,
    zbar_image_scanner_set_config,
)

_WANTED: Final = {ZBarSymbol.QRCODE: "QRCode", ZBarSymbol.CODE128: "Code128"}
# Without it zbar guesses a character set and gets Vietnamese wrong; pyzbar has no name for it.
_CFG_BINARY: Final = 4
_MOST_MEMORY: Final = 2 * 1024**3


def main() -> None:
    """Answer until the input ends."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while header := sys.stdin.buffer.read(8):
        width, height = struct.unpack("<II", header)
        answer = json.dumps(_scan(sys.stdin.buffer.read(width * height), width, height)).encode()
        sys.stdout.buffer.write(struct.pack("<I", len(answer)) + answer)
        sys.stdout.buffer.flush()


def _scan(pixels: bytes, width: int, height: int) -> list[tuple[str, float, float, str]]:
    found = []
    with pyzbar._image_scanner() as scanner, pyzbar._image() as image:
        zbar_image_scanner_set_config(scanner, ZBarSymbol.NONE, pyzbar.ZBarConfig.CFG_ENABLE, 0)
        for symbol in _WANTED:
            zbar_image_scanner_set_config(scanner, symbol, pyzbar.ZBarConfig.CFG_ENABLE, 1)
        zbar_image_scanner_set_config(scanner, ZBarSymbol.QRCODE, _CFG_BINARY, 1)
        pyzbar.zbar_image_set_format(image, pyzbar._FOURCC["L800"])
        pyzbar.zbar_image_set_size(image, width, height)
        pyzbar.zbar_image_set_data(image, pyzbar.cast(pixels, pyzbar.c_void_p), len(pixels), None)
        if pyzbar.zbar_scan_image(scanner, image) < 0:
            return []
        for symbol in pyzbar._decode_symbols(pyzbar._symbols_for_image(image)):
            name = _WANTED.get(ZBarSymbol.__members__.get(symbol.type))
            if name and symbol.polygon:
                x = sum(point.x for point in symbol.polygon) / len(symbol.polygon)
                y = sum(point.y for point in symbol.polygon) / len(symbol.polygon)
                found.append((name, x, y, symbol.data.hex()))
    return found


if __name__ == "__main__":
    main()
