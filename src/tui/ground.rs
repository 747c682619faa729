//! The colour of the terminal's ground, as the terminal reports it among the keys.
//!
//! The reply to "which colour is your ground" comes as `ESC ] 11 ; rgb:RRRR/GGGG/BBBB` and BEL or `ESC \`. The terminal
//! library takes it for keys: Alt with `]`, then letters, then Ctrl-G or Alt with `\`. This takes it out again. Pure.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// No reply is longer than this.
const LONGEST: usize = 40;

/// Every reply begins like this.
const BEGINNING: &str = "11;rgb";

/// Takes the reply out of the keys.
#[derive(Debug, Default)]
pub(super) struct GroundReply {
    /// Keys that may be the beginning of a reply.
    held: Vec<KeyEvent>,
}

/// What a key turned out to be.
#[derive(Debug, PartialEq)]
pub(super) enum Heard {
    /// Keys that a person pressed, in order; none while it is not clear yet.
    Keys(Vec<KeyEvent>),
    /// The reply: red, green, blue.
    Ground([u16; 3]),
}

impl GroundReply {
    /// Takes one key.
    pub(super) fn hear(&mut self, key: KeyEvent) -> Heard {
        if self.held.is_empty() {
            if !is_alt(key, ']') {
                return Heard::Keys(vec![key]);
            }
            self.held.push(key);
            return Heard::Keys(Vec::new());
        }
        if is_alt(key, '\\') || is_bell(key) {
            let text = self.text();
            let held = std::mem::take(&mut self.held);
            return match colour(&text) {
                Some(colour) => Heard::Ground(colour),
                None => Heard::Keys(held.into_iter().chain([key]).collect()),
            };
        }
        self.held.push(key);
        let text = self.text();
        let plausible = text.len() + 1 == self.held.len()
            && text.len() <= LONGEST
            && (text.starts_with(BEGINNING) || BEGINNING.starts_with(&text));
        if plausible { Heard::Keys(Vec::new()) } else { Heard::Keys(std::mem::take(&mut self.held)) }
    }

    /// The letters that are held, without the key that began them.
    fn text(&self) -> String {
        self.held.iter().skip(1).filter_map(|key| letter(*key)).collect()
    }
}

fn is_alt(key: KeyEvent, letter: char) -> bool {
    key.code == KeyCode::Char(letter) && key.modifiers == KeyModifiers::ALT
}

fn is_bell(key: KeyEvent) -> bool {
    key.code == KeyCode::Char('g') && key.modifiers == KeyModifiers::CONTROL
}

fn letter(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char(c) if c.is_ascii() && key.modifiers.difference(KeyModifiers::SHIFT).is_empty() => Some(c),
        _ => None,
    }
}

/// `11;rgb:RRRR/GGGG/BBBB`, with one to four digits each, or `rgba` with a fourth part.
fn colour(reply: &str) -> Option<[u16; 3]> {
    let (_, parts) = reply.split_once(':')?;
    let mut parts = parts.split('/').map(part);
    Some([parts.next()??, parts.next()??, parts.next()??])
}

fn part(digits: &str) -> Option<u16> {
    let value = u32::from_str_radix(digits, 16).ok()?;
    let most = match digits.len() {
        1 => 0xf,
        2 => 0xff,
        3 => 0xfff,
        4 => 0xffff,
        _ => return None,
    };
    u16::try_from(value * 0xffff / most).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alt(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)
    }

    fn plain(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
    }

    fn bell() -> KeyEvent {
        KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL)
    }

    /// Feeds keys, and returns those that come through and the colour that was heard.
    fn feed(keys: &[KeyEvent]) -> (Vec<KeyEvent>, Option<[u16; 3]>) {
        let (mut through, mut ground) = (Vec::new(), None);
        let mut reply = GroundReply::default();
        for key in keys {
            match reply.hear(*key) {
                Heard::Keys(keys) => through.extend(keys),
                Heard::Ground(colour) => ground = Some(colour),
            }
        }
        (through, ground)
    }

    fn reply(text: &str, end: KeyEvent) -> Vec<KeyEvent> {
        [alt(']')].into_iter().chain(text.chars().map(plain)).chain([end]).collect()
    }

    #[test]
    fn a_reply_ends_with_bell_or_with_string_terminator() {
        for end in [bell(), alt('\\')] {
            let keys = reply("11;rgb:ffff/8080/0000", end);
            assert_eq!(feed(&keys), (Vec::new(), Some([0xffff, 0x8080, 0])));
        }
    }

    #[test]
    fn short_and_transparent_colours_are_read() {
        assert_eq!(feed(&reply("11;rgb:f/80/0", bell())).1, Some([0xffff, 0x8080, 0]));
        assert_eq!(feed(&reply("11;rgba:ff/ff/ff/00", bell())).1, Some([0xffff; 3]));
    }

    #[test]
    fn keys_around_a_reply_come_through_in_order() {
        let mut keys = vec![plain('a')];
        keys.extend(reply("11;rgb:0000/0000/0000", alt('\\')));
        keys.push(plain('b'));
        assert_eq!(feed(&keys), (vec![plain('a'), plain('b')], Some([0; 3])));
    }

    #[test]
    fn what_only_looks_like_the_beginning_comes_through_whole() {
        let keys = [alt(']'), plain('1'), plain('x'), plain('2')];
        assert_eq!(feed(&keys), (keys.to_vec(), None));
        let keys = reply("11;rgb:zz", bell());
        assert_eq!(feed(&keys), (keys.clone(), None));
    }

    #[test]
    fn a_reply_that_never_ends_is_let_go() {
        let keys: Vec<KeyEvent> = [alt(']')].into_iter().chain("11;rgb:".chars().chain(['0'; 60]).map(plain)).collect();
        assert_eq!(feed(&keys), (keys.clone(), None));
    }
}
