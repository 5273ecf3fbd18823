//! Detectors against river's, on streams that both sides make from the same small generator.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Detector, Signal};
use crate::monitor::testing::SplitMix64;
use crate::protocol::{AdwinSpec, DdmSpec, DetectorSpec, Direction, EddmSpec, FhddmSpec, HddmASpec, HddmWSpec, KswinSpec, PageHinkleySpec};

#[derive(Deserialize)]
struct Gold {
    length: usize,
    cases: BTreeMap<String, Vec<Firings>>,
}

/// Where it fires, and the count and sum of places where it warns.
type Firings = (Vec<usize>, (usize, usize));

/// Where a stream changes, over how many values, and its level before and after.
struct Shape {
    change: usize,
    width: usize,
    before: f64,
    after: f64,
}

fn shape(number: u64) -> (SplitMix64, Shape) {
    let mut mix = SplitMix64(number);
    let change = 200 + (mix.uniform() * 1000.0) as usize;
    // Python's conditional expression draws its condition first.
    let gradual = mix.uniform() < 0.5;
    let width = if gradual { (mix.uniform() * 400.0) as usize } else { 0 };
    let (before, after) = (mix.uniform(), mix.uniform());
    (mix, Shape { change, width, before, after })
}

impl Shape {
    fn level(&self, place: usize) -> f64 {
        if place < self.change {
            return self.before;
        }
        if place >= self.change + self.width {
            return self.after;
        }
        self.before + (self.after - self.before) * ((place - self.change) as f64 / self.width as f64)
    }
}

fn bits(number: u64, length: usize) -> Vec<f64> {
    let (mut mix, mut shape) = shape(number);
    (shape.before, shape.after) = (0.05 + 0.5 * shape.before, 0.05 + 0.9 * shape.after);
    (0..length).map(|place| f64::from(u8::from(mix.uniform() < shape.level(place)))).collect()
}

fn numbers(number: u64, length: usize) -> Vec<f64> {
    let (mut mix, mut shape) = shape(number);
    let spread = 0.1 + 2.0 * mix.uniform();
    (shape.before, shape.after) = (4.0 * shape.before, 4.0 * shape.after);
    let value = |place| {
        let bell = mix.uniform() + mix.uniform() + mix.uniform() + mix.uniform() - 2.0;
        shape.level(place) + spread * bell
    };
    (0..length).map(value).collect()
}

fn run(spec: &DetectorSpec, values: &[f64]) -> Firings {
    let mut detector = Detector::new(spec).unwrap();
    let (mut fired, mut warned) = (Vec::new(), (0, 0));
    for (place, value) in values.iter().enumerate() {
        match detector.update(*value).unwrap() {
            Signal::Drift => fired.push(place),
            Signal::Warning => warned = (warned.0 + 1, warned.1 + place),
            Signal::Quiet => {}
        }
    }
    (fired, warned)
}

type Stream = fn(u64, usize) -> Vec<f64>;

