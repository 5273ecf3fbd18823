//! The groups lab's state: the data, the method with its settings, and the groups that were found.

use leptos::prelude::*;

use crate::dataset::sample;
use crate::protocol::{
    Cluster, ClusterMethod, ClusterSpec, ColumnKind, ColumnProfile, CovarianceType, DatasetProfile, DatasetRef, DbscanSpec, KMeansSpec,
    MixtureSpec,
};
use crate::ui::client::Client;
use crate::ui::kit::address::keep_address;
use crate::ui::kit::drawing::chart_width;
use crate::ui::labs::groups::query::{Query, known_groups};
use crate::ui::platform;
use crate::ui::workspace::experiment_form::ExperimentForm;
use crate::ui::workspace::experiment_query;
use crate::ui::workspace::job::Job;

/// Groups that the elbow is tried with.
const ELBOW: u32 = 10;

/// The groups lab on the page; copies share it.
#[derive(Clone, Copy)]
pub(crate) struct GroupsLab {
    pub(crate) client: Client,
    /// Names the data; nothing is predicted here.
    pub(crate) form: ExperimentForm,
    pub(crate) job: Job<Cluster>,
    pub(crate) method: RwSignal<String>,
    pub(crate) clusters: RwSignal<u32>,
    pub(crate) eps: RwSignal<f64>,
    pub(crate) min_samples: RwSignal<u32>,
    pub(crate) shape: RwSignal<String>,
    pub(crate) seed: RwSignal<u32>,
    /// Known groups to compare with; empty for none.
    pub(crate) labels: RwSignal<String>,
}

impl GroupsLab {
    /// The lab with what an address asks for; call [`Self::open`] once it is mounted. Absent only if no model exists.
    pub(crate) fn new(client: Client, query: Query, warnings: Vec<String>) -> Option<Self> {
        let spec = experiment_query::starting(query.dataset)?;
        Some(Self {
            client,
            form: ExperimentForm::new(client, spec, warnings),
            job: Job::new(),
            method: RwSignal::new(query.method),
            clusters: RwSignal::new(query.clusters),
            eps: RwSignal::new(query.eps),
            min_samples: RwSignal::new(query.min_samples),
            shape: RwSignal::new(query.shape),
            seed: RwSignal::new(query.seed),
            labels: RwSignal::new(query.labels),
        })
    }

    /// Reads the data, and keeps the address in step.
    pub(crate) fn open(self) {
        self.form.open(|| ());
        keep_address(move || Some(self.query().to_string()));
        // Known groups of one dataset mean nothing in another.
        let dataset = Memo::new(move |_| self.form.spec.with(|spec| spec.dataset.clone()));
        Effect::watch(move || dataset.get(), move |now, _, _| self.labels.set(known_groups(now)), false);
    }

    fn query(self) -> Query {
        Query {
            dataset: self.form.spec.with(|spec| spec.dataset.clone()),
            method: self.method.get(),
            clusters: self.clusters.get(),
            eps: self.eps.get(),
            min_samples: self.min_samples.get(),
            shape: self.shape.get(),
            seed: self.seed.get(),
            labels: self.labels.get(),
        }
    }

    /// Finds groups with the settings as they stand.
    pub(crate) fn find(self) {
        if self.form.spec.with_untracked(|spec| spec.dataset == DatasetRef::Own(String::new())) {
            // A link to somebody's own file: it has to be chosen first.
            platform::focus("lab-file");
            return;
        }
        let spec = untrack(|| {
            let labels = self.labels.get();
            let features = self.form.data.profile.with(|profile| profile.as_ref().map(|profile| without_answer(profile, &labels)));
            ClusterSpec {
                dataset: self.form.spec.with(|spec| spec.dataset.clone()),
                features: features.unwrap_or_default(),
                prepare: Default::default(),
                labels: Some(labels).filter(|labels| !labels.is_empty()),
                method: self.method(),
                elbow: ELBOW,
                seed: self.seed.get().into(),
            }
        });
        self.job.ask(self.client, Cluster { spec, draw_width: Some(chart_width()), lean: true });
    }

    fn method(self) -> ClusterMethod {
        match self.method.get().as_str() {
            "dbscan" => ClusterMethod::Dbscan(DbscanSpec { eps: self.eps.get(), min_samples: self.min_samples.get() }),
            "gaussian_mixture" => ClusterMethod::GaussianMixture(MixtureSpec {
                n_components: self.clusters.get(),
                covariance_type: match self.shape.get().as_str() {
                    "tied" => CovarianceType::Tied,
                    "diag" => CovarianceType::Diag,
                    "spherical" => CovarianceType::Spherical,
                    _ => CovarianceType::Full,
                },
                n_init: 3,
                ..MixtureSpec::default()
            }),
            _ => ClusterMethod::KMeans(KMeansSpec { n_clusters: self.clusters.get(), n_init: 10, ..KMeansSpec::default() }),
        }
    }
}

/// The columns to go by: a sample's own answer is not among them, whether it is compared with or not. Empty for an own file,
/// where nobody knows which column is an answer.
fn without_answer(profile: &DatasetProfile, labels: &str) -> Vec<String> {
    let DatasetRef::Sample(id) = &profile.dataset else { return vec![] };
    let answer = sample(id).map_or("", |sample| sample.target);
    let usable = |column: &&ColumnProfile| !column.afterwards && matches!(column.kind, ColumnKind::Numeric | ColumnKind::Categorical);
    let free = |column: &&ColumnProfile| column.name != answer && column.name != labels;
    profile.columns.iter().filter(usable).filter(free).map(|column| column.name.clone()).collect()
}
