//! What the engine says about itself.

super::texts! { "engine";
    BY_PERSON = "you";
    BY_PROBE = "Graph";
    BY_PROBE_LIKELY = "Graph, not certain";
    BY_CODE = "error code {code}";
    BY_SYMPTOM = "what you opened";
    BY_DERIVATION = "follows from {facts}";
    NOT_SURE = "not sure";
    UNKNOWABLE = "nothing says so";
    ASSUMING_NOT_SURE = "{fact}: not sure, taken as “{value}”";
    ASSUMING_OPEN = "{fact}: not sure";
    ASSUMING_POINTS = "{fact}: only pointed to, not settled";
    ASSUMING_NOTHING_ELSE = "nothing else on the list held";
    ASSUMING_UNTESTED = "there is no test but the fix itself";
    CONFIRMED = "confirmed";
    LIKELY = "likely";
    WHY_GATE = "The fix changes a credential. Someone pretending to be the person is a known way in, so this comes first, once a ticket.";
    WHY_ONE_LEFT = "1 cause is still possible. This settles whether it is the one.";
    WHY_LEFT = "{count} causes are still possible. The answer tells some of them apart.";
    WHY_DECIDES = "It is one part of: {fact}.";
    WHY_EFFECT = "{answer} — leaves {count} ({share} %): {causes}";
    WHY_EFFECT_ALL = "{answer} — leaves all of them";
    WHY_EFFECT_NONE = "{answer} — leaves none of them";
    WHY_MORE = "and {count} more";
    WHY_COST_SECONDS = "It takes a moment to find out.";
    WHY_COST_MINUTE = "It takes about a minute to find out.";
    WHY_COST = "It takes about {minutes} minutes to find out.";
    WHY_BECAUSE = "{fact}: {value} ({by})";
    WHY_NOT = "not “{cause}”, because {reasons}";
    WHY_NOT_REASON = "{fact} is “{value}”";
    CONFLICT = "{fact}: “{kept}” counts; {other} said “{value}”";
}
