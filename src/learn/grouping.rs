//! From a table to groups of its rows: prepared, grouped, judged, and laid out on the two directions that vary most.

use crate::dataset::order;
use linfa::ParamGuard;

use super::cluster::{DbscanParams, KMeansParams, MixtureParams};
use super::error::Error;
use super::metrics::cluster::{SILHOUETTE_ROWS, cluster_scores, elbow, silhouettes};
use super::pca::PcaParams;
use super::prepare::{Encoding, choose_for};
use super::random::Random;
use super::target::Target;
use crate::dataset::{Table, Values};
use crate::protocol::cluster::{Elbow, ElbowPoint};
use crate::protocol::{ClusterMethod, ClusterSpec, Clustered, GroupProfile, KMeansSpec, PcaSpec, PrepareSpec, Scaler};

/// Rows laid out at most.
const POINTS: usize = 3000;
/// Rows that the elbow is tried on at most.
const ELBOW_ROWS: usize = 20_000;
const STREAM: u64 = 0x4752_4F55;

/// Groups and where their rows lie.
#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// The figures, without drawings.
    pub report: Clustered,
    /// Table row, place on the first two principal components, and group, of a sample of rows.
    pub points: Vec<(u32, f64, f64, i32)>,
    /// Names of the two directions, such as `component 1 (44%)`.
    pub axes: [String; 2],
}

/// Groups the rows of a table. `clock` gives milliseconds and only times the grouping itself; `progress` hears a share done,
/// 0..=1, and the name of the current step.
pub fn cluster(table: &Table, spec: &ClusterSpec, clock: &dyn Fn() -> f64, progress: &mut dyn FnMut(f64, &str)) -> Result<Grouping, Error> {
    if spec.elbow != 0 && !(3..=30).contains(&spec.elbow) {
        let takes = "0, or a whole number from 3 to 30".into();
        return Err(Error::Parameter { name: "elbow", value: spec.elbow.to_string(), takes });
    }
    progress(0.0, "preparing the rows");
    let known = spec.labels.as_deref().map(|name| Target::read(table, name)).transpose()?;
    let prepare = scaled(&spec.prepare);
    let (features, mut warnings) = choose_for(table, spec.labels.as_deref().unwrap_or_default(), &spec.features, &prepare)?;
    let rows: Vec<u32> = known.as_ref().map_or_else(|| (0..table.rows as u32).collect(), |known| known.rows.clone());
    let encoding = Encoding::fit_with(table, &features, &rows, &prepare)?;
    warnings.extend(encoding.filled(table, &rows));
    let columns = encoding.frame(table, &rows)?.columns;
    let mut stage = |from: f64, to: f64, share: f64, doing: &str| progress(from + (to - from) * share, doing);

    let started = clock();
    let (groups, inertia) = grouped(&spec.method, &columns, spec.seed, &mut |share, doing| stage(0.0, 0.5, share, doing))?;
    let fit_millis = (clock() - started).max(0.0);
    let elbow =
        (spec.elbow > 0).then(|| bend(&columns, spec.elbow, spec.seed, &mut |share, doing| stage(0.5, 0.8, share, doing))).transpose()?;
    stage(0.8, 1.0, 0.0, "judging the groups");
    let labels = known.as_ref().map(|known| known.labels.as_slice());
    let scores = cluster_scores(&columns, &groups, labels, inertia, spec.seed);
    let (points, axes, explained_variance_ratio) = laid_out(&columns, &rows, &groups, spec.seed)?;
    let numbers = numbers_of(&groups);
    let report = Clustered {
        spec: ClusterSpec { features: features.clone(), ..spec.clone() },
        rows: rows.len() as u64,
        warnings,
        scores,
        profiles: numbers.iter().map(|group| profile(table, &features, &rows, &groups, *group)).collect(),
        crossed: known.as_ref().map_or_else(Vec::new, |known| crossed(&known.labels, known.classes.len(), &groups, &numbers)),
        labels: known.map_or_else(Vec::new, |known| known.classes),
        silhouettes: silhouettes(&columns, &groups, SILHOUETTE_ROWS, spec.seed),
        elbow,
        explained_variance_ratio,
        groups,
        drawings: Vec::new(),
        fit_millis,
    };
    Ok(Grouping { report, points, axes })
}

/// Distances need one scale, so columns without a scaler are standardised.
fn scaled(prepare: &PrepareSpec) -> PrepareSpec {
    let standard = |own: &PrepareSpec| match own.scaler {
        Scaler::Auto => PrepareSpec { scaler: Scaler::Standard, ..own.clone() },
        _ => own.clone(),
    };
    let columns = prepare.columns.iter().map(|(name, own)| (name.clone(), standard(own))).collect();
    PrepareSpec { columns, ..standard(prepare) }
}

