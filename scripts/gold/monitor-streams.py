#!/usr/bin/env python3
"""Writes where river's drift detectors fire, on streams that both sides make from the same small generator.

    python3 -m venv .venv/monitor && .venv/monitor/bin/pip install -r scripts/check/requirements-monitor.txt
    .venv/monitor/bin/python scripts/gold/monitor-streams.py

The file holds no streams: stream number i is made from i alone, by `numbers` here and by `gold_streams.rs` there.
KSWIN draws with Python's own generator (Mersenne Twister, `random.Random(seed).sample`), which our side reproduces.
"""
import json
import pathlib

import river
from river import drift

OUT = pathlib.Path(__file__).resolve().parents[2] / "src" / "monitor" / "gold" / "streams.json"
MASK = (1 << 64) - 1
STREAMS, LENGTH = 200, 1500


class Mix:
    """SplitMix64 (Steele, Lea and Flood, 2014)."""

    def __init__(self, seed):
        self.state = seed & MASK

    def uniform(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 11) / 9007199254740992.0


def shape(number):
    """Where the stream changes, how gradually, and its level before and after; the same operations on both sides."""
    mix = Mix(number)
    change = 200 + int(mix.uniform() * 1000)
    width = int(mix.uniform() * 400) if mix.uniform() < 0.5 else 0
    return mix, change, width, mix.uniform(), mix.uniform()


def level(place, change, width, before, after):
    if place < change:
        return before
    if place >= change + width:
        return after
    return before + (after - before) * ((place - change) / width)


def bits(number):
    mix, change, width, before, after = shape(number)
    before, after = 0.05 + 0.5 * before, 0.05 + 0.9 * after
    return [int(mix.uniform() < level(place, change, width, before, after)) for place in range(LENGTH)]


def numbers(number):
    mix, change, width, before, after = shape(number)
    spread = 0.1 + 2.0 * mix.uniform()
    before, after = 4.0 * before, 4.0 * after
    # Four uniforms make a bell without a logarithm.
    return [
        level(place, change, width, before, after) + spread * (mix.uniform() + mix.uniform() + mix.uniform() + mix.uniform() - 2.0)
        for place in range(LENGTH)
    ]


CASES = {
    "adwin": (lambda _: drift.ADWIN(), numbers),
    "adwin_bits": (lambda _: drift.ADWIN(), bits),
    "adwin_fine": (lambda _: drift.ADWIN(delta=0.05, clock=7, max_buckets=3, min_window_length=9, grace_period=40), numbers),
    "page_hinkley": (lambda _: drift.PageHinkley(), numbers),
    "page_hinkley_down": (lambda _: drift.PageHinkley(min_instances=50, delta=0.01, threshold=20.0, alpha=0.999, mode="down"), numbers),
    "page_hinkley_up": (lambda _: drift.PageHinkley(threshold=30.0, mode="up"), numbers),
    "kswin": (lambda number: drift.KSWIN(seed=number), numbers),
    "kswin_wide": (lambda number: drift.KSWIN(alpha=0.001, window_size=400, stat_size=25, seed=number), numbers),
    "ddm": (lambda _: drift.binary.DDM(), bits),
    "ddm_tight": (lambda _: drift.binary.DDM(warm_start=50, warning_threshold=1.5, drift_threshold=2.5), bits),
    "eddm": (lambda _: drift.binary.EDDM(), bits),
    "eddm_slow": (lambda _: drift.binary.EDDM(alpha=0.8, beta=0.75), bits),
    "hddm_a": (lambda _: drift.binary.HDDMA(), bits),
    "hddm_a_two": (lambda _: drift.binary.HDDMA(two_sided_test=True), bits),
    "hddm_w": (lambda _: drift.binary.HDDMW(), bits),
    "hddm_w_two": (lambda _: drift.binary.HDDMW(two_sided_test=True, lambda_val=0.02), bits),
    "fhddm": (lambda _: drift.binary.FHDDM(), bits),
    "fhddm_short": (lambda _: drift.binary.FHDDM(confidence_level=0.001, short_window_size=20), bits),
}


def run(detector, values):
    """Where it fires, and the count and sum of places where it warns."""
    fired, warned = [], [0, 0]
    for place, value in enumerate(values):
        detector.update(value)
        if detector.drift_detected:
            fired.append(place)
        elif getattr(detector, "warning_detected", False):
            warned[0] += 1
            warned[1] += place
    return [fired, warned]


def main():
    gold = {"made_with": {"river": river.__version__}, "length": LENGTH, "cases": {}}
    for name, (make, values) in CASES.items():
        count = 40 if name == "kswin_wide" else STREAMS
        gold["cases"][name] = [run(make(number), values(number)) for number in range(count)]
        print(name, sum(len(one[0]) for one in gold["cases"][name]))
    OUT.write_text(json.dumps(gold, separators=(",", ":")) + "\n")


main()
