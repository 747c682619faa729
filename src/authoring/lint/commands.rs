//! The commands of all fixes, and what the words in them do.

use crate::diagnostic::{Item, Symbol};
use crate::knowledge::{Cause, CauseId, Command, FixStep, Pack, Shell};

/// A command, and the step it belongs to.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The command.
    pub command: &'a Command,
    /// The step it carries out.
    pub step: &'a FixStep,
    /// The cause whose fix it is.
    pub cause: &'a Cause,
    id: CauseId,
    /// The place of the step in its fix.
    place: usize,
}

impl Placed<'_> {
    /// Where it stands.
    pub fn symbol(&self) -> Symbol {
        let field = format!("fix/steps/{}/commands/{}", self.place, key(self.command.shell));
        Symbol::field(Item::Cause(self.id), field)
    }
}

/// Every command of the pack.
pub fn commands(pack: &Pack) -> Vec<Placed<'_>> {
    let mut all = Vec::new();
    for (n, cause) in pack.parts().causes.iter().enumerate() {
        for (place, step) in cause.fix.steps.iter().enumerate() {
            let placed = |command| Placed { command, step, cause, id: CauseId::from(n), place };
            all.extend(step.commands.iter().map(placed));
        }
    }
    all
}

fn key(shell: Shell) -> &'static str {
    match shell {
        Shell::PowerShell => "powershell",
        Shell::Az => "az",
        Shell::Graph => "graph",
        Shell::Ad => "ad",
    }
}

/// The lines of a command that do something.
fn lines(command: &str) -> impl Iterator<Item = &str> {
    command.lines().map(|line| line.split(" #").next().unwrap_or(line).trim()).filter(|line| !line.starts_with('#'))
}

/// `Verb-Noun` in its two parts, for each such word of a command.
fn cmdlets(command: &str) -> Vec<(&str, &str)> {
    let words = lines(command).flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '-')));
    let parts = words.filter_map(|word| word.split_once('-'));
    parts.filter(|(verb, noun)| starts_upper(verb) && starts_upper(noun)).collect()
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
}

/// The part of a command that sets, resets or issues a credential.
pub fn credential(command: &Command) -> Option<String> {
    let text = command.template.as_str();
    let nouns = ["Password", "TemporaryAccessPassMethod", "ApplicationKey", "PrincipalKey", "AccountPassword"];
    let issues = |(verb, noun): &(&str, &str)| {
        matches!(*verb, "Reset" | "Set" | "Add" | "New") && nouns.iter().any(|word| noun.ends_with(word))
    };
    if let Some((verb, noun)) = cmdlets(text).into_iter().find(issues) {
        return Some(format!("{verb}-{noun}"));
    }
    let asks = ["/resetPassword", "/addPassword", "/addKey", "/temporaryAccessPassMethods", "passwordProfile"];
    let writes = lines(text).any(|line| line.starts_with("POST ") || line.starts_with("PATCH "));
    if let Some(word) = asks.iter().find(|word| writes && text.contains(**word)) {
        return Some((*word).to_owned());
    }
    let resets =
        |line: &str| line.starts_with("az ") && (line.contains(" credential reset") || line.contains(" --password "));
    lines(text).find(|line| resets(line)).map(|line| line.split(" --").next().unwrap_or(line).to_owned())
}

/// The part of a command that takes something away for good.
pub fn destruction(command: &Command) -> Option<String> {
    let text = command.template.as_str();
    let removes = |(verb, _): &(&str, &str)| matches!(*verb, "Remove" | "Clear" | "Uninstall" | "Disable");
    if let Some((verb, noun)) = cmdlets(text).into_iter().find(removes) {
        return Some(format!("{verb}-{noun}"));
    }
    lines(text).find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_az = words.first() == Some(&"az");
        let wipes = line.contains(" credential reset") && !line.contains("--append");
        if words.first() == Some(&"DELETE") {
            Some("DELETE".to_owned())
        } else if is_az && words.contains(&"delete") {
            Some("delete".to_owned())
        } else {
            (is_az && wipes).then(|| "credential reset".to_owned())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command(template: &str) -> Command {
        Command { shell: Shell::PowerShell, template: template.to_owned() }
    }

    #[test]
    fn what_issues_a_credential_is_told_from_what_reads() {
        for issues in
            ["Set-ADAccountPassword -Reset", "az ad app credential reset --append", "POST https://x/addPassword"]
        {
            assert!(credential(&command(issues)).is_some(), "{issues}");
        }
        for reads in ["Get-MgUser", "az ad app credential list", "# Set-ADAccountPassword", "Set-ADUser -Replace"] {
            assert_eq!(credential(&command(reads)), None, "{reads}");
        }
    }

    #[test]
    fn what_destroys_is_told_from_what_adds() {
        for destroys in
            ["Remove-MgUser -UserId 1", "DELETE https://x", "az ad app delete --id 1", "az ad app credential reset"]
        {
            assert!(destruction(&command(destroys)).is_some(), "{destroys}");
        }
        for adds in ["New-Item", "az ad app credential reset --append", "Get-MgUser # Remove-MgUser"] {
            assert_eq!(destruction(&command(adds)), None, "{adds}");
        }
    }
}
