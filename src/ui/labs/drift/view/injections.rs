//! Injected drift of the reader's own: a list that grows by a button, each with what goes wrong, where, how much and when.

use leptos::ev::Event;
use leptos::prelude::*;

use crate::protocol::{Injection, ScenarioCatalog};
use crate::ui::labs::drift::injection;
use crate::ui::labs::drift::injection::{InjectableColumns, SHAPES};
use crate::ui::labs::drift::state::DriftLabState;
use crate::ui::platform;

/// Injections at most: an address must hold them.
const MOST: usize = 8;

/// The list, and the button that adds one.
pub(crate) fn injections(drift: DriftLabState) -> AnyView {
    let setup = drift.setup;
    // What the rows are made from: a change of a number alone makes no row anew.
    let made = Memo::new(move |_| {
        let kinds: Vec<&'static str> = setup.injections.with(|all| all.iter().map(|one| injection::kind_of(&one.change).id).collect());
        let shapes: Vec<bool> = setup.injections.with(|all| all.iter().map(|one| injection::shape_of(one.shape).1.is_some()).collect());
        let columns: Vec<String> =
            setup.injections.with(|all| all.iter().filter_map(|one| injection::column(&one.change).map(str::to_owned)).collect());
        (kinds, shapes, columns)
    });
    let full = Memo::new(move |_| drift.cards.found.with(Option::is_none) || setup.injections.with(|all| all.len() >= MOST));
    let add = move |_| {
        let Some(catalog) = drift.cards.found.get_untracked() else { return };
        let Some(first) = injection::kinds(&catalog).next() else { return };
        let Some(one) = injection::usual(first.id, &catalog, setup.windows.get_untracked()) else { return };
        setup.injections.update(|all| all.push(one));
        platform::focus(&format!("watch-injection-{}-kind", setup.injections.with_untracked(Vec::len) - 1));
    };
    view! {
        <fieldset class="lab-group">
            <legend>"Injected drift of your own"</legend>
            <p class="field-about">"They come besides the story above. All of them are part of the address."</p>
            {move || {
                let count = made.with(|made| made.0.len());
                let catalog = drift.cards.found.get()?;
                Some((0..count).map(|place| row(drift, &catalog, place)).collect_view())
            }}
            <button type="button" class="button" disabled=full on:click=add>"Add injected drift"</button>
        </fieldset>
    }
    .into_any()
}

