use cred_doctor::authoring::{Coverage, Measure, Subject, run_case, run_cases};
use cred_doctor::diagnosis::{Passage, Walk};
use cred_doctor::knowledge::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
#[test]
#[ignore]
fn generate() {
    let pack = Arc::new(cred_doctor::builtin::pack());
    let runs = run_cases(&pack);
    let cov = Coverage::of(&pack, &runs);
    let mut missing: BTreeSet<Passage> = cov
        .missing()
        .filter_map(|s| match s {
            Subject::Branch(t, n, b) => Some(Passage { tree: t, node: n, branch: Some(b) }),
            Subject::Node(t, n) => Some(Passage { tree: t, node: n, branch: None }),
            _ => None,
        })
        .collect();
    println!("missing {} of {:?}", missing.len(), cov.share(Measure::Branches));
    let mut seed: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(88172645463325252);
    let mut rnd = move || {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        seed
    };
    let n: usize = std::env::var("N").ok().and_then(|s| s.parse().ok()).unwrap_or(400);
    let mut cands: Vec<(Case, BTreeSet<Passage>)> = vec![];
    for t in 0..pack.parts().trees.len() {
        let tree = TreeId::from(t);
        if !missing.iter().any(|p| p.tree == tree) {
            continue;
        }
        for _ in 0..n {
            let dull = rnd() % 10;
            let mut walk = Walk::open(Arc::clone(&pack), tree, 0);
            let mut facts = vec![];
            while let Some(q) = walk.question().filter(|q| q.gate.is_none()).cloned() {
                let f = pack.fact(q.fact);
                let keys: Vec<&str> = f.choices.iter().map(|c| c.value.as_str()).collect();
                let v = match f.kind {
                    FactKind::Bool => Value::Bool(rnd() % 10 >= dull),
                    FactKind::Choice => Value::text(keys[(rnd() as usize) % keys.len()]),
                    FactKind::Set => match rnd() % 4 {
                        0 => Value::set::<_, String>([]),
                        _ => Value::set([keys[(rnd() as usize) % keys.len()]]),
                    },
                    FactKind::Number => Value::Number((rnd() % 3000) as i64),
                    FactKind::Time => Value::Time(-((rnd() % 200000) as i64)),
                    FactKind::Text => Value::text("a"),
                };
                facts.push((q.fact, v.clone()));
                walk.answer(0, q.fact, Some(v));
                if facts.len() > 40 {
                    break;
                }
            }
            let Some(v) = walk.verdict() else { continue };
            let got: BTreeSet<Passage> = walk.passed().iter().copied().filter(|p| missing.contains(p)).collect();
            if got.is_empty() {
                continue;
            }
            let case = Case {
                name: String::new(),
                symptom: tree,
                words: String::new(),
                facts,
                expect: v.cause,
                asked: None,
                questions: None,
                source: None,
            };
            let r = run_case(&pack, &case);
            if !r.passed() {
                continue;
            }
            let got: BTreeSet<Passage> = r.passed.iter().copied().filter(|p| missing.contains(p)).collect();
            cands.push((case, got));
        }
    }
    println!("cands {}", cands.len());
    let mut k = 0;
    while !missing.is_empty() {
        let Some((case, got)) = cands
            .iter()
            .map(|(c, g)| (c, g.intersection(&missing).copied().collect::<BTreeSet<_>>()))
            .max_by_key(|(c, g)| (g.len() * 100) as i64 - c.facts.len() as i64)
        else {
            break;
        };
        if got.is_empty() {
            break;
        }
        let mut case = case.clone();
        let mut i = 0;
        while i < case.facts.len() {
            let mut less = case.clone();
            less.facts.remove(i);
            let r = run_case(&pack, &less);
            if r.passed() && got.iter().all(|g| r.passed.contains(g)) {
                case = less;
            } else {
                i += 1;
            }
        }
        let r = run_case(&pack, &case);
        for p in &r.passed {
            missing.remove(p);
        }
        k += 1;
        println!(
            "#{k} {} -> {} [{}]",
            pack.tree(case.symptom).name,
            pack.cause(case.expect).name,
            pack.cause(case.expect).title
        );
        let s = |v: &Value| match v {
            Value::Set(m) if m.is_empty() => "[none]".to_string(),
            Value::Set(_) => format!("[{}]", v),
            o => o.to_string(),
        };
        println!(
            "F {}",
            case.facts.iter().map(|(f, v)| format!("{}: {}", pack.fact(*f).name, s(v))).collect::<Vec<_>>().join(", ")
        );
    }
    println!("left {}", missing.len());
    let mut by: BTreeMap<String, usize> = BTreeMap::new();
    for p in &missing {
        println!("LEFT {} {} {:?}", pack.tree(p.tree).name, pack.tree(p.tree).node(p.node).name, p.branch);
        *by.entry(pack.tree(p.tree).name.clone()).or_default() += 1;
    }
}
