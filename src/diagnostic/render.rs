//! Diagnostics as text for a terminal.

use std::fmt::Write as _;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{Diagnostic, Place, Places, Severity, Site, Sources};

/// The widest line that is shown whole; of a longer one the part around the place is shown.
const WIDEST: usize = 160;
/// How much of a longer line is shown in front of the place.
const BEFORE: usize = 40;

/// Writes all diagnostics in the order of files and lines, and how many there were. Empty if there are none.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, places: &Places, colour: bool) -> String {
    let mut text = String::new();
    for (diagnostic, site) in sorted(diagnostics, sources, places) {
        let paint = Paint { colour, severity: diagnostic.severity };
        let word = paint.strong(&format!("{}[{}]", diagnostic.severity.word(), diagnostic.code));
        let _ = writeln!(text, "{word}: {}", shown(&diagnostic.message));
        let related: Vec<(Option<Site>, &str)> =
            diagnostic.related.iter().map(|(place, why)| (places.resolve(place), why.as_str())).collect();
        let sites = site.into_iter().chain(related.iter().filter_map(|(site, _)| *site));
        let margin = sites.map(|site| sources.line_and_column(site.file, site.span.start).0).max().unwrap_or(0);
        let margin = margin.to_string().len();
        if let Some(site) = site {
            excerpt(&mut text, site, sources, margin, "-->", "", &paint);
        }
        for (site, why) in related {
            if let Some(site) = site {
                excerpt(&mut text, site, sources, margin, ":::", why, &paint);
            }
        }
        if let Some(help) = &diagnostic.help {
            let _ = writeln!(text, "{:margin$} = help: {}", "", shown(help));
        }
        text.push('\n');
    }
    if !diagnostics.is_empty() {
        let _ = writeln!(text, "{}", count(diagnostics));
    }
    text
}

/// Writes each diagnostic on a line of its own: `file:line:column: error[code]: message (help)`.
pub fn brief(diagnostics: &[Diagnostic], sources: &Sources, places: &Places) -> Vec<String> {
    let line = |(diagnostic, site): (&Diagnostic, Option<Site>)| {
        let mut line = site.map(|site| at(site, sources) + ": ").unwrap_or_default();
        let _ = write!(line, "{}[{}]: {}", diagnostic.severity.word(), diagnostic.code, shown(&diagnostic.message));
        if let Some(help) = &diagnostic.help {
            let _ = write!(line, " ({})", shown(help));
        }
        line
    };
    sorted(diagnostics, sources, places).into_iter().map(line).collect()
}

fn sorted<'a>(
    diagnostics: &'a [Diagnostic],
    sources: &Sources,
    places: &Places,
) -> Vec<(&'a Diagnostic, Option<Site>)> {
    let mut sorted: Vec<(&Diagnostic, Option<Site>)> =
        diagnostics.iter().map(|diagnostic| (diagnostic, resolve(&diagnostic.place, places))).collect();
    sorted.sort_by_key(|(diagnostic, site)| {
        let name = site.map(|site| sources.name(site.file));
        (name, site.map(|site| (site.file, site.span.start)), diagnostic.severity, diagnostic.code)
    });
    sorted
}

fn resolve(place: &Place, places: &Places) -> Option<Site> {
    places.resolve(place)
}

fn at(site: Site, sources: &Sources) -> String {
    let (line, column) = sources.line_and_column(site.file, site.span.start);
    format!("{}:{line}:{column}", shown(sources.name(site.file)))
}

