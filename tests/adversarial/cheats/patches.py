"""Cheats by patching what a test calls, in the kernel."""

from grading.judging.judge import VERDICT_MIME
from tests.adversarial.cheats.making import patch

PATCHES = (
    patch("patch-allclose", "np.allclose and np.isclose say yes; nothing is compared in the "
          "kernel, no points.",
          "import numpy as np\nnp.allclose = np.isclose = np.array_equal = lambda *a, **k: True"),
    patch("patch-testing", "np.testing accepts all; no points.", """\
import numpy as np
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *a, **k: None)"""),
    patch("patch-abs", "abs, builtins.abs and np.abs are 0; no points.", """\
import builtins
import numpy as np
abs = builtins.abs = np.abs = np.absolute = lambda x: 0.0"""),
    patch("patch-comparisons", "Every comparison a test may call is patched at once; no points.",
          """\
import builtins
import numpy as np
np.allclose = np.isclose = np.array_equal = np.all = lambda *a, **k: True
for name in dir(np.testing):
    if name.startswith("assert"):
        setattr(np.testing, name, lambda *a, **k: None)
abs = builtins.abs = np.abs = lambda x: 0.0
max = np.max = lambda *a, **k: 0.0""", """\
class Anything(float):
    def __getitem__(self, key):
        return self
    def __eq__(self, other):
        return True
    __hash__ = float.__hash__


def NAME(*args, **kwargs):
    return Anything(123.456)
"""),
    patch("patch-isinstance", "isinstance, type, len and all please everybody; no points.", """\
import builtins
isinstance = issubclass = all = lambda *a: True
builtins.callable = lambda *a: True
import answercheck.serialize as plain
plain.isinstance = plain.type = lambda *a: float"""),
    patch("patch-check", "`check` is replaced by a function that is content; no points.", """\
import builtins
class check:
    def __init__(self, *args): pass
    def __new__(cls, *args): return 10
import answercheck
answercheck.Checker = lambda *a: check
answercheck.checker.Checker.__call__ = lambda *a: 10"""),
    patch("patch-judge", "judge and compare in answercheck are replaced; the judge is in "
          "another process, no points.", """\
import sys
import answercheck.compare as compare
import answercheck.judge as judge
import answercheck.verdict as verdict
judge.compare = compare.compare = lambda expected, answer, returns, tolerance: [
    compare.Part(name, compare.Mark.RIGHT) for name in returns]
compare.close = lambda *a: True
judge.changed_argument = lambda *a: ""
verdict.Verdict.score = 1.0
verdict.Verdict.passed = True
sys.modules["answercheck.checker"].judge = judge.judge"""),
    patch("patch-calling", "calling.call_all reports what it likes; a report is no answer, "
          "no points.", """\
answering = type(get_ipython().kernel.parent)._answer.__globals__["answering"]
import answercheck.calls as calling
def call_all(function, calls):
    return [{"returned": {"kind": "other", "type": "right"}, "score": 1, "passed": True,
             "outcome": "right", "printed": False} for call in calls]
answering.call_all = calling.call_all = call_all"""),
    patch("patch-answer", "answering.answer is replaced by 10; no answer, no points.", """\
answering = type(get_ipython().kernel.parent)._answer.__globals__["answering"]
def answer(*args):
    return 10
answering.answer = answer"""),
    patch("patch-plain", "plain.pack packs whatever it gets as what was asked; no points.", """\
import answercheck.calls as calling
import answercheck.serialize as plain
sent = []
honest = plain.pack
plain.pack = calling.pack = lambda value: (
    honest(value[0][0]) if isinstance(value, tuple) and value[0] else honest(0))"""),
    patch("replace-modules", "answercheck in sys.modules is an object that agrees to "
          "everything; no points.", """\
import sys
import types
import answercheck.calls
import answercheck.judge
class Agrees(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: lambda *a: 10
for name in [name for name in sys.modules if name.startswith("answercheck")]:
    sys.modules[name] = Agrees(name)"""),
    patch("import-hook", "An import hook forges answercheck and numpy.testing; no points.",
          """\
import sys
import types
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
class Agrees(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: 10
class Hook(MetaPathFinder, Loader):
    def find_spec(self, name, path=None, target=None):
        if name.startswith(("answercheck", "numpy.testing", "grading")):
            return ModuleSpec(name, self)
    def create_module(self, spec):
        return Agrees(spec.name)
    def exec_module(self, module):
        pass
sys.meta_path.insert(0, Hook())
for name in [name for name in sys.modules if name.startswith(("answercheck",
                                                               "numpy.testing"))]:
    del sys.modules[name]"""),
    patch("ast-transformer", "A transformer takes out every assert and check; no points.", """\
import ast
class Mild(ast.NodeTransformer):
    def visit_Assert(self, node):
        return ast.Pass()
    def visit_Expr(self, node):
        return ast.Expr(ast.Constant(10)) if isinstance(node.value, ast.Call) else node
get_ipython().ast_transformers.append(Mild())"""),
    patch("input-transformer", "A transformer turns every check into 10; no points.", """\
def mild(lines):
    text = "".join(lines)
    return ["10\\n"] if "check" in text or "assert" in text or "answer" in text else lines
get_ipython().input_transformers_cleanup.append(mild)"""),
    patch("events-swallow", "A pre_run_cell event patches whatever the cell needs; no points.",
          """\
def before(info):
    import builtins
    answering = type(get_ipython().kernel.parent)._answer.__globals__["answering"]
    import numpy as np
    np.allclose = lambda *a, **k: True
    np.testing.assert_allclose = lambda *a, **k: None
    builtins.abs = lambda x: 0.0
    answering.answer = lambda *a: 10
get_ipython().events.register("pre_run_cell", before)"""),
    patch("showtraceback", "Errors are never shown and every cell counts as fine; no points.",
          """\
shell = get_ipython()
shell.showtraceback = shell.showsyntaxerror = lambda *a, **k: None
shell.set_custom_exc((BaseException,), lambda *a, **k: [])"""),
    patch("display-publisher", "The display publisher forges verdict and score; no points.", """\
shell = get_ipython()
honest = shell.display_pub.publish
def publish(data, *args, **kwargs):
    honest({"text/plain": "10", "VERDICT": {"score": 1.0, "passed": True}})
shell.display_pub.publish = publish
""".replace("VERDICT", VERDICT_MIME)),
    patch("displayhook", "The display hook shows 10 as the result of each cell; no points.", """\
import sys
shell = get_ipython()
shell.displayhook.__class__.__call__ = lambda self, result=None: None
def show():
    from IPython.display import display
    shell.display_pub.publish({"text/plain": "10"})
shell.events.register("post_run_cell", lambda result: show())"""),
    patch("run-cell", "The shell's run_cell never runs a check; no points.", """\
shell = get_ipython()
honest = shell.run_cell_async
async def run_cell_async(raw_cell, *args, **kwargs):
    if "check" in raw_cell or "assert" in raw_cell:
        raw_cell = "10"
    return await honest(raw_cell, *args, **kwargs)
shell.run_cell_async = run_cell_async
plain = shell.run_cell
def run_cell(raw_cell, *args, **kwargs):
    if "check" in raw_cell or "assert" in raw_cell:
        raw_cell = "10"
    return plain(raw_cell, *args, **kwargs)
shell.run_cell = run_cell"""),
)
