//! Lessons of phase 4: pipelines that run themselves.

use super::{PhaseProse, TopicProse, sample};

/// Phase 4.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 4,
    intro: r#"
You have deployed a model by hand. Doing it again next week is a chore; doing it every week for six models is how mistakes happen. The way from data to a deployed model is always the same five steps: ingestion, features, training, evaluation, deployment. This phase writes them down so that a machine takes them.

Orchestration is where beginners reach for the heaviest tools. Resist. You will learn more from one pipeline in Airflow that you understand than from a cluster you do not. Article 8 of the series compares Airflow and Kubeflow in more detail.
"#,
    brief: r#"
Start with five plain functions that run in order on your laptop. Only when `python pipeline.py` works, wrap them as tasks; the wrapping is then an afternoon.

The part that convinces a reader is the refusal. Anyone can show a pipeline that deploys. Show the run in which the new model was worse and the old one stayed.
"#,
    topics: &[WHY, AIRFLOW, KUBEFLOW, PROMOTION],
};

const WHY: TopicProse = TopicProse {
    id: "phase-4.why-orchestrate",
    what: "An **orchestrator** runs tasks in the right order, at the right time, again if they fail, and keeps a record. The order is drawn as a **DAG**, a directed acyclic graph: arrows from each task to those that need its result, and no way round in a circle.",
    why: "A scheduled script does the same until the day it fails halfway. Then you need to know what finished, what may be run again, and which days are missing. That knowledge is what an orchestrator is.",
    mistake: "Writing tasks that cannot be run twice. If a retry appends the same rows again or promotes the same model twice, every failure becomes a cleaning job. Make each task **idempotent**: running it again leaves the same result as running it once.",
    body: r#"
Begin without any orchestrator. Five functions, each of which takes files and leaves files:

{{sample pipeline.py}}

The important line is the one that makes a folder for the day. All results of a run live in the folder of *its* date, so running a day again overwrites and never doubles; the program does so at the end to show it. And because the date is an argument and not read from the clock, you can run any past day: this is called **backfilling**, and you will need it the first time a bug is found three weeks late.

(The score of 1.0 is no achievement: 36 test rows of an easy dataset. A perfect score on real data should send you looking for leakage.)

What is missing? If `train` fails at three in the morning, nobody tries again and nobody knows. If the machine restarts, the day is lost. If ingestion takes hours and training fails, everything starts from the beginning. Retries, schedules, history, alerts, resuming in the middle: that is what you buy with an orchestrator, and the functions stay as they are.

Do you need one? Not for a model that is retrained twice a year. When a person must remember to do something weekly, yes.
"#,
    samples: &[sample!(Python, "phase_4", "pipeline.py")],
};

const AIRFLOW: TopicProse = TopicProse {
    id: "phase-4.airflow",
    what: "Apache Airflow is an open-source orchestrator in which a DAG is a Python file. A **scheduler** decides what is due, **workers** execute tasks, a **metadata database** remembers each attempt, and a web page shows it all.",
    why: "It is the industry standard for data pipelines, with a large community and ready-made connectors for most databases and clouds. A company with data engineers very likely runs it already.",
    mistake: "Doing work at the top level of the DAG file. The file is read again and again, only to learn its shape; a database query up there runs every time. Work, and heavy imports, belong inside the tasks.",
    body: r#"
The functions of the previous lesson, as a DAG:

{{sample retrain.py}}

A function with `@task` above it becomes a box in the graph. Calling one does not run it; it draws an arrow. `evaluate` takes the result of `build_features` and of `train`, so it waits for both. What travels between the boxes is a path or a number, never the data: small values are kept in Airflow's database, and a table of a gigabyte does not belong there.

Read the settings as promises. `schedule="0 6 * * MON"` is **cron** notation: minute 0, hour 6, any day of month, any month, Monday. `catchup=False`: do not run all the Mondays since January when first switched on. `retries=2`: most failures at night are networks, and pass. `execution_timeout`: a training that hangs is stopped.

`ds` is the date the run is *for*. When a run is late or repeated, that date and the clock differ. Use the run's date for everything, and a run repeated in a month gives the same files.

Try it on your machine. Airflow's documentation gives the install command with a constraints file; use it, because Airflow has many dependencies.

{{sample try_airflow.sh}}

`dags test` runs the whole graph once, here and now, and prints what each task does. Break one on purpose, and watch it retry twice while the tasks behind it wait.
"#,
    samples: &[sample!(Python, "phase_4", "retrain.py"), sample!(Bash, "phase_4", "try_airflow.sh")],
};

