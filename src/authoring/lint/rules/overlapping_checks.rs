//! `overlapping-checks`.

use super::{Findings, Rule, Subject, Test};

/// Two checks that are true together and lead to the same place, or are the same test, are one check.
pub(super) struct OverlappingChecks;

impl Rule for OverlappingChecks {
    fn code(&self) -> &'static str {
        "overlapping-checks"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        let tests: Vec<Test<'_>> = subject.tests().collect();
        for (place, later) in tests.iter().enumerate() {
            let earlier = tests.get(..place).unwrap_or_default().iter();
            for earlier in earlier.rev().take_while(|earlier| earlier.tree == later.tree && earlier.node == later.node)
            {
                let implied = subject.logic().implies(later.test, earlier.test, later.state);
                let same = implied && subject.logic().implies(earlier.test, later.test, later.state);
                let can_hold = subject.logic().possible(later.test, later.state).is_some_and(|it| it.holds && it.fails);
                if can_hold && (same || (implied && earlier.then == later.then)) {
                    let message = if same {
                        "this is true exactly where an earlier check is"
                    } else {
                        "this is true only where an earlier check with the same target is"
                    };
                    let told = found.at(later.symbol.clone(), message);
                    told.help("make one check of them, or say what tells them apart");
                    told.relate(earlier.symbol.clone(), "the earlier one");
                    break;
                }
            }
        }
    }
}
