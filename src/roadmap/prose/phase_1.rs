//! Lessons of phase 1: enough machine learning to know what you deploy.

use super::{PhaseProse, TopicProse, sample};

/// Phase 1.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 1,
    intro: r#"
You will work beside people who build models. You do not need a doctorate to do that. You need to know what a model is, how one is judged, and how a good-looking number can be wrong, because you are the one who will deploy it and answer for it.

A **model** here is a rule with adjustable parts. **Training** sets the parts from examples. A **feature** is a column the model may look at; the **target**, or **label**, is the column it must predict.

Each lesson of this phase names a place in the page where you can try it on real data. Do it as you read: change one thing, guess what will happen, look.
"#,
    brief: r#"
Choose a dataset where you can say what a wrong answer costs. “Predict whether a customer leaves” has a cost; “predict the species of a flower” has none, and you will have nothing to write about.

The analysis is one or two pages. A reader looks for three things: a baseline, an honest split, and a paragraph on the mistakes that shows you opened the rows and looked.
"#,
    topics: &[LEARNING_TYPES, CHOOSING, TRAIN, METRICS, VALIDATION],
};

const LEARNING_TYPES: TopicProse = TopicProse {
    id: "phase-1.learning-types",
    what: "**Supervised** learning is given examples with their answers. If the answer is a name it is **classification** (which species?), if it is a quantity, **regression** (how many centimetres?). **Unsupervised** learning is given no answers and looks for structure; its best-known form is **clustering** (which rows belong together?).",
    why: "The kind of question decides everything after it: which methods are possible, which metric makes sense, what you must log in production, and whether you will ever find out that the model was wrong.",
    mistake: "Clustering because labels are missing, and then reading the clusters as if they were labels. An algorithm asked for three groups returns three groups, whether or not there are any. If you need names, have some rows labelled by people.",
    body: r#"
One table can be asked all three questions. Iris, from 1936, holds four measurements of 150 flowers of three species:

{{sample three_questions.py}}

On our machine it names the species of 90% of 30 unseen flowers, predicts petal width to within 0.17 cm on average, and finds three clusters that agree with the species at 0.73 on a scale where 0 is chance and 1 is perfect. The clustering was never shown a species. That it comes close says that the species differ in their measurements; that it is not 1 says that two of them overlap.

How to tell which you have? Ask what a correct answer would look like, and whether someone could check it next week. *Will this customer leave?* has two possible answers and time will tell: classification. *How many parcels tomorrow?* is a number: regression. *What kinds of customer do we have?* has no answer anyone could mark as wrong: clustering, useful to think with, risky to automate.

In production the three age differently. A classifier can be scored once the truth arrives. A clustering cannot be scored at all, so all you can watch is whether new rows still fall near the old groups.

Try it in the [groups lab](/lab/groups): ask for three groups of penguins, then for six, and look for a reason to believe either.
"#,
    samples: &[sample!(Python, "phase_1", "three_questions.py")],
};

const CHOOSING: TopicProse = TopicProse {
    id: "phase-1.choosing-a-method",
    what: "Choosing an **estimator** (scikit-learn's word for anything that learns) means narrowing hundreds of methods to two or three candidates, and letting a fair comparison on your data decide between them.",
    why: "The method is rarely what limits a project; the data is. A choice made in an hour from a short list leaves the month for what matters, and a simple model is cheaper to serve, explain and monitor for years.",
    mistake: "Starting with the most powerful method. Without a simple model beside it you cannot know what the power bought, and you pay for it every day in production.",
    body: r#"
Four questions settle the short list.

1. *What is the answer?* A name, a quantity or a grouping: classification, regression or clustering.
2. *How many rows?* With a few hundred, prefer a linear model or a small forest. With fewer than fifty, get more data. With a hundred thousand or more, gradient boosting is a good first choice for tables.
3. *What is a row?* For measurements in columns, trees and linear models. For images, sound and text, neural networks, mostly pre-trained by others.
4. *Who must understand it?* If a rejected customer may ask why, a logistic regression with ten weights is an argument by itself.

A **baseline** is the least you could do, such as always giving the most frequent answer. Every candidate is compared with it on the same folds:

{{sample choose.py}}

On this data (569 tumours, 30 measurements each) the majority answer is right 62.7% of the time. Logistic regression reaches 0.974 ± 0.017, boosting 0.967 ± 0.013 and the forest 0.956 ± 0.012. The oldest and simplest method is at the top, and the differences between the three are no larger than the spread between folds. You would deploy the logistic regression: as good, smaller, faster, and explainable.

Note the `StandardScaler` in front of it. Linear models weigh columns against each other, so columns in millimetres and in thousands must be brought to one scale first. Trees only ask whether a value is above a threshold and do not care.

In the [training lab](/lab/train?data=breast_cancer) you can set any two of them side by side on the same test rows: train one, press *Keep as A*, change the model, train again. In the [tuning lab](/lab/tune?data=breast_cancer&model=logistic_regression) you can let several workers search for better settings, and see how little there is to gain.
"#,
    samples: &[sample!(Python, "phase_1", "choose.py")],
};