const KUBEFLOW: TopicProse = TopicProse {
    id: "phase-4.kubeflow",
    what: "**Kubernetes** runs containers on a group of machines and restarts them when they fail. **Kubeflow** is a set of machine learning tools on top of it; in its pipelines each step is a container with typed inputs and outputs.",
    why: "When steps need different hardware (a GPU for training, much memory for features) or libraries that exclude each other, one container per step is the clean answer. Airflow was made for data; Kubeflow was made for models.",
    mistake: "Jumping to Kubernetes too early. You then debug networking, storage and permissions instead of a pipeline. Get solid on Airflow DAGs first; many teams never need more.",
    body: r#"
This is the same idea in Kubeflow's language. It needs `pip install kfp` and no cluster, because it only compiles:

{{sample kubeflow_pipeline.py}}

The result is `pipeline.yaml`, a description that a Kubeflow installation executes. Compare it with the DAG before. There the tasks share a machine's folder and hand each other paths. Here each function is sent into a container of its own: this is why its imports are inside, why its packages are listed, and why the model is declared as an `Output` in one step and an `Input` in the next. Kubeflow moves the file between them and remembers which run made it.

That bookkeeping is the attraction. Its price is the platform underneath. Ask yourself:

- Is there a Kubernetes cluster, and somebody whose job it is?
- Do steps really need different machines or images?
- Do several teams train many models at the same time?

Three times yes: Kubeflow, or a cloud provider's equivalent, pays. Otherwise use Airflow, and let a task start a container when one step needs it. A pipeline made of small functions that pass paths moves from one to the other in days. One written around a cluster's features does not move at all.
"#,
    samples: &[sample!(Python, "phase_4", "kubeflow_pipeline.py")],
};

const PROMOTION: TopicProse = TopicProse {
    id: "phase-4.promotion",
    what: "A **model registry** is a list of named models with numbered versions. An **alias** such as `champion` points at the version in use. **Promotion** moves the alias to a new version, the **challenger**, after it has won a comparison. **Rollback** moves it back.",
    why: "A pipeline that deploys whatever it trained will one day deploy a model trained on an empty table. The gate is what makes automation safe enough to leave alone.",
    mistake: "Comparing today's score of the new model with the old model's score from its own day. They were measured on different rows. Score both now, on the same rows, which neither was trained on.",
    body: r#"
Here is a gate. It trains three challengers on tumour data, and each must beat whoever is champion:

{{sample promote.py}}

It prints:

- `C=0.0001: promoted: there was no champion`. The first model wins by being the first; it is poor, right 64% of the time.
- `C=1.0: promoted: 0.640 → 0.991, better in 100% of resamples`.
- `C=0.5: refused: 0.991 → 0.987, better in 0% of resamples`. One tumour of 228 made the difference, and the old model stays.

The resampling in the middle answers a plain question: had other rows been in the holdout, would the challenger still have won? It draws the same rows for both models, two thousand times, and counts. This is a **paired bootstrap**. Asking for 95% means that noise rarely gets through, and a challenger that is merely as good is refused: switching has a cost, and a tie is not a reason.

Services load `models:/tumour@champion` and never a number. Promotion is then one call and so is rollback, with no new container. Keep the previous version, and practise the rollback once while nothing is burning.

A real gate asks more than one number: is any group of customers worse off, is it fast enough, did the training data have the usual number of rows? Each is an `if` that refuses and says why.

One caution: a fixed holdout that decides week after week is slowly worn out, as a test set is. Renew it with recent labelled rows.
"#,
    samples: &[sample!(Python, "phase_4", "promote.py")],
};
