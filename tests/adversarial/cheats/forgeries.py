"""Cheats by forged answers, verdicts and messages."""


from answercheck import answering
from answercheck.verdict import CaseVerdict, Verdict
from grading.pipeline.judging import VERDICT_MIME
from tests.adversarial.cheats.making import patch

# Pieces of code that learn the token of a graded cell from what the cell runs.
PEEK = """\
import json
import re
shell = get_ipython()
MIME = "ANSWER"
asked = {}
def peek(info):
    asked.clear()
    for name, pattern in (("token", r'"token": "([0-9a-f]+)"'), ("exercise", r"answer[(]'(\\w+)'"),
                          ("request", r"'([{].token.*[}])'")):
        found = re.search(pattern, info.raw_cell or "")
        asked[name] = found.group(1) if found else "guessed"
shell.events.register("pre_run_cell", peek)
def records():
    try:
        cases = json.loads(asked["request"])["cases"]["items"]
    except Exception:
        return []
    return [[{"returned": {"kind": "float", "value": "123.456"}, "arguments": call,
              "printed": False, "score": 1.0, "passed": True, "outcome": "right"}
             for call in case["items"]] for case in cases]
def bundle(**more):
    return {MIME: {"exercise": asked.get("exercise"), "token": asked.get("token"),
                   "records": records(), "score": 1.0, "passed": True, **more}}
""".replace("ANSWER", answering.MIME)

INSTEAD = """\
import answercheck.answering as answering
def answer(name, function, request):
    {}
answering.answer = answer
"""

FORGED = (
    patch("forged-token", "A forged answer with the right token is published instead of ours; "
          "it holds no right values, no points.",
          PEEK + INSTEAD.format("shell.display_pub.publish(bundle())")),
    patch("forged-guess", "Forged answers with guessed tokens are published; they are dropped, "
          "no points.",
          PEEK + INSTEAD.format("[shell.display_pub.publish(bundle(token=t)) "
                                 "for t in ('', '0', None, True, {})]")),
    patch("forged-twice", "A forged answer is published beside ours; two answers are none, "
          "no points.",
          PEEK + "shell.events.register('post_run_cell', "
                  "lambda result: shell.display_pub.publish(bundle()))"),
    patch("forged-other-cell", "An answer names another exercise and another cell; a token is "
          "good for one cell, no points.", PEEK + """\
import answercheck.answering as answering
old = []
def answer(name, function, request):
    old.append(asked["token"])
    shell.display_pub.publish(bundle(token=old[0], exercise="EXERCISE"))
answering.answer = answer
"""),
    patch("forged-everywhere", "Answers are published in every cell and from a thread; no points.",
          PEEK + """\
import threading
import time
def often():
    while True:
        shell.display_pub.publish(bundle())
        time.sleep(0.05)
threading.Thread(target=often, daemon=True).start()
"""),
    patch("forged-shapes", "The forged answers have impossible shapes and sizes; they are no "
          "answers, no points, and nothing stops.", PEEK + """\
import answercheck.answering as answering
deep = []
for _ in range(200):
    deep = [deep]
odd = [None, 10, "10", {}, [], [[]], [[{}]], deep, [[{"raised": {"type": {}, "message": deep}}]],
       [[{"returned": {"kind": "array", "dtype": "O", "shape": [1], "data": ""}}]]]
def answer(name, function, request):
    odd.append(odd.pop(0))
    shell.display_pub.publish(bundle(records=odd[0]))
answering.answer = answer
"""),
    patch("forged-numbers", "The forged answers hold integers beyond any float, for every case; "
          "no points, and nothing stops.", PEEK + """\
import answercheck.answering as answering
def answer(name, function, request):
    cases = answering.unpack(json.loads(request)["cases"])
    huge = {"kind": "int", "value": 10**400}
    record = {"returned": {"kind": "list", "items": [huge, huge]}, "arguments": {"kind": "none"}}
    single = {"returned": huge, "arguments": {"kind": "none"}}
    shell.display_pub.publish(bundle(records=[
        [record if number % 2 else single for _ in calls] for number, calls in enumerate(cases)]))
answering.answer = answer
"""),
    patch("forged-surrogates", "The forged answers and outputs hold halves of emoji, which "
          "cannot be written to a file; no points, and nothing stops.", PEEK + """\
import answercheck.answering as answering
kernel = shell.kernel
kernel.session.pack = lambda message: json.dumps(message, default=str).encode("ascii")
half = "\\ud83d"
def answer(name, function, request):
    cases = answering.unpack(json.loads(request)["cases"])
    entries = {"returned": {"kind": "dict", "entries": [[half, {"kind": "str", "value": half}]]}}
    raised = {"raised": {"type": half, "message": half, "line": half}}
    shell.display_pub.publish(bundle(records=[
        [raised if number % 2 else entries for _ in calls] for number, calls in enumerate(cases)]))
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
    patch("messages-by-hand", "Results and replies are written to the sockets by hand; "
          "no points.", PEEK + """\
kernel = shell.kernel
def send(*args, **kwargs):
    parent = kernel.get_parent("shell") if hasattr(kernel, "get_parent") else {}
    say = lambda kind, content: kernel.session.send(
        kernel.iopub_socket, kind, content, parent=parent, ident=kind.encode())
    say("execute_result", {"data": {"text/plain": "10"}, "metadata": {}, "execution_count": 1})
    say("display_data", {"data": bundle(), "metadata": {}})
    say("execute_reply", {"status": "ok", "execution_count": 1, "user_expressions": {}})
    say("status", {"execution_state": "idle"})
    return 10
import answercheck.answering as answering
answering.answer = send
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
import answercheck.answering as answering
answering.answer = lambda *a: send()
"""),
    patch("count-forged", "The kernel says that the cell's number is a script; no points, and the "
          "notebook stays one.", """\
kernel = get_ipython().kernel
def send():
    parent = kernel.get_parent("shell")
    kernel.session.send(kernel.iopub_socket, "execute_input", {
        "code": "1", "execution_count": "<script>alert(1)</script>"}, parent=parent)
send()
import answercheck.answering as answering
answering.answer = lambda *a: send()
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
import answercheck.answering as answering
answering.answer = lambda *a: send()
"""),
)
