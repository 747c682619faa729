//! The planner, over the built-in pack: whatever is wanted and whatever is held.

use std::collections::{BTreeMap, BTreeSet};

use cred_doctor::builtin;
use cred_doctor::diagnosis::plan::{Account, BATCH, Holds, Plan, Reason, Wish, plan};
use cred_doctor::knowledge::{FactId, Pack, Piece, Value};
use proptest::prelude::*;

fn fact(pack: &Pack, name: &str) -> FactId {
    pack.fact_named(name).unwrap_or_else(|| panic!("no fact {name}"))
}

fn known(pack: &Pack, values: &[(&str, &str)]) -> BTreeMap<FactId, Value> {
    values.iter().map(|(name, value)| (fact(pack, name), Value::text(*value))).collect()
}

const BY_ID: [(&str, &str); 3] = [("target.id", "t-1"), ("admin.id", "a-1"), ("app.client_id", "c-1")];
const BY_NAME: [(&str, &str); 3] = [("target.upn", "t@x.y"), ("admin.upn", "a@x.y"), ("app.client_id", "c-1")];

fn probed(pack: &Pack) -> Vec<FactId> {
    let facts = pack.parts().facts.iter().enumerate().filter(|(_, fact)| !fact.evidence.is_empty());
    facts.map(|(place, _)| FactId::from(place)).collect()
}

fn planned(pack: &Pack, facts: &[FactId], known: &BTreeMap<FactId, Value>, holds: &Holds) -> Plan {
    plan(pack, &Wish { facts, known, holds })
}

fn told(plan: &Plan) -> BTreeSet<FactId> {
    plan.parts().flat_map(|part| part.facts.iter().copied()).collect()
}

#[test]
fn no_request_of_the_built_in_pack_can_change_anything() {
    let pack = builtin::pack();
    assert!(pack.parts().requests.len() > 20);
    for request in &pack.parts().requests {
        let needs = &request.needs;
        let permissions = needs.delegated.iter().chain(needs.application.iter().flatten()).chain(&needs.wider);
        for permission in permissions {
            assert!(permission.split('.').any(|part| part.starts_with("Read")), "{permission}");
            for wide in ["Write", "AccessAsUser", "Manage.", "FullControl", "PrivilegedOperations", "Send"] {
                assert!(!permission.contains(wide), "{permission}");
            }
        }
        let path = request.path.split('?').next().unwrap();
        for action in ["$batch", "$ref", "evaluate", "revoke", "reset", "invalidate", "changePassword", "addPassword"] {
            assert!(!path.contains(action), "{path}");
        }
    }
}

#[test]
fn an_object_id_takes_one_round_and_a_name_two() {
    let pack = builtin::pack();
    for (given, rounds) in [(&BY_ID, 1), (&BY_NAME, 2)] {
        let plan = planned(&pack, &probed(&pack), &known(&pack, given), &Holds::default());
        assert_eq!(plan.rounds.len(), rounds);
        let missing: Vec<&str> = plan.not_checked.iter().map(|it| pack.fact(it.fact).name.as_str()).collect();
        // What nobody can know this way: nothing.
        assert_eq!(missing, Vec::<&str>::new());
    }
}

#[test]
fn an_object_is_read_once_with_only_what_is_wanted() {
    let pack = builtin::pack();
    let wanted = [fact(&pack, "target.on_premises_synced"), fact(&pack, "sspr.usage_location_set")];
    let plan = planned(&pack, &wanted, &known(&pack, &BY_ID), &Holds::default());
    let urls: Vec<String> = plan.parts().map(|it| it.address.fill(&known(&pack, &BY_ID), 0).unwrap()).collect();
    assert_eq!(urls, ["/users/t-1?$select=id,onPremisesSyncEnabled,usageLocation"]);
    // The admin and the target are one person.
    let same = known(&pack, &[("target.upn", "t@x.y"), ("admin.upn", "t@x.y")]);
    let wanted = [fact(&pack, "target.on_premises_synced"), fact(&pack, "admin.licensed")];
    let plan = planned(&pack, &wanted, &same, &Holds::default());
    assert_eq!(plan.parts().count(), 1);
    assert_eq!(plan.parts().next().unwrap().requests.len(), 2);
    assert_eq!(plan.permissions, ["User.Read.All"]);
}

