//! The tuning lab: a space of settings is searched by several workers, and the winner is judged once on locked-away rows.

use std::sync::Arc;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;

use super::closer_forms::values;
use super::controls::ModelControls;
use super::data::DataControls;
use super::explore::{Explore, drawing_view};
use super::inputs::{fields, select, whole};
use super::table::{Line, figure_columns, table};
use crate::protocol::params::{self, ParamKind};
use crate::protocol::report_search::TrialReport;
use crate::protocol::spec_search::{Dimension, HalvingSpec, Scale, SearchSpec, Strategy, Values};
use crate::protocol::{Standing, TrainSpec};
use crate::ui::lab::number::{count, counted, plain, score, span};
use crate::ui::lab::search::Hunt;
use crate::ui::lab::state::Lab;
use crate::ui::lab::{address, browser};

/// Trials that the leaderboard shows.
const SHOWN: usize = 15;
/// Folds that judge a trial when the setting asks for none.
const FOLDS: u32 = 5;

/// Parameters by name: whether each is varied, and its values as text.
type Space = Vec<(&'static str, bool, String)>;

/// The lab.
#[component]
pub(crate) fn Tune(
    /// Its data and its base setting.
    lab: Lab,
) -> impl IntoView {
    let hunt = Hunt::new();
    let space = RwSignal::new(Space::new());
    let kind = Memo::new(move |_| lab.spec.with(|spec| params::kind(&spec.model)));
    // Another model has other parameters.
    Effect::new(move |_| {
        let kind = kind.get();
        let spec = lab.spec.get_untracked();
        let usual = TrainSpec { model: params::by_id(kind.id).unwrap_or(spec.model.clone()), ..spec };
        let offered = kind.params.iter().filter(|param| !matches!(param.kind, ParamKind::Sizes));
        space.set(offered.enumerate().map(|(place, param)| (param.name, place < 2, values(param, &usual))).collect());
    });
    let (strategy, iterations, folds) = (RwSignal::new("grid".to_owned()), RwSignal::new(20), RwSignal::new(FOLDS));
    let workers = RwSignal::new(browser::processors().clamp(1, 4));
    let search = move || -> Result<SearchSpec, String> {
        let dimensions = space.with(|space| {
            space.iter().filter(|(_, varied, _)| *varied).map(|(name, _, text)| dimension(name, text)).collect::<Result<Vec<_>, _>>()
        })?;
        let base = TrainSpec { folds: folds.get(), ..lab.spec.get() };
        let strategy = match strategy.get().as_str() {
            "random" => Strategy::Random { n_iter: iterations.get() },
            "halving" => Strategy::Halving(HalvingSpec::default()),
            _ => Strategy::Grid,
        };
        let seed = base.split.seed;
        Ok(SearchSpec { base, space: dimensions, strategy, seed })
    };
    let wrong = RwSignal::new(None::<String>);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match untrack(search) {
            Ok(search) => {
                wrong.set(None);
                hunt.run(lab, search, workers.get_untracked() as usize);
            }
            Err(text) => wrong.set(Some(text)),
        }
    };
    let silent = Callback::new(|()| ());
    let strategies = [("grid", "every combination (grid)"), ("random", "random combinations"), ("halving", "successive halving")];
    let strategies = strategies.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec();
    view! {
        <div class="lab">
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <DataControls lab />
                    <ModelControls lab brief=true />
                    {space_controls(space)}
                    <fieldset class="lab-group">
                        <legend>"Search"</legend>
                        {select("lab-strategy", "How", strategies, move |chosen| strategy.set(chosen))}
                        {move || (strategy.get() == "random").then(|| whole("lab-n-iter", "n_iter: combinations", (1, 500), iterations, silent))}
                        {fields(vec![
                            whole("lab-search-folds", "Folds", (2, 20), folds, silent),
                            whole("lab-workers", "Workers", (1, 8), workers, silent),
                        ])}
                        <p class="field-about">"The number of workers changes how long it takes, never what comes out."</p>
                    </fieldset>
                    {bar(hunt, wrong)}
                </form>
                <div class="lab-main">
                    <p class="lab-standing">
                        {move || if hunt.standing.with(Option::is_none) { "Nothing was searched yet. Choose what to vary, then press Search." } else { "" }}
                    </p>
                    <div class="lab-report">{move || hunt.standing.get().map(|standing| board(lab, &standing))}</div>
                    <Explore lab />
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// A parameter's values: a list, or two ends such as `0.001..10`.
fn dimension(name: &str, text: &str) -> Result<Dimension, String> {
    let values = match text.split_once("..") {
        Some((low, high)) => {
            let number = |text: &str| text.trim().parse::<f64>().map_err(|_| format!("{name}: “{}” is no number", text.trim()));
            let (low, high) = (number(low)?, number(high)?);
            let scale = if low > 0.0 && high / low >= 100.0 { Scale::Log } else { Scale::Linear };
            Values::Range { low, high, scale, whole: low.fract() == 0.0 && high.fract() == 0.0 && high > 2.0, steps: 5 }
        }
        None => {
            let values: Vec<String> = text.split(',').map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()).collect();
            if values.is_empty() {
                return Err(format!("{name}: give the values to try, separated by commas"));
            }
            Values::List(values)
        }
    };
    Ok(Dimension { name: name.to_owned(), values })
}

fn space_controls(space: RwSignal<Space>) -> AnyView {
    let names = Memo::new(move |_| space.with(|space| space.iter().map(|(name, ..)| *name).collect::<Vec<_>>()));
    let row = move |name: &'static str| {
        let get = move |space: &Space| space.iter().find(|one| one.0 == name).cloned();
        let varied = Memo::new(move |_| space.with(get).is_some_and(|one| one.1));
        let text = Signal::derive(move || space.with(get).map(|one| one.2).unwrap_or_default());
        let change = move |change: &dyn Fn(&mut (&'static str, bool, String))| {
            space.update(|space| space.iter_mut().filter(|one| one.0 == name).for_each(change));
        };
        let (id, about) = (format!("lab-vary-{name}"), format!("{name}, values"));
        let own = id.clone();
        view! {
            <div class="field lab-vary">
                <label for=id data-code="">
                    <input id=own type="checkbox" prop:checked=varied on:change=move |event: Event| {
                        let on = event_target_checked(&event);
                        change(&|one| one.1 = on);
                    } />
                    {name}
                </label>
                {move || {
                    let about = about.clone();
                    varied.get().then(|| view! {
                        <input type="text" aria-label=about autocomplete="off" spellcheck="false" prop:value=text.get_untracked() on:change=move |event: Event| {
                            let typed = event_target_value(&event);
                            change(&|one| one.2.clone_from(&typed));
                        } />
                    })
                }}
            </div>
        }
        .into_any()
    };
    view! {
        <fieldset class="lab-group">
            <legend>"What to vary"</legend>
            <p class="field-about">"Values are separated by commas; 0.001..10 is a range."</p>
            {move || names.get().into_iter().map(row).collect_view()}
        </fieldset>
    }
    .into_any()
}

fn bar(hunt: Hunt, wrong: RwSignal<Option<String>>) -> AnyView {
    let planned = Signal::derive(move || hunt.standing.with(|standing| standing.as_ref().map_or(0, |standing| standing.board.planned)));
    let share = Signal::derive(move || if planned.get() > 0 { hunt.finished.get() as f64 / f64::from(planned.get()) } else { 0.0 });
    let said = Signal::derive(move || {
        let finished = hunt.finished.get() as u64;
        match (hunt.running.get(), hunt.standing.with(|standing| standing.as_ref().is_some_and(|standing| standing.board.finished))) {
            (true, _) => format!("{} of {} finished", counted(finished, "trial"), count(planned.get().into())),
            (false, true) => format!("Finished: {}.", counted(finished, "trial")),
            (false, false) if finished > 0 => format!("Stopped after {}; Search goes on where it stood.", counted(finished, "trial")),
            _ => String::new(),
        }
    });
    view! {
        <div class="lab-train">
            <div class="lab-actions">
                <button id="lab-search" class="button-primary" type="submit" aria-disabled=move || hunt.running.get().then_some("true")>"Search"</button>
                {move || hunt.running.get().then(|| view! { <button type="button" class="button" on:click=move |_| hunt.cancel()>"Cancel"</button> })}
            </div>
            {move || hunt.running.get().then(|| view! { <div class="lab-progress"><progress max="1" aria-label="Searching" prop:value=share></progress></div> })}
            <p role="status" class="lab-announcement">{said}</p>
            {move || {
                let trouble = hunt.trouble.get().or(wrong.get().map(|text| (text, String::new())));
                trouble.map(|(what, hint)| view! { <div class="lab-problem" role="alert"><p>{what}"."</p><p>{hint}</p></div> })
            }}
        </div>
    }
    .into_any()
}

/// The ranking, its drawings, and what to do with the winner.
fn board(lab: Lab, standing: &Arc<Standing>) -> AnyView {
    let board = &standing.board;
    let names: Vec<&str> = board.axes.iter().map(|axis| axis.name.as_str()).collect();
    let line = |(place, report): (usize, &TrialReport)| {
        let mut cells: Vec<String> = names
            .iter()
            .map(|name| report.trial.settings.iter().find(|(own, _)| own == name).map(|(_, value)| shortened(value)).unwrap_or_default())
            .collect();
        cells.push(report.mean.map_or_else(|| report.failed.clone().unwrap_or_default(), |mean| shown(mean, &board.metric)));
        cells.push(report.std.map(score).unwrap_or_default());
        cells.push(report.trial.rows.map_or_else(|| "all".to_owned(), |rows| count(rows.into())));
        cells.push(span(report.millis));
        Line::of_figures(count(place as u64 + 1), "", cells)
    };
    let metric = words(&board.metric);
    let mut heads = names.clone();
    heads.extend([metric.as_str(), "±", "Rows", "Time"]);
    let lines = board.standings.iter().take(SHOWN).enumerate().map(line).collect();
    let winner = board.standings.first().filter(|report| report.mean.is_some());
    let open = winner.map(|winner| {
        let query = address::write(&winner.trial.spec, true, None);
        let link = browser::lab_address(&query);
        view! {
            <p class="lab-actions"><a class="button" href=link>"Judge the winner on the locked-away test rows"</a></p>
            <p class="lab-note">"Its score above is a little too good: it was the best of many, and chance helps the best. The test rows were not used to choose it, so ask them once, and believe them."</p>
        }
    });
    let story = winner.map(|winner| {
        let worst = board.standings.iter().filter_map(|report| report.mean).fold(f64::INFINITY, f64::min);
        let best = winner.mean.unwrap_or(worst);
        format!(
            "The best of {} so far scores {}, the worst {}: the settings are worth {} here.",
            counted(board.standings.len() as u64, "trial"),
            shown(best, &board.metric),
            shown(worst, &board.metric),
            plain((best - worst).abs())
        )
    });
    let title = |name: &str| if name == "search_progress" { "The best so far" } else { "Every trial as a line" }.to_owned();
    let drawings = standing.drawings.iter().map(|(name, drawing)| drawing_view(title(name), drawing)).collect_view();
    let _ = lab;
    view! {
        <section class="lab-section" aria-labelledby="lab-result">
            <h2 id="lab-result">"Leaderboard"</h2>
            <div class="lab-story-now"><h3>"What just happened"</h3><p>{story}</p></div>
            {table(format!("The best {} of {}", board.standings.len().min(SHOWN), counted(board.standings.len() as u64, "trial")), figure_columns("Place", &heads), lines, vec![])}
            {open}
            <div class="lab-drawings">{drawings}</div>
        </section>
    }
    .into_any()
}

/// Losses are kept with a minus, so that higher is better; people read them without.
fn shown(value: f64, metric: &str) -> String {
    if metric.starts_with("neg_") { plain(-value) } else { score(value) }
}

fn words(metric: &str) -> String {
    metric.trim_start_matches("neg_").replace('_', " ")
}

/// A number drawn at random, in few digits.
fn shortened(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if value.len() > 7 => plain(number),
        _ => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_lists_or_ranges() {
        assert_eq!(dimension("max_depth", "1, 2, None").unwrap().values, Values::List(vec!["1".into(), "2".into(), "None".into()]));
        let Values::Range { low, high, scale, whole, .. } = dimension("C", "0.001..10").unwrap().values else { panic!() };
        assert_eq!((low, high, scale, whole), (0.001, 10.0, Scale::Log, false));
        let Values::Range { scale, whole, .. } = dimension("n", "10..50").unwrap().values else { panic!() };
        assert_eq!((scale, whole), (Scale::Linear, true));
        assert!(dimension("C", "a..b").is_err() && dimension("C", " , ").is_err());
        assert_eq!(
            (shortened("0.012345678901"), shortened("None"), shown(-2.5, "neg_mean_absolute_error")),
            ("0.01235".into(), "None".into(), "2.5".into())
        );
    }
}
