"""A plan as a page for paper: no script, nothing from elsewhere, readable without its style.

The one style sheet stands in the page, and the policy names its hash: nothing else can be added to it.
"""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, select_autoescape

from bot.days import long_date, today
from bot.plan_text import body_lines, card_lines, deadline_lines, joined, source_of, step_heading
from bot.reply import Plan
from bot.sentences import sentence
from connectors.plans.route import route

HERE = Path(__file__).parent
STYLE = (HERE / "page.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_pages = Environment(
    loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True, lstrip_blocks=True
)
_pages.globals |= {"sentence": sentence, "joined": joined}
_pages.globals |= {
    "body_lines": body_lines,
    "deadline_lines": deadline_lines,
    "card_lines": card_lines,
    "step_heading": step_heading,
    "source_of": source_of,
}


def page(plan: Plan) -> str:
    """The page as HTML."""
    template = _pages.get_template("page.html")
    return template.render(plan=plan, stops=route(plan), day=long_date(today()), style=STYLE)
