//! Good packs, and packs on top of each other.

use super::*;

#[test]
fn the_built_in_pack_is_what_its_files_say() {
    let mut files = read_dir(&here("trees")).unwrap();
    for file in &mut files {
        file.pack = "built-in".to_owned();
    }
    assert!(!files.is_empty());
    assert_eq!(builtin::files(), files);
    let read = pack_of(files);
    assert!(!read.parts().tables.is_empty());
    assert_eq!(builtin::pack(), read);
}

#[test]
fn the_small_pack_has_nothing_wrong_with_it() {
    assert_eq!(load(base()).report(false), "");
}

#[test]
fn the_order_of_the_files_means_nothing() {
    let mut files = base();
    let pack = pack_of(files.clone());
    files.reverse();
    assert_eq!(pack_of(files), pack);
}

#[test]
fn expressions_mean_what_they_say() {
    let pack = pack_of(base());
    let fact = |name: &str| pack.fact_named(name).unwrap();
    let table = pack.table_named("reset").unwrap();
    let each = |quantifier, set, test| Expression::Each(quantifier, Box::new([set, test]));
    let row = Expression::Row(table, Box::new(Expression::Variable(1)));
    let covers = Expression::In(Box::new([Expression::Variable(0), row]));
    let exists = each(Quantifier::Exists, Expression::Fact(fact("admin.roles")), covers);
    let all = each(Quantifier::All, Expression::Fact(fact("target.roles")), exists);
    assert_eq!(pack.fact(fact("target.outranks")).derive, [Expression::Not(Box::new(all))]);
    assert_eq!(pack.fact(fact("target.outranks")).derive[0].facts(), [fact("target.roles"), fact("admin.roles")]);
}

#[test]
fn conjunctions_are_flat() {
    let text = "fact: target.odd\ntype: bool\nlabel: l\nderive: (target.guest && (target.guest && target.outranks)) || (false || target.guest)\n";
    let pack = pack_of(base_with(&[("facts/odd.yaml", text)]));
    let Expression::Or(parts) = &pack.fact(pack.fact_named("target.odd").unwrap()).derive[0] else { panic!() };
    assert_eq!(parts.len(), 3);
    assert!(matches!(&parts[0], Expression::And(parts) if parts.len() == 3));
}

#[test]
fn a_fix_with_a_credential_has_the_callers_gate_in_front() {
    let pack = pack_of(base());
    let gate = pack.fact_named(CALLER_VERIFIED).unwrap();
    let gates = |name: &str| pack.cause(pack.cause_named(name).unwrap()).fix.gates.clone();
    assert_eq!(gates("forgotten"), [gate]);
    assert!(gates("outranked").is_empty());
}

#[test]
fn the_choice_none_of_a_set_is_no_member() {
    let pack = pack_of(base());
    let roles = pack.fact(pack.fact_named("target.roles").unwrap());
    let keys: Vec<&str> = roles.choices.iter().map(|choice| choice.value.as_str()).collect();
    assert_eq!(keys, ["custom", "helpdesk", "global"]);
    assert_eq!(roles.none_label.as_deref(), Some("No role"));
}

#[test]
fn a_later_pack_replaces_by_kind_and_id_and_adds_the_rest() {
    let mut files = base();
    let cause = fs::read_to_string(here("tests/packs/base/causes/causes.yaml")).unwrap();
    let (outranked, _) = cause.split_once("---").unwrap();
    let mine = outranked.replace("They outrank you", "Our own words");
    let also = outranked.replace("cause: outranked", "cause: another");
    files.push(file("mine", "causes/any.yaml", &format!("{mine}---\n{also}")));
    let greyed = fs::read_to_string(here("tests/packs/base/symptoms/greyed.yaml")).unwrap();
    let own = greyed.replace("goto locked-out: 40", "forgotten: 40").replace("goto locked-out", "cause forgotten");
    files.push(file("mine", "symptoms/locked-out.yaml", &own));
    let loaded = load(files);
    let replaced: Vec<String> = loaded
        .replaced
        .iter()
        .map(|it| format!("{} {} of {} by {} in {}", it.kind, it.id, it.of_pack, it.by_pack, it.file))
        .collect();
    assert_eq!(
        replaced,
        [
            "cause outranked of base by mine in causes/any.yaml",
            "symptom locked-out of base by mine in symptoms/locked-out.yaml"
        ]
    );
    assert_eq!(loaded.report(false), "");
    let pack = loaded.pack.unwrap();
    let outranked = pack.cause_named("outranked").unwrap();
    assert_eq!(pack.cause(outranked).title, "Our own words");
    assert!(pack.cause_named("another").is_some());
    // Ids stay: what was first in the arena still is.
    assert_eq!(outranked.index(), 0);
    let greyed = pack.tree(pack.tree_named("greyed").unwrap());
    assert!(greyed.nodes[1].targets().any(|to| to == Target::Goto(pack.tree_named("locked-out").unwrap())));
}

