//! `completions` and `man`: what shells and `man` want to know, made from the arguments themselves.

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;

use super::arguments::Arguments;
use super::{Exit, Failure, Knowledge, Printer};
use crate::knowledge::{FactKind, Pack};
use crate::settings::Settings;
use crate::texts::{Text, Texts, cli as say, sign_in};

/// Prints a completion script that knows the symptoms, facts, causes and codes of the packs in use.
pub(super) fn run(shell: Shell, settings: &Settings, printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    let knowledge = Knowledge::load(settings, printer)?;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut with_names(&knowledge.pack), "cred-doctor", &mut script);
    printer.out.write_all(&script)?;
    if shell == Shell::Fish {
        printer.lines(names_for_fish(&knowledge.pack))?;
    }
    Ok(Exit::Fine)
}

/// The generator for fish completes options alone; these lines complete the arguments.
fn names_for_fish(pack: &Pack) -> [String; 2] {
    let line = |command: &str, names: Vec<String>| {
        // What needs quoting is rather typed.
        let plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let names: Vec<String> = names.into_iter().filter(plain).collect();
        format!(
            "complete -c cred-doctor -n \"__fish_cred_doctor_using_subcommand {command}\" -f -a \"{}\"",
            names.join(" ")
        )
    };
    [line("diagnose", symptoms(pack)), line("explain", everything(pack))]
}

/// The command with the names of a pack as the values of its arguments.
fn with_names(pack: &Pack) -> Command {
    Arguments::command()
        .mut_subcommand("diagnose", |diagnose| {
            diagnose
                .mut_arg("symptom", |symptom| symptom.value_parser(PossibleValuesParser::new(symptoms(pack))))
                .mut_arg("tried", |tried| tried.value_parser(PossibleValuesParser::new(causes(pack))))
                .mut_arg("set", |set| set.value_parser(PossibleValuesParser::new(settings_of_facts(pack))))
        })
        .mut_subcommand("check", |check| {
            check.mut_arg("set", |set| set.value_parser(PossibleValuesParser::new(settings_of_facts(pack))))
        })
        .mut_subcommand("explain", |explain| {
            explain.mut_arg("id", |id| id.value_parser(PossibleValuesParser::new(everything(pack))))
        })
}

fn symptoms(pack: &Pack) -> Vec<String> {
    pack.parts().trees.iter().map(|tree| tree.name.clone()).collect()
}

fn causes(pack: &Pack) -> Vec<String> {
    pack.parts().causes.iter().map(|cause| cause.name.clone()).collect()
}

/// Everything that can be explained.
fn everything(pack: &Pack) -> Vec<String> {
    let parts = pack.parts();
    let facts = parts.facts.iter().map(|fact| fact.name.clone());
    let codes = parts.codes.iter().map(|code| code.name.clone());
    let seeds = parts.seeds.iter().map(|seed| seed.name.clone());
    symptoms(pack).into_iter().chain(causes(pack)).chain(facts).chain(codes).chain(seeds).collect()
}

/// `fact=value` for every fact with values to pick from.
fn settings_of_facts(pack: &Pack) -> Vec<String> {
    let asked = pack.parts().facts.iter().filter(|fact| fact.is_askable());
    let spelled = |fact: &crate::knowledge::Fact| -> Vec<String> {
        let values: Vec<&str> = match fact.kind {
            FactKind::Bool => vec!["yes", "no", "unsure"],
            FactKind::Choice | FactKind::Set => {
                fact.choices.iter().map(|choice| choice.value.as_str()).chain(["unsure"]).collect()
            }
            FactKind::Number | FactKind::Text | FactKind::Time => Vec::new(),
        };
        values.into_iter().map(|value| format!("{}={value}", fact.name)).collect()
    };
    asked.flat_map(spelled).collect()
}

/// Prints the manual page.
pub(super) fn man(printer: &mut Printer<'_>) -> Result<Exit, Failure> {
    // The exit codes have a section of their own.
    let mut command = Arguments::command().after_help(None::<&str>);
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let mut page = one_page(&command, &String::from_utf8_lossy(&page)).into_bytes();
    for inner in commands(&command, "") {
        options(&inner, &printer.texts, &mut page)?;
    }
    page.extend(variables_and_codes(&printer.texts).into_bytes());
    printer.out.write_all(&page)?;
    Ok(Exit::Fine)
}

