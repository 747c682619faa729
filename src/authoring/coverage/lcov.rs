//! Coverage in the format of `lcov`, which editors and code review services read.
//!
//! A node and each way on from it is a line; branches are branches; causes are functions, called by the cases that expect
//! them; a fact is the line of its id.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Coverage, Subject};
use crate::diagnostic::{Places, Sources};
use crate::knowledge::Pack;

/// What stands in one file.
#[derive(Default)]
struct Record {
    /// Line to how often it was passed.
    lines: BTreeMap<usize, usize>,
    /// Line and times taken; none where the node was never entered.
    branches: Vec<(usize, Option<usize>)>,
    /// Line, name and calls.
    functions: Vec<(usize, String, usize)>,
}

/// Writes coverage as a tracefile. What has no place in a file is left out.
pub fn lcov(coverage: &Coverage, pack: &Pack, places: &Places, sources: &Sources) -> String {
    let mut records: BTreeMap<&str, Record> = BTreeMap::new();
    let mut entered = 0;
    for (subject, cases) in &coverage.hits {
        if let Subject::Node(..) = subject {
            // The branches of a node follow it.
            entered = *cases;
        }
        let Some(site) = places.site_of(&subject.symbol(pack)) else { continue };
        let record = records.entry(sources.name(site.file)).or_default();
        let (line, _) = sources.line_and_column(site.file, site.span.start);
        match subject {
            Subject::Branch(..) => record.branches.push((line, (entered > 0).then_some(*cases))),
            Subject::Cause(cause) => record.functions.push((line, pack.cause(*cause).name.clone(), *cases)),
            Subject::Node(..) | Subject::Fact(_) => {}
        }
        let passed = record.lines.entry(line).or_default();
        *passed = (*passed).max(*cases);
    }
    let mut text = String::new();
    for (file, record) in records {
        // Writing to a string cannot fail.
        let _ = write(&mut text, file, &record);
    }
    text
}

fn write(text: &mut String, file: &str, record: &Record) -> std::fmt::Result {
    writeln!(text, "TN:cases\nSF:{file}")?;
    for (line, name, _) in &record.functions {
        writeln!(text, "FN:{line},{name}")?;
    }
    for (_, name, calls) in &record.functions {
        writeln!(text, "FNDA:{calls},{name}")?;
    }
    let called = record.functions.iter().filter(|(.., calls)| *calls > 0).count();
    writeln!(text, "FNF:{}\nFNH:{called}", record.functions.len())?;
    let mut number: BTreeMap<usize, usize> = BTreeMap::new();
    for (line, taken) in &record.branches {
        let branch = number.entry(*line).or_default();
        let taken = taken.map_or_else(|| "-".to_owned(), |taken| taken.to_string());
        writeln!(text, "BRDA:{line},0,{branch},{taken}")?;
        *branch += 1;
    }
    let taken = record.branches.iter().filter(|(_, taken)| taken.is_some_and(|taken| taken > 0)).count();
    writeln!(text, "BRF:{}\nBRH:{taken}", record.branches.len())?;
    for (line, passed) in &record.lines {
        writeln!(text, "DA:{line},{passed}")?;
    }
    let passed = record.lines.values().filter(|passed| **passed > 0).count();
    writeln!(text, "LF:{}\nLH:{passed}\nend_of_record", record.lines.len())
}