#[test]
fn a_pack_on_top_of_the_built_in_one_loads() {
    let mut files = builtin::files();
    files.push(file("mine", "tables/mine.yaml", "table: mine\nmembers: [a]\n"));
    let pack = pack_of(files);
    assert_eq!(pack.parts().tables.len(), builtin::pack().parts().tables.len() + 1);
}

#[test]
fn a_later_pack_has_a_name_of_its_own_and_adds_to_the_glossary() {
    let mut files = base();
    let names = "names: [{ name: Contoso Portal, old: [The Blue Page] }]";
    files.push(file("mine", "pack.yaml", &format!("pack: mine\nversion: 7\n{names}\n")));
    let loaded = load(files);
    assert!(loaded.replaced.is_empty());
    let parts = loaded.pack.unwrap().parts().clone();
    assert_eq!((parts.name.as_str(), parts.version.as_str()), ("mine", "7"));
    let names: Vec<&str> = parts.names.iter().map(|name| name.name.as_str()).collect();
    assert_eq!(names, ["Microsoft Entra ID", "Contoso Portal"]);
}

#[test]
fn one_load_reports_the_problems_of_every_file() {
    let files = [
        ("facts/one.yaml", "fact: a.b\ntype: bol\nlabel: l\n"),
        ("causes/two.yaml", "cause: two\n"),
        ("symptoms/three.yaml", "symptom: [\n"),
        ("codes/four.yaml", "code: X\ntitle: t\nmeaning: m\nleads: nowhere\nsources: []\n"),
        ("cases/five.yaml", "case: five\nsymptom: greyed\nwords: w\nexpect: nothing\n"),
    ];
    let report = load(base_with(&files)).report(false);
    for (path, _) in files {
        assert!(report.contains(&format!("--> base/{path}:")), "nothing about {path}:\n{report}");
    }
}

#[test]
fn places_lead_back_to_the_files() {
    let loaded = load(base());
    let pack = loaded.pack.unwrap();
    let tree = Item::Tree(pack.tree_named("greyed").unwrap());
    let site = loaded.places.site_of(&Symbol::field(tree, "nodes/rank/checks/0/if")).unwrap();
    assert_eq!(loaded.sources.name(site.file), "base/symptoms/greyed.yaml");
    assert_eq!(loaded.sources.line_and_column(site.file, site.span.start), (14, 13));
}

#[test]
fn values_are_read_as_their_fact_says() {
    let pack = pack_of(base());
    let tree = pack.tree(pack.tree_named("greyed").unwrap());
    assert_eq!(tree.given, [(pack.fact_named("target.guest").unwrap(), Value::Bool(false))]);
    let case = &pack.parts().cases[0];
    assert_eq!(case.facts[0].1, Value::set(["helpdesk"]));
}

#[test]
fn a_case_says_what_is_asked() {
    let pack = pack_of(base());
    let fact = |name: &str| pack.fact_named(name).unwrap();
    let [plain, in_turn] = pack.parts().cases.as_slice() else { panic!("two cases") };
    assert_eq!((&plain.asked, plain.questions), (&None, None));
    assert_eq!(in_turn.asked.as_deref(), Some([fact("admin.roles"), fact("target.roles")].as_slice()));
    assert_eq!(in_turn.questions, Some(2));
}
