//! The setup as a request.

use leptos::prelude::*;

use crate::dataset::sample;
use crate::protocol::{
    AlertSpec, ChunkSpec, Clock, Correction, DatasetRef, DatePart, DriftRule, DriftSpec, Encoder, LatencySpec, ModelSpec, PrepareSpec,
    RetrainPolicy, ScenarioSpec, SplitSpec, TrafficSpec, TrainSpec, WatchSpec,
};
use crate::ui::labs::drift::injection;
use crate::ui::labs::drift::query::{OWN, Query, SOURCES, SPEEDS, metric, test};

impl Query {
    /// Dataset and target.
    pub(crate) fn source(self) -> (DatasetRef, String) {
        if self.data.with(|data| data == OWN) {
            return (DatasetRef::Own(self.digest.get()), self.target.get());
        }
        let (_, id, ..) = self.chosen();
        let target = sample(id).map(|sample| sample.target.to_owned()).unwrap_or_default();
        (DatasetRef::Sample(id.to_owned()), target)
    }

    fn chosen(self) -> (&'static str, &'static str, bool, &'static str) {
        self.data.with(|data| SOURCES.into_iter().find(|(id, ..)| id == data)).unwrap_or(SOURCES[0])
    }

    /// The column by which rows come in order of time; empty where they are drawn again and again.
    fn clock_column(self) -> String {
        match (self.data.with(|data| data == OWN), self.chosen().2) {
            (true, _) => self.time.get(),
            (false, true) => "date".to_owned(),
            (false, false) => String::new(),
        }
    }

    /// The scenario without injected drift: its name, and what there is to see.
    pub(crate) fn untouched(self) -> (&'static str, &'static str) {
        if self.clock_column().is_empty() {
            ("A quiet week", "Nothing goes wrong. Count the alarms all the same.")
        } else {
            ("Time itself", "Nobody breaks anything. The model learned from the first quarter, and the seasons do the rest.")
        }
    }

    /// Rows a minute.
    pub(crate) fn speed(self) -> u32 {
        self.speed.with_untracked(|speed| SPEEDS.iter().find(|(id, _)| id == speed)).map_or(20_000, |(_, rows)| *rows)
    }

    /// The policy.
    pub(crate) fn policy(self) -> RetrainPolicy {
        let every = self.every.get();
        match self.policy.get().as_str() {
            "schedule" => RetrainPolicy::Schedule { every },
            "drift" => RetrainPolicy::OnDrift { cooldown: every },
            "performance" => RetrainPolicy::OnPerformance { cooldown: every },
            _ => RetrainPolicy::Never,
        }
    }

    /// The whole request.
    pub(crate) fn spec(self) -> WatchSpec {
        let (dataset, target) = self.source();
        let own = self.data.with(|data| data == OWN);
        let (_, id, ..) = self.chosen();
        let time = self.clock_column();
        let prepare = if id == "flights" && !own {
            PrepareSpec { encoder: Encoder::Ordinal, date_parts: vec![DatePart::Weekday], ..PrepareSpec::default() }
        } else {
            PrepareSpec::default()
        };
        let model = ModelSpec::by_id(&self.model.get()).unwrap_or(crate::protocol::ModelSpec::LogisticRegression(Default::default()));
        // As many rows teach the first model as may teach a new one and judge it: the rest is divided again.
        let split = SplitSpec { test_share: 0.6, ..SplitSpec::default() };
        let train = TrainSpec { dataset, target, features: vec![], prepare: Box::new(prepare), split, model, folds: 0 };
        let shape = injection::shape(&self.shape.get(), self.over.get());
        let size = Some(self.size.get()).filter(|size| *size != 1.0);
        let (onset, id) = (self.onset.get(), self.scenario.get());
        let clock = if time.is_empty() { Clock::Resample { rows: self.rows.get() } } else { Clock::Calendar { column: time } };
        let rule = if self.rule.get() == "nannyml" {
            DriftRule::Nannyml(ChunkSpec::default())
        } else {
            let correction = match self.correction.get().as_str() {
                "bonferroni" => Correction::Bonferroni,
                "benjamini_hochberg" => Correction::BenjaminiHochberg,
                _ => Correction::None,
            };
            let test = self.test.with(|id| test(id));
            DriftRule::Evidently(DriftSpec {
                test,
                threshold: self.threshold.get(),
                correction,
                drift_share: self.drift_share.get(),
                ..DriftSpec::default()
            })
        };
        let base = WatchSpec::of(train);
        let hour = base.window_seconds;
        WatchSpec {
            scenario: (!id.is_empty()).then_some(ScenarioSpec { id, onset, size, shape }),
            traffic: TrafficSpec {
                seed: self.seed.get().into(),
                windows: self.windows.get(),
                clock,
                injections: self.injections.get(),
                label_delay: self.delay.get(),
                label_share: self.labels.get(),
            },
            rule,
            metric: self.metric.with(|id| metric(id)).unwrap_or_default(),
            latency: LatencySpec {
                upstream_millis: self.upstream.get(),
                load: self.load.get(),
                limit_millis: self.limit.get(),
                ..base.latency
            },
            detectors: self.detectors.get(),
            alert: AlertSpec {
                evaluation_interval: hour,
                pending_period: u64::from(self.pending.get()) * hour,
                keep_firing_for: u64::from(self.keep.get()) * hour,
            },
            policy: self.policy(),
            retrain_windows: self.recent.get(),
            actions: self.actions.get(),
            ..base
        }
    }
}
