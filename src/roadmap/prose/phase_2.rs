//! Lessons of phase 2: experiment tracking.

use super::{PhaseProse, TopicProse, sample};

/// Phase 2.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 2,
    intro: r#"
You train fifty models in a week. On Friday someone asks which was the best, with which settings, on which data, from which version of the code. If the answer is in file names like `model_final_v2_really.pkl`, it is lost.

**Experiment tracking** is a logbook that writes itself. This phase uses **MLflow**, because it is open source, runs on your laptop without an account, and is understood by most other tools. The ideas carry over to any tracker. Article 9 of the series goes deeper, in twenty minutes.
"#,
    brief: r#"
Take your phase 1 model as it is. Do not improve it first; the point is to be able to tell whether you improved it.

The decision page is what will be read. Good ones say: “Run 7 won with 0.914; the spread between folds is 0.021; runs 3 and 9 are within it; we took run 3 because it has a quarter of the trees.”
"#,
    topics: &[WHY, LOGGING, ARTIFACTS, COMPARE],
};

const WHY: TopicProse = TopicProse {
    id: "phase-2.why-tracking",
    what: "A **run** is one execution of a training script. A tracker stores, for each run, what went in (parameters, data, code version), what came out (metrics, files) and when. An **experiment** is a group of runs that try to answer one question.",
    why: "Three people need it: you, next month, trying to remember; a colleague who must reproduce your result; and an auditor who asks where the model in production came from. All three ask after the fact, when it is too late to start writing things down.",
    mistake: "Tracking only the good runs. A run that failed is knowledge, and a list with only the winners makes chance look like skill: the best of fifty tries is good partly because there were fifty.",
    body: r#"
What must a logbook hold so that a run can be made again? Five things, and the missing one is always the one you need.

| what | example | what goes wrong without it |
|---|---|---|
| parameters | `max_depth=3` | you cannot say what differed |
| code version | Git commit `4be07d1` | same settings, other result |
| data version | SHA-256 `9f31c2…` | the table was updated overnight |
| environment | `scikit-learn==1.9.1` | a default changed between versions |
| seed | `42` | two runs of one script disagree |

A **fingerprint** such as SHA-256 is a short code computed from a file's bytes; change one byte and it changes. You need not store ten copies of the data to know which one was used.

A spreadsheet can hold this, and for three runs it should. It fails at the fourth, when you are in a hurry, because it depends on you. Tracking belongs in the script, where forgetting is not possible.

Here is the worked example of the whole phase: a random forest on the wine data, ten settings. By hand you would note ten scores between 0.965 and 0.986 and declare the highest the winner. The tracked version also kept the spread between folds, about 0.03, and that turns the conclusion around: none of the ten can be told apart from the best. You will see it happen two lessons from here.
"#,
    samples: &[],
};

const LOGGING: TopicProse = TopicProse {
    id: "phase-2.logging",
    what: "A **parameter** is something you chose before the run, such as the depth of a tree. A **metric** is something measured by it, such as an F1 score. A **tag** is anything else worth finding it by. In MLflow these are `log_param`, `log_metric` and `set_tag`.",
    why: "What is not logged cannot be compared. Logged automatically, every run is complete; logged by hand, exactly the interesting one is not.",
    mistake: "Leaving out the seed, the data and the commit because they never change. They do, once, and then a whole column of results cannot be explained.",
    body: r#"
Install it with `pip install mlflow`, then let the training script open a run around its work:

{{sample track.py}}

`set_tracking_uri` says where the logbook is: here a single SQLite file beside the script, which needs no server. `set_experiment` names the question. Everything inside the `with` block belongs to one run, and if the script fails halfway, the run is kept and marked as failed.

Note what is logged: every setting, from the same dictionary that configures the model, so that the two cannot disagree; the seed; the commit; a fingerprint of the data; and the score *with its spread*. One score alone would be half a measurement.

Note also what is not touched: the test rows. Ten runs that are all scored on the test set choose their winner by it, which is the leak of the previous phase in new clothes.

Ten experiments are then a loop:

{{sample ten_runs.sh}}

For scikit-learn, `mlflow.sklearn.autolog()` records parameters and training metrics in one line. It is a good start. It cannot know which validation you trust, so log that one yourself.

For a network that trains over many rounds, pass `step=` to `log_metric` and you get a curve instead of a number.
"#,
    samples: &[sample!(Python, "phase_2", "track.py"), sample!(Bash, "phase_2", "ten_runs.sh")],
};

