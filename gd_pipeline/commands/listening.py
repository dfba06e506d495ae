"""Whether an address can be listened on, asked before anything is started."""

import socket


def deaf(host: str, port: int) -> str:
    """Why nothing can listen on `host` and `port`, to a person; "" where something can."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as asked:
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            asked.bind(address)
    except OSError as error:
        return f"{host}:{port} cannot be listened on: {error.strerror} (无法监听此地址或端口，可用 --port 另选)"
    return ""
