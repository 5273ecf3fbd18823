//! The groups lab: rows are put into groups that nobody named, and the reader judges whether there is anything in them.

use std::sync::Arc;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::dataset::sample;
use crate::protocol::params::Task;
use crate::protocol::{
    Cluster, ClusterMethod, ClusterSpec, Clustered, ColumnKind, ColumnProfile, CovarianceType, DatasetProfile, DatasetRef, DbscanSpec,
    KMeansSpec, MixtureSpec,
};
use crate::ui::kit::inputs::{fields, number, select, whole};
use crate::ui::labs::groups::story;
use crate::ui::platform;
use crate::ui::workspace::codec;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::explore::{Explore, drawing_view, warnings_list};
use crate::ui::workspace::job::Job;
use crate::ui::workspace::state::Lab;
use crate::ui::workspace::training::chart_width;

/// Groups that the elbow is tried with.
const ELBOW: u32 = 10;

/// What can be set; copies share it.
#[derive(Clone, Copy)]
struct Settings {
    method: RwSignal<String>,
    clusters: RwSignal<u32>,
    eps: RwSignal<f64>,
    min_samples: RwSignal<u32>,
    shape: RwSignal<String>,
    seed: RwSignal<u32>,
    /// Known groups to compare with; empty for none.
    labels: RwSignal<String>,
}

