//! The tuning lab: a space of settings is searched by several workers, and the winner is judged once on locked-away rows.

use std::sync::Arc;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::tune::TrialReport;
use crate::protocol::{ScriptText, SearchScript, SearchStatus};
use crate::ui::kit::browser;
use crate::ui::kit::copy::{CopyButton, script_view};
use crate::ui::kit::inputs::{choice, fields, whole};
use crate::ui::kit::number::{count, counted, plain, score, span};
use crate::ui::kit::problem::sentence;
use crate::ui::kit::table::{Line, figure_columns, table};
use crate::ui::labs::tune::state::{Space, TuneLab, scores};
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::experiment_query;
use crate::ui::workspace::explore::{Explore, drawing_view};
use crate::ui::workspace::logged::logged_search;
use crate::ui::workspace::model_controls::ModelControls;
use crate::ui::workspace::search::{SearchRequest, SearchRunner};

/// Trials that the leaderboard shows.
const SHOWN: usize = 15;

/// The lab.
#[component]
pub(crate) fn Tune(
    /// Its state.
    lab: TuneLab,
) -> impl IntoView {
    let search_runner = lab.search_runner;
    let task = Memo::new(move |_| lab.form.task());
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        lab.search();
    };
    let silent = Callback::new(|()| ());
    // Each standing is news of the same search, whose script stays.
    let begun = Memo::new(move |_| search_runner.asked.get().filter(|_| search_runner.standing.with(Option::is_some)));
    view! {
        <div class="lab">
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <DataControls form=lab.form />
                    <ModelControls form=lab.form brief=true />
                    {space_controls(lab.space)}
                    <fieldset class="lab-group">
                        <legend>"Search"</legend>
                        {choice("lab-strategy", "How", named_strategies(), lab.strategy)}
                        {move || match lab.strategy.get().as_str() {
                            "random" => whole("lab-n-iter", "n_iter: combinations", (1, 500), lab.n_iter, silent),
                            "halving" => whole("lab-factor", "factor: one in so many survives a round", (2, 10), lab.factor, silent),
                            _ => ().into_any(),
                        }}
                        {move || {
                            let options = scores(task.get()).iter().map(|score| ((*score).to_owned(), words(score))).collect();
                            choice("lab-scoring", "Judged by", options, lab.scoring)
                        }}
                        {fields(vec![
                            whole("lab-search-folds", "Folds", (2, 20), lab.folds, silent),
                            whole("lab-workers", "Workers", (1, 8), lab.workers, silent),
                        ])}
                        <p class="field-about">"The number of workers changes how long it takes, never what comes out."</p>
                    </fieldset>
                    {bar(search_runner, lab.wrong)}
                </form>
                <div class="lab-main">
                    <p class="lab-standing">
                        {move || if search_runner.standing.with(Option::is_none) { "Nothing was searched yet. Choose what to vary, then press Search." } else { "" }}
                    </p>
                    <div class="lab-report">
                        {move || search_runner.standing.get().map(|standing| board(&standing))}
                        <div hidden=move || search_runner.standing.with(Option::is_none)>{logged_search(lab.client, lab.form.data.profile, search_runner, lab.begun_from)}</div>
                        {move || begun.get().map(|asked| home(lab, asked))}
                    </div>
                    <Explore data=lab.form.data />
                </div>
            </div>
        </div>
    }
    .into_any()
}

fn named_strategies() -> Vec<(String, String)> {
    let all = [("grid", "every combination (grid)"), ("random", "random combinations"), ("halving", "successive halving")];
    all.map(|(value, name)| (value.to_owned(), name.to_owned())).to_vec()
}

/// The search as a scikit-learn script, and its link.
fn home(lab: TuneLab, asked: SearchRequest) -> AnyView {
    let script = RwSignal::new(None::<Arc<ScriptText>>);
    let command = SearchScript { search: asked.search, scoring: Some(asked.scoring) };
    spawn_local(async move {
        if let Ok(text) = lab.client.call(command).await {
            _ = script.try_set(Some(Arc::new(text)));
        }
    });
    let link = Callback::new(move |()| browser::address_with(&untrack(|| lab.query()).to_string()));
    view! {
        <section class="lab-section" aria-labelledby="lab-home">
            <h2 id="lab-home">"Take it home"</h2>
            <p>"The link holds the whole search: what is varied, how, by which score, and the seed."</p>
            <p class="lab-actions"><CopyButton label="Copy link" text=link /></p>
            {move || script.get().map(script_view)}
        </section>
    }
    .into_any()
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

fn bar(search_runner: SearchRunner, wrong: RwSignal<Option<String>>) -> AnyView {
    let planned =
        Signal::derive(move || search_runner.standing.with(|standing| standing.as_ref().map_or(0, |standing| standing.board.planned)));
    let done = move || search_runner.finished.get() as f64 + search_runner.under_way.get();
    let share = Signal::derive(move || if planned.get() > 0 { done() / f64::from(planned.get()) } else { 0.0 });
    let said = Signal::derive(move || {
        let finished = search_runner.finished.get() as u64;
        match (
            search_runner.running.get(),
            search_runner.standing.with(|standing| standing.as_ref().is_some_and(|standing| standing.board.finished)),
        ) {
            (true, _) => format!("{} of {} finished", counted(finished, "trial"), count(planned.get().into())),
            (false, true) => format!("Finished: {}.", counted(finished, "trial")),
            (false, false) if finished > 0 => format!("Stopped after {}; Search goes on where it stood.", counted(finished, "trial")),
            _ => String::new(),
        }
    });
    view! {
        <div class="lab-train">
            <div class="lab-actions">
                <button id="lab-search" class="button-primary" type="submit" aria-disabled=move || search_runner.running.get().then_some("true")>"Search"</button>
                {move || search_runner.running.get().then(|| view! { <button type="button" class="button" on:click=move |_| search_runner.cancel()>"Cancel"</button> })}
            </div>
            {move || search_runner.running.get().then(|| view! { <div class="lab-progress"><progress max="1" aria-label="Searching" prop:value=share></progress></div> })}
            <p role="status" class="lab-announcement">{said}</p>
            {move || {
                let trouble = search_runner.trouble.get().or(wrong.get().map(|text| (text, String::new())));
                trouble.map(|(what, hint)| view! { <div class="lab-problem" role="alert"><p>{sentence(&what)}</p><p>{hint}</p></div> })
            }}
        </div>
    }
    .into_any()
}

/// The ranking, its drawings, and what to do with the winner.
fn board(standing: &Arc<SearchStatus>) -> AnyView {
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
        let link = browser::lab_address(&experiment_query::run_query(&winner.trial.spec));
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
            in_figures((best - worst).abs(), &board.metric)
        )
    });
    let title = |name: &str| if name == "search_progress" { "The best so far" } else { "Every trial as a line" }.to_owned();
    let drawings = standing.drawings.iter().map(|(name, drawing)| drawing_view(title(name), drawing)).collect_view();
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
    in_figures(if metric.starts_with("neg_") { -value } else { value }, metric)
}

/// In as many figures as people read scores of this kind.
fn in_figures(value: f64, metric: &str) -> String {
    if metric.starts_with("neg_") { plain(value) } else { score(value) }
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
    fn figures_are_shown_as_people_read_them() {
        assert_eq!(
            (shortened("0.012345678901"), shortened("None"), shown(-2.5, "neg_mean_absolute_error")),
            ("0.01235".into(), "None".into(), "2.5".into())
        );
        assert_eq!((in_figures(0.28732, "accuracy"), in_figures(12.3456, "neg_mean_absolute_error")), ("0.287".into(), plain(12.3456)));
    }
}
