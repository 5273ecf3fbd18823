//! The words beside the labs.

/// The words under a lab, Markdown; headings start at level 2.
pub fn lab(id: &str) -> Option<&'static str> {
    Some(match id {
        "train" => TRAIN,
        "groups" => GROUPS,
        "tune" => TUNE,
        "track" => TRACK,
        "drift" => DRIFT,
        "leakage" => LEAKAGE,
        "metric" => METRIC,
        _ => return None,
    })
}

const TRAIN: &str = r#"
## What happens when you press Train

Your rows are split in two. The larger part is shown to the model; the rest is locked away. The model learns from the first part only, including how to fill gaps, how to scale numbers and which categories exist. Then it is asked about the locked-away rows, once, and its answers are compared with the truth. Every figure in the report comes from those rows.

The work is done by a second program beside this page, a *worker*, so the page keeps answering while a model trains. Cancel ends the worker and starts a new one.

## How to read the report

**Start with the baseline.** A model that always answers with the most frequent class needs no learning at all. Its figures stand beside every figure of yours. If the two are close, your model has learned little, whatever the accuracy says.

**Then the interval.** With 30 test rows, one row more or less right moves the accuracy by three points. The 95% interval says how far the true value may be from the one you see. Two models whose intervals overlap widely are not yet different.

**Then where it is wrong.** The confusion matrix has a row for each true class and a column for each answer. Off the diagonal are the mistakes, and you can open the rows behind each of them. Ten minutes there teach more than ten more settings.

**Then the gap.** An accuracy on the training rows far above the one on the test rows means that the model has learned rows by heart. Fewer levels (`max_depth`) or larger leaves (`min_samples_leaf`) hold it back.

## Same settings, same numbers

The whole setting, the seed included, stands in the address of the page. Whoever opens that address gets the same split, the same trees and the same figures, to the last digit, on any machine. The scikit-learn script that the lab writes for you uses the same data, preparation and parameters; its split is drawn by another random generator, so its figures differ by about as much as they would with another seed.

## Your own file

A CSV with a header line will do: commas, semicolons or tabs, with or without gaps. It is read in this page and goes nowhere. What could not be read as it stands is listed with its line and column, so that you can decide whether to mend the file or live with it.
"#;

const GROUPS: &str = r#"
## What happens when you press Find groups

There is no answer to learn from here. The columns are brought to one scale first, because otherwise the one with the largest numbers would decide alone what is near. Then the method puts rows that lie close together into one group. If you name a column of known groups, it is kept away from the method and laid beside the result afterwards.

Three methods, three ideas of what a group is. **k-means** looks for centres; its groups are round and of about one size, whether the data agrees or not. **DBSCAN** looks for crowds: groups may have any shape, and rows in empty places stay outside. A **Gaussian mixture** takes the data for overlapping bells; its groups may be long, thin and slanted.

## How to doubt a group

**Is it there at all?** The silhouette compares how near a row is to its own group with how near it is to the next. Above 0.5 groups stand apart. Around 0 they are a line drawn through a cloud.

**How many?** More groups always lower k-means' error. The elbow is where one more group stops paying. It is often hard to see, and sometimes not there.

**What is it?** Read the table of what is typical. A group that you cannot describe in one sentence is rarely of use to anyone.

**Does it come back?** Change the seed. Groups that change with it are the method's, not the data's.

## Try this

Take *Wine*, compare with `cultivar`, and look for three groups with k-means: nobody tells it about cultivars, and it finds them nearly row for row. Then take *Iris* with three: two of the species run into each other. Then try DBSCAN on either, and move `eps` until the groups appear: it is the one number that everything hangs on.
"#;

const TUNE: &str = r#"
## What happens when you press Search

The test rows are locked away first, as in the training lab. Every combination of settings becomes a *trial*: the model is trained and judged on folds of the training rows, prepared anew in each. The trials are handed to several workers, one at a time, and the leaderboard fills as they come back. Cancel keeps what is finished; Search goes on from there.

## Three ways to search

**Grid** tries every combination. It is thorough and soon too large: three values of five parameters are 243 trials.

**Random** draws combinations. When only one or two of the parameters matter, and that is the usual case, it tries many more values of those with the same number of trials.

**Successive halving** gives every candidate a few rows, keeps the best third, gives those three times as many, and so on. Most of the work goes to candidates that deserve it. It errs when a setting is slow to show its worth.

## How to read the lines

