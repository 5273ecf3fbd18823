//! Streaming detectors: each hears one value after another and keeps only what it needs to say that something has changed.
//!
//! Parameters, defaults and every firing are those of river 0.26.1. Like river's, a detector that has fired starts again
//! with the next value.

mod adwin;
mod ddm;
mod eddm;
mod fhddm;
mod hddm;
mod hddm_weighted;
mod kswin;
mod mt19937;
mod page_hinkley;

#[cfg(test)]
mod gold;

use super::Error;
use crate::protocol::DetectorSpec;
use adwin::Adwin;
use ddm::Ddm;
use eddm::Eddm;
use fhddm::Fhddm;
use hddm::HddmA;
use hddm_weighted::HddmW;
use kswin::Kswin;
use page_hinkley::PageHinkley;

/// What a detector says after a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Nothing has changed.
    Quiet,
    /// Something may be changing. ADWIN, FHDDM, Page–Hinkley and KSWIN never warn.
    Warning,
    /// The distribution has changed.
    Drift,
}

/// A running detector.
#[derive(Clone, Debug)]
pub struct Detector {
    kind: DetectorKind,
    binary: bool,
    signal: Signal,
}

#[derive(Clone, Debug)]
enum DetectorKind {
    Adwin(Adwin),
    Ddm(Ddm),
    Eddm(Eddm),
    HddmA(HddmA),
    HddmW(HddmW),
    Fhddm(Fhddm),
    PageHinkley(PageHinkley),
    Kswin(Box<Kswin>),
}

impl Detector {
    /// A detector that has heard nothing.
    pub fn new(spec: &DetectorSpec) -> Result<Self, Error> {
        let kind = match spec {
            DetectorSpec::Adwin(spec) => DetectorKind::Adwin(Adwin::new(spec)?),
            DetectorSpec::Ddm(spec) => DetectorKind::Ddm(Ddm::new(spec)?),
            DetectorSpec::Eddm(spec) => DetectorKind::Eddm(Eddm::new(spec)?),
            DetectorSpec::HddmA(spec) => DetectorKind::HddmA(HddmA::new(spec)?),
            DetectorSpec::HddmW(spec) => DetectorKind::HddmW(HddmW::new(spec)?),
            DetectorSpec::Fhddm(spec) => DetectorKind::Fhddm(Fhddm::new(spec)?),
            DetectorSpec::PageHinkley(spec) => DetectorKind::PageHinkley(PageHinkley::new(spec)?),
            DetectorSpec::Kswin(spec) => DetectorKind::Kswin(Box::new(Kswin::new(spec)?)),
        };
        let binary = !matches!(spec, DetectorSpec::Adwin(_) | DetectorSpec::PageHinkley(_) | DetectorSpec::Kswin(_));
        Ok(Self { kind, binary, signal: Signal::Quiet })
    }

    /// Hears a value. A value that is not finite, or neither 0 nor 1 where only those mean something, is refused and leaves
    /// the detector as it was.
    pub fn update(&mut self, value: f64) -> Result<Signal, Error> {
        if !value.is_finite() {
            return Err(Error::NotFinite { which: "stream" });
        }
        if self.binary && value != 0.0 && value != 1.0 {
            return Err(Error::NotBinary { value });
        }
        let fired = self.signal == Signal::Drift;
        self.signal = match &mut self.kind {
            DetectorKind::Adwin(detector) => detector.update(value, fired),
            DetectorKind::Ddm(detector) => detector.update(value, fired),
            DetectorKind::Eddm(detector) => detector.update(value, fired),
            DetectorKind::HddmA(detector) => detector.update(value, fired),
            DetectorKind::HddmW(detector) => detector.update(value, fired),
            DetectorKind::Fhddm(detector) => detector.update(value, fired),
            DetectorKind::PageHinkley(detector) => detector.update(value, fired),
            DetectorKind::Kswin(detector) => detector.update(value, fired),
        };
        Ok(self.signal)
    }

    /// What it said last.
    pub fn signal(&self) -> Signal {
        self.signal
    }
}

/// A running mean, added up in river's order so that both round alike.
#[derive(Clone, Copy, Debug, Default)]
struct RunningMean {
    count: f64,
    mean: f64,
}

impl RunningMean {
    fn update(&mut self, value: f64) {
        self.count += 1.0;
        self.mean += (1.0 / self.count) * (value - self.mean);
    }
}

/// A parameter that must be above 0 and below 1.
fn open_share(name: &'static str, value: f64) -> Result<(), Error> {
    if value > 0.0 && value < 1.0 { Ok(()) } else { Err(Error::parameter(name, value, "a number above 0 and below 1")) }
}

/// A parameter that must be at least 1.
fn from_one(name: &'static str, value: u32) -> Result<(), Error> {
    if (1..=1_000_000).contains(&value) { Ok(()) } else { Err(Error::parameter(name, value, "a whole number from 1 to 1000000")) }
}

/// A parameter that must be a number from 0.
fn not_negative(name: &'static str, value: f64) -> Result<(), Error> {
    if value >= 0.0 && value.is_finite() { Ok(()) } else { Err(Error::parameter(name, value, "a number from 0")) }
}
