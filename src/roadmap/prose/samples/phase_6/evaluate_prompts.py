"""Score two versions of a prompt on the same cases: quality and cost, before anyone is exposed to it."""
import hashlib

PROMPTS = {
    "v1": "Answer the customer's question.",
    "v2": "Answer from the policy below only. If it does not say, answer: I do not know.",
}
# Each case: the question, words a right answer must contain, words it must not.
CASES = [
    ("How long do I have to return shoes?", ["30 days"], ["60"]),
    ("Do you ship to Norway?", ["do not know"], ["yes"]),
    ("Is the return free?", ["free"], []),
]
# Answers and token counts as they came back from the model, recorded so that scoring is repeatable.
ANSWERS = {
    "v1": [("You have 30 days.", 60, 8), ("Yes, we ship to Norway.", 58, 9), ("Returns are free within 30 days.", 57, 9)],
    "v2": [("30 days from delivery.", 210, 7), ("I do not know.", 208, 6), ("Yes, it is free.", 207, 7)],
}
DOLLARS_PER_MILLION = {"input": 0.50, "output": 2.00}     # your provider's price list goes here

for version, prompt in PROMPTS.items():
    passed, dollars = 0, 0.0
    for (_, must, must_not), (answer, tokens_in, tokens_out) in zip(CASES, ANSWERS[version], strict=True):
        text = answer.lower()
        passed += all(word in text for word in must) and not any(word in text for word in must_not)
        dollars += (tokens_in * DOLLARS_PER_MILLION["input"] + tokens_out * DOLLARS_PER_MILLION["output"]) / 1e6
    digest = hashlib.sha256(prompt.encode()).hexdigest()[:8]
    print(f"{version} ({digest}): {passed}/{len(CASES)} passed, ${1000 * dollars / len(CASES):.3f} per 1,000 answers")
