import re
from pathlib import Path

ROOT = Path(__file__).parents[4]
RULES = ROOT / "docs" / "payroll.md"
CITED = re.compile(r"\bRules? ([0-9](?:\.[0-9])?)")
AND_MORE = re.compile(r"\bRules [0-9.]+, ([0-9]\.[0-9])")
STEPS = re.compile(r"\bRule 2\.1, steps? ([0-9]+)")


def sources() -> str:
    files = sorted((ROOT / "sheetanchor" / "domain" / "payroll").rglob("*.py"))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def test_every_cited_rule_is_written_down_and_every_rule_is_cited() -> None:
    written = set(re.findall(r"^## Rule ([0-9.]+):", RULES.read_text(encoding="utf-8"), re.MULTILINE))
    assert {*CITED.findall(sources()), *AND_MORE.findall(sources())} == written


def test_every_cited_step_is_written_down() -> None:
    text = RULES.read_text(encoding="utf-8")
    section = text.split("## Rule 2.1:")[1].split("\n## ")[0]
    assert set(STEPS.findall(sources())) <= set(re.findall(r"^([0-9]+)\. ", section, re.MULTILINE))


def test_every_file_of_rules_says_which_it_holds() -> None:
    files = sorted((ROOT / "sheetanchor" / "domain" / "payroll").rglob("*.py"))
    silent = [
        file.name for file in files if file.name not in PLAIN and not CITED.search(file.read_text("utf-8"))
    ]
    assert silent == []


#: Reading of cells and the door for chance follow no rule of their own.
PLAIN = {"__init__.py", "row_values.py", "chooser.py"}
