"""The steps of a function: which of its lines sets which variables, and what it uses for them.

This runs in the student's kernel, which has the code; nothing is judged here.
"""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from tokenize import TokenError
from types import CodeType
from typing import Any

from answercheck.verdict import MAX_LINE, one_line

MAX_STEPS = 60
EMPTY = ("{}", "[]", "dict()", "list()")
COMPREHENSION = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
# Functions whose result may share memory with their object or arguments, or run through it.
VIEWS = ("asarray", "atleast_2d", "ravel", "reshape", "squeeze", "transpose", "view", "items",
         "values", "get", "zip", "enumerate", "reversed")
# With these a variable may be set where no assignment statement of the function says so.
NOT_READ = ast.NamedExpr | ast.Match | ast.Nonlocal


def steps(code: CodeType | None) -> list[dict[str, Any]]:
    """Return the steps of a function, in the order of its lines.

    Parameters
    ----------
    code : of the function; None if it has none

    Returns
    -------
    list of dict
        `sets`, names of the variables that the step sets, or changes in place; none for a return;
        `uses`, names of the parameters and variables on which that depends; `line`, its text;
        `repeats`, whether it stands in a loop; `key`, of an item of a dictionary that is set, with
        * for what is not written out ("dW*"), else "". A condition sets a name that is made up, and
        is used by what stands under it; the first line sets the parameters that have defaults.
        Making an empty dictionary or list is no step. [] if the text is not known, is no `def`, or
        holds one of NOT_READ.
    """
    if code is None:
        return []
    return [dict(step) for step in _steps(code, code.co_filename)]


@cache
def _steps(code: CodeType, file: str) -> tuple[dict[str, Any], ...]:
    # Without the file, code would equal that of another cell which differs in a default alone.
    # inspect.getsource would look through all modules first.
    lines = linecache.getlines(file)[code.co_firstlineno - 1:]
    try:
        text = textwrap.dedent("".join(inspect.getblock(lines)))
        return tuple(steps_in(text, code.co_name))
    except (SyntaxError, ValueError, RecursionError, TokenError):
        return ()


def steps_in(text: str, name: str) -> list[dict[str, Any]]:
    """Return the steps of the function of this name that the text defines; see `steps`.

    Raises
    ------
    SyntaxError, ValueError
        If the text is no Python.
    """
    function = defined(text, name)
    if function is None or any(isinstance(node, NOT_READ) for node in ast.walk(function)):
        return []
    reader = _Reader(text.splitlines(), _own_names(function))
    found = list(reader.read_function(function))
    for step in found:  # what shares memory with a variable changes with it
        if step.changes:
            step.sets |= {other for one in step.sets for other in reader.sharing(one)}
    return [{"sets": sorted(step.sets), "uses": sorted(step.uses), "line": step.line,
             "repeats": step.repeats, "key": step.key} for step in found[:MAX_STEPS]]


def defined(text: str, name: str) -> ast.FunctionDef | None:
    """Return the function of this name that the text defines by `def`."""
    return next((node for node in ast.parse(text).body
                 if isinstance(node, ast.FunctionDef) and node.name == name), None)


def defaulted(function: ast.FunctionDef) -> set[str]:
    """Return the names of the parameters that have defaults."""
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    with_default = positional[len(positional) - len(arguments.defaults):]
    by_name = [one for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
               if default is not None]
    return {one.arg for one in (*with_default, *by_name)}


def _own_names(function: ast.FunctionDef) -> set[str]:
    """Return the names of a function's parameters, variables and inner functions."""
    return {*(one.arg for one in ast.walk(function.args) if isinstance(one, ast.arg)),
            *(one.id for one in ast.walk(function) if isinstance(one, ast.Name)
              and isinstance(one.ctx, ast.Store)),
            *(one.name for one in function.body if isinstance(one, ast.FunctionDef))}


@dataclass
class _Step:
    sets: set[str]
    uses: set[str]
    line: str
    repeats: bool = False
    key: str = ""
    changes: bool = False  # a variable in place


@dataclass(frozen=True)
class _Around:
    """What stands around a statement: names on which it depends, and the loop's own."""

    names: frozenset[str] = frozenset()
    loop: frozenset[str] = frozenset()


