//! Phase 3: from a file on your disk to an answer for somebody else.

use crate::roadmap::{Phase, Project, Step, Topic};

/// Model deployment.
pub(super) const PHASE: Phase = Phase {
    id: "phase-3",
    number: 3,
    title: "Model deployment",
    months: (3, 4),
    gist: "You can put a model behind an API that other programs call, in a container that runs anywhere.",
    topics: &[
        Topic {
            id: "phase-3.flask",
            title: "Flask, the simple way",
            stop: "Flask",
            gist: "A small Python web framework: a function becomes an address that other programs can call.",
            hours: 3,
            practise: None,
        },
        Topic {
            id: "phase-3.fastapi",
            title: "FastAPI, the typed way",
            stop: "FastAPI",
            gist: "A web framework that checks every request against declared types and writes its own documentation.",
            hours: 6,
            practise: None,
        },
        Topic {
            id: "phase-3.docker",
            title: "Containers with Docker",
            stop: "Docker",
            gist: "A package of your program with everything it needs, which behaves the same wherever Docker runs.",
            hours: 7,
            practise: None,
        },
        Topic {
            id: "phase-3.testing",
            title: "Test an endpoint",
            stop: "Endpoint tests",
            gist: "Asking the running service good and bad questions, by hand with curl and by machine with pytest.",
            hours: 3,
            practise: None,
        },
        Topic {
            id: "phase-3.documentation",
            title: "Document the API",
            stop: "API documentation",
            gist: "What a stranger needs to call your model: address, fields, units, an example, limits and failures.",
            hours: 2,
            practise: None,
        },
    ],
    project: Project {
        id: "phase-3.project",
        title: "A model that answers",
        gist: "Your phase 2 model behind a FastAPI server, in a container, tested and documented.",
        hours: 10,
        steps: &[
            Step {
                id: "phase-3.project.server",
                text: "POST /predict returns a class, its probability and the model's version for a valid request.",
            },
            Step {
                id: "phase-3.project.validation",
                text: "A missing field, a wrong type and an impossible value each get status 422 and a message that names the field.",
            },
            Step { id: "phase-3.project.health", text: "GET /health answers only once the model is loaded." },
            Step {
                id: "phase-3.project.container",
                text: "The commands docker build and docker run, as the README gives them, make a working service on a machine without Python.",
            },
            Step { id: "phase-3.project.pinned", text: "Base image and every package are pinned, and the container does not run as root." },
            Step {
                id: "phase-3.project.tests",
                text: "Automated tests cover a correct prediction, every kind of bad request and agreement with the model outside the server.",
            },
            Step {
                id: "phase-3.project.readme",
                text: "The README has a curl command and its real answer, a table of fields with units and ranges, and the failure codes.",
            },
        ],
    },
};
