//! Lessons of phase 3: serving a model.

use super::{PhaseProse, TopicProse, sample};

/// Phase 3.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 3,
    intro: r#"
A model in a notebook has no value to anyone but you. To be useful it must be callable: by a web shop, a phone, a nightly job.

The usual form is an **API**, an agreed way for one program to ask another. Here it is **HTTP**, the protocol of the web: the caller sends a request with a small document in **JSON** (text with names and values), and gets an answer with a **status**: 200 for fine, 422 for *your request makes no sense*, 500 for *we broke*.

This phase turns the file from phase 2 into a service in four moves: a server, a container, tests, a page that explains it. Article 7 of the series walks from a tracked model to a container in 45 minutes.
"#,
    brief: r#"
Serve the winner of phase 2 by its run id, so that the chain from answer to experiment is unbroken.

Then hand the repository to someone with Docker and nothing else. If they get an answer within five minutes, you are done. What reviewers look for: pinned versions, a bad request that is refused politely, and a README whose example really was run.
"#,
    topics: &[FLASK, FASTAPI, DOCKER, TESTING, DOCUMENTATION],
};

const FLASK: TopicProse = TopicProse {
    id: "phase-3.flask",
    what: "Flask is a small web framework for Python. You write a function, put an address above it, and Flask calls the function whenever a request for that address arrives.",
    why: "It is the shortest way from a model to an address, it has been taught for more than a decade, and you will meet it in existing systems. For a prototype or an internal tool it is often enough.",
    mistake: "Running Flask's built-in server in production. It says itself at the start that it is for development. Put a production server such as gunicorn in front of the same app.",
    body: r#"
First a model file to serve:

{{sample train_model.py}}

Then the server. Save it beside `model.joblib`, install `flask`, and start it with the command in the first line:

{{sample flask_app.py}}

Read it as four sentences. When the process starts, load the model, once. When a POST request comes to `/predict`, read its JSON. If a field is missing or not a number, say which, with status 422. Otherwise put the values *in the order the model was trained on*, predict, and answer with a name and the model's version.

Loading inside the function would work too, and would read the file again for each request: the most common reason for a slow model server.

Half of the function is checking the input, and the checks are still not complete: it would accept a petal of minus three centimetres, and `true` as a number. You could add a line for each. The next lesson lets declarations do it.
"#,
    samples: &[sample!(Python, "phase_3", "train_model.py"), sample!(Python, "phase_3", "flask_app.py")],
};

const FASTAPI: TopicProse = TopicProse {
    id: "phase-3.fastapi",
    what: "FastAPI is a web framework in which you declare the shape of request and answer as Python types. It checks each request against them before your code runs, and generates a documentation page from the same declaration.",
    why: "A model answers anything with the right number of columns, including nonsense. The border is the only place to stop nonsense, and types are the cheapest guard.",
    mistake: "Checking types but not ranges. 590 is a valid number and not a sepal length in centimetres; somebody sent millimetres. Declare units in the names and limits on the values.",
    body: r#"
The same service, typed. Install `fastapi` and `uvicorn` and start it with the command in the first line:

{{sample app.py}}

`Flower` declares four numbers with unit and limits; `extra="forbid"` refuses fields nobody knows, which catches misspelt names. `Answer` declares what goes out. The function body is only about the model.

Ask it with a petal width of −1 and it answers 422, with a document that names `petal_width_cm` and says that it should be greater than 0. You wrote no code for that. Open http://127.0.0.1:8000/docs and there is a page on which each field is described and can be tried.

Three details earn their place. `/health` lets whatever runs the service know that it is ready; it can only answer once the model is loaded, because loading happens above it. The answer carries the `version`, so that every prediction can later be traced. And the probability is sent with the class, because a caller may wish to treat 0.51 differently from 0.99.

You will read that FastAPI is **asynchronous**: it can wait for many slow things at once. That helps when a request waits for a database. It does not make a model faster. Computing inside an `async def` function stops every other request while it computes; a plain `def`, as here, is run in a pool of threads and is the right choice for a model.

Which of the two frameworks? FastAPI for anything that others will call; Flask when you join a system that has it.
"#,
    samples: &[sample!(Python, "phase_3", "app.py")],
};

