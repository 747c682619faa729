//! Texts and commands, filled in with what is known.
//!
//! A value in a command is quoted for the shell the command is typed in, so that a name with a quote or a `$(…)` in it
//! stays a name. What cannot be quoted is refused.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value as Shown};

use crate::knowledge::{FactId, FactKind, Pack, Shell, Value};

/// Fills the templates of a pack with the facts of one moment.
pub struct Filler<'a> {
    pack: &'a Pack,
    know: Box<dyn Fn(FactId) -> Option<Value> + 'a>,
}

/// A filled command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    /// What to type.
    pub text: String,
    /// The labels of the facts that are not known; the text has named blanks for them.
    pub blanks: Vec<String>,
}

/// Why a command is not shown.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CommandRefused {
    /// A value holds something that no quoting makes safe.
    #[error("the value of `{fact}` cannot be put into a command: it {problem}")]
    UnsafeValue {
        /// The fact's name.
        fact: String,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The template does not render; the loader lets no such template through.
    #[error("the command cannot be filled in: {0}")]
    Template(String),
}

/// How values are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Quoting {
    /// As a person reads them.
    Prose,
    /// As one PowerShell literal.
    PowerShell,
    /// As one POSIX shell word.
    Posix,
    /// As one segment of an address.
    Address,
    /// As a JSON text, inside the quotes or not: the value brings its own.
    Json,
}

impl<'a> Filler<'a> {
    /// A filler that knows what `know` knows.
    pub fn new(pack: &'a Pack, know: impl Fn(FactId) -> Option<Value> + 'a) -> Self {
        Self { pack, know: Box::new(know) }
    }

    /// A filler that knows nothing: every name becomes a blank.
    pub fn blank(pack: &'a Pack) -> Self {
        Self::new(pack, |_| None)
    }

    /// A text for a person. An unknown fact shows as a named blank, control characters are left out.
    pub fn text(&self, template: &str) -> String {
        if !template.contains("{{") && !template.contains("{%") {
            return template.trim_end().to_owned();
        }
        self.render(template, Quoting::Prose)
            .map_or_else(|_| template.to_owned(), |filled| filled.text.trim_end().to_owned())
    }

    /// A command, with every value quoted for its shell.
    ///
    /// # Errors
    /// When a value cannot be made safe.
    pub fn command(&self, shell: Shell, template: &str) -> Result<Filled, CommandRefused> {
        match shell {
            Shell::PowerShell | Shell::Ad => self.render(template, Quoting::PowerShell),
            Shell::Az => self.render(template, Quoting::Posix),
            Shell::Graph => match template.split_once("\n\n") {
                None => self.render(template, Quoting::Address),
                Some((address, body)) => {
                    let mut filled = self.render(address, Quoting::Address)?;
                    let body = self.render(body, Quoting::Json)?;
                    filled.text = format!("{}\n\n{}", filled.text.trim_end(), body.text);
                    filled.blanks.extend(body.blanks);
                    filled.blanks.dedup();
                    Ok(filled)
                }
            },
        }
        .map(|mut filled| {
            filled.text.truncate(filled.text.trim_end().len());
            filled
        })
    }

    fn render(&self, template: &str, quoting: Quoting) -> Result<Filled, CommandRefused> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Chainable);
        environment.set_auto_escape_callback(|_| AutoEscape::None);
        environment.set_formatter(write_value);
        let broken = |error: Error| CommandRefused::Template(error.to_string());
        let compiled = environment.template_from_str(template).map_err(broken)?;
        let mut context: BTreeMap<String, BTreeMap<String, Shown>> = BTreeMap::new();
        let mut blanks = Vec::new();
        let mut names: Vec<String> = compiled.undeclared_variables(true).into_iter().collect();
        names.sort();
        for name in names {
            let mut parts = name.splitn(3, '.');
            let (Some(subject), Some(short)) = (parts.next(), parts.next()) else { continue };
            let Some(id) = self.pack.fact_named(&format!("{subject}.{short}")) else { continue };
            let value = (self.know)(id);
            if value.is_none() {
                blanks.push(self.pack.fact(id).label.clone());
            }
            let shown = self.shown(id, value.as_ref(), quoting)?;
            context.entry(subject.to_owned()).or_default().insert(short.to_owned(), shown);
        }
        let text = compiled.render(Shown::from(context)).map_err(broken)?;
        Ok(Filled { text, blanks })
    }

    fn shown(&self, id: FactId, value: Option<&Value>, quoting: Quoting) -> Result<Shown, CommandRefused> {
        let fact = self.pack.fact(id);
        let Some(value) = value else {
            let blank = match quoting {
                Quoting::Prose => format!("‹{}›", fact.label),
                _ => format!("<{}>", fact.label),
            };
            // A blank in an address is for a person to fill in, so it stays readable.
            let quoted = if quoting == Quoting::Address { None } else { quote(&blank, quoting).ok() };
            return Ok(Shown::from_object(Blank(quoted.unwrap_or(blank))));
        };
        if quoting != Quoting::Prose {
            let refuse = |problem| CommandRefused::UnsafeValue { fact: fact.name.clone(), problem };
            return quote(&value.to_string(), quoting).map(Shown::from).map_err(refuse);
        }
        Ok(match (fact.kind, value) {
            (_, Value::Bool(truth)) => Shown::from(*truth),
            (_, Value::Number(number)) => Shown::from(*number),
            (FactKind::Set, Value::Set(_)) => {
                let labels = fact.label_of(value);
                Shown::from(printable(&labels))
            }
            (_, value) => Shown::from(printable(&fact.label_of(value))),
        })
    }
}