@dataclass
class _Reader:
    """Reads the steps of a function.

    lines : of the text in which it stands
    own : names of its parameters and variables
    """

    lines: list[str]
    own: set[str]
    _shared: dict[str, set[str]] = field(default_factory=dict)

    def read_function(self, function: ast.FunctionDef) -> Iterator[_Step]:
        """Yield the steps of a function."""
        if with_default := defaulted(function):
            yield _Step(with_default, set(), self._text(function))
        yield from self._read(function.body, _Around())

    def sharing(self, name: str) -> set[str]:
        """Return the variables that may share memory with one because it was made from them."""
        found = {name}
        waiting = [name]
        while waiting:
            new = self._shared.get(waiting.pop(), set()) - found
            found |= new
            waiting += new
        return found

    def _read(self, body: Iterable[ast.stmt], around: _Around) -> Iterator[_Step]:
        for node in body:
            inside = around
            if isinstance(node, ast.For):
                targets = frozenset(_bases(node.target))
                inside = _Around(around.names | targets, targets)
            elif isinstance(node, ast.If | ast.While):
                made_up = f"condition in line {node.lineno}"
                self.own.add(made_up)
                names = frozenset([made_up])
                is_loop = isinstance(node, ast.While)
                inside = _Around(around.names | names, names if is_loop else around.loop)
                yield self._step(node, {made_up}, _loaded(node.test), around)
            yield from self._of(node, around)
            for statements in _bodies(node):
                yield from self._read(statements, inside)

    def _of(self, node: ast.stmt, around: _Around) -> Iterator[_Step]:
        """Yield the steps of one statement, without those of the statements inside."""
        if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            for targets, value in _pairs(node):
                if ast.unparse(value) not in EMPTY:
                    yield from self._assigned(node, targets, value, around)
        elif isinstance(node, ast.For):
            yield from self._assigned(node, [node.target], node.iter, around)
        elif isinstance(node, ast.FunctionDef):
            yield self._step(node, {node.name}, _loaded(node), around)
        elif isinstance(node, ast.Return) and node.value is not None:
            yield self._step(node, set(), _loaded(node.value), around)
        elif isinstance(node, ast.Break | ast.Continue):
            yield self._step(node, set(around.loop), set(), around)
        elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
                and (changed := self._changed(node.value))):
            step = self._step(node, changed, _loaded(node.value), around)
            step.changes = True
            yield step

    def _assigned(self, node: ast.stmt, targets: list[ast.expr], value: ast.expr,
                  around: _Around) -> Iterator[_Step]:
        sets = self.own.intersection(name for one in targets for name in _bases(one))
        if not sets:
            return
        indices = {name for one in targets for name in _loaded(one)}
        step = self._step(node, sets, _loaded(value) | indices, around)
        step.changes = isinstance(node, ast.AugAssign) or any(
            isinstance(one, ast.Subscript | ast.Attribute) for one in targets)
        step.key = _key(targets)
        if not isinstance(node, ast.AugAssign):
            for name in sets:
                self._shared.setdefault(name, set()).update(self.own.intersection(_origin(value)))
        yield step

    def _changed(self, call: ast.Call) -> set[str]:
        """Return the variables that a call whose result is not used may change.

        A method may change its object, another function its `out` or else what it is given first.
        """
        function = call.func
        if isinstance(function, ast.Attribute) and (
                changed := self.own.intersection(_bases(function.value))):
            return changed
        if isinstance(function, ast.Name) and function.id == "print":
            return set()
        out = [one.value for one in call.keywords if one.arg == "out"]
        return self.own.intersection(name for one in out or call.args[:1] for name in _bases(one))

    def _step(self, node: ast.stmt, sets: set[str], uses: Iterable[str],
              around: _Around) -> _Step:
        return _Step(set(sets), self.own.intersection(uses) | around.names, self._text(node),
                     repeats=bool(around.loop))

    def _text(self, node: ast.stmt) -> str:
        """Return a statement as one line; of a loop or a condition its head."""
        bodies = [node.body] if isinstance(node, ast.FunctionDef) else _bodies(node)
        last = max(node.lineno, bodies[0][0].lineno - 1) if bodies else node.end_lineno
        return one_line(" ".join(line.strip() for line in self.lines[node.lineno - 1:last]),
                        MAX_LINE)


def _pairs(node: ast.Assign | ast.AnnAssign | ast.AugAssign,
           ) -> list[tuple[list[ast.expr], ast.expr]]:
    """Return what is assigned to what; a tuple that is written out to the parts of another."""
    if not isinstance(node, ast.Assign):
        return [([node.target], node.value)] if node.value is not None else []
    target, value = node.targets[0], node.value
    if (len(node.targets) == 1 and isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            and len(target.elts) == len(value.elts)):
        return [([one], other) for one, other in zip(target.elts, value.elts, strict=True)]
    return [(node.targets, value)]


def _bases(target: ast.expr) -> Iterator[str]:
    """Yield the names of the variables that an assignment to this sets or changes."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from _bases(one)
    elif isinstance(target, ast.Subscript | ast.Attribute | ast.Starred):
        yield from _bases(target.value)


def _origin(value: ast.expr) -> set[str]:
    """Return the names of the variables of which a value may be a part or a view."""
    if isinstance(value, ast.Name):
        return {value.id}
    if isinstance(value, ast.Subscript | ast.Attribute | ast.Starred):
        return _origin(value.value)
    if isinstance(value, ast.Call) and ast.unparse(value.func).rpartition(".")[2] in VIEWS:
        return {name for one in (value.func, *value.args) for name in _origin(one)}
    return set()


def _key(targets: list[ast.expr]) -> str:
    """Return the key of the item that is set, as `steps` describes it."""
    if len(targets) != 1 or not isinstance(targets[0], ast.Subscript):
        return ""
    return _pattern(targets[0].slice)


def _pattern(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else "*"
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_pattern, node.values))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _pattern(node.left) + _pattern(node.right)
    return "*"


def _loaded(node: ast.AST) -> set[str]:
    """Return the names that an expression reads, without those that a comprehension makes."""
    made = {one.id for comprehension in ast.walk(node) if isinstance(comprehension, COMPREHENSION)
            for generator in comprehension.generators for one in ast.walk(generator.target)
            if isinstance(one, ast.Name)}
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)
            and isinstance(one.ctx, ast.Load)} - made


def _bodies(node: ast.stmt) -> list[list[ast.stmt]]:
    """Return the lists of statements that run inside a statement; not those of a function."""
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return []
    inside = [getattr(node, name, []) for name in ("body", "orelse", "finalbody")]
    inside += [handler.body for handler in getattr(node, "handlers", [])]
    return [statements for statements in inside if statements]
