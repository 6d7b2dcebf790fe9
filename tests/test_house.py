"""The house style where a machine can tell: sizes, and where things may be written."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from workshops.course import phases

MODULES = [
    path
    for app in ("dialogit", "workshops", "worryzones", "practices", "network")
    for path in sorted((settings.BASE_DIR / app).rglob("*.py"))
    if "migrations" not in path.parts
]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function with its lines, signature and docstring left out: what there is to follow."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            here = path.relative_to(settings.BASE_DIR)
            yield f"{here}:{node.lineno}:{node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1


def test_modules_stay_within_250_lines():
    too_long = {str(path): lines for path in MODULES if (lines := len(path.read_text().splitlines())) > 250}
    assert too_long == {}


def test_functions_stay_short():
    sizes = dict(size for path in MODULES for size in functions(path))
    assert {name: lines for name, lines in sizes.items() if lines > 40} == {}
    assert statistics.median(sizes.values()) <= 8


@pytest.mark.parametrize("layer", ["models", "queries", "services", "permissions", "live", "rotation"])
def test_lower_layers_know_no_http(layer: str):
    """Whoever reads and writes does not answer browsers."""
    knowing = [
        str(path)
        for path in MODULES
        if layer in (path.stem, path.parent.name)
        and any(f"django.{part}" in path.read_text() for part in ("http", "shortcuts", "views"))
    ]
    assert knowing == []


def calls_in(path: Path) -> set[str]:
    """The dotted names in a module, such as ``transaction.atomic``."""
    names = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute))
    return {ast.unparse(name) for name in names}


def modules_that_call(*names: str) -> set[str]:
    return {
        str(path.relative_to(settings.BASE_DIR)) for path in MODULES if calls_in(path).intersection(names)
    }


def test_nobody_but_writing_opens_a_transaction_or_locks_a_row():
    """One way to write: who locked in another order than `live.writing` could wait for it for ever."""
    # a workshop that is being made has no row to lock yet
    begins = {"workshops/services/course.py", "workshops/services/report_import.py"}
    accounts = {"workshops/services/accounts.py", "workshops/services/duplication.py"}
    demo = {"dialogit/demo/earlier.py", "dialogit/demo/network.py", "dialogit/demo/seed.py"}
    allowed = {"workshops/live/__init__.py", *begins, *accounts, *demo}
    assert modules_that_call("transaction.atomic") <= allowed
    locking = {
        str(p.relative_to(settings.BASE_DIR)) for p in MODULES if "select_for_update(" in p.read_text()
    }
    assert locking == {"workshops/live/__init__.py"}


def test_only_services_change_a_workshop():
    """Nobody else publishes either: what is stored and what is shown cannot part ways."""
    writing = modules_that_call("live.writing") - {"workshops/undo.py"}
    assert {tuple(Path(name).parts[1:2]) for name in writing} == {("services",)}


def test_templates_styles_and_scripts_fit_in_110_columns():
    """What their formatters cannot break is broken by hand: a long message is ``trimmed``."""
    sources = (
        path
        for pattern in ("templates/**/*.html", "static/css/*.css", "static/js/*.js")
        for path in settings.BASE_DIR.glob(pattern)
    )
    too_long = [
        f"{path.relative_to(settings.BASE_DIR)}:{number}"
        for path in sources
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 110
    ]
    assert too_long == []


def test_pages_carry_no_inline_script_or_style():
    for path in settings.BASE_DIR.glob("templates/**/*.html"):
        page = path.read_text()
        for forbidden in (" style=", "<style", "onclick=", "hx-on", "javascript:", "|safe", "autoescape off"):
            assert forbidden not in page, f"{path.name}: {forbidden}"


def test_stylesheets_need_no_force():
    for path in settings.BASE_DIR.glob("static/css/*.css"):
        assert "!important" not in path.read_text(), path.name


def test_colours_of_two_schemes_have_a_plain_one_for_browsers_without_them():
    """A property that holds what a browser does not know is not left out: it has no value at all."""
    sheets = {
        path.name: path.read_text().split("@supports (color: light-dark(")
        for path in settings.BASE_DIR.glob("static/css/*.css")
    }
    assert [name for name, (always, *_known) in sheets.items() if ": light-dark(" in always] == []
    always, known = sheets["tokens.css"]
    in_two = re.findall(r"(--[\w-]+): light-dark\((#\w+), #\w+\);", known)
    assert len(in_two) > 20
    assert [name for name, light in in_two if f"{name}: {light};" not in always] == []


def test_readme_names_every_setting_of_the_environment():
    asked = set(
        re.findall(
            r'env(?:\.\w+)?\("([A-Z_]+)"', (settings.BASE_DIR / "dialogit" / "settings.py").read_text()
        )
    )
    readme = (settings.BASE_DIR / "README.md").read_text()
    own = {"DEBUG", "DIALOGIT_DEMO_TOKEN"}  # for developers, for the demo
    assert {name for name in asked - own if f"`{name}`" not in readme} == set()


def test_caddy_of_docker_compose_has_every_line_of_the_readmes():
    block = re.search(
        r"^```\n(\{\n.*?\n\})\n```$", (settings.BASE_DIR / "README.md").read_text(), re.M | re.S
    )
    assert block
    lines = {line.strip() for line in (settings.BASE_DIR / "Caddyfile").read_text().splitlines()}
    missing = {line.strip() for line in block[1].splitlines()} - lines
    assert missing == {"dialogit.example {", "reverse_proxy 127.0.0.1:8000"}


def test_documents_link_to_what_is_there():
    for document in (*settings.BASE_DIR.glob("*.md"), *settings.BASE_DIR.glob("docs/*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text()):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_dates_and_times_are_worded_in_one_place():
    """A page, a paper, a mail or a file that had a format of its own would say one date in several ways."""
    own = re.compile(r"""\|(?:date|time)\b(?!:["']c["'])|_FORMAT|date_format|dateformat|strftime""")
    allowed = {"workshops/text/dates.py"}
    found = {
        str(path.relative_to(settings.BASE_DIR))
        for path in [*MODULES, *(settings.BASE_DIR / "templates").rglob("*.*")]
        if own.search(path.read_text())
    }
    assert found == allowed


def test_what_leads_people_to_the_site_is_made_in_one_place():
    """Elsewhere a request's own port would stand in it. Simulated people come to where their request went."""
    asking = {
        str(path.relative_to(settings.BASE_DIR))
        for path in MODULES
        if "build_absolute_uri" in path.read_text()
    }
    assert asking == {"workshops/access/addresses.py", "workshops/views/rehearsal.py"}


NAMED = re.compile(r"`(?:((?:tests/)?(?:\w+/)*test_\w+\.py)(?:`|::(test_\w+)`)|(test_\w+)`)")


def test_every_row_of_security_names_tests_where_they_stand():
    """A module that is named before them in the row has them; without one any has."""
    there = {
        str(path.relative_to(settings.BASE_DIR)): set(re.findall(r"def (test_\w+)", path.read_text()))
        for path in settings.BASE_DIR.glob("tests/**/*.py")
    }
    rows = (settings.BASE_DIR / "docs" / "security.md").read_text().splitlines()
    for row in (row for row in rows if row.startswith("|") and not row.startswith(("| what", "|--"))):
        assert NAMED.search(row), row
        module = ""
        for named in NAMED.finditer(row):
            module = named[1] or module
            of = [names for path, names in there.items() if path.endswith(module)]
            assert of, f"{module}: {row}"
            name = named[2] or named[3]
            assert name is None or name in set().union(*of), f"{name}: {row}"


def test_what_public_tools_say_names_tests_that_are_there():
    named = set(re.findall(r"\b(test_\w+)`", (settings.BASE_DIR / "docs" / "standards.md").read_text()))
    modules = settings.BASE_DIR.glob("tests/**/*.py")
    assert named <= {name for path in modules for name in re.findall(r"def (test_\w+)", path.read_text())}


MAX_FILES = 3
FILE = re.compile(r"`([\w-]+(?:/[\w.-]+)+)`(?: \(((?:`\w+`(?:, )?)+)\))?")


def test_things_are_found_in_at_most_three_files_where_it_is_said():
    lines = (settings.BASE_DIR / "docs" / "finding-things.md").read_text().splitlines()
    for row in (line for line in lines if line.startswith("|") and "`" in line):
        found = FILE.findall(row)
        assert 0 < len(found) <= MAX_FILES, row
        for name, inside in found:
            path = settings.BASE_DIR / name
            assert path.exists(), f"{name}: {row}"
            for word in re.findall(r"\w+", inside):
                assert word in path.read_text(), f"{word} is not in {name}"
        assert not re.search(r"`[\w-]+\.(?:py|js|css|html)`", row), f"A file without its place: {row}"


def names_in(path: Path) -> Iterator[tuple[str, ast.alias | ast.Name]]:
    """What a module calls things: its constants, and what it imports under another name."""
    tree = ast.parse(path.read_text())
    for node in tree.body:
        for target in node.targets if isinstance(node, ast.Assign) else ():
            yield from ((name.id, name) for name in ast.walk(target) if isinstance(name, ast.Name))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from ((alias.asname, alias) for alias in node.names if alias.asname)


def test_bounds_and_modules_have_the_names_that_everybody_knows():
    own = re.compile(
        r"(MOST|LONGEST|SHORTEST|SMALLEST|FEWEST|LARGEST|LASTS|PATIENCE)(_|$)|(services|queries|pushes)$"
    )
    found = {
        f"{path.relative_to(settings.BASE_DIR)}: {name}"
        for path in MODULES
        for name, node in names_in(path)
        if own.fullmatch(name) or (own.match(name) and isinstance(node, ast.Name))
    }
    assert found == set()


def phases_named(path: Path) -> Iterator[str]:
    """The names of phases that are written out: compared with a workshop's own, or asked for."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") == "phase":
            inner = node.comparators
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("require", "is_after"):
            inner = [*node.args]
        else:
            continue
        yield from (each.value for each in inner if isinstance(each, ast.Constant))


def test_a_phase_that_is_named_is_one_that_there_is():
    """Else a write would be refused for ever, and nothing would say why."""
    named = {(path.name, name) for path in MODULES for name in phases_named(path)}
    assert len(named) > 20
    assert {(path, name) for path, name in named if name not in phases.KEYS} == set()


def test_codes_are_opened_and_counted_at_one_door():
    """Forms spell a code; whether it opens anything, and how often it did not, is the door's."""
    counting = {
        str(path.relative_to(settings.BASE_DIR))
        for path in MODULES
        if re.search(r"code_throttle\.record|\bopen_workshop\(", path.read_text())
    }
    doors = {"workshops/access/__init__.py", "workshops/access/invited.py", "workshops/access/readers.py"}
    assert counting == {*doors, "workshops/views/joining.py"}
