"""Runs a line in a new kernel of a Jupyter server, and prints what it printed: HOST:PORT TOKEN_FILE CODE."""

import asyncio
import json
import sys
import uuid

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import websocket_connect


async def main(server, token_file, code):
    with open(token_file, encoding="ascii") as file:
        headers = {"Authorization": f"token {file.read().strip()}"}
    http = AsyncHTTPClient()
    answer = await http.fetch(HTTPRequest(f"http://{server}/api/kernels", method="POST", body="{}", headers=headers))
    kernel = json.loads(answer.body)["id"]
    try:
        channels = await websocket_connect(HTTPRequest(f"ws://{server}/api/kernels/{kernel}/channels", headers=headers))
        request = uuid.uuid4().hex
        header = {"msg_id": request, "msg_type": "execute_request", "username": "", "session": request, "version": "5.3"}
        content = {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}
        await channels.write_message(
            json.dumps({"header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell"})
        )
        while True:
            message = json.loads(await channels.read_message())
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
                print(message["content"]["text"], end="")
                return
            if message["msg_type"] == "error":
                sys.exit("\n".join(message["content"]["traceback"]))
    finally:
        await http.fetch(HTTPRequest(f"http://{server}/api/kernels/{kernel}", method="DELETE", headers=headers))


asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 90))
