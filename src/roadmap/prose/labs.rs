//! The words beside the labs.

/// The words under a lab, Markdown; headings start at level 2.
pub fn lab(id: &str) -> Option<&'static str> {
    Some(match id {
        "train" => TRAIN,
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
