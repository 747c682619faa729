//! `link-form`.

use super::super::evidence::links;
use super::{Findings, Rule, Subject};

/// A malformed link opens nothing.
pub(super) struct LinkForm;

impl Rule for LinkForm {
    fn code(&self) -> &'static str {
        "link-form"
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Findings) {
        for link in links(subject.pack()) {
            let Some((host, path)) = link.host_and_rest() else { continue };
            if is_plain(host, path) {
                continue;
            }
            if let Some(why) = fault(link.url, host, path) {
                found
                    .at(link.symbol(), format!("`{}` {why}", link.url))
                    .help("open it in a browser and copy the address from there");
            }
        }
    }
}

/// Whether a link has nothing but names, dots and single slashes: most have, and are read once.
fn is_plain(host: &str, path: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    // What stood before: a dot must not follow one, nor a slash.
    let mut before = b'.';
    let mut dots = 0;
    let in_host = |byte: u8| {
        let good = is_name(byte) || (byte == b'.' && before != b'.');
        dots += usize::from(byte == b'.');
        before = byte;
        good
    };
    if !host.bytes().all(in_host) || dots == 0 || before == b'.' {
        return false;
    }
    before = b'-';
    let in_path = |byte: u8| {
        let good = is_name(byte) || matches!(byte, b'_' | b'.') || (byte == b'/' && before != b'/');
        before = byte;
        good
    };
    path.bytes().all(in_path) && before != b'.'
}

fn fault(url: &str, host: &str, path: &str) -> Option<&'static str> {
    let host = host.split(['?', '#', ':']).next().unwrap_or(host);
    let good = |label: &str| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if !host.contains('.') || !host.split('.').all(good) {
        Some("names no host")
    } else if path.split(['?', '#']).next().is_some_and(|path| path.contains("//")) {
        Some("has two slashes in a row")
    } else if url.ends_with(['.', ',', ';', ')', ']', '>']) {
        Some("ends with a sign that belongs to the sentence around it")
    } else {
        url.contains(['<', '>', '`', '"', '\\']).then_some("contains a sign that no address has")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_link_with_a_fault_is_plain() {
        let told = |url: &str| {
            let rest = url.strip_prefix("https://").unwrap();
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let fault = fault(url, host, path);
            assert!(fault.is_none() || !is_plain(host, path), "{url}");
            (is_plain(host, path), fault.is_some())
        };
        for plain in
            ["https://a.example/b-c/d_e.html", "https://a.b.example", "https://a.example/", "https://a.example/b/"]
        {
            assert_eq!(told(plain), (true, false), "{plain}");
        }
        for fine in
            ["https://a.example/b?c=d//e", "https://a.example:443/b", "https://a.example/b#c", "https://a.example/~b"]
        {
            assert_eq!(told(fine), (false, false), "{fine}");
        }
        for bad in [
            "https://example/b",
            "https://a..b/c",
            "https://.a.b/c",
            "https://a.b./c",
            "https://a.b/c//d",
            "https://a.b/c.",
            "https://a.b///",
            "https://a.b/<c>",
            "https://a_b.c/d",
        ] {
            assert_eq!(told(bad), (false, true), "{bad}");
        }
    }
}