const TRAIN: TopicProse = TopicProse {
    id: "phase-1.train-a-model",
    what: "Training a model means showing it rows with known answers until its parts are set. Here it is a **random forest**: many **decision trees**, each a cascade of yes-or-no questions grown on a random draw of the rows, which vote.",
    why: "This is the object you will track, serve, retrain and watch for the rest of the road. Once you have made one with your own hands, the later phases are about something you know.",
    mistake: "Believing the score on the rows the model was trained on. A forest of fully grown trees is right about nearly all of them, because it has seen them. Only rows it has never seen tell you anything.",
    body: r#"
The whole craft in one file: load, split, cross-validate, fit, report.

{{sample train_iris.py}}

Step by step. `train_test_split` puts 20% of the rows, 30 flowers, in a drawer. `stratify` keeps the three species in equal shares on both sides, and `random_state` makes the draw repeatable: same seed, same rows, same numbers.

`n_estimators=100` grows a hundred trees. Each sees a random sample of the rows, and each question may only choose among a random few of the columns. The trees make different mistakes, and a vote of different mistakes is better than any one of them.

**Cross-validation** with five folds trains five times, each time leaving out another fifth of the training rows and scoring on it: 0.950 ± 0.017. Then the drawer is opened once. The report shows *setosa* always right; one *versicolor* is taken for *virginica*, and two the other way round. So 27 of 30 are right, 0.90. With 30 flowers one flower is worth 3.3 points, so 0.90 and 0.95 do not contradict each other; another seed would give another drawer.

The last lines say where the model looks: the two petal measurements carry 87% of the decisions. If you served this model, those are the two inputs to watch.

Now train it here, in the page. Set `max_depth` to 1, guess, and look at the confusion matrix.
"#,
    samples: &[sample!(Python, "phase_1", "train_iris.py")],
};

const METRICS: TopicProse = TopicProse {
    id: "phase-1.metrics",
    what: "**Accuracy** is the share of all answers that are right. **Precision**: of those we flagged, how many were real? **Recall**: of those that were real, how many did we flag? **F1** is the harmonic mean of the two, low if either is low. **ROC AUC** is the chance that a random real case gets a higher score than a random other one.",
    why: "The metric is where the business meets the model. Choose it wrongly and a team can spend a quarter improving a number while the product gets worse.",
    mistake: "Reporting accuracy on unbalanced classes. If 2% of payments are fraud, the rule “never fraud” is 98% accurate and catches nothing.",
    body: r#"
A thousand payments, twenty of them fraud. A model gives each a probability; we flag those above a threshold.

{{sample metrics.py}}

| rule | accuracy | precision | recall | F1 |
|---|---|---|---|---|
| never fraud | 0.980 | 0.00 | 0.00 | 0.00 |
| threshold 0.3 | 0.811 | 0.10 | 1.00 | 0.17 |
| threshold 0.5 | 0.971 | 0.38 | 0.75 | 0.51 |
| threshold 0.7 | 0.987 | 1.00 | 0.35 | 0.52 |

It is one model in all of the last three rows. At 0.3 it finds every fraud and sends ten alarms for each; at 0.7 every alarm is real and two thirds of the fraud passes. ROC AUC is 0.982 throughout, because it judges the order of the scores and not the threshold.

Which is best? Put a price on each mistake. If a missed fraud costs 200 euros and checking an alarm costs 5, then finding all of them at 0.3 is the bargain. If each false alarm blocks a good customer's card, it is not. The threshold is a business decision that somebody should sign.

So: **recall** when missing a case is expensive (illness, fraud, safety). **Precision** when a false alarm is (blocked cards, spam filters). **F1** when you need one number for both on unbalanced classes. **ROC AUC** to compare models before a threshold is chosen; with very rare cases look at the precision-recall curve as well, since ROC AUC can look splendid while most alarms are false. **Accuracy** when classes are balanced and mistakes cost the same.

With more than two classes, *macro* averages count each class equally and *weighted* averages count each row equally. If the rare class matters, read macro.

The [metric lab](/lab/metric) lets you feel it on 327,346 real flights: a model that never warns anybody is right 97 times in a hundred. Move the threshold, set the prices, and see which metric names which winner.
"#,
    samples: &[sample!(Python, "phase_1", "metrics.py")],
};

const VALIDATION: TopicProse = TopicProse {
    id: "phase-1.validation",
    what: "A **test set** is kept aside to stand for the future. **Cross-validation** makes the training rows take turns in that role, so that you see a mean and a spread. **Leakage** is any path by which the answer, or the test rows, reach the model before they should. A model that does well on unseen rows **generalises**.",
    why: "Leakage is the commonest reason why a model that was excellent in a notebook is useless in production. It raises no error. It only makes the number better than the truth.",
    mistake: "Preparing the data before splitting it: scaling, filling gaps or choosing columns on all rows, test rows included. Put each step that learns something from data into one pipeline with the model.",
    body: r#"
Here is leakage you can measure. The columns are noise and the answers are coin flips, so no model can be right more than half of the time in the long run.

{{sample leakage.py}}

Choosing the twenty best columns first gives an accuracy of 0.83. Making the same choice inside each fold gives 0.50, the truth. Among a thousand columns of noise, twenty will match a hundred coin flips rather well by luck; if they were chosen with the test rows in view, the luck is in the test too.

Three more leaks, all seen in the wild:

- *Time.* Rows from March train a model that is tested on February. Split by date when the future is what you predict.
- *Groups.* The same patient has rows on both sides. Split by patient (`GroupKFold`).
- *The answer in disguise.* A column such as `account_closed_on` predicts perfectly who left. Ask of every column whether its value would be known at the moment of prediction.

How to use the parts: set the test rows aside first. Use cross-validation on the rest for every decision, as often as you like. Open the test set once, at the end. If you look, change something and look again, it has become training data.

And read the spread. 0.92 ± 0.04 against 0.93 ± 0.04 is no difference. In the page, change only the seed and watch how far the score moves; that distance is the ruler for every improvement you will ever claim.

Build four leaks and measure them in the [leakage lab](/lab/leakage): the answer in disguise, time, chosen columns, and a scaler that has seen the test rows. Guess beforehand what each is worth; one will surprise you.
"#,
    samples: &[sample!(Python, "phase_1", "leakage.py")],
};
