//! The difference of two packs in words.

use super::{Difference, NameChange, QuestionChange, VerdictChange, Verdicts};
use crate::knowledge::Value;
use crate::texts::{Text, Texts, difference as say};

/// The lines a person reads. Nothing in them is styled, and no line breaks are left in texts of the packs.
pub fn difference_lines(texts: &Texts, difference: &Difference) -> Vec<String> {
    let mut lines = Vec::new();
    section(texts, say::VERDICTS, verdict_lines(texts, &difference.verdicts), &mut lines);
    section(texts, say::SYMPTOMS, name_lines(texts, &difference.symptoms), &mut lines);
    section(texts, say::CAUSES, name_lines(texts, &difference.causes), &mut lines);
    let questions = difference.questions.iter().map(|change| question_line(texts, change)).collect();
    section(texts, say::QUESTIONS, questions, &mut lines);
    let shifts = difference.shifts.iter().map(|shift| {
        let (old, new) = (format!("{:.1}", shift.old), format!("{:.1}", shift.new));
        let values = [("symptom", shift.symptom.as_str()), ("way", &shift.way_out), ("old", &old), ("new", &new)];
        texts.fill(say::SHIFT, &values)
    });
    section(texts, say::SHIFTS, shifts.collect(), &mut lines);
    if difference.is_empty() {
        lines.push(texts.say(say::NOTHING).to_owned());
    }
    let Verdicts { cases, walks, sampled, .. } = &difference.verdicts;
    let (cases, walks, sampled) = (cases.to_string(), walks.to_string(), sampled.to_string());
    let values =
        [("cases", cases.as_str()), ("walks", &walks), ("sampled", &sampled), ("most", &super::WALKS.to_string())];
    lines.push(texts.fill(say::RUN, &values));
    lines.into_iter().map(|line| line.chars().filter(|c| !c.is_control()).collect()).collect()
}

fn section(texts: &Texts, title: Text, body: Vec<String>, lines: &mut Vec<String>) {
    if body.is_empty() {
        return;
    }
    lines.push(texts.say(title).to_owned());
    lines.extend(body.into_iter().map(|line| format!("  {line}")));
    lines.push(String::new());
}

fn verdict_lines(texts: &Texts, verdicts: &Verdicts) -> Vec<String> {
    verdicts.changes.iter().flat_map(|change| verdict(texts, change)).collect()
}

fn verdict(texts: &Texts, change: &VerdictChange) -> Vec<String> {
    let cause = |name: &Option<String>| name.clone().unwrap_or_else(|| texts.say(say::ESCALATION).to_owned());
    let (old, new, walks) = (cause(&change.old), cause(&change.new), change.walks.to_string());
    let values = [("symptom", change.symptom.as_str()), ("old", &old), ("new", &new), ("walks", &walks)];
    let answers = change.example.iter().map(|(fact, value)| {
        let value = value.as_ref().map_or_else(|| texts.say(say::NOT_SURE).to_owned(), Value::to_string);
        format!("{fact} = {value}")
    });
    let answers: Vec<String> = answers.collect();
    let answers = if answers.is_empty() { texts.say(say::NO_ANSWERS).to_owned() } else { answers.join(", ") };
    let mut lines = vec![texts.fill(say::VERDICT, &values)];
    lines.push(format!("  {}", texts.fill(say::EXAMPLE, &[("answers", &answers)])));
    if !change.cases.is_empty() {
        lines.push(format!("  {}", texts.fill(say::CASES, &[("cases", &change.cases.join(", "))])));
    }
    lines
}

fn name_lines(texts: &Texts, changes: &[NameChange]) -> Vec<String> {
    let line = |change: &NameChange| match change {
        NameChange::New { name, title } => texts.fill(say::NEW, &[("name", name), ("title", title)]),
        NameChange::Gone { name, title } => texts.fill(say::GONE, &[("name", name), ("title", title)]),
        NameChange::Renamed { old, new, title } => {
            texts.fill(say::RENAMED, &[("old", old), ("new", new), ("title", title)])
        }
        NameChange::Retitled { name, old, new } => {
            texts.fill(say::RETITLED, &[("name", name), ("old", old), ("new", new)])
        }
    };
    changes.iter().map(line).collect()
}

fn question_line(texts: &Texts, change: &QuestionChange) -> String {
    match change {
        QuestionChange::Reworded { fact, old, new } => {
            texts.fill(say::REWORDED, &[("fact", fact), ("old", old), ("new", new)])
        }
        QuestionChange::Asked { fact, symptom } => texts.fill(say::ASKED, &[("fact", fact), ("symptom", symptom)]),
        QuestionChange::Dropped { fact, symptom } => texts.fill(say::DROPPED, &[("fact", fact), ("symptom", symptom)]),
        QuestionChange::Moved { fact, symptom, old, new } => {
            let sentence = if new < old { say::EARLIER } else { say::LATER };
            let (old, new) = ((old + 1).to_string(), (new + 1).to_string());
            texts.fill(sentence, &[("fact", fact), ("symptom", symptom), ("old", &old), ("new", &new)])
        }
    }
}
