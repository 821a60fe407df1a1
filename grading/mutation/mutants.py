"""Mutants of a solution: its code with one small change.

Operators, constants, axes, transposes, comparisons, indices, arguments, names, statements; an
argument ignored, a function evaluated elsewhere, a count scaled. What only prints is left alone: no
verdict looks at it.
"""

import ast
import builtins
import copy
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add),
    ast.Div: (ast.Mult, ast.FloorDiv), ast.FloorDiv: (ast.Div, ast.Mult), ast.Mod: (ast.FloorDiv,),
    ast.Pow: (ast.Mult,), ast.MatMult: (ast.Mult,)}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Gt: (ast.GtE, ast.Lt), ast.GtE: (ast.Gt, ast.Lt), ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt), ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,)}
FUNCTIONS = {"sum": "mean", "mean": "sum", "zeros": "ones", "maximum": "minimum", "log": "log2",
             "randn": "rand", "tanh": "sin", "exp": "exp2", "sqrt": "square", "norm": "sum"}
CAP = 1000  # a number of iterations that somebody may find enough


@dataclass(frozen=True)
class Mutant:
    """A mutant: its name, "old line → new line" (of equal changes with a number), and its code."""

    name: str
    code: str


def mutants(code: str) -> list[Mutant]:
    """Return all mutants of the function that the code defines, without duplicates."""
    tree = ast.parse(code)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef))
    del function.body[0]  # the docstring
    original = ast.unparse(tree)
    names = list(dict.fromkeys(
        [argument.arg for argument in function.args.args]
        + [node.id for node in ast.walk(function)
           if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]))
    counts = {name for name, default in _parameters(function)
              if isinstance(default, ast.Constant) and type(default.value) is int}
    found: dict[str, Mutant] = {}
    left_alone = {id(inner) for node in ast.walk(function) if _only_prints(node)
                  for inner in ast.walk(node)}
    for parent, field, place, node in list(_places(tree)):
        if id(node) in left_alone:
            continue
        for new in _alternatives(node, names, counts):
            mutated = _text_with(tree, parent, field, place, new)
            if mutated != original and mutated not in found:
                name = _name(original, mutated)
                n_before = sum(one.name.startswith(name) for one in found.values())
                found[mutated] = Mutant(f"{name} ({n_before + 1})" if n_before else name,
                                        mutated + "\n")
    return list(found.values())


def _only_prints(node: ast.AST) -> bool:
    """Whether a statement does nothing but print, with or without a condition."""
    if isinstance(node, ast.If):
        return all(map(_only_prints, node.body)) and not node.orelse
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and (
        call.func.id == "print")


def _places(tree: ast.AST) -> Iterator[tuple[ast.AST, str, int | None, ast.AST]]:
    """Yield every node below the root after its parent, the field there and its place in a list."""
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if isinstance(value, list):
                yield from ((parent, field, place, node) for place, node in enumerate(value)
                            if isinstance(node, ast.AST))
            elif isinstance(value, ast.AST):
                yield parent, field, None, value


def _text_with(tree: ast.AST, parent: ast.AST, field: str, place: int | None,
               new: ast.AST) -> str:
    """The code of a tree with another node in one place; the tree stays as it is."""
    kept = getattr(parent, field)
    setattr(parent, field, new if place is None else [*kept[:place], new, *kept[place + 1:]])
    try:
        return ast.unparse(tree)
    finally:
        setattr(parent, field, kept)


def _name(original: str, mutated: str) -> str:
    lines = list(difflib.ndiff(original.splitlines(), mutated.splitlines()))
    before, after = (" / ".join(line[2:].strip() for line in lines if line[0] == sign)
                     for sign in "-+")
    return f"{before or '(nothing)'} → {after or '(removed)'}"


def _parameters(function: ast.FunctionDef) -> list[tuple[str, ast.expr | None]]:
    """Return the names of a function's parameters, each with its default, if it has one."""
    names = [one.arg for one in function.args.args]
    defaults: list[ast.expr | None] = [None] * (len(names) - len(function.args.defaults))
    return list(zip(names, [*defaults, *function.args.defaults], strict=True))


def _alternatives(node: ast.AST, names: list[str], counts: set[str]) -> Iterator[ast.AST]:
    """Yield what this node can be replaced by.

    Parameters
    ----------
    node : of the function's tree
    names : of the function's parameters and variables
    counts : parameters that count something, as iterations
    """
    for kind, change in _CHANGES.items():
        if isinstance(node, kind):
            yield from change(node)
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names:
        for other in (names[names.index(node.id) - 1], names[(names.index(node.id) + 1)
                                                             % len(names)]):
            yield ast.Name(other, ast.Load())
    if isinstance(node, ast.Call):
        for place, argument in enumerate(node.args):
            for new in _other_arguments(node, argument, names, counts):
                yield ast.Call(node.func, [*node.args[:place], new, *node.args[place + 1:]],
                               node.keywords)
    if isinstance(node, ast.stmt) and not isinstance(node, ast.FunctionDef):
        yield ast.Pass()


def _other_arguments(call: ast.Call, argument: ast.expr, names: list[str],
                     counts: set[str]) -> Iterator[ast.expr]:
    """Yield what a call may be given instead: a count scaled, or another place of its shape."""
    if not isinstance(call.func, ast.Name):
        return
    name = argument.id if isinstance(argument, ast.Name) else ""
    stop = call.args[min(1, len(call.args) - 1)]
    if name in counts or (call.func.id == "range" and argument is stop):
        yield ast.BinOp(argument, ast.FloorDiv(), ast.Constant(2))
        yield ast.BinOp(ast.Constant(2), ast.Mult(), argument)
    if name in counts:
        yield ast.Call(ast.Name("min", ast.Load()), [argument, ast.Constant(CAP)], [])
    elif name in names and not hasattr(builtins, call.func.id):
        yield _ones_like(name)


