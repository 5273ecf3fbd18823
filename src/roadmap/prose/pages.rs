//! The words of the pages that are not lessons.

/// The prose of a page, in the order it is shown.
#[derive(Debug, PartialEq)]
pub struct Page {
    /// One or two sentences under the title; plain text, also the page's description.
    pub lead: &'static str,
    /// Markdown; headings start at level 2.
    pub body: &'static str,
}

/// The home page.
pub const HOME: Page = Page {
    lead: "From absolute beginner to job-ready ML engineer in six months, with free resources and a portfolio project in every phase. You do the work here, in the page.",
    body: r#"
## What MLOps is

MLOps is building, deploying and maintaining machine learning systems in production. It is the bridge between a model in a notebook, which works once, for its author, and a model that serves real users reliably, at scale, around the clock.

The name follows DevOps: the habit of letting the people who write software also run it. Machine learning adds a difficulty of its own. A program stays as right as it was on the day it was tested. A model is only as right as the world is similar to its training data, and the world moves. So the work is a loop and not a line: train, serve, monitor, retrain.

## Why now

Five years ago the role barely existed. Today a serious team that does machine learning has at least one person for it, and it is counted among the fastest-growing technical roles. The reason is ordinary: many companies have learned to train models, and far fewer have learned to keep them working.

## How to use this roadmap

1. Read a phase. Each lesson says what a thing is, why it matters, and the one mistake beginners make.
2. Try it where the lesson offers a lab. The data is real, the model is trained in your browser, and nothing is installed.
3. Do the phase's project before you move on. Employers look at what you built, not at what you read; the seven projects are your portfolio.
4. Tick off what you have done. Your progress stays on this device; you can take it with you as a file.

You need a computer, about seven hours a week, and no money.
"#,
};

/// `/resources`.
pub const RESOURCES: Page = Page {
    lead: "Six things worth your time beside this road, what each costs, and when to use it. Fewer is better: one course finished teaches more than five begun.",
    body: r#"
## How to choose

Take one course, one reference and one place to ask. Use Kaggle for the data of every project. Read documentation before tutorials: it is dated, maintained, and written by those who know what the function does.

What something costs is stated as we understand it and may have changed. Where a free offer has a catch, the catch is named.
"#,
};

/// `/hired`.
pub const HIRED: Page = Page {
    lead: "Three steps that make your work visible, and a shortcut. All of them start before you feel ready.",
    body: r#"
## Why this works

Whoever reads your application has a few minutes and one worry: will this person be able to do the work without being carried? A list of tools does not answer it. A project that runs does, and so does a merged contribution, and a clear explanation of something that went wrong.

You do not need ten projects. You need the seven of this road, finished.

## In the interview

Be ready to tell one story from start to end: what the problem was, what you measured, what you chose and against what, what broke, what you would do differently. Take it from your own repository, and have the numbers in your head.
"#,
};

/// `/series`.
pub const SERIES: Page = Page {
    lead: "This roadmap is the tenth and last article of a series on the tools of MLOps. Here is the question each one answers, and where on this site you can try its subject.",
    body: r#"
## How to read it

Tool comparisons age quickly; the questions behind them do not. Read an article for the question, try the subject here, and then look at the current documentation of the two tools that remain on your list.
"#,
};

/// What the salary figures mean; shown wherever they are.
pub const SALARY: Page = Page {
    lead: "For one job title, published figures run from $88k to above $260k a year. All are second-hand, from 2026, and about the United States.",
    body: r#"
## Why they disagree

They do not measure the same thing. Some are base pay, some add bonus and shares. Some were reported by employees, some modelled, some read from advertisements. Some mix beginners with engineers of ten years, and the title itself means different work in different companies.

So do not average them. Find the figure whose basis matches your question. To judge an offer, compare base with base at your level and in your place. To see where the road leads, look at the senior range, and at what part of it is shares.

The source of this roadmap names an average of $145k in one place, medians above $130k in another and “consistently $150k+” in a third. The three are repeated here so that you can see how much they depend on who is counting. We have not been able to check any of them against the raw data.
"#,
};