#[test]
fn what_is_lacking_is_named() {
    let pack = builtin::pack();
    let known = known(&pack, &BY_ID);
    let reason = |name: &str, holds: &Holds| {
        let plan = planned(&pack, &[fact(&pack, name)], &known, holds);
        assert_eq!(plan.rounds.len(), 0);
        plan.not_checked.into_iter().map(|it| it.reason).next().unwrap()
    };
    let set = |names: &[&str]| Some(names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>());
    let holds = Holds { permissions: set(&["Policy.Read.All"]), ..Holds::default() };
    assert_eq!(reason("signin.at_risk", &holds), Reason::Permission(vec!["IdentityRiskyUser.Read.All".to_owned()]));
    let holds = Holds { roles: set(&["helpdesk-administrator"]), ..Holds::default() };
    assert_eq!(reason("tenant.force_change_feature", &holds), Reason::Role(vec!["global-administrator".to_owned()]));
    let holds = Holds { licences: set(&["premium-p1"]), ..Holds::default() };
    assert_eq!(reason("signin.at_risk", &holds), Reason::Licence(vec!["premium-p2".to_owned()]));
    let holds = Holds { account: Account::Application, ..Holds::default() };
    assert_eq!(reason("tenant.force_change_feature", &holds), Reason::PersonOnly);
    let nobody = planned(&pack, &[fact(&pack, "target.roles")], &BTreeMap::new(), &Holds::default());
    assert_eq!(nobody.not_checked[0].reason, Reason::Missing(vec![fact(&pack, "target.id")]));
    // A wider permission does as well, and so does one that may write too.
    for held in ["Directory.Read.All", "User.ReadWrite.All"] {
        let holds = Holds { permissions: set(&[held]), ..Holds::default() };
        assert!(!told(&planned(&pack, &[fact(&pack, "target.on_premises_synced")], &known, &holds)).is_empty());
    }
}

#[test]
fn a_narrow_budget_is_spread_over_time() {
    let pack = builtin::pack();
    let plan = planned(&pack, &probed(&pack), &known(&pack, &BY_ID), &Holds::default());
    let mut spent: BTreeMap<(String, u32), u32> = BTreeMap::new();
    for call in plan.rounds.iter().flat_map(|round| &round.calls) {
        for throttle in call.parts.iter().filter_map(|part| pack.request(part.requests[0]).throttle.as_ref()) {
            let spent = spent.entry((throttle.budget.clone(), call.after)).or_default();
            *spent += throttle.cost;
            assert!(*spent <= throttle.limit, "{} at {} s", throttle.budget, call.after);
        }
    }
    assert!(spent.keys().any(|(budget, _)| budget == "reports"));
}

fn pick(mask: &[bool], all: &[FactId]) -> Vec<FactId> {
    all.iter().zip(mask.iter().cycle()).filter(|(_, taken)| **taken).map(|(fact, _)| *fact).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_plan_is_sound(mask in proptest::collection::vec(any::<bool>(), 61), by_id in any::<bool>(), dropped in any::<prop::sample::Index>()) {
        let pack = builtin::pack();
        let wanted = pick(&mask, &probed(&pack));
        let given = known(&pack, if by_id { &BY_ID } else { &BY_NAME });
        let plan = planned(&pack, &wanted, &given, &Holds::default());
        let told_all = told(&plan);
        for fact in wanted.iter().filter(|fact| !given.contains_key(fact)) {
            let known = told_all.contains(fact);
            let not = plan.not_checked.iter().any(|it| it.fact == *fact);
            prop_assert!(known != not, "{}", pack.fact(*fact).name);
        }
        let mut values: BTreeSet<FactId> = given.keys().copied().collect();
        let mut seen = BTreeSet::new();
        for round in &plan.rounds {
            for call in &round.calls {
                prop_assert!((1..=BATCH).contains(&call.parts.len()));
                for part in &call.parts {
                    prop_assert!(part.requests.iter().all(|it| pack.request(*it).version == call.version));
                    prop_assert!(part.requests.iter().all(|it| seen.insert(*it)), "asked twice");
                    for piece in &part.address.pieces {
                        if let Piece::Fact(facts) = piece {
                            prop_assert!(facts.iter().any(|it| values.contains(it)), "asked before it can be");
                        }
                    }
                }
            }
            let facts = round.calls.iter().flat_map(|call| &call.parts).flat_map(|part| part.facts.iter().copied());
            values.extend(facts);
        }
        // Dropping a permission moves exactly the facts that need it.
        if !plan.permissions.is_empty() {
            let without = dropped.get(&plan.permissions).clone();
            let granted = plan.permissions.iter().filter(|it| **it != without).cloned().collect();
            let less = planned(&pack, &wanted, &given, &Holds { permissions: Some(granted), ..Holds::default() });
            for fact in told_all.difference(&told(&less)).filter(|fact| wanted.contains(fact)) {
                let reason = less.not_checked.iter().find(|it| it.fact == *fact).map(|it| it.reason.clone());
                let fits = match &reason {
                    Some(Reason::Permission(missing)) => missing == &vec![without.clone()],
                    // What tells the object id needs it.
                    Some(Reason::Missing(_)) => !by_id,
                    _ => false,
                };
                prop_assert!(fits, "{} without {without}: {reason:?}", pack.fact(*fact).name);
            }
            for part in less.parts() {
                let needs = &pack.request(part.requests[0]).needs;
                let wider = needs.wider.iter().any(|it| plan.permissions.contains(it) && *it != without);
                prop_assert!(wider || !needs.delegated.contains(&without));
            }
        }
    }
}
