//! Drift tests and detectors behind four functions of numbers, for e2e/bench-drift.mjs; the data are those of
//! scripts/bench/drift.py: 14 columns of numbers, 3 of few numbers, 3 of words, a third of them shifted.

use std::cell::RefCell;

use mlops_roadmap::dataset::{Column, Table, Values};
use mlops_roadmap::monitor::{compare, stream::Detector};
use mlops_roadmap::protocol::{
    AdwinSpec, DdmSpec, DetectorSpec, DriftSpec, EddmSpec, FhddmSpec, HddmASpec, HddmWSpec, KswinSpec, PageHinkleySpec,
};

thread_local! {
    static SIDES: RefCell<Option<[Table; 2]>> = const { RefCell::new(None) };
    static STREAM: RefCell<(Vec<f64>, Vec<f64>)> = const { RefCell::new((Vec::new(), Vec::new())) };
}

/// SplitMix64, as in scripts/gold/shared.py.
fn uniforms(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

fn bell(seed: u64, rows: usize, shift: f64) -> Vec<f64> {
    let mut draw = uniforms(seed);
    (0..rows).map(|_| draw() + draw() + draw() + draw() - 2.0 + shift).collect()
}

fn side(rows: usize, side: u64) -> Table {
    let column = |place: u64| {
        let seed = 1000 * side + place;
        let shift = if side == 1 && place < 7 { 0.1 } else { 0.0 };
        let values = match place {
            0..14 => Values::Numeric(bell(seed, rows, shift)),
            14..17 => Values::Numeric(bell(seed, rows, shift).into_iter().map(f64::floor).collect()),
            _ => {
                let mut draw = uniforms(seed);
                let codes = (0..rows).map(|_| (draw() * 8.0) as u32).collect();
                Values::Text { codes, levels: (0..8).map(|level| format!("c{level}")).collect() }
            }
        };
        Column { name: format!("column {place}"), values }
    };
    Table { columns: (0..20).map(column).collect(), rows, afterwards: vec![] }
}

/// Makes both sides, of so many rows each.
#[unsafe(no_mangle)]
pub extern "C" fn lay_out(rows: usize) {
    SIDES.set(Some([side(rows, 0), side(rows, 1)]));
}

/// Compares all columns by Evidently's default tests; how many drift, or −1 if not all could be measured.
#[unsafe(no_mangle)]
pub extern "C" fn drifted() -> i32 {
    SIDES.with_borrow(|sides| {
        let Some([reference, current]) = sides else { return -1 };
        match compare(reference, current, &DriftSpec::default()) {
            Ok(report) if report.measured == 20 => report.drifted as i32,
            _ => -1,
        }
    })
}

/// Makes the streams, of so many values each: numbers, and bits of which a fifth are 1.
#[unsafe(no_mangle)]
pub extern "C" fn stream(values: usize) {
    let mut draw = uniforms(9);
    let bits = (0..values).map(|_| f64::from(u8::from(draw() < 0.2))).collect();
    STREAM.set((bell(9, values, 0.0), bits));
}

/// Feeds the first values of a stream to a detector, by its place in e2e/bench-drift.mjs; how often it did not refuse.
#[unsafe(no_mangle)]
pub extern "C" fn feed(which: u32, values: usize) -> usize {
    STREAM.with_borrow(|(numbers, bits)| {
        let (spec, stream) = match which {
            0 => (DetectorSpec::Adwin(AdwinSpec::default()), numbers),
            1 => (DetectorSpec::PageHinkley(PageHinkleySpec::default()), numbers),
            2 => (DetectorSpec::Kswin(KswinSpec::default()), numbers),
            3 => (DetectorSpec::Ddm(DdmSpec::default()), bits),
            4 => (DetectorSpec::Eddm(EddmSpec::default()), bits),
            5 => (DetectorSpec::HddmA(HddmASpec::default()), bits),
            6 => (DetectorSpec::HddmW(HddmWSpec::default()), bits),
            _ => (DetectorSpec::Fhddm(FhddmSpec::default()), bits),
        };
        let Ok(mut detector) = Detector::new(&spec) else { return 0 };
        stream.iter().take(values).filter(|value| detector.update(**value).is_ok()).count()
    })
}