In the parallel coordinates every trial is one line. Where the best lines bundle on an axis, that setting matters, and there is its good range. Where they spread evenly, the setting does not matter, and you can stop tuning it.

## What the winner is worth

The best of many is partly the luckiest of many, so its cross-validated score is too good. That is what the locked-away rows are for: judge the winner on them once. If you look twice and choose again, they are training rows.
"#;

const TRACK: &str = r#"
## What happens when a run is logged

A run is one training, written down while you still know about it: every setting, every metric, a fingerprint of the data, how long it took, and the full specification as a file. Nobody fills in a form. That is the point: a logbook that depends on discipline has gaps exactly where the interesting day was.

The runs lie in a SQLite file in your browser's private storage, and its tables are MLflow's own. Nothing is sent anywhere. Download the file, and `mlflow ui` on your machine shows the same runs; log runs there, and this page reads them.

## How to compare runs

**Hide what never changes.** Most columns are the same in all runs. What is left is your experiment.

**Look for the setting that matters.** In parallel coordinates a setting matters if its good lines bundle at one end. If they fan out evenly, the setting does nothing here, and you can stop tuning it.

**Ask whether the winner won.** Train the best setting again with five seeds. If its scores spread as widely as the gap to the second best, you have ranked luck. The SQL question *Which seed won?* shows it in one table.

**Write down why.** A run without a note is a number. The best run deserves two sentences: what made it better, and what you would try next.

## Versions and aliases

A registered model is a name with numbered versions; each version points back at the run it came from, and so at its data and settings. Programs load an *alias*: `models:/classifier@champion`. Promoting a better version moves the alias; a roll-back moves it back. Both ask for a reason here, because the reason is what you will look for in half a year.

In older texts you will read of stages, Staging and Production. MLflow has deprecated them; aliases do the same job and allow more than one version to serve a purpose.

## Bringing a run back

Open a run and press *Reproduce*. The page reads the run's specification from its files, trains again and compares every metric to the last bit. It can, because seed, data, preparation and settings are all part of the specification. In your own projects the Git commit and the package versions belong to it as well; the page has only one version of itself.
"#;

const DRIFT: &str = r#"
## What happens when you press Serve

The data are divided by row, once and for all. One part trains a model; it goes into service. The traffic is drawn from a second part, window after window, and so is the reference, which everything is compared with. A third part may teach a new model, and a fourth judges it; the same things go wrong with both. No row has two roles, so no model is ever measured on a copy of a row that it has learned from. A small table leaves few rows for each: the penguins give about 80 rows to teach and 40 to judge. Then the scenario does its harm, and the monitors see only what monitors see: inputs, answers, and labels that come late.

The reddish ground in every panel is the truth. You see it; whoever is on duty does not.

## How to read the dashboard

**Accuracy has two lines.** The dashed one is what the model's own probabilities promise, before any label has come. The solid one is what the labels say, later. The first is a fair forecast only while two things hold: the rows stay within what the reference shows, and the probabilities are calibrated for them. A fair forecast it is when familiar kinds of rows come more or less often. It is none when a sensor changes its unit: such rows are nothing that the model has seen, and its probabilities there are guesses, mostly sure ones. It is none when a sensor sticks: every value is familiar, but it no longer belongs to its row. And when the rule itself turns, it knows nothing: the probabilities are as sure as ever. The alert *Rows unlike the reference* tells the first kind of trouble; the others only labels tell. As you play, the page says how the forecast fared.

**A drifting column is a question, not an answer.** A test says that the values differ. Whether that hurts depends on what the model makes of the column. Look at the accuracy before you retrain, and at the column before you page anybody.

**Time to answer is a queue.** The service works off one request after another. While it is busy half of the time, hardly anybody waits. If its upstream takes twice as long, it is busy all of the time, and everybody waits for everybody before. So look at the 95th and 99th percentile, not at the mean, and hold them to a limit that somebody has promised.

**Count the alarms of a quiet week.** Eight tests at five percent find something in every third window, where there is nothing. A pending period helps, because chance seldom strikes twice in a row. A correction for many tests helps too. Choose *A quiet week* and try both.

**A detector is a trade.** Every one that finds changes early also fires when nothing has changed. It hears errors and nothing else, so it is scored against changes that move the share of wrong answers; a slow upstream does not. The last column says how many of them as many firings at random would have found. The two last rows, *always* and *never*, are there to be beaten too.

## How to repair it

**Retraining needs labels.** Retrain right after a change and the newest labels are still from before it: the challenger has learned the old world. Wait for the labels, or shorten the delay.

