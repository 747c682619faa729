//! The way of a walk, as somebody names it for a picture.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;

use crate::cli::{Failure, diagnose, input};
use crate::knowledge::{FactId, Pack, Value};
use crate::texts::{Texts, cli, drawing as say};

/// What was opened, as far as it was said, and what was answered since.
#[derive(Default)]
pub(super) struct Way {
    pub symptom: Option<String>,
    pub answers: Vec<(FactId, Option<Value>)>,
}

/// The part of `diagnose --json` that says how it came there.
#[derive(Deserialize)]
struct Walked {
    symptom: String,
    trail: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    fact: String,
    value: Json,
    by: String,
}

impl Way {
    /// Reads what the flags say; `-` stands for a walk on the standard input.
    pub(super) fn read(paths: &[String], pack: &Pack, texts: &Texts) -> Result<Self, Failure> {
        let mut way = Self::default();
        for path in paths {
            if path == "-" {
                way.add_walk(pack, texts)?;
                continue;
            }
            for answer in answers(path) {
                way.answers.push(diagnose::answer("--path", &answer, pack, texts)?);
            }
        }
        Ok(way)
    }

    fn add_walk(&mut self, pack: &Pack, texts: &Texts) -> Result<(), Failure> {
        let text = input::file(Path::new("-"), texts)?;
        let walked: Walked = serde_json::from_str(&text).map_err(|error| {
            let message = texts.fill(say::NOT_WALK, &[("cause", &error.to_string())]);
            Failure::usage(message, texts.say(say::NOT_WALK_HINT))
        })?;
        // What follows from the symptom or from other answers follows again.
        for Entry { fact, value, by } in walked.trail {
            if matches!(by.as_str(), "person" | "probe" | "code") {
                let answer = diagnose::answer_in_json(&fact, &value, texts.say(cli::STDIN), pack, texts)?;
                self.answers.push(answer);
            }
        }
        self.symptom = Some(walked.symptom);
        Ok(())
    }
}

/// The answers of a flag. A comma separates answers, and the members of a set: what has no `=` goes on with the set.
fn answers(path: &str) -> Vec<String> {
    let mut answers: Vec<String> = Vec::new();
    for part in path.split(',') {
        match answers.last_mut().filter(|_| !part.contains('=')) {
            Some(last) => last.extend([",", part]),
            None => answers.push(part.to_owned()),
        }
    }
    answers
}
