//! Resources, the road to being hired, the article series and the headline figures.

/// Something to learn from, elsewhere.
#[derive(Debug, PartialEq)]
pub struct Resource {
    /// Permanent id, such as `resource.kaggle`.
    pub id: &'static str,
    /// Its name.
    pub title: &'static str,
    /// Course, documentation, book, platform or community.
    pub kind: &'static str,
    /// What it costs, with the catch if there is one.
    pub cost: &'static str,
    /// What it is good for, one or two sentences.
    pub about: &'static str,
    /// When on the road to use it.
    pub when: &'static str,
    /// Its address.
    pub url: &'static str,
}

/// Six, in the order you will want them.
pub const RESOURCES: &[Resource] = &[
    Resource {
        id: "resource.kaggle",
        title: "Kaggle",
        kind: "Platform",
        cost: "Free; an account is needed, and the free GPU hours are limited per week",
        about: "Public datasets with their licences, notebooks that run in the browser, and other people's solutions to read after you have written your own. Use it for the data of every project here.",
        when: "From phase 0",
        url: "https://www.kaggle.com",
    },
    Resource {
        id: "resource.fast-ai",
        title: "Practical Deep Learning for Coders, fast.ai",
        kind: "Course",
        cost: "Free",
        about: "Teaches from the top down: you train a working model in the first lesson and learn afterwards why it works. A good second voice beside this road's smaller models.",
        when: "Beside phase 1",
        url: "https://course.fast.ai",
    },
    Resource {
        id: "resource.mlflow-docs",
        title: "MLflow documentation",
        kind: "Documentation",
        cost: "Free; MLflow is open source",
        about: "The quickstart takes about ten minutes and ends with your first tracked run. Return to it for the exact name of a function; tutorials age faster than documentation.",
        when: "Phase 2",
        url: "https://mlflow.org/docs/latest/",
    },
    Resource {
        id: "resource.coursera-mlops",
        title: "MLOps Specialization, DeepLearning.AI on Coursera",
        kind: "Course",
        cost: "Listed as free to audit; certificates cost money, and what may be audited changes, so look before you plan on it",
        about: "Andrew Ng on the whole production life cycle: scoping, data, modelling, deployment. The course on machine learning in production is the part to start with.",
        when: "Beside phases 3 to 5",
        url: "https://www.coursera.org/learn/introduction-to-machine-learning-in-production",
    },
    Resource {
        id: "resource.designing-ml-systems",
        title: "Designing Machine Learning Systems, Chip Huyen",
        kind: "Book",
        cost: "Commercial (O'Reilly, 2022); a library or an O'Reilly subscription may lend it. The author's chapter summaries are free on GitHub",
        about: "The best single book on the decisions between the model and the user. It is often passed round as a free PDF; it is not one.",
        when: "From phase 3",
        url: "https://github.com/chiphuyen/dmls-book",
    },
    Resource {
        id: "resource.mlops-community",
        title: "MLOps Community",
        kind: "Community",
        cost: "Free",
        about: "A Slack workspace of more than 10,000 engineers by this roadmap's source. Ask questions, show a project, hear of jobs. Search before you ask, and say what you tried.",
        when: "From phase 2",
        url: "https://mlops.community",
    },
];

/// One step towards being hired.
#[derive(Debug, PartialEq)]
pub struct HiredStep {
    /// Permanent id, such as `hired.portfolio`.
    pub id: &'static str,
    /// Title, sentence case.
    pub title: &'static str,
    /// What it is.
    pub what: &'static str,
    /// Why it works.
    pub why: &'static str,
    /// How to do it, each a thing that can be ticked off.
    pub how: &'static [&'static str],
}

/// Three steps, then the shortcut.
pub const HIRED: &[HiredStep] = &[
    HiredStep {
        id: "hired.portfolio",
        title: "A public portfolio",
        what: "Every phase's project in a public repository, with a README, a diagram of the parts and the decisions written down.",
        why: "A certificate says that you sat through something. A repository that runs shows what you can do, and a written decision shows how you think; both survive being read by a sceptical engineer with ten minutes.",
        how: &[
            "Each README starts with what the project does, a picture of its parts and the command that runs it.",
            "Each repository runs from a fresh clone on a machine that is not yours.",
            "A file DECISIONS.md holds three to five choices: what you picked, what else you considered, what would change your mind.",
            "Your profile pins the best four, newest phase first.",
        ],
    },
    HiredStep {
        id: "hired.open-source",
        title: "Contribute to open source",
        what: "Small, merged contributions to a tool of this road: MLflow, Airflow and Evidently all accept them.",
        why: "It is the only way to show, before you are hired, that you can read strangers' code, take review and finish. The review threads are public references.",
        how: &[
            "Fix an error in the documentation that confused you this month; you are the best judge of what confuses a beginner.",
            "Report a bug with the smallest program that shows it, the versions, and what you expected.",
            "Take an issue labelled for newcomers; say in the thread that you are on it.",
            "Add a test before you add a feature.",
        ],
    },
    HiredStep {
        id: "hired.in-public",
        title: "Build in public",
        what: "One post a week on LinkedIn on what you learned, with the thing itself attached.",
        why: "People hire whom they have heard of. Writing it down also finds the parts you have not understood.",
        how: &[
            "Write about one problem: what broke, what you tried, what it was.",
            "Show a number or a picture of your own, never a stock image.",
            "Link the commit.",
            "Answer each comment; the conversation is the point.",
        ],
    },
    HiredStep {
        id: "hired.shortcut",
        title: "The shortcut",
        what: "Find a company that does machine learning without anyone dedicated to running it, and offer to set up experiment tracking and a basic deployment pipeline as a portfolio project. Then apply.",
        why: "Such a team has the problem already and usually knows it. You arrive as the person who solved part of it, with access to real constraints that no tutorial has.",
        how: &[
            "Look for advertisements for data scientists at companies with no ML platform or MLOps people on their team pages.",
            "Offer something small with an end: one model tracked and served, in two to four weeks.",
            "Agree in writing what you may publish; leave their data and secrets where they are.",
            "Hand over a runbook that works without you.",
        ],
    },
];

