//! Lessons of phase 0: Python, the command line, Git.

use super::{PhaseProse, TopicProse, sample};

/// Phase 0.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 0,
    intro: r#"
Three tools sit under everything that follows: a language, a terminal and a memory for your files. You do not need to master them. You need to be comfortable enough that they stop being the subject.

If you already write Python at work, read the three mistakes below, do the project in an evening and move on. If you have never programmed, take the whole month. Nobody who hires will ask how long it took.
"#,
    brief: r#"
Choose a CSV file you care about: your bank statement, your runs, the trains of your city. The program itself may be fifty lines. What counts is that a stranger can clone it, run it and get your result, because that is what every later phase asks of you with larger programs.

Test the README on someone. Sit beside them and say nothing. Each time they stop, the README is wrong.
"#,
    topics: &[PYTHON, COMMAND_LINE, GIT],
};

const PYTHON: TopicProse = TopicProse {
    id: "phase-0.python",
    what: "Python is a general programming language that reads almost like English. Four parts of it carry you through this road: **functions** (named pieces of work), **classes** (data with a name for each part), **list comprehensions** (a new list from an old one in one line) and **virtual environments** (a private set of packages for each project).",
    why: "Nearly every tool here, from scikit-learn to Airflow, is used from Python. You will read more of it than you write, often in a hurry, when something is down.",
    mistake: "Installing every package into the one Python of the whole machine. It works until two projects need two versions of the same library, and then neither works. One project, one virtual environment, and a file that lists what is in it.",
    body: r#"
Here is a table of orders as a CSV file: text, one row per line, columns separated by commas. One amount is missing, as in life.

{{sample orders.csv}}

The program below reads it, totals the amounts per city and writes a new file. Read it from the bottom: the last lines say what happens, and the functions above say how.

{{sample summarise.py}}

Notice four habits. `Order` gives names to the parts of a row, so that later code says `order.city` and not `row[1]`. The comprehension in `read_orders` makes a list of orders and, in the same breath, leaves out the row without an amount; its docstring says so, because silently dropped rows are how totals come out wrong. Each function does one thing and could be tested alone. And when the file is missing, the program says which file and stops with an error status, so that whatever started it knows.

The environment is a folder. Activating it means that `python` now refers to the copy inside:

{{sample environment.sh}}

You know enough Python for phase 1 when you can change this program to report the *average* order per city, without looking anything up except the syntax.
"#,
    samples: &[
        sample!(Text, "phase_0", "orders.csv"),
        sample!(Python, "phase_0", "summarise.py"),
        sample!(Bash, "phase_0", "environment.sh"),
    ],
};

const COMMAND_LINE: TopicProse = TopicProse {
    id: "phase-0.command-line",
    what: "The command line, or terminal, is a window in which you type the name of a program and what it should work on. **Bash** is the most common interpreter of such lines on servers. A **pipe**, written `|`, hands the output of one program to the next.",
    why: "Servers have no desktop. Containers, pipelines and build machines are all driven by lines of Bash, and when a model misbehaves at night, a terminal and a log file are often all you have.",
    mistake: "Pasting a command you do not understand, above all one that starts with `sudo` or `rm`. There is no undo. Read each word; `man rm` or `rm --help` tells you what the letters mean.",
    body: r#"
A command has a name, options that start with a dash, and things to work on: `ls -lh data` lists (`ls`) in long form with human sizes (`-lh`) what is in `data`.

The power lies in combination. Each program does one small thing with lines of text, and the pipe makes them a sentence:

{{sample look_around.sh}}

Read the long line from left to right: from line 2 on, cut out the second field, sort so that equal cities are neighbours, count neighbours, sort by the count. On the file of the previous lesson it prints Lisbon 3, Turin 2, Graz 1. Five programs, none of which knows anything about cities, and it works on a file of forty gigabytes because no program holds more than it needs.

Two details you will meet every day. `>` writes a program's output to a file and replaces what was there; `>>` appends. And each program ends with a **status**: 0 for success, anything else for trouble. `&&` runs the next command only on success, which is how a build stops at the first failure and why your own programs must report theirs.
"#,
    samples: &[sample!(Bash, "phase_0", "look_around.sh")],
};

const GIT: TopicProse = TopicProse {
    id: "phase-0.git",
    what: "**Git** keeps every version of your files. A **commit** is a snapshot with a sentence that says why; a **branch** is a line of commits you can work on without disturbing the others. **GitHub** hosts a copy that others can read, and a **pull request** asks them to review a branch and merge it.",
    why: "When a model gets worse, the first question is what changed. Without version control the honest answer is that nobody knows. Model code, pipeline code and configuration are all versioned like any other software.",
    mistake: "Committing what cannot be taken back: a password, a token, a 2 GB data file. Deleting it in the next commit does not help; it stays in the history for anyone who looks. Write `.gitignore` first, and if a secret slips through, revoke the secret.",
    body: r#"
Git has three places. You edit in your **working folder**. `git add` puts a change on the **stage**, the list of what the next snapshot will hold. `git commit` takes the snapshot into the **history**. The stage is there so that you can commit one idea at a time even when you have edited three.

{{sample first_branch.sh}}

The line to get used to is `git diff`. Look at each changed line before you commit it; you will catch half of your own mistakes there.

Write messages for the person who reads them in a year, in the form of an order: “Leave refunds out of the totals”, not “changes”. If you need the word *and*, it may be two commits.

On GitHub, work like a team even when you are alone: a branch for each change, a pull request, a look at your own diff in the browser, then merge. It feels slow for a week. It is also what every interviewer will look for in your history, and the place where automated checks will run from phase 3 on.

What Git is not for is large data: it stores every version of every file for ever. Keep data elsewhere and commit its address and a fingerprint; phase 2 shows how.
"#,
    samples: &[sample!(Bash, "phase_0", "first_branch.sh")],
};