/// Commands are sections of this page, not pages of their own.
fn one_page(command: &Command, page: &str) -> String {
    command.get_subcommands().fold(page.to_owned(), |page, inner| {
        let name = inner.get_name();
        page.replace(&format!("cred\\-doctor\\-{name}(1)"), &format!("cred\\-doctor {name}"))
    })
}

/// The commands that do something, under their full names.
fn commands(command: &Command, around: &str) -> Vec<Command> {
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
    inner
        .flat_map(|inner| {
            let name = format!("{around}{}", inner.get_name());
            if inner.has_subcommands() {
                return commands(inner, &format!("{name} "));
            }
            vec![inner.clone().name(name)]
        })
        .collect()
}

fn options(command: &Command, texts: &Texts, page: &mut Vec<u8>) -> Result<(), Failure> {
    let mut section = Vec::new();
    // The options of every command are listed once, at the top.
    let own =
        command.clone().mut_args(|argument| if argument.is_global_set() { argument.hide(true) } else { argument });
    Man::new(own).render_options_section(&mut section)?;
    let heading = texts.fill(say::MAN_OPTIONS_OF, &[("command", &command.get_name().to_uppercase())]);
    let section = String::from_utf8_lossy(&section).replacen(".SH OPTIONS", &format!(".SH \"{heading}\""), 1);
    page.extend(section.into_bytes());
    Ok(())
}

fn variables_and_codes(texts: &Texts) -> String {
    let sections = [
        (
            say::MAN_ENVIRONMENT,
            vec![
                ("CRED_DOCTOR_PACK", say::MAN_PACK),
                ("CRED_DOCTOR_LANG", say::MAN_LANG),
                ("CRED_DOCTOR_THEME", say::MAN_THEME),
                ("CRED_DOCTOR_PLAIN", say::MAN_PLAIN),
                ("CRED_DOCTOR_CONFIG", sign_in::MAN_CONFIG),
                ("CRED_DOCTOR_TENANT", sign_in::MAN_TENANT),
                ("CRED_DOCTOR_CLIENT_ID", sign_in::MAN_CLIENT_ID),
                ("CRED_DOCTOR_CLOUD", sign_in::MAN_CLOUD),
                ("CRED_DOCTOR_LOGIN_URL", sign_in::MAN_LOGIN_URL),
                ("CRED_DOCTOR_GRAPH_URL", sign_in::MAN_GRAPH_URL),
                ("CRED_DOCTOR_SIGN_IN", sign_in::MAN_SIGN_IN),
                ("CRED_DOCTOR_CLIENT_SECRET", sign_in::MAN_CLIENT_SECRET),
                ("CRED_DOCTOR_CERTIFICATE", sign_in::MAN_CERTIFICATE),
                ("CRED_DOCTOR_CERTIFICATE_PASSWORD", sign_in::MAN_CERTIFICATE_PASSWORD),
                ("CRED_DOCTOR_KEYRING", sign_in::MAN_KEYRING),
                ("CRED_DOCTOR_TOKEN", say::MAN_TOKEN),
                ("NO_COLOR", say::MAN_NO_COLOR),
            ],
        ),
        (
            say::MAN_EXIT,
            vec![
                ("0", say::MAN_EXIT_FINE),
                ("1", say::MAN_EXIT_PROBLEMS),
                ("2", say::MAN_EXIT_USAGE),
                ("3", say::MAN_EXIT_TENANT),
                ("4", say::MAN_EXIT_INTERRUPTED),
            ],
        ),
    ];
    let entry =
        |(name, meaning): (&str, Text)| format!(".TP\n\\fB{name}\\fR\n{}\n", texts.say(meaning).replace('-', "\\-"));
    let section = |(heading, entries): (Text, Vec<(&str, Text)>)| {
        let entries: String = entries.into_iter().map(entry).collect();
        format!(".SH \"{}\"\n{entries}", texts.say(heading))
    };
    sections.into_iter().map(section).collect()
}
