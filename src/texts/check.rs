//! What `check` says.

super::texts! { "check";
    SUMMARY = "{confirmed} confirmed, {possible} possible, {ruled_out} ruled out, {open} open of {all} causes.";
    ON_WHAT = "On {count} known facts:";
    ON_ONE = "On 1 known fact:";
    TOLD = "what Graph told: {count}; --all lists them";
    ON_NOTHING = "Nothing was given, so nothing can be said about any cause.";
    OPEN_MEANS = "Open means: nothing speaks for it or against it.";
    CONFIRMED = "Confirmed: {cause}";
    OBSERVED_FROM = "Behind: {symptom}";
    UNREPORTED = "Nobody has reported a symptom of it; it is wrong all the same.";
    BECAUSE = "Because:";
    POSSIBLE = "Possible: {count}, each under the cheapest question that decides about it.";
    POSSIBLE_ONE = "Possible: 1, under the cheapest question that decides about it.";
    ASK = "{question} ({minutes})";
    ASK_SYMPTOM = "Does this happen to anybody: {symptom}?";
    ASK_NOTHING = "Nothing is left to ask: the fix is the test.";
    ANSWER = "Answer with {words}";
    ANSWER_ONE_OF = "Answer with `--set {fact}=VALUE`, VALUE being one of {values}";
    ANSWER_FREELY = "Answer with `--set {fact}=VALUE`";
    ANSWER_LISTED = "Answer with `--set {fact}=VALUE`; `cred-doctor explain {fact}` lists the values";
    SHARE = "{share}\u{a0}%";
    POINTED = "because {evidence}";
    MORE = "and {count} more; `--all` lists them";
    RULED_OUT = "Ruled out: {count}; `--all` lists them, with what excludes each.";
    RULED_OUT_ALL = "Ruled out:";
    NOT_CHECKED = "Not checked: {count} facts. Nobody answered: no tenant is signed in, so only what you give is known.";
    NOT_CHECKED_ONE = "Not checked: 1 fact. Nobody answered: no tenant is signed in, so only what you give is known.";
    UNSURE = "{fact}: not sure ({id})";
    UNANSWERED = "{fact} ({id})";
    NOT_CHECKED_MORE = "Give more with `--set FACT=VALUE` or `--facts FILE`; `--all` lists what is missing.";
    GIVE_MORE = "Give more with `--set FACT=VALUE` or `--facts FILE`.";
    START = "Somebody complains? `cred-doctor find WORDS` finds the symptom, and `cred-doctor` alone asks you step by step.";
}