**Compare on the same rows.** Champion and challenger answer the same labelled rows, which neither has learned from and of which each counts once. If the difference may be chance, keep the champion. And hold both against always naming the most common class: a model that is worse than that is broken, however usual its figures have become. What is usual is learned only from a model that won such a comparison.

**A policy is the same decision, made beforehand.** Retraining on every alarm costs trainings and buys little. Never retraining costs accuracy once something has changed; in a quiet week it costs nothing. A policy asks for the same comparison as you: no promotion without a difference that chance seldom explains. Compare the four on the same traffic.

## Try this

Take *The silent label flip*. No column drifts, the confidence is high, and the expected accuracy is perfect, while every answer is wrong. Only the labels tell. Then set the windows until labels come to 1000, and nobody ever finds out.

Then meet drift that nobody made: *New York flights of 2013, day after day*, and *Time itself*. The model learned from January to March. From the end of June to the end of July its probabilities promise nine right answers in ten, and the labels say between five and eight: a summer is no part of what it knows. In October the promise holds to within eight points. The share of late flights is 13% in September and 33% in December. Nothing is broken, and there is nothing to roll back to.
"#;

const LEAKAGE: &str = r#"
## What happens when you press Judge it both ways

The rows that nobody may touch, the *future*, are put aside first: the flights of autumn, rows that were not drawn, fresh noise. Then the same model is judged twice on what is left, once with the mistake in and once without. That gives two promises. Last, the model learns anew from all of the past, as one does before it goes live, and is asked about the future. That is what it delivers.

The distance between ring and dot is the lie. It is not always where the courses say: of the four leaks here, the one that is warned of most costs next to nothing, and the one that looks like good housekeeping (a complete table, no column thrown away) ruins the model.

## How to find a leak

**Ask when each column is written.** For every column, when is the cell filled, and by whom? If the answer is "after", it is the answer's shadow. A column that alone gives an AUC above 0.9 is a gift or a leak, and gifts are rare.

**Validate as you will use it.** If the model will meet new days, hold out days. New customers, hold out customers. New hospitals, hold out hospitals. The split is a promise about the world, not a line of code.

**Put everything that learns into the pipeline.** Anything with a `fit` must be fitted inside each fold: scalers, imputers, encoders, choosers of columns. In scikit-learn that is one call to `make_pipeline`.

**Distrust a good day.** When a score jumps, look for the leak before you look for the champagne.

## Try this

Take the noise, keep 20 of 2,000 columns with 60 rows, and enjoy an accuracy that would get a paper accepted. Then raise the rows to 1,000 and watch the same mistake shrink: with many rows luck evens out. Then take `arr_delay` as the leaked column: the promise becomes perfect, and what is delivered?
"#;

const METRIC: &str = r#"
## What happens when you press Train the model

Gradient boosting learns from the earlier four fifths of the year which flights arrive more than two hours late, and is asked about the rest of the year. It answers with a probability. What you do with a probability is your decision: the threshold turns it into yes or no, and every threshold is another model. The slider moves through them; nothing is trained again.

Two contestants never look at a flight. One always says no, the other always says yes. They are there because a metric that prefers one of them to a model that knows something is the wrong metric.

## Which metric, when

**Accuracy** counts all errors alike. It is fair when classes are balanced and errors cost the same, which is to say in textbooks.

**Recall** asks how many of those there are you find, **precision** how often you are right when you say yes. Each is easily bought with the other: *always* has a perfect recall. Report both, or fix one ("we can call 500 people a week") and maximise the other.

**F1** is their harmonic mean. It is a compromise for when nobody can name a price. It ignores the rows left alone.

**ROC AUC** judges the order of the rows and no threshold. It is the same whether the class is rare or common, so with a rare class it flatters: a false alarm rate of 5% sounds small and means more false alarms than hits.

**Average precision** judges the order too, but asks how pure the top of the list is. Its floor is the share of the class, not one half. With rare classes it is the more sober of the two.

**Cost** is the only one that your organisation feels. Two prices are enough to start with, and a wrong guess of prices still beats the silent assumption that a miss and a false alarm are worth the same.

## Try this

Set a miss to 20 and a false alarm to 1 and find the cheapest threshold. It is far below one half; at a cost ratio of 20 to 1 a calibrated model should say yes from a probability of 1/21 on. Then set both to 1: the cheapest thing to do is nearly nothing, and accuracy is right after all. The metric follows from what errors cost, never the other way round.
"#;
