//! The tuning lab: a space of settings is searched by several workers, and the winner is judged once on locked-away rows.

use std::sync::Arc;

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::params;
use crate::protocol::report_search::TrialReport;
use crate::protocol::{ScriptText, SearchScript, SearchStatus};
use crate::ui::kit::browser;
use crate::ui::kit::inputs::{choice, fields, whole};
use crate::ui::kit::number::{count, counted, plain, score, span};
use crate::ui::kit::table::{Line, figure_columns, table};
use crate::ui::labs::tune::setting::{Setting, Space, scores};
use crate::ui::workspace::address;
use crate::ui::workspace::controls::ModelControls;
use crate::ui::workspace::data::DataControls;
use crate::ui::workspace::explore::{Explore, drawing_view};
use crate::ui::workspace::logged::logged_search;
use crate::ui::workspace::problem::sentence;
use crate::ui::workspace::search::{Asked, Hunt};
use crate::ui::workspace::state::Lab;
use crate::ui::workspace::take_home::{CopyButton, script_view};

/// Trials that the leaderboard shows.
const SHOWN: usize = 15;

/// The lab.
#[component]
pub(crate) fn Tune(
    /// Its data and its base setting.
    lab: Lab,
    /// The address's query.
    query: String,
) -> impl IntoView {
    let hunt = Hunt::new();
    let setting = Setting::read(&query);
    let task = Memo::new(move |_| lab.task());
    let kind = Memo::new(move |_| lab.spec.with(|spec| params::kind(&spec.model)));
    // Another model has other parameters; the address speaks of the first.
    let named = StoredValue::new(query);
    Effect::new(move |_| {
        let kind = kind.get();
        setting.take_space(kind, &lab.spec.get_untracked(), &named.get_value());
        named.set_value(String::new());
    });
    Effect::new(move |_| {
        let words = lab.spec.with(|spec| setting.words(spec));
        // Before the model's parameters are there, the address stays as it came.
        if !setting.space.with(Vec::is_empty) {
            lab.more_words.set(words);
        }
    });
    let workers = RwSignal::new(browser::processors().clamp(1, 4));
    let wrong = RwSignal::new(None::<String>);
    // The address at the moment of the search; the form may ask for something else by the time it ends.
    let begun_from = RwSignal::new(String::new());
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        match untrack(|| setting.search(lab.spec.get())) {
            Ok(asked) => {
                wrong.set(None);
                begun_from.set(untrack(|| lab.query()));
                hunt.run(lab, asked, workers.get_untracked() as usize);
            }
            Err(text) => wrong.set(Some(text)),
        }
    };
    let silent = Callback::new(|()| ());
    // Each standing is news of the same search, whose script stays.
    let begun = Memo::new(move |_| hunt.asked.get().filter(|_| hunt.standing.with(Option::is_some)));
    view! {
        <div class="lab">
            <div class="lab-columns">
                <form class="lab-controls" aria-label="Settings" novalidate on:submit=on_submit>
                    <DataControls lab />
                    <ModelControls lab brief=true />
                    {space_controls(setting.space)}
                    <fieldset class="lab-group">
                        <legend>"Search"</legend>
                        {choice("lab-strategy", "How", named_strategies(), setting.strategy)}
                        {move || match setting.strategy.get().as_str() {
                            "random" => whole("lab-n-iter", "n_iter: combinations", (1, 500), setting.n_iter, silent),
                            "halving" => whole("lab-factor", "factor: one in so many survives a round", (2, 10), setting.factor, silent),
                            _ => ().into_any(),
                        }}
                        {move || {
                            let options = scores(task.get()).iter().map(|score| ((*score).to_owned(), words(score))).collect();
                            choice("lab-scoring", "Judged by", options, setting.scoring)
                        }}
                        {fields(vec![
                            whole("lab-search-folds", "Folds", (2, 20), setting.folds, silent),
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
                    <div class="lab-report">
                        {move || hunt.standing.get().map(|standing| board(&standing))}
                        <div hidden=move || hunt.standing.with(Option::is_none)>{logged_search(lab, hunt, begun_from)}</div>
                        {move || begun.get().map(|asked| home(lab, asked))}
                    </div>
                    <Explore lab />
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
fn home(lab: Lab, asked: Asked) -> AnyView {
    let script = RwSignal::new(None::<Arc<ScriptText>>);
    let command = SearchScript { search: asked.search, scoring: Some(asked.scoring) };
    spawn_local(async move {
        if let Ok(text) = lab.call(command).await {
            _ = script.try_set(Some(Arc::new(text)));
        }
    });
    let link = Callback::new(move |()| browser::address_with(&untrack(|| lab.query())));
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

fn bar(hunt: Hunt, wrong: RwSignal<Option<String>>) -> AnyView {
    let planned = Signal::derive(move || hunt.standing.with(|standing| standing.as_ref().map_or(0, |standing| standing.board.planned)));
    let done = move || hunt.finished.get() as f64 + hunt.under_way.get();
    let share = Signal::derive(move || if planned.get() > 0 { done() / f64::from(planned.get()) } else { 0.0 });
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
