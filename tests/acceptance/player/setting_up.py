"""From an empty database to a company that can begin: template, people, settings, masters."""

from __future__ import annotations

import json
from typing import Any

from tests.acceptance.player import master
from tests.acceptance.player.designs import Designs
from tests.acceptance.player.people import Person, Staff, parsed
from tests.acceptance.player.server import Place, install
from tests.acceptance.player.session import Session
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage
from tests.acceptance.player.story import Story, actors, values_of

_METHODS = {"moving_weighted_average": "moving_average", "mwa": "moving_average", "fifo": "fifo"}
_COSTING = ("cost_scope", "cost_method")


def set_up(story: Story, place: Place, settings: dict[str, str]) -> Stage:
    """``settings`` over those of the story: what a variant changes."""
    admin = Session(place.url, place.login, place.password)
    first = story["steps"][0]["recorded_on"]
    install(admin, f"{first}T08:00:00+08:00")
    designs = Designs(admin)
    staff = _hire(story, admin, place.url, designs)
    boss = staff.of_role("总经理")[0]
    stage = Stage(story, place.url, admin, designs, staff, boss)
    given = {**story["master"].get("settings", {}), **settings}
    _choose_costing(stage, given)
    founder = staff.founder()
    _set_company(stage, founder, given)
    master.enter(stage, founder)
    staff.leave(founder)
    return stage


def _hire(story: Story, admin: Session, url: str, designs: Designs) -> Staff:
    stores = [*values_of(story, "store")]
    stores += [parsed(one)[1] for one in actors(story) if parsed(one)[0] == "店长"]
    staff = Staff(admin, url, dict.fromkeys(store for store in stores if store))
    staff.hire(actors(story), values_of(story, "salesperson"), _approvers(designs))
    return staff


def _approvers(designs: Designs) -> set[str]:
    """The roles that are asked in any flow, and the general manager, who sees everything."""
    found = {"boss"}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            people = node.get("assignees")
            if isinstance(people, dict):
                found.update(people.get("roles", []))
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    for key in designs.keys("flow"):
        walk(designs.document("flow", key))
    return found


def _choose_costing(stage: Stage, settings: dict[str, Any]) -> None:
    """The administrator publishes the stock ledger with another method; nothing is posted yet."""
    path = "/documents/ledger/stock"
    draft = stage.admin.app("GET", f"{path}/draft")
    content = json.loads(json.dumps(draft["content"]))
    costing = content["costing"]
    dimensions = [one["id"] for one in content["dimensions"]]
    if settings.get("cost_scope") == "warehouse":
        costing["scope"] = [d for d in dimensions if d in ("product", "warehouse", "transfer")]
    costing["method"] = _METHODS[settings.get("cost_method", "mwa")]
    if content == draft["content"]:
        return
    saved = stage.admin.app("PUT", f"{path}/draft", {"content": content, "rev": draft["rev"]})
    stage.admin.app("POST", f"{path}/publish", {"rev": saved["rev"]})


def _set_company(stage: Stage, founder: Person, settings: dict[str, Any]) -> None:
    """The one record of the company's settings, where the form has a field for what is given."""
    if not stage.designs.has_form("company_settings"):
        stage.note("master.settings: there is no form company_settings")
        return
    company = stage.story["master"]["company"]
    sheet = Sheet(stage, "company_settings")
    for name, value in {**company, **settings}.items():
        if name not in _COSTING:
            master.try_to_put(stage, sheet, value, name, _SETTING_NAMES.get(name, name))
    values, _ = sheet.for_person(founder)
    existing = founder.session.query("company_settings")
    path = "/forms/company_settings/records"
    if existing:
        rev = existing[0]["rev"]
        body = {"values": values, "rev": rev}
        founder.session.app("PATCH", f"{path}/{existing[0]['id']}", body)
    else:
        founder.session.app("POST", path, {"values": values})


_SETTING_NAMES = {
    "price_includes_tax_default": "price_incl_tax",
    "revenue_recognition": "revenue_on",
    "name": "company_name",
}
