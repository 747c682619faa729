//! The person at the terminal who signs in.

use std::io::{self, Write};

use crate::graph::{Person, Prompt};
use crate::texts::{Texts, sign_in as say};

/// Shows on the standard error what to do, and opens a browser if that is wished for.
pub(in crate::cli) struct Console {
    texts: Texts,
    opens: bool,
}

impl Console {
    /// A terminal that speaks this language.
    pub fn new(texts: &Texts, opens: bool) -> Self {
        Self { texts: texts.clone(), opens }
    }
}

impl Person for Console {
    fn told(&self, prompt: &Prompt<'_>) {
        let lines = match prompt {
            Prompt::Browser { url } => {
                let open = if self.opens { say::OPEN } else { say::OPEN_YOURSELF };
                vec![self.texts.say(open).to_owned(), (*url).to_owned()]
            }
            Prompt::Code { url, code, minutes } => {
                let values = [("url", *url), ("code", *code), ("minutes", &minutes.to_string())];
                vec![self.texts.fill(say::ENTER, &values), self.texts.say(say::ENTER_WARNING).to_owned()]
            }
        };
        let mut err = io::stderr().lock();
        for line in lines {
            let _ = writeln!(err, "{line}");
        }
        let _ = err.flush();
        if let (Prompt::Browser { url }, true) = (prompt, self.opens) {
            // If none opens, the address stands above.
            let _ = open::that_detached(url);
        }
    }

    fn page(&self, went_well: bool) -> String {
        self.texts.say(if went_well { say::PAGE_WELL } else { say::PAGE_BAD }).to_owned()
    }
}
