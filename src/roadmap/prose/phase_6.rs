//! Lessons of phase 6: language models, features, governance.

use super::{PhaseProse, TopicProse, sample};

/// Phase 6.
pub(super) const PROSE: PhaseProse = PhaseProse {
    number: 6,
    intro: r#"
You can now take a model round the whole loop: train, track, serve, retrain, watch. What remains is breadth. Each topic here answers a question that grows with the organisation: what if the model is a language model we did not train, what if ten teams need the same feature, what if a regulator asks?

Take them in the order your work asks for them. There is no last phase to an engineer's education; this one is where the road opens.
"#,
    brief: r#"
This project adds no new system. It closes the circle on the one you have: a card that says what the model is, a trail from any answer to its origin, one shared feature, one evaluated prompt.

Do the trail first. Take a prediction from your log, close your eyes, and get back to the data that trained it. Each step at which you have to guess is a thing to fix.
"#,
    topics: &[LLMOPS, FEATURE_STORES, GOVERNANCE, CONVERGENCE],
};

const LLMOPS: TopicProse = TopicProse {
    id: "phase-6.llmops",
    what: "LLMOps is running applications built on **large language models**: deploying, evaluating and monitoring them. A **prompt** is the text that instructs the model; **tokens** are the word pieces in which length and price are counted. **RAG**, retrieval-augmented generation, puts documents that were looked up into the prompt.",
    why: "The model usually belongs to someone else and changes when they decide. Your code is partly prose, your outputs have no single right answer, and every request costs money. The discipline of phases 2 to 5 applies, with other instruments.",
    mistake: "Judging a prompt by trying it three times. It looked good on the cases you thought of. Write down cases with what a right answer must and must not contain, before you change the prompt, and score every version on all of them.",
    body: r#"
**Version the prompt** as you would version a model: a number, a fingerprint, a record of which version produced which answer. **Evaluate** each version on fixed cases. **Count the cost** beside the quality.

{{sample evaluate_prompts.py}}

The answers in this file are recordings of ours, written for the lesson, so that it runs without an account and always prints the same: version 1 passes 2 of 3 for $0.047 per thousand answers, version 2 passes 3 of 3 for $0.117. The shorter prompt invented a shipping policy. The longer one carries the policy along, is right, and costs two and a half times as much. Now there is something to decide. (The prices are placeholders; put in your provider's.)

Checking for words is crude and very useful: it is cheap, repeatable, and its failures can be read. When answers are too free for it, **Ragas** offers measures for RAG, such as whether each claim is supported by the retrieved text, and **LangSmith** keeps traces, datasets and scores in one hosted place. Many such measures use a language model as judge. Treat the judge as an instrument: compare it with people on fifty cases before you believe it, and fix its version.

In production, log prompt version, model name as reported by the provider, retrieved documents, answer, tokens, time. Watch cost per day with a hard limit, the share of refusals, and answers without a source. And keep a cheaper model tested as a fallback; outages are not rare.
"#,
    samples: &[sample!(Python, "phase_6", "evaluate_prompts.py")],
};

const FEATURE_STORES: TopicProse = TopicProse {
    id: "phase-6.feature-stores",
    what: "A feature store defines each feature once and serves it twice: historical values for training (the **offline store**) and the latest value, within milliseconds, for prediction (the **online store**). **Feast** is open source; **Tecton** and **Databricks** sell managed ones.",
    why: "The same feature, computed by one team in SQL for training and by another in Java for serving, will differ. The model is then asked something it never learned, which is training-serving skew. And the third team that needs the feature should not write it a third time.",
    mistake: "Training on features as they are today. A balance from March must not explain a decision from January. The join has to ask what was known at that moment.",
    body: r#"
The heart of a feature store is that join, and you can do it in pandas:

{{sample point_in_time.py}}

```
customer decided_at  balance_eur  defaulted
       7 2026-01-10       1200.0          0
       7 2026-03-10        150.0          1
       9 2026-03-10          NaN          0
```

Customer 7 appears twice with the balance of each time. Customer 9 gets nothing: the only balance was recorded on 20 March, ten days after the decision. A plain join on `customer` would have given each loan of customer 7 both balances and told the model about customer 9's future. It would have scored better in testing, and worse with real customers. `tolerance` says how old a value may be before it counts as unknown.

In Feast the same is a declaration. The training script asks for historical values at given times, the server for the latest, and both go through it:

{{sample features.py}}

When do you need one? With one model and features from one table: not yet. Put the feature into one function, import it in training and in serving, and test that they agree; that is most of the benefit. With several models that share features, or features that must be fresh within seconds, it starts to pay for the system you then have to run.
"#,
    samples: &[sample!(Python, "phase_6", "point_in_time.py"), sample!(Python, "phase_6", "features.py")],
};

const GOVERNANCE: TopicProse = TopicProse {
    id: "phase-6.governance",
    what: "Governance is being able to answer for a model. A **model card** says what it is for, on what it was trained and where it fails. An **audit trail** leads from a prediction to version, run, code and data. **Bias detection** compares errors between groups of people. **Compliance** is showing that a law or rule was followed.",
    why: "Enterprises and regulators ask for it: credit, hiring, insurance and medicine have rules, and the European Union's AI Act adds duties for systems it calls high-risk. Apart from any law, you will want to know whom your model is wrong about.",
    mistake: "Removing the sensitive column and declaring the model fair. Postcode, first name and shopping hours carry much of the same information. Fairness is a property of outcomes; you need the group to measure it.",
    body: r#"
One overall number can hide two experiences:

{{sample by_group.py}}

It prints an accuracy of 0.97 for all. Group A has a recall of 0.99: nearly everyone who would repay is approved. For group B it is 0.81 ± 0.06: about one good applicant in five is turned away. Group B is 14% of the rows, so the overall number hardly notices.

The size and the interval beside each figure matter. With 286 people a difference of 0.18 is far outside the noise; with 15 it would not be.

Which quantity should be equal between groups: the share approved, the recall, the precision? When the groups differ in how often they repay, no imperfect model can make all of them equal at once. It is a choice with consequences, so it is made by people who may make it, and written down.

It is written in the card, one page that travels with the model version:

{{sample model_card.md}}

The last line is the one that works for you: a number, a threshold and what happens then.

The audit trail costs you little by now. The answer carries a version (phase 3), the version has a run (phase 2), the run has commit and data fingerprint, the log has the inputs (phase 5). Keep promotions and who approved them in the same registry. An auditor's question then takes five minutes instead of a month.
"#,
    samples: &[sample!(Python, "phase_6", "by_group.py"), sample!(Markdown, "phase_6", "model_card.md")],
};

const CONVERGENCE: TopicProse = TopicProse {
    id: "phase-6.convergence",
    what: "LLMOps and classical MLOps began with different tools and are growing together: the same registries hold models and prompts, the same trackers record runs and traces, the same teams are on call for both.",
    why: "Most products need both: a language model that reads a complaint, and a small classifier that decides where it goes. Engineers who can run the two earn 20–30% more, *as the source of this roadmap claims*; we have found no independent study of it, so take it as a direction and not as a number to negotiate with.",
    mistake: "Using a language model for everything because it can do everything. Sorting a form into one of five classes takes a logistic regression a fraction of a millisecond on an ordinary processor; a large model needs a request, a price and a wait.",
    body: r#"
Lay the two side by side and you will recognise your own road:

| step | classical model | language model |
|---|---|---|
| what you version | data, code, settings, model file | prompt, model name, documents, settings |
| test before release | metric on held-out rows | score on written cases |
| gate | challenger beats champion | new prompt does not lose a case |
| log | features, output, version | prompt, retrieved text, answer, tokens |
| drift | inputs move, truth moves | questions move, the provider's model moves |
| cost | training, then nearly nothing | every single answer |

The verbs are the same: version, evaluate, gate, log, watch. What differs is the instrument at each step. That is good news for you, because the verbs are the hard part to learn and you have them.

A worked example of the two together. A support desk receives 10,000 messages a day. A small classifier answers the routine ones from templates, with a threshold on its confidence: say it handles 80% at a precision of 0.98. The remaining 2,000 go to a language model with the documents it needs. Compared with sending everything to the large model, four fifths of the cost is gone, most customers wait less, and the rare case gets the better reader. The threshold between the two is a number in a configuration file, evaluated like any other; and drift in the first shows as cost in the second.

From here, choose one direction and go deep. You have seen the whole map.
"#,
    samples: &[],
};