def _ones_like(name: str) -> ast.expr:
    return ast.parse(f"np.ones_like({name})", mode="eval").body


def _function(node: ast.FunctionDef) -> Iterator[ast.AST]:
    """Ignore an argument: its default, or ones, take its place at the beginning."""
    for name, default in _parameters(node):
        # A flag only prints, and where only a shape is read ones are as good.
        is_flag = isinstance(default, ast.Constant) and isinstance(default.value, bool)
        if not is_flag and not _only_shape_is_read(node, name):
            ignored = ast.Assign([ast.Name(name, ast.Store())], default or _ones_like(name),
                                 lineno=node.lineno)
            changed = copy.copy(node)
            changed.body = [ignored, *node.body]
            yield changed


def _only_shape_is_read(function: ast.FunctionDef, name: str) -> bool:
    reads = {id(one) for one in ast.walk(function) if isinstance(one, ast.Name) and one.id == name}
    of_shapes = {id(one.value) for one in ast.walk(function)
                 if isinstance(one, ast.Attribute) and one.attr == "shape"}
    return reads <= of_shapes


def _binary(node: ast.BinOp) -> Iterator[ast.AST]:
    for operator in OPERATORS.get(type(node.op), ()):
        yield ast.BinOp(node.left, operator(), node.right)
    yield node.left
    yield node.right
    if not isinstance(node.op, ast.Add | ast.Mult):
        yield ast.BinOp(node.right, node.op, node.left)
    if isinstance(node.op, ast.MatMult):
        yield ast.BinOp(ast.Attribute(node.left, "T", ast.Load()), node.op, node.right)
        yield ast.BinOp(node.left, node.op, ast.Attribute(node.right, "T", ast.Load()))


def _constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield from (ast.Constant(other) for other in (value + 1, value - 1))
    elif isinstance(value, float):
        yield from (ast.Constant(other) for other in (2 * value, value + 1, value / 10))
    elif isinstance(value, str):
        yield ast.Constant(value + "_")


def _unary(node: ast.UnaryOp) -> Iterator[ast.AST]:
    yield node.operand


def _compare(node: ast.Compare) -> Iterator[ast.AST]:
    for operator in COMPARISONS.get(type(node.ops[0]), ()):
        yield ast.Compare(node.left, [operator()], node.comparators)


def _boolean(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _attribute(node: ast.Attribute) -> Iterator[ast.AST]:
    if node.attr == "T":
        yield node.value
    elif node.attr in FUNCTIONS:
        yield ast.Attribute(node.value, FUNCTIONS[node.attr], node.ctx)


def _call(node: ast.Call) -> Iterator[ast.AST]:
    if node.args:
        yield node.args[0]  # the call left out
    for place in range(len(node.args) - 1):
        swapped = list(node.args)
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        yield ast.Call(node.func, swapped, node.keywords)
    for place in range(len(node.args)):
        yield ast.Call(node.func, node.args[:place] + node.args[place + 1:], node.keywords)
    for place in range(len(node.keywords)):
        yield ast.Call(node.func, node.args, node.keywords[:place] + node.keywords[place + 1:])


def _several(node: ast.Tuple | ast.List) -> Iterator[ast.AST]:
    for place in range(len(node.elts) - 1):
        swapped = list(node.elts)
        swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
        yield type(node)(swapped, node.ctx)
    if isinstance(node.ctx, ast.Load) and len(node.elts) > 1:
        yield from node.elts


def _dictionary(node: ast.Dict) -> Iterator[ast.AST]:
    for place in range(len(node.keys)):
        yield ast.Dict(node.keys[:place] + node.keys[place + 1:],
                       node.values[:place] + node.values[place + 1:])


def _if(node: ast.If | ast.IfExp) -> Iterator[ast.AST]:
    for test in (ast.UnaryOp(ast.Not(), node.test), ast.Constant(True), ast.Constant(False)):
        changed = copy.copy(node)
        changed.test = test
        yield changed


def _loop(node: ast.For) -> Iterator[ast.AST]:
    yield ast.For(node.target, node.iter, [*node.body, ast.Break()], [], lineno=node.lineno)
    if len(node.body) > 1:  # the last statement slips out of the loop
        yield ast.If(ast.Constant(True), [
            ast.For(node.target, node.iter, node.body[:-1], [], lineno=node.lineno),
            node.body[-1]], [])


def _augmented(node: ast.AugAssign) -> Iterator[ast.AST]:
    for operator in OPERATORS.get(type(node.op), ()):
        yield ast.AugAssign(node.target, operator(), node.value)
    yield ast.Assign([node.target], node.value, lineno=node.lineno)


def _assignment(node: ast.Assign) -> Iterator[ast.AST]:
    if isinstance(node.value, ast.BinOp) and isinstance(node.targets[0], ast.Name):
        # In place: what the caller holds would change with it.
        left = node.value.left
        if isinstance(left, ast.Name) and left.id == node.targets[0].id:
            yield ast.AugAssign(node.targets[0], node.value.op, node.value.right)


_CHANGES: dict[Any, Callable[[Any], Iterator[ast.AST]]] = {
    ast.BinOp: _binary, ast.Constant: _constant, ast.UnaryOp: _unary, ast.Compare: _compare,
    ast.BoolOp: _boolean, ast.Attribute: _attribute, ast.Call: _call,
    ast.Tuple | ast.List: _several, ast.Dict: _dictionary, ast.If | ast.IfExp: _if,
    ast.FunctionDef: _function, ast.For: _loop, ast.AugAssign: _augmented, ast.Assign: _assignment}