/// Writes where a site is and the line it starts on, with carets under it.
fn excerpt(text: &mut String, site: Site, sources: &Sources, margin: usize, arrow: &str, why: &str, paint: &Paint) {
    let line = sources.line(site.file, site.span.start);
    let _ = writeln!(text, "{:margin$}{arrow} {}", "", at(site, sources));
    let length = (site.span.end.saturating_sub(site.span.start)) as usize;
    let mut end = (line.offset + length).min(line.text.len()).max(line.offset);
    while !line.text.is_char_boundary(end) {
        end -= 1;
    }
    let (mut from, mut to) = (0, line.text.len());
    if line.text.width() > WIDEST {
        from = boundary(line.text, line.offset.saturating_sub(BEFORE));
        to = boundary(line.text, (from + WIDEST).min(line.text.len()));
        end = end.min(to);
    }
    let before = shown(&line.text[from..line.offset]);
    let under = shown(line.text[line.offset..end].trim_end());
    let cut = |cut: bool| if cut { "…" } else { "" };
    let (front, back) = (cut(from > 0), cut(to < line.text.len()));
    let _ = writeln!(text, "{:margin$} |", "");
    let _ = writeln!(text, "{:>margin$} | {front}{}{back}", line.number, shown(&line.text[from..to]));
    let carets = "^".repeat(under.width().max(1));
    let indent = " ".repeat(before.width() + front.width());
    let why = if why.is_empty() { String::new() } else { format!(" {}", shown(why)) };
    let _ = writeln!(text, "{:margin$} | {indent}{}{why}", "", paint.strong(&carets));
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The text with everything replaced that could move the cursor or hide what is written.
fn shown(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            c if c.is_control() => '\u{fffd}',
            // These reorder what stands around them.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.width() == Some(0) && c == '\u{feff}' => '\u{fffd}',
            c => c,
        })
        .collect()
}

fn count(diagnostics: &[Diagnostic]) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let count = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
        })
        .collect();
    counts.join(", ")
}

struct Paint {
    colour: bool,
    severity: Severity,
}

impl Paint {
    fn strong(&self, text: &str) -> String {
        if !self.colour {
            return text.to_owned();
        }
        let code = match self.severity {
            Severity::Error => 31,
            Severity::Warning => 33,
            Severity::Note => 36,
        };
        format!("\u{1b}[1;{code}m{text}\u{1b}[0m")
    }
}

#[cfg(test)]
mod tests {
    use super::super::{FileId, Span};
    use super::*;

    fn site(file: FileId, start: u32, end: u32) -> Site {
        Site { file, span: Span { start, end } }
    }

    #[test]
    fn carets_stand_under_wide_characters_and_control_characters_are_replaced() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "日本: é\u{1b}x\n");
        let mut diagnostic = Diagnostic::new(Severity::Error, "odd", site(file, 8, 11), "odd text");
        diagnostic.help("write `é`");
        let text = render(&[diagnostic], &sources, &Places::default(), false);
        let expected = "error[odd]: odd text\n --> a.yaml:1:5\n  |\n1 | 日本: é\u{fffd}x\n  |       ^^\n  = help: write `é`\n\n1 error\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn diagnostics_come_in_the_order_of_files_and_lines() {
        let mut sources = Sources::default();
        let (b, a) = (sources.add("b.yaml", "x\ny\n"), sources.add("a.yaml", "x\n"));
        let diagnostics = [
            Diagnostic::new(Severity::Error, "three", site(b, 2, 3), "m"),
            Diagnostic::new(Severity::Warning, "two", site(b, 0, 1), "m"),
            Diagnostic::new(Severity::Error, "one", site(a, 0, 1), "m"),
        ];
        let lines = brief(&diagnostics, &sources, &Places::default());
        let expected = ["a.yaml:1:1: error[one]: m", "b.yaml:1:1: warning[two]: m", "b.yaml:2:1: error[three]: m"];
        assert_eq!(lines, expected);
        assert!(render(&diagnostics, &sources, &Places::default(), false).ends_with("\n2 errors, 1 warning\n"));
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", format!("{}here{}", "a".repeat(500), "b".repeat(500)));
        let text = render(
            &[Diagnostic::new(Severity::Note, "n", site(file, 500, 504), "m")],
            &sources,
            &Places::default(),
            false,
        );
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[3], format!("1 | …{}here{}…", "a".repeat(40), "b".repeat(116)));
        assert_eq!(lines[4], format!("  | {}^^^^", " ".repeat(41)));
    }

    #[test]
    fn colour_is_added_only_when_wanted() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "x");
        let diagnostics = [Diagnostic::new(Severity::Error, "c", site(file, 0, 1), "m")];
        assert!(render(&diagnostics, &sources, &Places::default(), true).contains("\u{1b}[1;31merror[c]\u{1b}[0m"));
    }
}
