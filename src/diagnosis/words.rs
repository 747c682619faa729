//! The engine's explanations in words.

use super::{Answer, Assumption, By, Certainty, Conflict, Known, RuledOut, Walk, WhyCause, WhyQuestion};
use crate::knowledge::{CauseId, FactId, Pack, Value};
use crate::texts::{Texts, engine as say};

/// How many causes a sentence names before it counts the rest.
const NAMED: usize = 3;

/// Who or what said so.
pub fn by(texts: &Texts, by: &By) -> String {
    match by {
        By::Person => texts.say(say::BY_PERSON).to_owned(),
        By::Probe { certain: true, .. } => texts.say(say::BY_PROBE).to_owned(),
        By::Probe { certain: false, .. } => texts.say(say::BY_PROBE_LIKELY).to_owned(),
        By::Code { code } => texts.fill(say::BY_CODE, &[("code", code)]),
        By::Symptom { .. } => texts.say(say::BY_SYMPTOM).to_owned(),
    }
}

/// Who or what said what is known; empty where nobody did.
pub fn provenance(texts: &Texts, pack: &Pack, known: &Known) -> String {
    match known {
        Known::Answered(answer, _) => by(texts, &answer.by),
        Known::Derived(_, inputs, _) => {
            let labels: Vec<&str> = inputs.iter().map(|input| pack.fact(*input).label.as_str()).collect();
            texts.fill(say::BY_DERIVATION, &[("facts", &labels.join(", "))])
        }
        Known::NotSure => by(texts, &By::Person),
        Known::Unknowable | Known::Open(_) => String::new(),
    }
}

/// What is known about a fact, as its answer reads.
pub fn value(texts: &Texts, pack: &Pack, fact: FactId, known: &Known) -> String {
    match known.value() {
        Some(value) => label(pack, fact, value),
        None if *known == Known::NotSure => texts.say(say::NOT_SURE).to_owned(),
        None => texts.say(say::UNKNOWABLE).to_owned(),
    }
}

/// A value of a fact, as its answer reads, without control characters.
pub fn label(pack: &Pack, fact: FactId, value: &Value) -> String {
    pack.fact(fact).label_of(value).chars().filter(|c| !c.is_control()).collect()
}

/// What a likely verdict takes for granted.
pub fn assumption(texts: &Texts, pack: &Pack, assumption: &Assumption) -> String {
    match assumption {
        Assumption::NotSure { fact, taken: Some(taken) } => texts
            .fill(say::ASSUMING_NOT_SURE, &[("fact", &pack.fact(*fact).label), ("value", &label(pack, *fact, taken))]),
        Assumption::NotSure { fact, taken: None } => {
            texts.fill(say::ASSUMING_OPEN, &[("fact", &pack.fact(*fact).label)])
        }
        Assumption::Points { fact } => texts.fill(say::ASSUMING_POINTS, &[("fact", &pack.fact(*fact).label)]),
        Assumption::NothingElse { .. } => texts.say(say::ASSUMING_NOTHING_ELSE).to_owned(),
        Assumption::Untested => texts.say(say::ASSUMING_UNTESTED).to_owned(),
    }
}

/// Why a question is asked, a sentence a line.
pub fn why_question(texts: &Texts, pack: &Pack, why: &WhyQuestion) -> Vec<String> {
    if why.gate {
        return vec![texts.say(say::WHY_GATE).to_owned()];
    }
    let mut lines = vec![match why.live {
        1 => texts.say(say::WHY_ONE_LEFT).to_owned(),
        count => texts.fill(say::WHY_LEFT, &[("count", &count.to_string())]),
    }];
    if let Some(fact) = why.decides {
        lines.push(texts.fill(say::WHY_DECIDES, &[("fact", &pack.fact(fact).label)]));
    }
    for effect in &why.effects {
        let answer = label(pack, why.fact, &effect.value);
        lines.push(match effect.leaves.len() {
            0 => texts.fill(say::WHY_EFFECT_NONE, &[("answer", &answer)]),
            left if left >= why.live => texts.fill(say::WHY_EFFECT_ALL, &[("answer", &answer)]),
            left => {
                let causes = named(texts, pack, &effect.leaves);
                let share = format!("{:.0}", effect.share() * 100.0);
                let values =
                    [("answer", &*answer), ("count", &*left.to_string()), ("share", &*share), ("causes", &*causes)];
                texts.fill(say::WHY_EFFECT, &values)
            }
        });
    }
    lines.push(match why.minutes {
        minutes if minutes < 0.75 => texts.say(say::WHY_COST_SECONDS).to_owned(),
        minutes if minutes < 1.5 => texts.say(say::WHY_COST_MINUTE).to_owned(),
        minutes => texts.fill(say::WHY_COST, &[("minutes", &format!("{minutes:.0}"))]),
    });
    lines
}

/// The answers that led to a verdict, a line each.
pub fn because(texts: &Texts, walk: &Walk, why: &WhyCause) -> Vec<String> {
    let pack = walk.pack();
    let line = |fact: &FactId| {
        let known = walk.know(*fact);
        let (value, by) = (value(texts, pack, *fact, &known), provenance(texts, pack, &known));
        texts.fill(say::WHY_BECAUSE, &[("fact", &pack.fact(*fact).label), ("value", &value), ("by", &by)])
    };
    why.because.iter().map(line).collect()
}

/// Why a cause is out.
pub fn ruled_out(texts: &Texts, walk: &Walk, out: &RuledOut) -> String {
    let pack = walk.pack();
    let reason = |fact: &FactId| {
        let value = value(texts, pack, *fact, &walk.know(*fact));
        texts.fill(say::WHY_NOT_REASON, &[("fact", &pack.fact(*fact).label), ("value", &value)])
    };
    let reasons: Vec<String> = out.by.iter().map(reason).collect();
    texts.fill(say::WHY_NOT, &[("cause", &pack.cause(out.cause).title), ("reasons", &reasons.join(", "))])
}

/// A disagreement among sources.
pub fn conflict(texts: &Texts, pack: &Pack, conflict: &Conflict) -> Vec<String> {
    let line = |answer: &Answer| {
        let value = answer.value.as_ref().map(|value| label(pack, conflict.fact, value)).unwrap_or_default();
        texts.fill(
            say::CONFLICT,
            &[
                ("fact", &pack.fact(conflict.fact).label),
                ("kept", &label(pack, conflict.fact, &conflict.kept)),
                ("other", &by(texts, &answer.by)),
                ("value", &value),
            ],
        )
    };
    conflict.overruled.iter().map(line).collect()
}

/// Whether a verdict is confirmed or likely.
pub fn standing(texts: &Texts, confirmed: bool) -> &str {
    texts.say(if confirmed { say::CONFIRMED } else { say::LIKELY })
}

/// Whether what is known only points.
pub fn is_only_likely(known: &Known) -> bool {
    known.certainty() == Certainty::Likely
}

fn named(texts: &Texts, pack: &Pack, causes: &[(CauseId, f64)]) -> String {
    let mut titles: Vec<String> =
        causes.iter().take(NAMED).map(|(cause, _)| pack.cause(*cause).title.clone()).collect();
    if causes.len() > NAMED {
        titles.push(texts.fill(say::WHY_MORE, &[("count", &(causes.len() - NAMED).to_string())]));
    }
    titles.join("; ")
}
