"""Cheats by forged answers, verdicts and messages."""


from answercheck.verdict import CaseVerdict, Verdict
from grading.judging.judge import VERDICT_MIME
from tests.adversarial.cheats.making import FIND_ANSWERING, patch

# Pieces of code that learn what the kernel was asked for, and answer in its place.
PEEK = """\
import json
shell = get_ipython()
session = shell.kernel.session
asked = {}
def records():
    try:
        cases = asked["cases"]["items"]
    except Exception:
        return []
    return [[{"returned": {"kind": "float", "value": "123.456"}, "arguments": call,
              "printed": False, "score": 1.0, "passed": True, "outcome": "right"}
             for call in case["items"]] for case in cases]
def bundle(**more):
    return {"exercise": asked.get("exercise"), "records": records(), "score": 1.0, "passed": True,
            **more}
def publish(content, request=None):
    session.say("answer", {"answer": content}, request)
"""

INSTEAD = FIND_ANSWERING + """\
def answer(name, function, inputs):
    asked.update(exercise=name, cases=inputs["cases"], request=session._request)
    {}
answering.answer = answer
"""

FORGED = (
    patch("forged-token", "A forged answer with the right token is published instead of ours; "
          "it holds no right values, no points.",
          PEEK + INSTEAD.format("return bundle()")),
    patch("forged-guess", "Forged answers with guessed tokens are published; they are dropped, "
          "no points.",
          PEEK + INSTEAD.format("[publish(bundle(), r) for r in ('', '0', 'a' * 32, True, {})]")),
    patch("forged-twice", "A forged answer is published beside ours; two answers are none, "
          "no points.",
          PEEK + INSTEAD.format("publish(bundle()); return bundle()")),
    patch("forged-other-cell", "An answer names another exercise and another cell; a token is "
          "good for one cell, no points.", PEEK + "old = []\n" + INSTEAD.format(
              "old.append(asked['request']); publish(bundle(exercise='EXERCISE'), old[0])")),
    patch("forged-everywhere", "Answers are published in every cell and from a thread; no points.",
          PEEK + """\
import threading
import time
def often():
    while True:
        publish(bundle())
        session.flush()
        time.sleep(0.05)
threading.Thread(target=often, daemon=True).start()
"""),
    patch("forged-shapes", "The forged answers have impossible shapes and sizes; they are no "
          "answers, no points, and nothing stops.", PEEK + FIND_ANSWERING + """\
deep = []
for _ in range(200):
    deep = [deep]
odd = [None, 10, "10", {}, [], [[]], [[{}]], deep, [[{"raised": {"type": {}, "message": deep}}]],
       [[{"returned": {"kind": "array", "dtype": "O", "shape": [1], "data": ""}}]]]
def answer(name, function, inputs):
    odd.append(odd.pop(0))
    return {"exercise": name, "records": odd[0]}
answering.answer = answer
"""),
    patch("forged-numbers", "The forged answers hold integers beyond any float, for every case; "
          "no points, and nothing stops.", PEEK + FIND_ANSWERING + """\
def answer(name, function, inputs):
    cases = answering.unpack(inputs["cases"])
    huge = {"kind": "int", "value": 10**400}
    record = {"returned": {"kind": "list", "items": [huge, huge]}, "arguments": {"kind": "none"}}
    single = {"returned": huge, "arguments": {"kind": "none"}}
    return {"exercise": name, "records": [
        [record if number % 2 else single for _ in calls] for number, calls in enumerate(cases)]}
answering.answer = answer
"""),
    patch("forged-surrogates", "The forged answers and outputs hold halves of emoji, which "
          "cannot be written to a file; no points, and nothing stops.", PEEK + FIND_ANSWERING + """\
half = "\\ud83d"
def answer(name, function, inputs):
    cases = answering.unpack(inputs["cases"])
    entries = {"returned": {"kind": "dict", "entries": [[half, {"kind": "str", "value": half}]]}}
    raised = {"raised": {"type": half, "message": half, "line": half}}
    return {"exercise": name, "records": [
        [raised if number % 2 else entries for _ in calls] for number, calls in enumerate(cases)]}
answering.answer = answer
print(half)
"""),
    patch("forged-verdict", "Every cell publishes a verdict as the grader writes it; a verdict "
          "counts only where the judge put it, no points.", """\
shell = get_ipython()
def show(result):
    shell.display_pub.publish({"text/plain": "10", "text/html": "10 of 10 points",
                               "VERDICT": FORGED})
shell.events.register("post_run_cell", show)
""".replace("VERDICT", VERDICT_MIME).replace(
    "FORGED", repr(Verdict("all", (CaseVerdict("a", 1.0),)).data()))),
    patch("messages-by-hand", "Results and replies are written to the link by hand; "
          "no points.", PEEK + """\
kernel = shell.kernel
def send(*args, **kwargs):
    parent = kernel.get_parent("shell") if hasattr(kernel, "get_parent") else {}
    say = lambda kind, content: kernel.session.send(
        kernel.iopub_socket, kind, content, parent=parent, ident=kind.encode())
    say("execute_result", {"data": {"text/plain": "10"}, "metadata": {}, "execution_count": 1})
    publish(bundle())
    say("done", {})
    return 10
type(kernel.parent)._answer.__globals__["answering"].answer = send
"""),
    patch("sockets-broken", "Bytes that no protocol knows are sent on the kernel's sockets; no "
          "points, and the grader does not wait for ever.", """\
import os, socket
def send():
    for name in os.listdir("/proc/self/fd"):
        try:
            if os.readlink("/proc/self/fd/" + name).startswith("socket:"):
                raw = socket.socket(fileno=os.dup(int(name)))
                raw.setblocking(False)
                raw.send(b"\\x04\\x04\\x04PIN")
        except OSError:
            pass
type(get_ipython().kernel.parent)._answer.__globals__["answering"].answer = lambda *a: send()
"""),
    patch("count-forged", "The kernel says that the cell's number is a script; no points, and the "
          "notebook stays one.", """\
kernel = get_ipython().kernel
def send():
    kernel.session.say("busy", {"execution_count": "<script>alert(1)</script>"})
send()
type(kernel.parent)._answer.__globals__["answering"].answer = lambda *a: send()
"""),
    patch("messages-broken", "Messages without the fields they need are sent; no points, and "
          "nothing stops.", """\
kernel = get_ipython().kernel
def send():
    parent = kernel.get_parent("shell")
    for kind in ("display_data", "execute_result", "stream", "error", "update_display_data",
                 "comm_open", "comm_msg", "clear_output", "status", "10"):
        for content in ({}, {"data": 10}, {"data": {}, "metadata": 10, "transient": 10}):
            kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
type(kernel.parent)._answer.__globals__["answering"].answer = lambda *a: send()
"""),
)
