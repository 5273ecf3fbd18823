//! Phase 0: the tools under every other tool.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Mindset and prerequisites.
pub(super) const PHASE: Phase = Phase {
    id: "phase-0",
    number: 0,
    title: "Mindset and prerequisites",
    months: (0, 1),
    gist: "You can write a small Python program, run it from a terminal and publish it on GitHub.",
    topics: &[
        Topic {
            id: "phase-0.python",
            title: "Python fundamentals",
            stop: "Python",
            gist: "The language nearly all machine learning code is written in: functions, classes, comprehensions and isolated environments.",
            hours: 12,
            practise: Some(("Load a table without writing code", "/lab/train?data=penguins")),
        },
        Topic {
            id: "phase-0.command-line",
            title: "The command line",
            stop: "Command line",
            gist: "A text window in which you move about, start programs and connect them, on your machine or one far away.",
            hours: 5,
            practise: None,
        },
        Topic {
            id: "phase-0.git",
            title: "Git and GitHub",
            stop: "Git and GitHub",
            gist: "Git remembers every version of your files; GitHub is where other people read, review and merge them.",
            hours: 5,
            practise: None,
        },
    ],
    project: Project {
        id: "phase-0.project",
        title: "A script worth cloning",
        gist: "A small Python program that reads a CSV file, works something out and saves the result, in a public repository that a stranger can run.",
        hours: 8,
        steps: &[
            Step {
                id: "phase-0.project.environment",
                text: "A virtual environment exists, and requirements.txt lists every package with its version.",
            },
            Step {
                id: "phase-0.project.reads",
                text: "The command python summarise.py input.csv output.csv reads the CSV file named on the command line.",
            },
            Step {
                id: "phase-0.project.processes",
                text: "It computes something the input does not already contain, such as a total per group.",
            },
            Step { id: "phase-0.project.saves", text: "It writes the result to a new CSV file and leaves the input unchanged." },
            Step {
                id: "phase-0.project.errors",
                text: "With a missing file or a missing column it says which one, and exits with a status other than 0.",
            },
            Step {
                id: "phase-0.project.repository",
                text: "The code is in a public GitHub repository with at least five commits, one of them merged through a pull request.",
            },
            Step {
                id: "phase-0.project.readme",
                text: "The README says what the program does, how to install it and how to run it, and a second person has followed it without asking you.",
            },
        ],
    },
};