/// `/plan`.
pub const PLAN: Page = Page {
    lead: "Hours a week and a first day become dates for every phase, topic and project. When life gets in the way, see what moves, and by how much.",
    body: r#"
## How the dates are counted

A week's hours are spread evenly over its seven days, and what is left to do is laid end to end over the days on which there is time. What you marked as done or skipped takes none; of a project, the share of its steps that is still open. A week off is a calendar week, Monday to Sunday, that gives no hours.

What is left begins on your first day or today, whichever is later. So a week in which nothing was marked as done moves every date by a week, without anybody having to say so.

The hours of topics and projects are our estimates for a beginner. They are guesses; replace them with your own wherever you know better.

## The calendar file

It holds one all-day event for each phase and each project, with its topics and their dates in the description, and marks you as free. Calendars such as Google Calendar, Apple Calendar, Outlook and Thunderbird import it. Import it again after a change: every event keeps its name inside the file, so calendars that follow the standard (RFC 5545) move events instead of doubling them.

The file is made in this page. It does not know your progress beyond the dates, and nothing is sent anywhere.
"#,
};

/// `/print`.
pub const PRINT: Page = Page {
    lead: "The road on one page, to pin to a wall, or as a handbook with your notes and results. The PDF is made in this page, also offline; no e-mail is asked.",
    body: r#"
## What you get

- *One page*: the seven phases with months, topics and project checklists, your progress in the boxes, your next three steps, resources and salaries with their sources, and a code that brings your progress back when it is scanned.
- *Handbook*: every phase with its full text, code, checklists, your notes and bookmarks, the figures, and what came out of your labs.

Text in the PDF can be selected, searched and read aloud; headings, lists and tables are marked as such; links lead on.

## If it does not work

The PDF is made by a part of this site that your browser fetches when it is first needed. If it cannot be fetched or stops, use your browser's own print: every page of this site prints without navigation, and with the addresses of its links.
"#,
};

/// `/about`.
pub const ABOUT: Page = Page {
    lead: "How every number on this site is checked, what happens to your data (nothing leaves your browser), and who made what we build on.",
    body: r#"
## How every number is checked

- *Metrics.* Accuracy, precision, recall, F1, ROC AUC and log loss are our own code. Tests compare each with scikit-learn on fixed examples, chosen so that swapping two quantities would be noticed.
- *Models.* The forest's accuracy is compared with scikit-learn's over many seeds on every dataset we ship.
- *Reproduction.* A result depends on the data, the settings and the seed, and on nothing else: no clock, no hidden randomness. The address of a lab holds all the settings; whoever opens it gets the same numbers.
- *Lessons.* The Python samples are run with pinned versions before they are published, and the figures quoted in the text come from those runs. With other versions the last digit may differ.
- *Salaries and trends.* These are second-hand. Each names its source, its date and what it measures; claims we could not verify are marked as claims.

If you find a number that is wrong, please report it with the address of the page.

## Privacy: nothing leaves your browser

There is no account, no server that computes, no analytics, no cookie and no request to any third party. Your own CSV file is read by the page and never uploaded. Progress, notes and settings are stored by your browser on this device; you can export them, import them elsewhere, or delete them. What you delete is gone, because nobody else has a copy.

The server that hosts the files sees what any web server sees: which files were fetched, from which address.

## Data

The labs ship seven public datasets: Iris, penguins, wine, breast cancer, digits, diabetes and the flights that left New York in 2013. Each is shown with its authors, its licence and a link to its origin in the lab itself.

## Fonts and code

Text is set in IBM Plex Sans, code and figures in IBM Plex Mono, both by IBM under the SIL Open Font License 1.1; they are served from this site. The site is written in Rust, compiled to WebAssembly and published under the MIT licence. The libraries it uses are listed with their versions in the repository.

## What it is not

It is a place to learn and to try. Its models are real and small; a system that decides about people needs the care described in phase 6, and more data than a browser tab should hold.
"#,
};