/// A named blank: false in a condition, its name in a text.
#[derive(Debug)]
struct Blank(String);

impl minijinja::value::Object for Blank {
    fn repr(self: &std::sync::Arc<Self>) -> minijinja::value::ObjectRepr {
        minijinja::value::ObjectRepr::Plain
    }

    fn is_true(self: &std::sync::Arc<Self>) -> bool {
        false
    }

    fn render(self: &std::sync::Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

fn write_value(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Shown) -> Result<(), Error> {
    let written = match bool::try_from(value.clone()) {
        Ok(truth) if value.kind() == minijinja::value::ValueKind::Bool => {
            out.write_str(if truth { "yes" } else { "no" })
        }
        _ => write!(out, "{value}"),
    };
    written.map_err(|error| Error::new(ErrorKind::WriteFailure, error.to_string()))
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

fn quote(value: &str, quoting: Quoting) -> Result<String, &'static str> {
    if quoting != Quoting::Prose {
        if value.chars().any(char::is_control) {
            return Err("holds a line break or another control character");
        }
        if value
            .chars()
            .any(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        {
            return Err("holds a character that hides the order of the text");
        }
    }
    match quoting {
        Quoting::Prose => Ok(value.to_owned()),
        Quoting::PowerShell => {
            let mut quoted = String::with_capacity(value.len() + 2);
            quoted.push('\'');
            for c in value.chars() {
                quoted.push(c);
                // PowerShell takes the typographic quotes for the straight one.
                if matches!(c, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
                    quoted.push(c);
                }
            }
            quoted.push('\'');
            Ok(quoted)
        }
        Quoting::Posix if value.starts_with('-') => Err("begins with a dash and would be read as an option"),
        Quoting::Posix => Ok(format!("'{}'", value.replace('\'', r"'\''"))),
        Quoting::Address if matches!(value, "." | "..") => Err("would lead elsewhere in the address"),
        Quoting::Address => {
            let mut encoded = String::with_capacity(value.len());
            for byte in value.bytes() {
                match byte {
                    b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                        encoded.push(char::from(byte));
                    }
                    _ => {
                        let _ = write!(encoded, "%{byte:02X}");
                    }
                }
            }
            Ok(encoded)
        }
        Quoting::Json => {
            let mut text = String::with_capacity(value.len() + 2);
            text.push('"');
            for c in value.chars() {
                if matches!(c, '"' | '\\') {
                    text.push('\\');
                }
                text.push(c);
            }
            text.push('"');
            Ok(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_values_stay_one_word_of_their_shell() {
        assert_eq!(quote("o'neil $(rm -rf)", Quoting::Posix).unwrap(), r"'o'\''neil $(rm -rf)'");
        assert_eq!(quote("o'neil\u{2019}s $(x)", Quoting::PowerShell).unwrap(), "'o''neil\u{2019}\u{2019}s $(x)'");
        assert_eq!(quote("a/b?c=d&e#f g", Quoting::Address).unwrap(), "a%2Fb%3Fc%3Dd%26e%23f%20g");
        assert_eq!(quote(r#"a"b\c"#, Quoting::Json).unwrap(), r#""a\"b\\c""#);
    }

    #[test]
    fn what_no_quoting_makes_safe_is_refused() {
        for quoting in [Quoting::PowerShell, Quoting::Posix, Quoting::Address, Quoting::Json] {
            assert!(quote("a\nb", quoting).is_err());
            assert!(quote("a\u{1b}[31mb", quoting).is_err());
            assert!(quote("a\u{202e}b", quoting).is_err());
        }
        assert!(quote("-x", Quoting::Posix).is_err());
        assert!(quote("..", Quoting::Address).is_err());
    }
}
