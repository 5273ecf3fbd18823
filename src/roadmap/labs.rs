//! The labs in words: what each is about, for its page, the overview of all labs, and the lab itself.

/// A lab: a place where something is done with real data.
#[derive(Debug, PartialEq, Eq)]
pub struct Lab {
    /// Id in paths (`/lab/train`) and in the place where it is mounted.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One sentence under the title: what is done here.
    pub lead: &'static str,
    /// What is about to go wrong, one or two sentences.
    pub story: &'static str,
    /// Title of its page, for the document.
    pub page_title: &'static str,
    /// Description of its page, for search engines and link previews.
    pub description: &'static str,
}

/// In the order in which they are offered.
pub const LABS: &[Lab] = &[
    Lab {
        id: "train",
        title: "Training lab",
        lead: "Train a model on real data in this page, and find out whether it is any good.",
        story: "A model that answers every row with the most common class already looks good on paper. Train one that earns its accuracy, and \
            find the rows it gets wrong before someone else does.",
        page_title: "Training lab: train and judge a model in your browser · MLOps Roadmap 2026",
        description: "Choose a dataset or open your own CSV, train a forest, gradient boosting, a linear model or one of six others in the \
                  page, and read an honest report with a baseline beside every figure.",
    },
    Lab {
        id: "groups",
        title: "Groups lab",
        lead: "Find groups that nobody named, and find out whether there is anything in them.",
        story: "A clustering always answers: ask for five groups and you get five, even in noise. Find groups, then find reasons to doubt them.",
        page_title: "Groups lab: k-means, DBSCAN and mixtures in your browser · MLOps Roadmap 2026",
        description: "Put the rows of a dataset, or of your own CSV, into groups with k-means, DBSCAN or a Gaussian mixture, see them on their \
                  principal components, and judge them by silhouette, elbow and known labels.",
    },
    Lab {
        id: "tune",
        title: "Tuning lab",
        lead: "Search for better settings with several workers, and find out what the search is worth.",
        story: "Try a hundred settings and the best will look good, if only by luck. Search, watch what matters, then ask rows that took no part.",
        page_title: "Tuning lab: grid, random search and successive halving in your browser · MLOps Roadmap 2026",
        description: "Search a model's settings by grid, at random or by successive halving, over several workers, with a live leaderboard \
                      and parallel coordinates, and judge the winner once on locked-away rows.",
    },
    Lab {
        id: "track",
        title: "Tracking lab",
        lead: "Keep every run in a real MLflow database in this page, and find out which one won, and why.",
        story: "Fifty models in a week, and on Friday nobody can say which settings made the good one. Log ten runs, compare them, and bring \
            one back to the last bit.",
        page_title: "Tracking lab: a real MLflow database in your browser · MLOps Roadmap 2026",
        description: "Log runs into MLflow's own SQLite schema in the page, search and compare them, register versions with aliases, ask \
                      questions in SQL, and take mlflow.db home with one command that opens it.",
    },
    Lab {
        id: "drift",
        title: "Drift lab",
        lead: "Serve a model to live traffic, watch it break, find out why, and repair it.",
        story: "Nothing crashes. Every answer is a valid class, and every week fewer of them are right. Find out which of your alarms notices, \
            how late, and how often it cries wolf.",
        page_title: "Drift lab: monitor a model in production, in your browser · MLOps Roadmap 2026",
        description: "A model in service in the page: nine scenarios of drift, Evidently's and NannyML's rules, river's detectors, alerts \
                      with Grafana's life cycle, labels that come late, retraining with champion and challenger.",
    },
    Lab {
        id: "leakage",
        title: "Leakage lab",
        lead: "Judge the same model with a leak and without, and watch the score lie.",
        story: "A leak raises no error. It only makes the number better than the truth, until the model is used. Build four of them, and find \
            out what each is worth.",
        page_title: "Leakage lab: watch a score lie, in your browser · MLOps Roadmap 2026",
        description: "Four leaks made and measured in the page: the answer among the features, shuffled time, a scaler before the split, and \
                      columns of noise chosen with the answers in view. Promise and delivery side by side.",
    },
    Lab {
        id: "metric",
        title: "Metric lab",
        lead: "Foresee a rare thing, and find out which metric tells you whether you can.",
        story: "Three flights in a hundred are more than two hours late. A model that never warns anybody is right 97 times in a hundred, and \
            useless. Find the metric that sees it.",
        page_title: "Metric lab: when 97% accuracy is useless, in your browser · MLOps Roadmap 2026",
        description: "Train a model for a rare class on 327,346 real flights in the page, move its threshold, set what errors cost, and see \
                      which metric names which winner.",
    },
];

/// The lab with this id.
pub fn lab(id: &str) -> Option<&'static Lab> {
    LABS.iter().find(|lab| lab.id == id)
}
