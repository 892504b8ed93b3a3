"""What formulas mean: every function's samples, refusals, limits and the exactness of money."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from huiliu.core.expressions.formula import Env, FormulaError, FormulaSyntax, Value, parse, show
from huiliu.core.expressions.functions import all_functions
from huiliu.core.expressions.results import fitted

ENV = Env(
    date(2026, 10, 15), datetime(2026, 10, 15, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")), "张三"
)
SAMPLES = [(f.name, *sample) for f in all_functions() for sample in f.samples]
FIELDS: dict[str, Value] = {
    "price": Decimal("19.99"),
    "qty": Decimal(3),
    "none": None,
    "lines.qty": [Decimal(1), Decimal("2.5"), None],
    "day": date(2026, 1, 31),
    "broken": FormulaError("#DIV0"),
}


def computed(text: str) -> str:
    return show(parse(text).run(FIELDS.__getitem__, ENV))


@pytest.mark.parametrize(("name", "formula", "result"), SAMPLES)
def test_keeps_the_promise_of_its_sample(name: str, formula: str, result: str) -> None:
    assert computed(formula) == result


def test_every_function_has_words_in_both_languages_and_a_sample() -> None:
    lacking = [f.name for f in all_functions() if {"zh-CN", "en"} - f.words.keys() or not f.samples]
    assert lacking == []


def test_the_first_formulas_of_a_process_find_every_function_at_once() -> None:
    """Two requests that are the first to ask for a function come at the same time."""
    script = """
from concurrent.futures import ThreadPoolExecutor
from huiliu.core.expressions.formula import parse
with ThreadPoolExecutor(8) as threads:
    list(threads.map(lambda _: parse('IF(TRUE(), LEN(1), YEAR(TODAY()))'), range(8)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stderr == ""


def test_knows_what_it_reads_and_calls() -> None:
    formula = parse("sum({lines.qty}) * {product.purchase_price} + Today()")
    assert formula.refs == {"lines.qty", "product.purchase_price"}
    assert formula.functions == {"SUM", "TODAY"}


def test_is_compiled_once() -> None:
    assert parse("1+1") is parse("1+1")


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("0.1+0.2", "0.3"),
        ("1.15*100", "115"),
        ("ROUND({price}*{qty}*(1+13%),2)", "67.77"),
        ("SUM({lines.qty})", "3.5"),
        ("（1＋２）×３", "9"),
        ("IF（1≥1，“是”，“否”）", '"是"'),
        ('"他说“好”"', '"他说“好”"'),
        ("-2^2", "4"),
        ("2^3^2", "64"),
        ("50%%", "0.005"),
        ("{none}+1", "1"),
        ('{none}=""', "TRUE"),
        ("{none}=0", "TRUE"),
        ("{day}+1", "2026-02-01"),
        ("{day}-DATE(2026,1,1)", "30"),
        ("{day}-{none}", "∅"),
        ('{day}>"2026-01-30"', "TRUE"),
        ("{broken}+1", "#DIV0"),
        ("IFERROR({broken},0)", "0"),
        ("{lines.qty}+1", "#VALUE"),
        ("1/0", "#DIV0"),
        ("POWER(10,999)", "#NUM"),
    ],
)
def test_computes(formula: str, result: str) -> None:
    assert computed(formula) == result


@pytest.mark.parametrize(
    ("formula", "reason", "position"),
    [
        ("", "unfinished", 0),
        ("1+", "unfinished", 2),
        ("1 2", "unexpected", 2),
        ("(1", "expected", 2),
        ("qty*2", "unknown_name", 0),
        ("__import__('os')", "unexpected_character", 0),
        ("SUMM(1)", "unknown_name", 0),
        ("ROUND()", "too_few_arguments", 0),
        ("NOT(1,2)", "too_many_arguments", 0),
        ("IFS(1,2,3)", "odd_arguments", 0),
        ('"abc', "unclosed_text", 0),
        ("{Qty}", "bad_reference", 0),
        ("{qty", "expected", 4),
        ("𠮷+#", "unexpected_character", 0),
        ("1" * 4001, "too_long", 4000),
        ("(" * 100 + "1" + ")" * 100, "too_deep", 64),
        ("-" * 100 + "1", "too_deep", 64),
    ],
)
def test_refuses_with_a_position(formula: str, reason: str, position: int) -> None:
    with pytest.raises(FormulaSyntax) as caught:
        parse(formula)
    assert (caught.value.reason, caught.value.position) == (reason, position)


def test_words_a_refusal_in_both_languages() -> None:
    with pytest.raises(FormulaSyntax) as caught:
        parse("SUMM(1)")
    assert caught.value.as_json("zh-CN") == {
        "code": "formula_syntax",
        "message": "没有“SUMM”这个函数",
        "data": {"reason": "unknown_name", "position": "0", "name": "SUMM"},
    }


def test_a_long_chain_costs_no_stack() -> None:
    assert computed("+".join(["1"] * 900)) == "900"


@pytest.mark.parametrize(
    "formula",
    [
        'REPT("x",1000000000)',
        'REPT(REPT("x",20000),2)',
        'REPT("x",20000)&"x"',
        'SUBSTITUTE(REPT("a",20000),"a",REPT("b",20000))',
        'CONCAT(REPT("x",20000),REPT("x",20000))',
    ],
)
def test_refuses_to_fill_the_memory(formula: str) -> None:
    assert computed(formula) == "#VALUE"


def test_shows_moments_in_the_zone_of_the_actor() -> None:
    utc = datetime(2026, 10, 14, 20, 0, tzinfo=ZoneInfo("UTC"))
    formula = parse('TEXT({at}, "yyyy-MM-dd HH:mm")')
    assert formula.run({"at": utc}.__getitem__, ENV) == "2026-10-15 04:00"


def test_fits_results_into_their_field() -> None:
    assert str(fitted(Decimal("2.675"), "money", 2)) == "2.68"
    assert str(fitted(Decimal("-0.001"), "number", 2)) == "0.00"
    assert fitted("", "number") is None
    assert fitted(Decimal("1e30"), "money", 2) == FormulaError("#NUM")
    assert fitted(ENV.now, "date") == date(2026, 10, 15)
    assert fitted(Decimal("1.50"), "text") == "1.5"
    assert fitted(FormulaError("#NA"), "text") == FormulaError("#NA")