const DOCKER: TopicProse = TopicProse {
    id: "phase-3.docker",
    what: "An **image** is a frozen file system with your program and everything it needs; a **container** is a running copy of it, separated from the rest of the machine. A **Dockerfile** is the recipe, and Docker is the tool that cooks and runs it.",
    why: "“It works on my machine” stops being a joke when the machine can be shipped. The cluster, your colleague and the build server all start the same image.",
    mistake: "Copying the code before installing the packages. Docker reuses each step whose inputs did not change; with the code first, changing one line reinstalls everything, and a build of seconds becomes minutes, twenty times a day.",
    body: r#"
Two files. Which packages, exactly:

{{sample requirements.txt}}

And the recipe:

{{sample Dockerfile}}

Each line makes a **layer**. `FROM` takes a small Linux with Python 3.11: take the version you trained with. The requirements are copied and installed before the code, so that this slow layer is kept until the file changes. The process runs as a user without rights, because a service that is broken into should be worth little. The last line listens on `0.0.0.0`, that is, on all addresses of the container: with `127.0.0.1` it would hear only itself, which costs most beginners an evening.

{{sample container.sh}}

`--publish 127.0.0.1:8000:8000` connects port 8000 of your machine to port 8000 in the container, for yourself only. `--rm` throws the container away when it stops; the image stays.

Pin everything. `python:latest` and an unpinned `scikit-learn` mean that the image you build in March is not the one you tested in January, and a model file may not load in another version of the library that wrote it.

The model is inside the image here. That is a good default: one thing to ship, one thing to roll back. Large models are fetched at the start instead, by exact version, never by “newest”.
"#,
    samples: &[
        sample!(Text, "phase_3", "requirements.txt"),
        sample!(Dockerfile, "phase_3", "Dockerfile"),
        sample!(Bash, "phase_3", "container.sh"),
    ],
};

const TESTING: TopicProse = TopicProse {
    id: "phase-3.testing",
    what: "Testing an endpoint means sending it requests and checking status and content of the answers: by hand with **curl** (a program that makes HTTP requests from the command line) or Postman (the same with windows), and automatically with pytest.",
    why: "A server that starts is not a server that is right. The failures that hurt are quiet ones: swapped columns, last week's model, a refusal that turned into a guess.",
    mistake: "Testing only that the answer has status 200. A service that says *setosa* to everything passes that test. Compare with the model's own answer, outside the server.",
    body: r#"
By hand first. With the server of the previous lesson running:

{{sample ask.sh}}

The first prints `{"species":"virginica","probability":0.98,"version":"iris-1"}`, the second `422`. Keep such a file in the repository; it is the fastest way to see whether a deployment is alive.

Then by machine, on every change. FastAPI's test client calls the app without a network, so the tests need no port and run in a second or two (install `pytest` and `httpx`):

{{sample test_app.py}}

Three kinds of test, and each has caught real faults. *Agreement*: the server and the bare model give the same probability for the same flower, which fails when columns are swapped or an old file is loaded. *Refusal*: three bad requests, each refused by the name of the field at fault. *Identity*: the service says which version it runs.

What to add when it grows: a handful of rows with answers everyone agrees on, run against each new model before it is deployed; and a load test, to know how many requests a second one container bears before users notice.
"#,
    samples: &[sample!(Bash, "phase_3", "ask.sh"), sample!(Python, "phase_3", "test_app.py")],
};

const DOCUMENTATION: TopicProse = TopicProse {
    id: "phase-3.documentation",
    what: "The documentation of a model API says where it is, what to send with which units, what comes back, how it fails, what it is for, and what it is not for.",
    why: "Whoever calls your model cannot see inside it. What you do not write down they will assume, and they will assume that it is always right.",
    mistake: "Documenting the happy case only. Callers spend their time on the others: what happens with a missing value, an unknown category, a slow answer?",
    body: r#"
FastAPI generates the reference at `/docs`. It cannot generate intent. That belongs in the README, and it fits on one screen:

{{sample README.md}}

Six parts: one sentence on what it does and for whom; the commands that start it; fields with units and limits; a real answer, pasted from a terminal and not invented; the failures; the limits of the model itself.

The last sentence is the most valuable. A classifier trained on three species will call a daffodil *virginica* with a straight face. It has no way to say *none of these* unless someone gave it one. The person who calls the API does not know that; you do.

A test of the page: give it to someone and ask them to make one correct and one wrong request with curl. Count their questions. Each is a line to add.

Version the API in its address (`/v1/predict`) once others depend on it. Adding a field to an answer is harmless; renaming one breaks a program you have never seen.
"#,
    samples: &[sample!(Markdown, "phase_3", "README.md")],
};