/// Group of every row and, for k-means, the inertia.
fn grouped(
    method: &ClusterMethod,
    columns: &[Vec<f64>],
    seed: u64,
    progress: &mut dyn FnMut(f64, &str),
) -> Result<(Vec<i32>, Option<f64>), Error> {
    Ok(match method {
        ClusterMethod::KMeans(spec) => {
            let found = KMeansParams::new(spec, seed).check()?.fit_columns(columns, progress)?;
            (found.labels().iter().map(|group| *group as i32).collect(), Some(found.inertia()))
        }
        ClusterMethod::Dbscan(spec) => (DbscanParams::new(spec, seed).check()?.fit_columns(columns, progress)?.labels().to_vec(), None),
        ClusterMethod::GaussianMixture(spec) => {
            let found = MixtureParams::new(spec, seed).check()?.fit_columns(columns, progress)?;
            (found.predict_of(columns).into_iter().map(|group| group as i32).collect(), None)
        }
    })
}

/// A sample of at most this many rows under the seed, ascending.
fn sample(rows: usize, most: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<u32> = (0..rows as u32).collect();
    if rows > most {
        Random::stream(seed, STREAM).shuffle(&mut order);
        order.truncate(most);
        order.sort_unstable();
    }
    order.into_iter().map(|row| row as usize).collect()
}

/// k-means with 1 to `most` groups, on a sample of the rows where there are many.
fn bend(columns: &[Vec<f64>], most: u32, seed: u64, progress: &mut dyn FnMut(f64, &str)) -> Result<Elbow, Error> {
    let rows = sample(columns.first().map_or(0, Vec::len), ELBOW_ROWS, seed);
    let columns: Vec<Vec<f64>> = columns.iter().map(|column| rows.iter().map(|row| column[*row]).collect()).collect();
    let most = most.min(rows.len() as u32);
    let mut points = Vec::with_capacity(most as usize);
    for clusters in 1..=most {
        progress(f64::from(clusters - 1) / f64::from(most), &format!("trying {clusters} groups"));
        let spec = KMeansSpec { n_clusters: clusters, n_init: 3, ..KMeansSpec::default() };
        let found = KMeansParams::new(&spec, seed).check()?.fit_columns(&columns, &mut |_, _| {})?;
        let groups: Vec<i32> = found.labels().iter().map(|group| *group as i32).collect();
        let silhouette = silhouettes(&columns, &groups, SILHOUETTE_ROWS, seed).map(|found| found.mean);
        points.push(ElbowPoint { clusters, inertia: found.inertia(), silhouette });
    }
    Ok(elbow(points))
}

type PcaLayout = (Vec<(u32, f64, f64, i32)>, [String; 2], Vec<f64>);

/// A sample of rows on the first two principal components, the axes' names, and every component's share of the variance.
fn laid_out(columns: &[Vec<f64>], rows: &[u32], groups: &[i32], seed: u64) -> Result<PcaLayout, Error> {
    let found = PcaParams::new(&PcaSpec::default(), seed).check()?.fit_columns(columns, &mut |_, _| {})?;
    let drawn = sample(rows.len(), POINTS, seed);
    let some: Vec<Vec<f64>> = columns.iter().map(|column| drawn.iter().map(|row| column[*row]).collect()).collect();
    let scores = found.transform_of(&some);
    let place = |component: usize, at: usize| scores.get(component).and_then(|values| values.get(at)).copied().unwrap_or(0.0);
    let points = drawn.iter().enumerate().map(|(at, row)| (rows[*row], place(0, at), place(1, at), groups[*row])).collect();
    let ratios = found.explained_variance_ratio().to_vec();
    let name = |component: usize| match ratios.get(component) {
        Some(ratio) => format!("component {} ({:.0}%)", component + 1, ratio * 100.0),
        None => "no second component".to_owned(),
    };
    Ok((points, [name(0), name(1)], ratios))
}

/// The groups' numbers, ascending, noise last.
fn numbers_of(groups: &[i32]) -> Vec<i32> {
    let mut numbers = groups.to_vec();
    order::by_key(&mut numbers, |group| (*group < 0, *group));
    numbers.dedup();
    numbers
}

