"""Numbers and strings as Yjs writes them (lib0's encoding, version 1). Pure functions."""

# What a JavaScript number holds exactly.
MOST = 2**53 - 1


class Malformed(ValueError):
    """Bytes that do not say what they should."""


def uint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def packed(data: bytes) -> bytes:
    return uint(len(data)) + data


class Reader:
    """Reads from the front; every method raises Malformed where the bytes end too soon or make no sense."""

    __slots__ = ("at", "data")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.data)

    def byte(self) -> int:
        if self.at >= len(self.data):
            raise Malformed("ends too soon")
        self.at += 1
        return self.data[self.at - 1]

    def uint(self) -> int:
        data, at = self.data, self.at
        number = shift = 0
        while True:
            if at >= len(data) or shift > 49:
                raise Malformed("no number")
            byte = data[at]
            at += 1
            number |= (byte & 127) << shift
            if byte < 128:
                break
            shift += 7
        if number > MOST:
            raise Malformed("too large a number")
        self.at = at
        return number

    def bytes(self) -> bytes:
        length = self.uint()
        if length > len(self.data) - self.at:
            raise Malformed("ends too soon")
        self.at += length
        return self.data[self.at - length : self.at]

    def string(self) -> str:
        try:
            return self.bytes().decode()
        except UnicodeDecodeError:
            raise Malformed("no UTF-8") from None
