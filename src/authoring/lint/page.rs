//! The page of each code: what is wrong, why it matters, how to mend it, a bad example and a good one.

use crate::diagnostic::Code;

/// The page of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    text: &'static str,
}

/// An example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Block {
    /// What raises the code.
    Bad,
    /// What does not.
    Good,
}

/// A file of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleFile {
    /// Its path within the pack.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

const FENCE: &str = "```";
const FILE: &str = "# file: ";

/// The page of a code.
pub fn page(code: &Code) -> Option<Page> {
    PAGES.iter().find(|(number, _)| *number == code.number).map(|(_, text)| Page { text })
}

impl Page {
    /// The page as it is written, in Markdown.
    pub fn markdown(&self) -> &'static str {
        self.text
    }

    /// Why it matters, on one line.
    pub fn why(&self) -> String {
        let section = self.section("## Why it matters");
        section.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The page for a terminal: headings as they are, examples indented.
    pub fn plain(&self) -> Vec<String> {
        let (mut lines, mut is_example) = (Vec::new(), false);
        for line in self.text.lines() {
            if line.starts_with(FENCE) {
                is_example = !is_example;
            } else if is_example {
                lines.push(if line.is_empty() { String::new() } else { format!("    {line}") });
            } else {
                lines.push(line.trim_start_matches('#').trim_start().to_owned());
            }
        }
        lines
    }

    /// The files of an example. `«3 × ab»` in it stands for `ababab`, `«byte 255»` for a byte.
    pub fn example(&self, block: Block) -> Vec<ExampleFile> {
        let section = match block {
            Block::Bad => self.section("## Not like this"),
            Block::Good => self.section("## Like this"),
        };
        let fenced = section.split(FENCE).nth(1).unwrap_or_default();
        let text = fenced.split_once('\n').map_or("", |(_, text)| text);
        let parts = text.split(FILE).skip(1).filter_map(|part| part.split_once('\n'));
        parts.map(|(path, text)| ExampleFile { path: path.trim().to_owned(), bytes: expand(text) }).collect()
    }

    fn section(&self, heading: &str) -> &'static str {
        let after = self.text.split_once(heading).map_or("", |(_, after)| after);
        after.split("\n## ").next().unwrap_or_default()
    }
}

fn expand(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    for (n, part) in text.split(['«', '»']).enumerate() {
        let repeated = part.split_once(" × ").and_then(|(count, text)| Some((count.parse::<usize>().ok()?, text)));
        let byte = part.strip_prefix("byte ").and_then(|byte| byte.parse::<u8>().ok());
        match (n % 2 == 1, repeated, byte) {
            (true, Some((count, text)), _) => bytes.extend(text.replace("\\n", "\n").repeat(count).into_bytes()),
            (true, None, Some(byte)) => bytes.push(byte),
            _ => bytes.extend_from_slice(part.as_bytes()),
        }
    }
    bytes
}

/// Embeds the pages of these numbers.
macro_rules! pages {
    ($($number:literal)+) => {
        &[$(($number, include_str!(concat!("pages/", $number, ".md")))),+]
    };
}

const PAGES: &[(&str, &str)] = pages! {
    "CD0101" "CD0102" "CD0103" "CD0104" "CD0105" "CD0106" "CD0107" "CD0108" "CD0109" "CD0110"
    "CD0111" "CD0112" "CD0113" "CD0114" "CD0201" "CD0202" "CD0203" "CD0204" "CD0205" "CD0206"
    "CD0207" "CD0208" "CD0209" "CD0210" "CD0211" "CD0212" "CD0213" "CD0214" "CD0215" "CD0216"
    "CD0217" "CD0218" "CD0219" "CD0220" "CD0221" "CD0222" "CD0223" "CD0224" "CD0225" "CD0226"
    "CD0227" "CD0228" "CD0229" "CD0230" "CD0231" "CD0232" "CD0233" "CD0234" "CD0235" "CD0236"
    "CD0237" "CD0238" "CD0239" "CD0240" "CD0241" "CD0242" "CD0243" "CD0244" "CD0245" "CD0301" "CD0302"
    "CD0303" "CD0304" "CD0305" "CD0306" "CD0307" "CD0308" "CD0320" "CD0321" "CD0322" "CD0323"
    "CD0324" "CD0325" "CD0326" "CD0327" "CD0401" "CD0402" "CD0410" "CD0411" "CD0412" "CD0413" "CD0414"
    "CD0415" "CD0416" "CD0501" "CD0502" "CD0510" "CD0511" "CD0512" "CD0513" "CD0514" "CD0515"
    "CD0516" "CD0601" "CD0602" "CD0603" "CD0604" "CD0605" "CD0606" "CD0607" "CD0608" "CD0609"
    "CD0610" "CD0611" "CD0612" "CD0701" "CD0710" "CD0711" "CD0712" "CD0713" "CD0801" "CD0802"
    "CD0803" "CD0804" "CD0805" "CD0806" "CD0901" "CD0902" "CD0903" "CD0904" "CD0905" "CD0906" "CD0907"
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::CODES;

    #[test]
    fn every_code_has_a_page_that_carries_its_number_name_and_title() {
        assert_eq!(PAGES.len(), CODES.len());
        for code in CODES {
            let page = page(code).unwrap();
            let start = format!("# {} {}\n\n{}", code.number, code.slug, code.title);
            assert!(page.text.starts_with(&start), "{}", code.number);
            assert!(page.why().len() > 20, "{} does not say why", code.number);
            assert!(page.section("## How to mend it").trim().len() > 10, "{} does not say how", code.number);
        }
    }

    #[test]
    fn examples_can_repeat_a_text_and_name_a_byte() {
        assert_eq!(expand("a«2 × b\\n»c«byte 255»"), b"ab\nb\nc\xff");
        assert_eq!(expand("« » stays"), "  stays".as_bytes());
    }
}