/// One article of the series this roadmap closes.
#[derive(Debug, PartialEq)]
pub struct Article {
    /// Permanent id, such as `series.7`.
    pub id: &'static str,
    /// 1..=10.
    pub number: u8,
    /// What it is about.
    pub title: &'static str,
    /// The question it answers.
    pub answers: &'static str,
    /// Where on this site its subject can be tried or read: label and site path.
    pub here: (&'static str, &'static str),
}

/// All ten, in order.
pub const SERIES: &[Article] = &[
    Article {
        id: "series.1",
        number: 1,
        title: "MLflow vs Weights & Biases",
        answers: "Which of the two tracking tools saves a team more engineering time, and what does each cost to run?",
        here: ("Phase 2: what a tracker must do", "/phase/2#phase-2.logging"),
    },
    Article {
        id: "series.2",
        number: 2,
        title: "Seven alternatives to Weights & Biases",
        answers: "Which free and paid tools do the same job, and for whom is each the better choice?",
        here: ("Phase 2: why track at all", "/phase/2#phase-2.why-tracking"),
    },
    Article {
        id: "series.3",
        number: 3,
        title: "Neptune alternatives and how to migrate",
        answers: "Neptune's service has shut down: where do its users go, and how do the runs come along?",
        here: ("Phase 2: runs you can take with you", "/phase/2#phase-2.compare"),
    },
    Article {
        id: "series.4",
        number: 4,
        title: "ClearML in review",
        answers: "What do you get from one open-source suite for tracking, data, pipelines and serving?",
        here: ("Phase 2: artefacts and what belongs with them", "/phase/2#phase-2.artifacts"),
    },
    Article {
        id: "series.5",
        number: 5,
        title: "Ten MLOps tools for teams",
        answers: "Which tool covers which part of the life cycle, and which do you need first?",
        here: ("The whole road at a glance", "/"),
    },
    Article {
        id: "series.6",
        number: 6,
        title: "MLflow vs ClearML",
        answers: "A small tool you combine with others, or one suite that does it all?",
        here: ("Phase 2: compare runs", "/phase/2#phase-2.compare"),
    },
    Article {
        id: "series.7",
        number: 7,
        title: "Deploy a model with Docker and MLflow",
        answers: "How does a tracked model become a running container in 45 minutes?",
        here: ("Phase 3: containers", "/phase/3#phase-3.docker"),
    },
    Article {
        id: "series.8",
        number: 8,
        title: "Kubeflow vs Airflow",
        answers: "Which orchestrator fits your team, and when is Kubernetes worth its cost?",
        here: ("Phase 4: when you need Kubeflow", "/phase/4#phase-4.kubeflow"),
    },
    Article {
        id: "series.9",
        number: 9,
        title: "MLflow in 20 minutes",
        answers: "How do you get from an untracked script to compared runs in one sitting?",
        here: ("Train two models, then track them", "/lab/train?data=wine"),
    },
    Article {
        id: "series.10",
        number: 10,
        title: "MLOps Roadmap 2026",
        answers: "In which order do you learn all this, and what do you build on the way?",
        here: ("Start with phase 0", "/phase/0"),
    },
];

/// A figure for the home page; never shown without its basis.
#[derive(Debug, PartialEq)]
pub struct Headline {
    /// Permanent id, such as `headline.growth`.
    pub id: &'static str,
    /// The figure itself.
    pub figure: &'static str,
    /// What it counts.
    pub label: &'static str,
    /// Where it comes from and how far to trust it.
    pub basis: &'static str,
}

/// In the order they are shown.
pub const HEADLINES: &[Headline] = &[
    Headline {
        id: "headline.months",
        figure: "6 months",
        label: "from beginner to job-ready",
        basis: "At about seven hours a week; the planner shows your own dates.",
    },
    Headline {
        id: "headline.phases",
        figure: "6 phases",
        label: "after the prerequisites",
        basis: "Phases 0 to 6, seven in all; each ends in a portfolio project.",
    },
    Headline {
        id: "headline.salary",
        figure: "$88k–$210k",
        label: "a year for the role in the US, depending on who counts",
        basis: "Lowest site average to the top of the base range, second-hand, 2026. The roadmap's source itself says $145k in one place, above $130k and above $150k in others.",
    },
    Headline {
        id: "headline.growth",
        figure: "+40%",
        label: "job growth, 2024 to 2026",
        basis: "As the roadmap's source claims; it does not say how it was counted.",
    },
    Headline {
        id: "headline.cost",
        figure: "$0",
        label: "for everything you need",
        basis: "Every exercise here is free, and so are the tools; one recommended book is commercial and marked so.",
    },
];
