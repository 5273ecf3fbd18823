"""Reads the plan's calendar files with icalendar and vobject, and holds their dates against a count of its own.

The count is another way to the same dates: it walks through the calendar day by day with Python's own dates and fractions,
spends a seventh of the week's hours on every day that is not in a week off, and notes on which day each topic begins and ends.

Usage: plan.py path/to/lab-cli
"""

import datetime
import re
from fractions import Fraction

import icalendar
import vobject

import shared

SITE = "https://roadmap.example/"
STAMP = 1_795_615_530_000
CASES = {
    "the usual pace": {"start": "2026-12-01", "hours_per_week": 8},
    "one hour a week": {"start": "2026-02-28", "hours_per_week": 1},
    "eighty hours a week over a leap day": {"start": "2028-02-25", "hours_per_week": 80},
    "weeks off, the first among them": {"start": "2026-12-17", "hours_per_week": 7, "weeks_off": ["2026-12-15", "2026-12-24", "2027-03-01", "2027-03-08"]},
    "own hours": {"start": "2026-12-01", "hours_per_week": 9, "hours": {"phase-0.python": 0, "phase-3.docker": 41, "phase-5.project": 3}},
    "half of it finished": {"start": "2026-12-01", "today": "2027-01-20", "hours_per_week": 6, "finished": ["phase-0.python", "phase-0.git", "phase-0.project.reads", "phase-0.project.saves"]},
}
ONE = datetime.timedelta(1)
agreements = shared.Agreements("their count", hint="see src/plan")
agree = agreements.same


def planned(cli, spec, missed=None):
    call = {"spec": spec, "stamp_millis": STAMP, "site": SITE, **({"missed": missed} if missed else {})}
    return shared.ask(cli, [{"plan": call}])[0]


def is_off(day, spec):
    return any(0 <= (day - datetime.date.fromisoformat(week)).days + datetime.date.fromisoformat(week).weekday() < 7 for week in spec.get("weeks_off", []))


def study_day(day, spec):
    """This day, or the first after it that is in no week off."""
    while is_off(day, spec):
        day += ONE
    return day


def walk(spec, phases):
    """Every topic's first and last day, by spending the hours of one day after another."""
    start = datetime.date.fromisoformat(spec["start"])
    day = study_day(max(start, datetime.date.fromisoformat(spec.get("today", spec["start"]))), spec)
    a_day = Fraction(spec["hours_per_week"], 7)
    left, found = a_day, {}
    for phase in phases:
        for item in phase["items"]:
            hours = Fraction(item["hours"])
            while hours > 0:
                if left == 0:
                    day, left = study_day(day + ONE, spec), a_day
                spent = min(left, hours)
                hours, left = hours - spent, left - spent
                found[item["id"]] = (found.get(item["id"], (day, day))[0], day)
    return found


def expected_events(spec, phases):
    """First and last day of every phase and project that is left. A phase begins on a day on which no earlier one is worked at."""
    days, before, expected = walk(spec, phases), None, {}
    for phase in phases:
        spans = [days[item["id"]] for item in phase["items"] if item["id"] in days]
        if not spans:
            continue
        first, last = spans[0][0], spans[-1][1]
        begin = study_day(first + ONE, spec) if first == before else first
        before, end = last, max(last, begin)
        expected[f"phase-{phase['phase']}"] = (begin, end)
        project = days.get(phase["items"][-1]["id"])
        if project:
            expected[phase["items"][-1]["id"]] = (max(project[0], begin), max(project[1], begin))
    return expected


def check(cli, name, spec):
    plan = planned(cli, spec)
    text = plan["calendar"].encode()
    assert all(len(line) <= 75 for line in text.split(b"\r\n")), f"{name}: a line is longer than 75 octets"
    assert b"\n" not in text.replace(b"\r\n", b""), f"{name}: a line break is not CR LF"
    calendar = icalendar.Calendar.from_ical(text)
    agree(f"{name}: parse errors", [], [error for part in calendar.walk() for error in part.errors])
    events = {str(event["UID"]): event for event in calendar.walk("VEVENT")}
    others = {event.uid.value: event for event in getattr(vobject.readOne(text.decode()), "vevent_list", [])}
    agree(f"{name}: events of the two parsers", sorted(events), sorted(others))
    expected = expected_events(spec, plan["phases"])
    agree(f"{name}: one event for each phase and project that is left", sorted(f"{id}@mlops-roadmap-2026" for id in expected), sorted(events))
    for id, (first, last) in expected.items():
        event, other = events[f"{id}@mlops-roadmap-2026"], others[f"{id}@mlops-roadmap-2026"]
        begin, end = event.decoded("DTSTART"), event.decoded("DTEND")
        agree(f"{name}: days of {id}", (begin, end - ONE), (first, last))
        agree(f"{name}: {id} in vobject", (other.dtstart.value, other.dtend.value), (begin, end))
        agree(f"{name}: stamp of {id}", event.decoded("DTSTAMP"), datetime.datetime.fromtimestamp(STAMP / 1000, datetime.timezone.utc))
        agree(f"{name}: {id} blocks no time", str(event["TRANSP"]), "TRANSPARENT")
        assert str(event["URL"]).startswith(SITE) and "\\" not in str(event["SUMMARY"])
        agree(f"{name}: texts of {id}", (str(event["SUMMARY"]), str(event["DESCRIPTION"])), (other.summary.value, other.description.value))
    return plan, events


def main(cli):
    for name, spec in CASES.items():
        check(cli, name, spec)
    spec = CASES["the usual pace"]
    plan, before = check(cli, "before a week is missed", spec)
    missed = "2027-01-07"
    moved = {move["phase"]: move for move in planned(cli, spec, missed)["moved"]}
    _, after = check(cli, "after a week is missed", {**spec, "weeks_off": [missed]})
    for phase in range(7):
        uid = f"phase-{phase}@mlops-roadmap-2026"
        shift = (after[uid].decoded("DTEND") - before[uid].decoded("DTEND")).days
        agree(f"phase {phase} moves by", moved.get(phase, {"days": 0})["days"], shift)
    finish = plan["finish"]
    target = (datetime.date.fromisoformat(finish) - datetime.timedelta(20)).isoformat()
    needed = planned(cli, {**spec, "target": target})
    agree("slack", needed["slack_days"], -20)
    pace = needed["needed_hours_per_week"]
    assert planned(cli, {**spec, "hours_per_week": pace})["finish"] <= target < planned(cli, {**spec, "hours_per_week": pace - 1})["finish"]
    agree("nothing is left", planned(cli, {**spec, "finished": every_id()})["calendar"].count("VEVENT"), 0)
    agreements.end("the plan's calendar in two parsers")


def every_id():
    """Ids of all topics and steps, as the roadmap's source has them."""
    phases = (shared.ROOT / "src/roadmap/phases").glob("phase_*.rs")
    return [id for phase in phases for id in re.findall(r'id: "(phase-[^"]+)"', phase.read_text(encoding="utf-8"))]


main(shared.lab_cli(__doc__))