fn profile(table: &Table, features: &[String], rows: &[u32], groups: &[i32], group: i32) -> GroupProfile {
    let own: Vec<u32> = rows.iter().zip(groups).filter(|(_, of)| **of == group).map(|(row, _)| *row).collect();
    let typical = |name: &String| {
        table.column(name).map_or_else(String::new, |column| match &column.values {
            Values::Numeric(_) => {
                let values: Vec<f64> = own.iter().filter_map(|row| column.number(*row as usize)).collect();
                if values.is_empty() { String::new() } else { short(values.iter().sum::<f64>() / values.len() as f64) }
            }
            Values::Text { codes, levels } => {
                let mut counts = vec![0_u32; levels.len()];
                own.iter().filter_map(|row| codes.get(*row as usize)).for_each(|code| {
                    if let Some(count) = counts.get_mut(*code as usize) {
                        *count += 1;
                    }
                });
                let most = counts.iter().enumerate().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(&a.0)));
                most.filter(|(_, count)| **count > 0).and_then(|(place, _)| levels.get(place)).cloned().unwrap_or_default()
            }
        })
    };
    GroupProfile { group, rows: own.len() as u64, typical: features.iter().map(typical).collect() }
}

/// A mean in four significant digits.
fn short(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return "0".into();
    }
    let digits = (3 - libm::floor(libm::log10(value.abs())) as i32).clamp(0, 12) as usize;
    let text = format!("{value:.digits$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn crossed(labels: &[u32], classes: usize, groups: &[i32], numbers: &[i32]) -> Vec<Vec<u64>> {
    let mut table = vec![vec![0; numbers.len()]; classes];
    for (label, group) in labels.iter().zip(groups) {
        let place = numbers.iter().position(|number| number == group);
        if let Some(cell) = place.and_then(|place| table.get_mut(*label as usize).and_then(|row| row.get_mut(place))) {
            *cell += 1;
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::testing::shipped;
    use crate::protocol::{DatasetRef, DbscanSpec, MixtureSpec};

    fn spec(method: ClusterMethod, labels: &str) -> ClusterSpec {
        ClusterSpec {
            dataset: DatasetRef::Sample("wine".into()),
            features: Vec::new(),
            prepare: Default::default(),
            labels: Some(labels.into()),
            method,
            elbow: 8,
            seed: 42,
        }
    }

    fn wine(method: ClusterMethod) -> Grouping {
        let table = shipped("wine");
        let labels = table.columns.last().map(|column| column.name.clone()).unwrap();
        cluster(&table, &spec(method, &labels), &|| 0.0, &mut |_, _| {}).unwrap()
    }

    #[test]
    fn three_cultivars_are_found_again_without_their_names() {
        for method in [
            ClusterMethod::KMeans(KMeansSpec { n_clusters: 3, n_init: 5, ..KMeansSpec::default() }),
            ClusterMethod::GaussianMixture(MixtureSpec { n_components: 3, n_init: 3, ..MixtureSpec::default() }),
        ] {
            let found = wine(method);
            let report = &found.report;
            // scikit-learn on the same scaled columns: 0.85 to 0.91.
            assert!(report.scores.adjusted_rand.unwrap() > 0.8, "{:?}", report.scores);
            assert_eq!((report.rows, report.groups.len(), report.profiles.len(), report.labels.len()), (178, 178, 3, 3));
            assert_eq!(report.crossed.iter().flatten().sum::<u64>(), 178);
            assert_eq!(report.elbow.as_ref().unwrap().best_silhouette, Some(3));
            // scikit-learn's PCA of the standardised wine table.
            assert!((report.explained_variance_ratio[0] - 0.361_988).abs() < 1e-5, "{:?}", report.explained_variance_ratio);
            assert_eq!((found.points.len(), found.axes[0].as_str()), (178, "component 1 (36%)"));
        }
    }

    #[test]
    fn rows_of_no_group_are_counted_and_come_last() {
        let found = wine(ClusterMethod::Dbscan(DbscanSpec { eps: 2.2, min_samples: 5 }));
        let last = found.report.profiles.last().unwrap();
        assert_eq!((last.group, last.rows), (-1, found.report.scores.noise));
        assert!(found.report.scores.noise > 0 && found.report.scores.clusters >= 1);
    }

    #[test]
    fn what_cannot_be_done_is_said_before_it_is_begun() {
        let table = shipped("wine");
        let wrong = ClusterSpec { elbow: 2, ..spec(ClusterMethod::KMeans(KMeansSpec::default()), "cultivar") };
        let error = cluster(&table, &wrong, &|| 0.0, &mut |_, _| {}).unwrap_err().to_string();
        assert_eq!(error, "elbow takes 0, or a whole number from 3 to 30, not 2");
    }
}