const ARTIFACTS: TopicProse = TopicProse {
    id: "phase-2.artifacts",
    what: "An **artifact** is a file that a run produces: the model, a plot, a list of labels. A stored model carries a **signature**, the names and types of its inputs and outputs, and the list of packages it needs.",
    why: "Phase 3 serves a model, phase 4 replaces it, phase 5 traces an answer back to it. All three need to fetch exactly the file of one run and nothing else.",
    mistake: "Saving the model without what surrounds it. A classifier that returns 2 is useless if nobody knows that 2 means *virginica*, or that the fourth column was in millimetres. Preprocessing, label names and column order are part of the model.",
    body: r#"
Store the model inside the run, then load it as a stranger would, by address:

{{sample save_and_load.py}}

`infer_signature` looks at an example of inputs and outputs and writes their names and types next to the model. From then on, a table with a missing column is refused with a message instead of being misread. `pyfunc.load_model` returns something with a `predict` method whichever library made it, so that the serving code need not know.

The last two lines are the habit to keep: load what you stored and compare its answers with the original. It takes a second, and it catches the preprocessing you forgot.

A word on trust. Classic Python model files, made by `pickle` or `joblib`, are small programs; loading one can run anything its author wished. Load them only from places you control. The version of MLflow used here stores scikit-learn models in a stricter format, which is why the sample names the one internal type it vouches for.

If preprocessing is needed, put it and the model into one scikit-learn `Pipeline` and log that. What is served is then what was trained, by construction. When train and serve prepare data in two places, they drift apart; this is called **training-serving skew** and returns in phase 6.
"#,
    samples: &[sample!(Python, "phase_2", "save_and_load.py")],
};

const COMPARE: TopicProse = TopicProse {
    id: "phase-2.compare",
    what: "Comparing is laying runs side by side, sorted by the metric you decided on beforehand. Reproducing is checking out the code version, data and settings of a run and getting its numbers again.",
    why: "Choosing a model is a decision that somebody may question in a year. Side by side with its rivals it can be defended; reproduced, it can be trusted.",
    mistake: "Taking the run with the highest score when it leads by less than the noise. You then ship luck, and pay for a more complicated model with it.",
    body: r#"
The web page of MLflow shows runs as a table and as parallel lines. Start it next to the database and open http://127.0.0.1:5000:

{{sample open_ui.sh}}

The same table is a pandas data frame in a script, which is better for a decision you want to keep:

{{sample compare.py}}

On our machine the best run has 200 trees of depth 6 and scores 0.986; the fold-to-fold standard deviation is 0.027. The script's last line reads: *10 of 10 runs are within one standard deviation of the best: prefer the simplest of them*. Even 25 trees that ask a single question each score 0.966. This is an ordinary result. Most searches over settings end on a plateau, and then the sensible choice is the smallest model on it.

If you need to know whether a small lead is real, score both models on the *same* folds and look at the differences fold by fold. Paired differences are much less noisy than two separate means.

To reproduce a run: check out its commit, install its recorded packages, confirm the data's fingerprint, run with its parameters. If the metric agrees to the last digit, you are done. If it agrees to two digits, look for parallel arithmetic or an unset seed. If it does not agree, you have found something worth knowing before it reaches production.
"#,
    samples: &[sample!(Bash, "phase_2", "open_ui.sh"), sample!(Python, "phase_2", "compare.py")],
};
