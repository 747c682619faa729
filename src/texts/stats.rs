//! What the figures of a pack are called.

super::texts! { "stats";
    SIZE = "symptoms: {trees}, nodes: {nodes}, facts: {facts}, causes: {causes}, codes: {codes}, cases: {cases}";
    SYMPTOM = "symptom";
    NODES = "nodes";
    FACTS = "facts";
    WAYS_OUT = "ways out";
    LONGEST = "longest";
    QUESTIONS = "questions";
    MINUTES = "minutes";
    INCOMPLETE = "?";
    LEGEND = "longest: the most questions; questions and minutes: expected, over tickets by likelihood, up to the first verdict or goto";
    INCOMPLETE_LEGEND = "?: too many states to reckon with";
    ORDER_TITLE = "What the order of checks costs, in minutes for a ticket that gets there";
    NODE = "node";
    CHECKS = "checks";
    WRITTEN = "as written";
    USED = "in use";
    BEST = "best";
    SAVING = "saving";
    FIXED = "{checks}, fixed";
    BOUND = "≥ {minutes}";
    AT_MOST = "≤ {minutes}";
    ORDER_LEGEND = "up to {most} checks every order is weighed; beyond, `≥` is a bound that no order goes below";
    ORDER_FINE = "no list of checks costs more than its best order";
    ACCURACY_TITLE = "Cases, answered question by question without the probe";
    AREA = "area";
    CASES = "cases";
    RIGHT = "right";
    MEDIAN = "median";
    MOST = "max";
    ALL_AREAS = "all";
}