/// One injection.
fn row(drift: DriftLabState, catalog: &ScenarioCatalog, place: usize) -> AnyView {
    let all = drift.setup.injections;
    let Some(now) = all.with_untracked(|all| all.get(place).cloned()) else { return ().into_any() };
    let kind = injection::kind_of(&now.change);
    let id = move |part: &str| format!("watch-injection-{place}-{part}");
    let change = move |make: &dyn Fn(&mut Injection)| {
        all.update(|all| {
            if let Some(one) = all.get_mut(place) {
                make(one);
            }
        });
    };
    let of = move |read: fn(&Injection) -> String| move || all.with(|all| all.get(place).map(read).unwrap_or_default());
    let other_kind = {
        let catalog = catalog.clone();
        move |event: Event| {
            if let Some(other) = injection::usual(&event_target_value(&event), &catalog, drift.setup.windows.get_untracked()) {
                change(&|one| *one = Injection { onset: one.onset, ..other.clone() });
                platform::focus(&id("kind"));
            }
        }
    };
    let kinds =
        injection::kinds(catalog).map(|one| view! { <option value=one.id selected=one.id == kind.id>{one.title}</option> }).collect_view();
    let mut names: Vec<String> = kind.columns.of(catalog).into_iter().map(|column| column.name.clone()).collect();
    let own = injection::column(&now.change).unwrap_or_default().to_owned();
    // A link may name a column that the data do not have: it is shown, so that the error can be understood.
    if !own.is_empty() && !names.contains(&own) {
        names.push(own.clone());
    }
    let whole = (kind.columns == InjectableColumns::NumbersOrNone)
        .then(|| view! { <option value="" selected=own.is_empty()>"Everywhere"</option> });
    let words: Vec<String> = match kind.columns {
        InjectableColumns::Target => catalog.classes.clone(),
        InjectableColumns::Categories => {
            catalog.columns.iter().find(|column| column.name == own).and_then(|column| column.categories.clone()).unwrap_or_default()
        }
        _ => vec![],
    };
    let column = (!matches!(kind.columns, InjectableColumns::Target | InjectableColumns::Service)).then(|| {
        let options =
            names.into_iter().map(|name| view! { <option value=name.clone() selected=name == own>{name.clone()}</option> }).collect_view();
        let label = if kind.columns == InjectableColumns::NumbersOrNone { "Where this column is large" } else { "Column" };
        field(id("column"), label, view! {
            <select id=id("column") on:change=move |event| change(&|one| injection::set_column(&mut one.change, &event_target_value(&event)))>
                {whole}{options}
            </select>
        }.into_any())
    });
    let amount = kind.amount.map(|(label, _)| {
        let set = move |event: Event| {
            if let Ok(typed) = event_target_value(&event).trim().parse::<f64>() {
                change(&|one| {
                    injection::set_amount(&mut one.change, typed);
                });
            }
            // What cannot be is put back.
            all.notify();
        };
        let shown = of(|one| injection::amount(&one.change).map(|amount| amount.to_string()).unwrap_or_default());
        field(id("amount"), label, view! { <input id=id("amount") type="number" step="any" prop:value=shown on:change=set /> }.into_any())
    });
    let word =
        kind.word.map(|label| {
            let set = move |event: Event| change(&|one| injection::set_word(&mut one.change, event_target_value(&event).trim()));
            let shown = of(|one| injection::word(&one.change).to_owned());
            let known = words.into_iter().map(|name| view! { <option value=name></option> }).collect_view();
            field(id("word"), label, view! {
            <input id=id("word") type="text" autocomplete="off" spellcheck="false" list=id("words") prop:value=shown on:change=set />
            <datalist id=id("words")>{known}</datalist>
        }.into_any())
        });
    let over = move || all.with_untracked(|all| all.get(place).and_then(|one| injection::shape_of(one.shape).1)).unwrap_or(10);
    let shape = injection::shape_of(now.shape);
    let other_shape = move |event: Event| {
        if let Some(found) = injection::shape(&event_target_value(&event), over()) {
            change(&|one| one.shape = found);
            platform::focus(&id("shape"));
        }
    };
    let shapes = SHAPES.iter().map(|(own, name)| view! { <option value=*own selected=*own == shape.0>{*name}</option> }).collect_view();
    let takes = shape.1.map(|_| {
        let set = move |event: Event| {
            let typed = event_target_value(&event).parse::<u32>().ok().filter(|over| (1..=10_000).contains(over));
            if let Some(over) = typed {
                change(&|one| one.shape = injection::shape(injection::shape_of(one.shape).0, over).unwrap_or(one.shape));
            }
            all.notify();
        };
        let shown = of(|one| injection::shape_of(one.shape).1.map(|over| over.to_string()).unwrap_or_default());
        field(
            id("over"),
            "Windows that it takes",
            view! { <input id=id("over") type="number" min="1" max="10000" prop:value=shown on:change=set /> }.into_any(),
        )
    });
    let onset = move |event: Event| {
        if let Ok(onset) = event_target_value(&event).parse() {
            change(&|one| one.onset = onset);
        }
        all.notify();
    };
    let lasts = move |event: Event| {
        let text = event_target_value(&event);
        let typed = text.trim().parse::<u32>().ok().filter(|lasts| *lasts > 0);
        if typed.is_some() || text.trim().is_empty() {
            change(&|one| one.lasts = typed);
        }
        all.notify();
    };
    let remove = move |_| {
        all.update(|all| {
            if place < all.len() {
                all.remove(place);
            }
        });
    };
    view! {
        <div class="watch-injection" role="group" aria-label=format!("Injected drift {}", place + 1)>
            {field(id("kind"), "What goes wrong", view! { <select id=id("kind") on:change=other_kind>{kinds}</select> }.into_any())}
            {column}
            {word}
            {amount}
            {field(id("onset"), "First window", view! {
                <input id=id("onset") type="number" min="0" prop:value=of(|one| one.onset.to_string()) on:change=onset />
            }.into_any())}
            {field(id("lasts"), "Windows that it stays (empty: for good)", view! {
                <input
                    id=id("lasts")
                    type="number"
                    min="1"
                    prop:value=of(|one| one.lasts.map(|lasts| lasts.to_string()).unwrap_or_default())
                    on:change=lasts
                />
            }.into_any())}
            {field(id("shape"), "How it comes", view! { <select id=id("shape") on:change=other_shape>{shapes}</select> }.into_any())}
            {takes}
            <button type="button" class="button" on:click=remove>{format!("Remove injected drift {}", place + 1)}</button>
        </div>
    }
    .into_any()
}

fn field(id: String, label: &'static str, control: AnyView) -> AnyView {
    view! { <div class="field"><label for=id>{label}</label>{control}</div> }.into_any()
}
