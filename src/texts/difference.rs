//! What changed between two packs, in words.

super::texts! { "difference";
    VERDICTS = "Tickets that now end elsewhere";
    VERDICT = "{symptom}: {old} → {new} ({walks} of the tickets tried)";
    EXAMPLE = "with {answers}";
    CASES = "cases: {cases}";
    NO_ANSWERS = "no answers";
    NOT_SURE = "not sure";
    ESCALATION = "(escalation)";
    SYMPTOMS = "Symptoms";
    CAUSES = "Causes";
    NEW = "new: {name} ({title})";
    GONE = "gone: {name} ({title})";
    RENAMED = "renamed: {old} → {new} ({title})";
    RETITLED = "{name} is called otherwise: “{old}” → “{new}”";
    QUESTIONS = "Questions";
    REWORDED = "{fact} is worded otherwise: “{old}” → “{new}”";
    ASKED = "{symptom} now asks {fact}";
    DROPPED = "{symptom} no longer asks {fact}";
    EARLIER = "{symptom} asks {fact} earlier: from node {old} on the way to node {new}";
    LATER = "{symptom} asks {fact} later: from node {old} on the way to node {new}";
    SHIFTS = "Likelihoods, of 100 tickets";
    SHIFT = "{symptom}: {way} {old} → {new}";
    NOTHING = "nothing changed for the people who use it";
    RUN = "run through both: cases: {cases}, other walks: {walks}; symptoms with more walks than the {most} made: {sampled}";
}