/// The detector of a case, and its streams.
fn case(name: &str, number: u64) -> (DetectorSpec, Stream) {
    let page = PageHinkleySpec::default();
    match name {
        "adwin" => (DetectorSpec::Adwin(AdwinSpec::default()), numbers as Stream),
        "adwin_bits" => (DetectorSpec::Adwin(AdwinSpec::default()), bits),
        "adwin_fine" => {
            let spec = AdwinSpec { delta: 0.05, clock: 7, max_buckets: 3, min_window_length: 9, grace_period: 40 };
            (DetectorSpec::Adwin(spec), numbers)
        }
        "page_hinkley" => (DetectorSpec::PageHinkley(page), numbers),
        "page_hinkley_down" => {
            let spec = PageHinkleySpec { min_instances: 50, delta: 0.01, threshold: 20.0, alpha: 0.999, mode: Direction::Down };
            (DetectorSpec::PageHinkley(spec), numbers)
        }
        "page_hinkley_up" => (DetectorSpec::PageHinkley(PageHinkleySpec { threshold: 30.0, mode: Direction::Up, ..page }), numbers),
        "kswin" => (DetectorSpec::Kswin(KswinSpec { seed: number as u32, ..KswinSpec::default() }), numbers),
        "kswin_wide" => {
            let spec = KswinSpec { alpha: 0.001, window_size: 400, stat_size: 25, seed: number as u32 };
            (DetectorSpec::Kswin(spec), numbers)
        }
        "ddm" => (DetectorSpec::Ddm(DdmSpec::default()), bits),
        "ddm_tight" => (DetectorSpec::Ddm(DdmSpec { warm_start: 50, warning_threshold: 1.5, drift_threshold: 2.5 }), bits),
        "eddm" => (DetectorSpec::Eddm(EddmSpec::default()), bits),
        "eddm_slow" => (DetectorSpec::Eddm(EddmSpec { alpha: 0.8, beta: 0.75, ..EddmSpec::default() }), bits),
        "hddm_a" => (DetectorSpec::HddmA(HddmASpec::default()), bits),
        "hddm_a_two" => (DetectorSpec::HddmA(HddmASpec { two_sided_test: true, ..HddmASpec::default() }), bits),
        "hddm_w" => (DetectorSpec::HddmW(HddmWSpec::default()), bits),
        "hddm_w_two" => (DetectorSpec::HddmW(HddmWSpec { two_sided_test: true, lambda_val: 0.02, ..HddmWSpec::default() }), bits),
        "fhddm" => (DetectorSpec::Fhddm(FhddmSpec::default()), bits),
        "fhddm_short" => {
            let spec = FhddmSpec { confidence_level: 0.001, short_window_size: Some(20), ..FhddmSpec::default() };
            (DetectorSpec::Fhddm(spec), bits)
        }
        other => panic!("no case {other}"),
    }
}

fn check(names: &[&str]) {
    let gold: Gold = serde_json::from_str(include_str!("../gold/streams.json")).unwrap();
    for name in names {
        let streams = &gold.cases[*name];
        assert!(streams.iter().any(|(fired, _)| !fired.is_empty()), "{name} never fires");
        for (number, expected) in streams.iter().enumerate() {
            let (spec, stream) = case(name, number as u64);
            assert_eq!(&run(&spec, &stream(number as u64, gold.length)), expected, "{name} on stream {number}");
        }
    }
}

#[test]
fn adwin_fires_where_rivers_does() {
    check(&["adwin", "adwin_bits", "adwin_fine"]);
}

#[test]
fn page_hinkley_fires_where_rivers_does() {
    check(&["page_hinkley", "page_hinkley_down", "page_hinkley_up"]);
}

#[test]
fn kswin_fires_where_rivers_does() {
    check(&["kswin", "kswin_wide"]);
}

#[test]
fn ddm_and_eddm_fire_and_warn_where_rivers_do() {
    check(&["ddm", "ddm_tight", "eddm", "eddm_slow"]);
}

#[test]
fn hddm_fires_and_warns_where_rivers_does() {
    check(&["hddm_a", "hddm_a_two", "hddm_w", "hddm_w_two"]);
}

#[test]
fn fhddm_fires_where_rivers_does() {
    check(&["fhddm", "fhddm_short"]);
}

#[test]
fn values_that_are_not_binary_or_not_finite_are_refused_and_not_kept() {
    let mut detector = Detector::new(&DetectorSpec::Ddm(DdmSpec::default())).unwrap();
    assert_eq!(detector.update(0.5).unwrap_err().to_string(), "this detector hears 0 and 1 only, not 0.5");
    assert_eq!(detector.update(f64::NAN).unwrap_err().to_string(), "the stream holds a value that is not finite");
    assert_eq!(detector.update(1.0).unwrap(), Signal::Quiet);
    let wrong = Detector::new(&DetectorSpec::Kswin(KswinSpec { window_size: 50, ..KswinSpec::default() })).unwrap_err();
    assert_eq!(wrong.to_string(), "window_size takes a whole number from twice stat_size to 1000000, not 50");
}
