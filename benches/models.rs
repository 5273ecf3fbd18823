//! How long the models without trees take, natively, one thread. Prints one line of JSON per workload; see
//! scripts/bench/models.py, which also writes the data: a first line with rows and columns, a second with the labels,
//! then one line per column.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a measurement may stop at the first surprise, and prints its result")]
#![expect(clippy::disallowed_methods, reason = "measuring needs a clock")]

use std::time::Instant;

use linfa::ParamGuard;
use mlops_roadmap::learn::bayes::NaiveBayesParams;
use mlops_roadmap::learn::cluster::{DbscanParams, KMeansParams, MixtureParams};
use mlops_roadmap::learn::linear::{LassoParams, LinearParams};
use mlops_roadmap::learn::logistic::LogisticParams;
use mlops_roadmap::learn::neighbours::KnnParams;
use mlops_roadmap::learn::pca::PcaParams;
use mlops_roadmap::learn::perceptron::PerceptronParams;
use mlops_roadmap::learn::svm::LinearSvcParams;
use mlops_roadmap::protocol::{
    DbscanSpec, KMeansSpec, KnnSpec, LassoSpec, LinearSpec, LinearSvcSpec, LogisticSpec, MixtureSpec, NaiveBayesSpec, PcaSpec,
    PerceptronSpec,
};

/// Columns and labels.
type Data = (Vec<Vec<f64>>, Vec<u8>);

fn load(folder: &str, name: &str) -> Data {
    let text = std::fs::read_to_string(format!("{folder}/{name}.txt")).unwrap();
    let mut lines = text.lines().skip(1);
    let labels = lines.next().unwrap().split(' ').map(|label| label.parse().unwrap()).collect();
    (lines.map(|line| line.split(' ').map(|value| value.parse().unwrap()).collect()).collect(), labels)
}

/// Milliseconds of this process on a processor, so that neighbours on the machine do not count; by the clock where the
/// system does not say.
fn millis(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()));
    nanos.map_or_else(|| start.elapsed().as_secs_f64() * 1000.0, |nanos| nanos / 1e6)
}

/// Prints the median time of five runs and what the last one came to; each run has its own seed.
fn time(model: &str, data: &str, run: impl Fn(u64) -> f64) {
    let (start, mut quality) = (Instant::now(), 0.0);
    let mut found: Vec<f64> = (0..5)
        .map(|seed| {
            let before = millis(start);
            quality += run(seed) / 5.0;
            millis(start) - before
        })
        .collect();
    found.sort_by(f64::total_cmp);
    println!("{{\"model\": \"{model}\", \"data\": \"{data}\", \"millis\": {}, \"quality\": {quality}}}", found[2]);
}

fn accuracy(found: &[usize], labels: &[u8]) -> f64 {
    found.iter().zip(labels).filter(|(found, label)| **found == usize::from(**label)).count() as f64 / found.len() as f64
}

fn main() {
    let Ok(folder) = std::env::var("BENCH_DATA") else {
        println!("BENCH_DATA is not set; run scripts/bench/models.py");
        return;
    };
    let silent = || |_: f64, _: &str| {};
    let (columns, labels) = load(&folder, "wide");
    let numbers: Vec<f64> = (0..labels.len()).map(|row| columns[0][row] - 2.0 * columns[7][row] + f64::from(labels[row])).collect();
    let some: Vec<Vec<f64>> = columns.iter().map(|column| column[..2000].to_vec()).collect();
    for (name, l1_ratio) in [("logistic", 0.0), ("logistic_l1", 1.0)] {
        let logistic = LogisticParams::new(&LogisticSpec { l1_ratio, ..LogisticSpec::default() }, 0).check().unwrap();
        time(name, "wide", |_| accuracy(&logistic.fit_columns(&columns, &labels, 2, &mut silent()).unwrap().predict_of(&some), &labels));
    }
    let svm = LinearSvcParams::new(&LinearSvcSpec::default(), 0).check().unwrap();
    time("svm", "wide", |_| accuracy(&svm.fit_columns(&columns, &labels, 2, &mut silent()).unwrap().predict_of(&some), &labels));
    let bayes = NaiveBayesParams::new(&NaiveBayesSpec::default(), 0).check().unwrap();
    time("bayes", "wide", |_| accuracy(&bayes.fit_columns(&columns, &labels, 2, &mut silent()).unwrap().predict_of(&some), &labels));
    let knn = KnnParams::new(&KnnSpec::default(), 0).check().unwrap();
    time("knn", "wide", |_| accuracy(&knn.fit_columns(&columns, &labels, 2, &mut silent()).unwrap().predict_of(&some), &labels));
    let linear = LinearParams::new(&LinearSpec::default(), 0).check().unwrap();
    time("linear", "wide", |_| linear.fit_columns(&columns, &numbers, &mut silent()).unwrap().intercept());
    let lasso = LassoParams::new(&LassoSpec { alpha: 0.01, ..LassoSpec::default() }, 0).check().unwrap();
    time("lasso", "wide", |_| lasso.fit_columns(&columns, &numbers, &mut silent()).unwrap().linear().intercept());
    let pca = PcaParams::new(&PcaSpec::default(), 0).check().unwrap();
    time("pca", "wide", |_| pca.fit_columns(&columns, &mut silent()).unwrap().explained_variance()[0]);
    let kmeans = |seed| KMeansParams::new(&KMeansSpec::default(), seed).check().unwrap();
    time("kmeans", "wide", |seed| kmeans(seed).fit_columns(&columns, &mut silent()).unwrap().inertia());
    let (blobs, _) = load(&folder, "blobs");
    time("kmeans", "blobs", |seed| kmeans(seed).fit_columns(&blobs, &mut silent()).unwrap().inertia());
    let mixture = |seed| MixtureParams::new(&MixtureSpec { n_components: 8, ..MixtureSpec::default() }, seed).check().unwrap();
    time("mixture", "blobs", |seed| mixture(seed).fit_columns(&blobs, &mut silent()).unwrap().lower_bound());
    let (plane, _) = load(&folder, "plane");
    let dbscan = DbscanParams::new(&DbscanSpec { eps: 0.1, ..DbscanSpec::default() }, 0).check().unwrap();
    time("dbscan", "plane", |_| dbscan.fit_columns(&plane, &mut silent()).unwrap().groups() as f64);
    let (digits, shown) = load(&folder, "digits");
    let perceptron = |seed| PerceptronParams::new(&PerceptronSpec { max_iter: 30, ..PerceptronSpec::default() }, seed).check().unwrap();
    time("perceptron", "digits", |seed| {
        let model = perceptron(seed).fit_columns(&digits, &shown, 10, &mut silent()).unwrap();
        *model.losses().last().unwrap()
    });
}
