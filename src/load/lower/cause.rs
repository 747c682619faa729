//! Causes and their fixes.

use std::collections::HashMap;

use super::Context;
use super::common::{check_url, duration, escalation, exact, optional_prose, plain, prose, sources};
use crate::diagnostic::Site;
use crate::knowledge::{CALLER_VERIFIED, Cause, Command, Expression, FactId, Fault, Fix, FixStep, Shell, Verify};
use crate::load::expression;
use crate::load::raw::{RawCause, RawCommands, RawFix, RawStep, RawVerify};
use crate::load::template;
use crate::load::yaml::Text;

/// A cause.
pub fn cause(raw: RawCause, context: &mut Context) -> Cause {
    let verify: RawVerify = raw.verify.unwrap_or_default();
    Cause {
        name: plain(raw.name),
        title: prose(raw.title, context),
        why: prose(raw.why, context),
        changed: optional_prose(raw.changed, context),
        seeds: context.names.seeds(raw.seeds, context.problems),
        fault: raw.fault.map_or(Fault::No, |text| fault(&text, context)),
        fix: fix(raw.fix.unwrap_or_default(), context),
        tell_user: optional_prose(raw.tell_user, context),
        verify: Verify { question: prose(verify.question, context), after: duration(verify.after, context.problems) },
        escalate: escalation(raw.escalate, context),
        sources: sources(raw.sources, context.problems),
    }
}

fn fault(text: &Text, context: &mut Context) -> Fault {
    match text.text.trim() {
        "yes" => Fault::WhereReached,
        "no" => Fault::No,
        _ => {
            let test = expression::test(text, &context.names, context.problems);
            let facts = test.iter().flat_map(Expression::facts);
            context.read.extend(facts.map(|fact| (fact, text.site)));
            test.map_or(Fault::No, Fault::Where)
        }
    }
}

fn fix(raw: RawFix, context: &mut Context) -> Fix {
    let credential = raw.credential.is_some_and(|credential| credential.yes);
    let mut gates = Vec::new();
    if credential {
        gates.extend(caller_gate(raw.site, context));
    }
    for name in raw.gates.unwrap_or_default() {
        let Some(gate) = context.names.fact(&name, context.problems) else { continue };
        if !context.names.shape(gate).is_gate {
            let message = format!("`{}` is not a gate", name.text);
            context.problems.error("gate", name.site, message).help("a gate is a bool with `gate:`");
        } else if !gates.contains(&gate) {
            gates.push(gate);
        }
    }
    let changes = raw.changes.unwrap_or_default();
    let changes = changes.iter().filter_map(|name| context.names.fact(name, context.problems)).collect();
    if raw.steps.as_ref().is_some_and(Vec::is_empty) {
        context.problems.error("empty", raw.site, "the fix has no steps");
    }
    let mut seen = HashMap::new();
    let steps = exact(raw.steps.unwrap_or_default().into_iter().map(|raw| step(raw, &mut seen, context)));
    Fix {
        credential,
        gates,
        changes,
        who: prose(raw.who, context),
        minutes: raw.minutes.map_or(0.0, |minutes| minutes.number),
        steps,
    }
}

fn caller_gate(site: Site, context: &mut Context) -> Option<FactId> {
    let gate = context.names.facts.get(CALLER_VERIFIED).copied();
    if gate.is_none() {
        context
            .problems
            .error("gate", site, "a fix with `credential: yes` needs the gate `caller.verified`")
            .help("add the fact `caller.verified` with `gate:`");
    }
    gate
}

fn step(raw: RawStep, seen: &mut HashMap<String, Site>, context: &mut Context) -> FixStep {
    if let Some(id) = &raw.id {
        if let Some(first) = seen.get(&id.text) {
            let message = format!("there are two steps `{}`", id.text);
            context.problems.error("duplicate-id", id.site, message).relate(*first, "the first");
        } else {
            seen.insert(id.text.clone(), id.site);
        }
    }
    if let Some(link) = &raw.link {
        check_url(link, context.problems);
    }
    FixStep {
        name: plain(raw.id),
        action: prose(raw.action, context),
        place: optional_prose(raw.place, context),
        link: raw.link.map(|link| link.text),
        danger: optional_prose(raw.danger, context),
        commands: commands(raw.commands.unwrap_or_default(), context),
    }
}

fn commands(raw: RawCommands, context: &mut Context) -> Vec<Command> {
    let each: [(Shell, Option<Text>); 4] =
        [(Shell::PowerShell, raw.powershell), (Shell::Az, raw.az), (Shell::Graph, raw.graph), (Shell::Ad, raw.ad)];
    let mut commands = Vec::new();
    for (shell, text) in each {
        if let Some(text) = text {
            template::check_command(&text, shell, &context.names, context.problems);
            commands.push(Command { shell, template: text.text.trim_end().to_owned() });
        }
    }
    commands
}
