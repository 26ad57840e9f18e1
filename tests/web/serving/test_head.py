"""What two readers could understand in two ways is refused."""

from __future__ import annotations

import io

import pytest

from web.serving.head import MOST_FIELDS, MOST_HEAD, BadRequest, read_head

GOOD = b"Host: 10.0.0.7:8000\r\n"


def read(first: bytes, rest: bytes) -> list[bytes]:
    return read_head(first, io.BytesIO(rest).readline)


def test_what_browsers_send_is_read() -> None:
    fields = GOOD + b"Accept: */*\r\nCookie: a=b\r\nCookie: c=d\r\nX-Odd: caf\xc3\xa9\r\nEmpty:\r\n"
    assert read(b"GET /?code=ABCD%202345&x=1 HTTP/1.1\r\n", fields + b"\r\nBODY") == fields.splitlines(keepends=True)
    assert read(b"POST /api/join HTTP/1.1\r\n", GOOD + b"Content-Length: 12\r\n\r\n")
    assert read(b"POST /api/join HTTP/1.1\r\n", GOOD + b"Transfer-Encoding: Chunked\r\n\r\n")
    assert read(b"GET / HTTP/1.0\n", b"\n") == []


@pytest.mark.parametrize(
    "first",
    [
        b"GET /\r\n",
        b"GET / HTTP/0.9\r\n",
        b"GET / HTTP/2.0\r\n",
        b"GET / HTTP/1.1 \r\n",
        b"GET  / HTTP/1.1\r\n",
        b" GET / HTTP/1.1\r\n",
        b"get / HTTP/1.1\r\n",
        b"GET http://10.0.0.7:8000/ HTTP/1.1\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\n",
        b"GET evil.example:443 HTTP/1.1\r\n",
        b"OPTIONS * HTTP/1.1\r\n",
        b"GET /a b HTTP/1.1\r\n",
        b"GET /\x00 HTTP/1.1\r\n",
        b"GET /\xd0\xb0 HTTP/1.1\r\n",
        b"GET /\r HTTP/1.1\r\n",
        b"GET / HTTP/1.1",
        b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\n",
    ],
)
def test_an_odd_request_line_is_refused(first: bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        read(first, GOOD + b"\r\n")
    assert refused.value.status == 400


@pytest.mark.parametrize(
    "fields",
    [
        b"",
        GOOD + GOOD,
        GOOD + b"host: evil.example\r\n",
        GOOD + b"Content-Length: 5\r\nContent-Length: 5\r\n",
        GOOD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
        GOOD + b"Content-Length: 5, 5\r\n",
        GOOD + b"Content-Length: +5\r\n",
        GOOD + b"Content-Length: 5_0\r\n",
        GOOD + b"Content-Length: -1\r\n",
        GOOD + b"Content-Length: 0x5\r\n",
        GOOD + b"Content-Length:\r\n",
        GOOD + b"Content-Length: 99999999999999999999\r\n",
        GOOD + b"Transfer-Encoding: gzip, chunked\r\n",
        GOOD + b"Transfer-Encoding: identity\r\n",
        GOOD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        GOOD + b"Transfer-Encoding : chunked\r\n",
        GOOD + b"Transfer-Encoding: \x0bchunked\r\n",
        GOOD + b"Origin: http://a\r\nOrigin: http://b\r\n",
        GOOD + b"X-Folded: one\r\n two\r\n",
        GOOD + b"no colon\r\n",
        GOOD + b": no name\r\n",
        GOOD + b"X-Null: a\x00b\r\n",
        GOOD + b"X-Return: a\rb\r\n",
    ],
)
def test_odd_fields_are_refused(fields: bytes) -> None:
    with pytest.raises(BadRequest) as refused:
        read(b"POST /api/join HTTP/1.1\r\n", fields + b"\r\n")
    assert refused.value.status == 400


def test_heads_without_end_are_refused() -> None:
    many = b"".join(b"X-%d: y\r\n" % number for number in range(MOST_FIELDS + 2))
    for fields in (many, b"X-Long: " + b"y" * MOST_HEAD):
        with pytest.raises(BadRequest) as refused:
            read(b"GET / HTTP/1.1\r\n", GOOD + fields)
        assert refused.value.status == 431
    with pytest.raises(BadRequest) as refused:
        read(b"GET /" + b"a" * 8_000, b"")
    assert refused.value.status == 414
    with pytest.raises(BadRequest) as refused:
        read(b"GET / HTTP/1.1\r\n", GOOD)
    assert refused.value.status == 400
