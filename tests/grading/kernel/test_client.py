"""Talking to a kernel: no message is lost on the way."""

import asyncio
import time

import pytest
import zmq
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.session import Session
from zmq.asyncio import Context

from grading.kernel.client import AttentiveChannel

LONG_S = 10


async def heard(channel_class):
    """What a channel hears that waits while a message comes in and another goes out."""
    session = Session(key=b"secret")
    with Context() as context, context.socket(zmq.ROUTER) as kernel, \
            context.socket(zmq.DEALER) as client:
        client.identity, kernel.linger, client.linger = b"client", 0, 0
        client.connect(f"tcp://127.0.0.1:{kernel.bind_to_random_port('tcp://127.0.0.1')}")
        session.send(client, "hello")
        await kernel.recv_multipart()
        channel = channel_class(client, session)
        waiting = asyncio.create_task(channel.get_msg(timeout=None))
        await asyncio.sleep(0.1)
        session.send(kernel, "execute_reply", ident=b"client")
        time.sleep(0.2)  # it is there before anybody looks
        session.send(client, "comm_msg")
        return (await asyncio.wait_for(waiting, LONG_S))["msg_type"]


def test_a_message_that_comes_while_another_is_sent_is_heard():
    assert asyncio.run(heard(AttentiveChannel)) == "execute_reply"


def test_jupyters_own_channel_waits_for_ever():
    with pytest.raises(TimeoutError):  # when this fails, ours is no longer needed
        asyncio.run(heard(AsyncZMQSocketChannel))
