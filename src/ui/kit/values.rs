//! Values of a parameter that are worth trying.

use crate::protocol::TrainSpec;
use crate::protocol::model::{Param, ParamKind};

/// Values worth trying, as Python prints them; empty for a parameter that is no scale.
pub(crate) fn values(param: &Param, spec: &TrainSpec) -> String {
    let joined = |values: Vec<String>| values.join(", ");
    match &param.kind {
        ParamKind::Whole { min, max, optional } => {
            let steps = [1, 2, 3, 5, 8, 12, 20, 50, 100, 200];
            let start = (*min).max(1);
            let now = spec.model.get(param.name).and_then(|value| value.parse::<u32>().ok()).unwrap_or(20).max(20);
            let mut found: Vec<String> =
                steps.into_iter().filter(|step| (start..=*max).contains(step) && *step <= now).map(|step: u32| step.to_string()).collect();
            found.extend(optional.then(|| "None".to_owned()));
            joined(found)
        }
        ParamKind::Number(range) => {
            let usual = spec.model.get(param.name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(1.0);
            let middle = if usual > 0.0 { usual } else { 1.0 };
            // Through text, so that a hundredth is 0.01 and not a little more.
            let tried = [-3, -2, -1, 0, 1, 2].map(|power| {
                let exact = middle * 10f64.powi(power);
                format!("{exact:.12e}").parse().unwrap_or(exact)
            });
            joined(tried.into_iter().filter(|value: &f64| range.proposes(*value)).map(|value| format!("{value:?}")).collect())
        }
        ParamKind::Features => "sqrt, 0.25, 0.5, None".to_owned(),
        ParamKind::Choice(words) => joined(words.iter().map(|word| (*word).to_owned()).collect()),
        ParamKind::Flag => "True, False".to_owned(),
        ParamKind::Sizes | ParamKind::Frequency | ParamKind::Several(_) | ParamKind::Text => String::new(),
    }
}
