//! A read-only console over the store, with questions to begin with.

use std::sync::Arc;

use leptos::ev::{Event, KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::protocol::Error;
use crate::protocol::track::{Cell as Value, Query, QueryTable};
use crate::ui::client::CallFailure;
use crate::ui::kit::number::counted;
use crate::ui::kit::table::scrolling;
use crate::ui::labs::track::lessons::LESSONS;
use crate::ui::labs::track::state::TrackingState;
use crate::ui::labs::track::view::problem;

/// Rows that are shown at most.
const ROWS: u32 = 500;

/// The part.
pub(crate) fn sql(track: TrackingState) -> AnyView {
    let first = &LESSONS[0];
    let text = RwSignal::new(first.sql.to_owned());
    let about = RwSignal::new(Some(first.about));
    let found = RwSignal::new(None::<Arc<QueryTable>>);
    let wrong = RwSignal::new(None::<Error>);
    let ask = move || {
        let command = Query { sql: text.get_untracked(), limit: ROWS };
        spawn_local(async move {
            let answer = track.client.call(command).await;
            if wrong.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(table) => found.set(Some(Arc::new(table))),
                Err(CallFailure::Failed(error)) => wrong.set(Some(error)),
                Err(fault) => track.report(fault),
            }
        });
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            ask();
        }
    };
    let lessons = LESSONS.iter().map(|lesson| {
        let take = move |_| {
            text.set(lesson.sql.to_owned());
            about.set(Some(lesson.about));
            ask();
        };
        view! { <li><button type="button" id=format!("track-lesson-{}", lesson.id) class="link-button" on:click=take>{lesson.title}</button></li> }
    });
    view! {
        <section class="lab-section" aria-labelledby="track-sql-title">
            <h2 id="track-sql-title">"Ask the store in SQL"</h2>
            <p>"The store is MLflow's own SQLite database, so what you learn here works on any mlflow.db. Nothing can be written."</p>
            <div class="track-console">
                <nav aria-label="Questions to begin with"><h3>"Questions to begin with"</h3><ul>{lessons.collect_view()}</ul></nav>
                <form class="field" on:submit=on_submit>
                    <label for="track-sql">"Question"</label>
                    <textarea id="track-sql" class="track-sql" rows="9" spellcheck="false" aria-describedby="track-sql-about" prop:value=text on:keydown=on_key on:input=move |event: Event| {
                        text.set(event_target_value(&event));
                        about.set(None);
                    }></textarea>
                    <p class="field-about" id="track-sql-about">{move || about.get().unwrap_or("Ctrl and Enter asks. One SELECT, WITH or EXPLAIN at a time.")}</p>
                    <p class="lab-actions"><button type="submit" class="button-primary">"Ask"</button></p>
                </form>
            </div>
            {move || wrong.get().map(|error| problem(&error.what, &error.hint))}
            {move || found.get().map(|table| answer(&table))}
        </section>
    }
    .into_any()
}

fn answer(found: &QueryTable) -> AnyView {
    let heads = found.columns.iter().map(|name| view! { <th scope="col">{name.clone()}</th> }).collect_view();
    let cell = |value: &Value| match value {
        Value::Null => view! { <td data-missing="">"NULL"</td> }.into_any(),
        Value::Integer(number) => view! { <td data-number="">{number.to_string()}</td> }.into_any(),
        Value::Real(number) => view! { <td data-number="">{real(*number)}</td> }.into_any(),
        Value::Text(text) => view! { <td>{text.clone()}</td> }.into_any(),
    };
    let rows = found.rows.iter().map(|row| view! { <tr>{row.iter().map(cell).collect_view()}</tr> }).collect_view();
    let more =
        if found.more { format!("The first {}", counted(found.rows.len() as u64, "row")) } else { counted(found.rows.len() as u64, "row") };
    let caption = more.clone();
    let table = view! { <table class="lab-table"><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table> };
    scrolling(&format!("Answer, {more}"), table.into_any())
}

/// A number as the table holds it. MLflow keeps infinity as the largest number there is.
fn real(number: f64) -> String {
    match number {
        f64::MAX => format!("{number:e} (∞)"),
        f64::MIN => format!("{number:e} (−∞)"),
        number => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::real;

    #[test]
    fn the_largest_number_is_said_to_stand_for_infinity() {
        assert_eq!((real(f64::MAX), real(f64::MIN)), ("1.7976931348623157e308 (∞)".into(), "-1.7976931348623157e308 (−∞)".into()));
        assert_eq!(real(0.25), "0.25");
    }
}