impl Settings {
    fn read(query: &str) -> Self {
        let words = codec::words(query);
        let text = |key: &str| words.iter().find(|(name, _)| name == key).map(|(_, value)| codec::decode(value));
        let whole = |key: &str, usual: u32| RwSignal::new(text(key).and_then(|text| text.parse().ok()).unwrap_or(usual));
        Self {
            method: RwSignal::new(text("method").unwrap_or_else(|| "k_means".to_owned())),
            clusters: whole("n_clusters", 3),
            eps: RwSignal::new(text("eps").and_then(|text| text.parse().ok()).unwrap_or(0.8)),
            min_samples: whole("min_samples", 5),
            shape: RwSignal::new(text("covariance_type").unwrap_or_else(|| "full".to_owned())),
            seed: whole("seed", 42),
            labels: RwSignal::new(text("labels").unwrap_or_else(|| known_groups(&text("data").unwrap_or_else(|| "iris".to_owned())))),
        }
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

    fn query(self, dataset: &DatasetRef) -> String {
        let mut words = match dataset {
            DatasetRef::Sample(id) => vec![format!("data={}", codec::encode(id))],
            DatasetRef::Own(digest) => vec!["data=own".to_owned(), format!("digest={}", codec::encode(digest))],
        };
        words.push(format!("method={}", codec::encode(&self.method.get())));
        match self.method.get().as_str() {
            "dbscan" => words.push(format!("eps={}&min_samples={}", self.eps.get(), self.min_samples.get())),
            "gaussian_mixture" => words.push(format!("n_clusters={}&covariance_type={}", self.clusters.get(), self.shape.get())),
            _ => words.push(format!("n_clusters={}", self.clusters.get())),
        }
        words.push(format!("seed={}", self.seed.get()));
        words.push(format!("labels={}", codec::encode(&self.labels.get())));
        format!("?{}", words.join("&"))
    }
}

/// The column of a sample that holds its classes; empty where it has none.
fn known_groups(id: &str) -> String {
    sample(id).filter(|sample| sample.task == Task::Classification).map(|sample| sample.target.to_owned()).unwrap_or_default()
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

/// The lab.
#[component]
pub(crate) fn Groups(
    /// Its data.
    lab: Lab,
    /// The address it was opened with.
    query: String,
) -> impl IntoView {
    let settings = Settings::read(&query);
    let job = Job::<Cluster>::new();
    let asked = RwSignal::new(None::<ClusterSpec>);
    let find = move || {
        if lab.spec.with_untracked(|spec| spec.dataset == DatasetRef::Own(String::new())) {
            // A link to somebody's own file: it has to be chosen first.
            platform::focus("lab-file");
            return;
        }
        let spec = untrack(|| {
            let dataset = lab.spec.with(|spec| spec.dataset.clone());
            let labels = settings.labels.get();
            ClusterSpec {
                features: lab.profile.with(|profile| profile.as_ref().map(|profile| without_answer(profile, &labels)).unwrap_or_default()),
                dataset,
                prepare: Default::default(),
                labels: Some(labels).filter(|labels| !labels.is_empty()),
                method: settings.method(),
                elbow: ELBOW,
                seed: settings.seed.get().into(),
            }
        });
        asked.set(Some(spec.clone()));
        job.ask(lab, Cluster { spec, draw_width: Some(chart_width()), lean: true });
    };
    let path = platform::path();
    Effect::new(move |_| {
        let query = lab.spec.with(|spec| settings.query(&spec.dataset));
        if path == platform::path() {
            platform::replace_query(&query);
        }
    });
    // Known groups of one dataset mean nothing in another.
    let dataset = Memo::new(move |_| lab.spec.with(|spec| spec.dataset.clone()));
    Effect::new(move |before: Option<DatasetRef>| {
        let now = dataset.get();
        if before.is_some_and(|before| before != now) {
            settings.labels.set(if let DatasetRef::Sample(id) = &now { known_groups(id) } else { String::new() });
        }
        now
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        find();
    };
    view! {
        <div class="lab">
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <DataControls lab />
                    {method_controls(lab, settings)}
                    <div class="lab-train">
                        <button id="lab-find" class="button-primary" type="submit">"Find groups"</button>
                        {job.waiting(lab, "Finding groups")}
                    </div>
                </form>
                <div class="lab-main">
                    <p class="lab-standing">
                        {move || if job.found.with(Option::is_none) { "Nothing was sought yet. Look at the data below, then press Find groups." } else { "" }}
                    </p>
                    <div class="lab-report">{move || job.found.get().map(result)}</div>
                    <Explore lab />
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn method_controls(lab: Lab, settings: Settings) -> AnyView {
    let silent = Callback::new(|()| ());
    let methods = [("k_means", "k-means"), ("dbscan", "DBSCAN"), ("gaussian_mixture", "Gaussian mixture")];
    let chosen = settings.method.get_untracked();
    let about = Signal::derive(move || match settings.method.get().as_str() {
        "dbscan" => "Rows with many near neighbours form groups; rows in empty places belong to none.",
        "gaussian_mixture" => "The rows are taken for a mixture of bells, each with its own place, size and shape.",
        _ => "Each row belongs to the nearest of so many centres, which move until they stay.",
    });
    let columns = Memo::new(move |_| {
        lab.profile.with(|profile| {
            let columns = profile.iter().flat_map(|profile| &profile.columns);
            columns.filter(|column| column.kind == ColumnKind::Categorical).map(|column| column.name.clone()).collect::<Vec<_>>()
        })
    });
    let options = ordered(&methods, &chosen);
    let shapes = ordered(
        &[("full", "each its own ellipse"), ("tied", "one ellipse for all"), ("diag", "along the axes"), ("spherical", "circles")],
        &settings.shape.get_untracked(),
    );
    view! {
        <fieldset class="lab-group">
            <legend>"Groups"</legend>
            {select("lab-method", "Method", options, move |method| settings.method.set(method))}
            <p class="field-about">{about}</p>
            {move || match settings.method.get().as_str() {
                "dbscan" => fields(vec![
                    number("lab-eps", "eps: how near a neighbour is", settings.eps, silent),
                    whole("lab-min-samples", "min_samples: neighbours that make a crowd", (1, 1000), settings.min_samples, silent),
                ]),
                "gaussian_mixture" => fields(vec![
                    whole("lab-clusters", "n_components", (1, 30), settings.clusters, silent),
                    select("lab-shape", "Shape of the bells", shapes.clone(), move |shape| settings.shape.set(shape)),
                ]),
                _ => fields(vec![whole("lab-clusters", "n_clusters", (1, 30), settings.clusters, silent)]),
            }}
            {whole("lab-seed", "Seed", (0, u32::MAX), settings.seed, silent)}
            <div class="field">
                <label for="lab-labels">"Compare with known groups"</label>
                <select id="lab-labels" aria-describedby="lab-labels-about" on:change=move |event| settings.labels.set(event_target_value(&event))>
                    <option value="" prop:selected=move || settings.labels.with(String::is_empty)>"no, there are none"</option>
                    {move || {
                        columns
                            .get()
                            .into_iter()
                            .map(|name| {
                                let (value, shown) = (name.clone(), name.clone());
                                let is = Signal::derive(move || settings.labels.with(|labels| *labels == name));
                                view! { <option value=value prop:selected=is>{shown}</option> }
                            })
                            .collect_view()
                    }}
                </select>
                <p class="field-about" id="lab-labels-about">"The column is kept away from the method and only laid beside its groups."</p>
            </div>
        </fieldset>
    }
    .into_any()
}

/// The chosen option first, so that it is the one shown.
fn ordered(options: &[(&str, &str)], chosen: &str) -> Vec<(String, String)> {
    let mut options: Vec<(String, String)> = options.iter().map(|(value, name)| ((*value).to_owned(), (*name).to_owned())).collect();
    if let Some(place) = options.iter().position(|(value, _)| value == chosen) {
        options[..=place].rotate_right(1);
    }
    options
}

fn result(found: Arc<Clustered>) -> AnyView {
    let drawings = found.drawings.iter().map(|(name, drawing)| drawing_view(title(name), drawing)).collect_view();
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"The groups"</h2>
            <div class="lab-story-now" role="status">
                <h3>"What just happened"</h3>
                {story::of(&found).into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </div>
            {warnings_list(&found.warnings, 0)}
            <div class="lab-drawings">{drawings}</div>
            {story::figures(&found)}
            {story::profiles(&found)}
            {story::crossed(&found)}
        </section>
    }
    .into_any()
}

fn title(name: &str) -> String {
    match name {
        "scatter" => "The rows, seen from where they differ most",
        "silhouette" => "Is each row nearer to its own group?",
        "elbow" => "How many groups?",
        name => name,
    }
    .to_owned()
}
