//! What is refused before the parser sees it, because the parser would recurse once for each operator.

/// How long an expression may be.
const LONGEST: usize = 2_000;
/// How many operators and brackets it may have.
const MOST_OPERATORS: usize = 300;
/// How deep its brackets may be nested.
const DEEPEST_BRACKETS: usize = 24;
/// How deep the parser may recurse.
pub const DEEPEST: u16 = 64;

/// Says what is too large.
pub fn check(source: &str) -> Result<(), String> {
    let length = source.chars().count();
    if length > LONGEST {
        return Err(format!("the expression has {length} characters; {LONGEST} are allowed"));
    }
    let (mut operators, mut depth, mut deepest) = (0, 0_usize, 0);
    let mut quote = None;
    let mut characters = source.chars();
    while let Some(c) = characters.next() {
        match quote {
            Some(_) if c == '\\' => {
                characters.next();
            }
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None => {
                if !(c.is_alphanumeric() || c.is_whitespace() || matches!(c, '_' | ',' | '.')) {
                    operators += 1;
                }
                match c {
                    '(' | '[' | '{' | '?' => depth += 1,
                    ')' | ']' | '}' | ':' => depth = depth.saturating_sub(1),
                    _ => {}
                }
                deepest = deepest.max(depth);
            }
        }
    }
    // Each dot is a step into something; a fact has one.
    operators += source.matches("..").count() * MOST_OPERATORS + longest_chain(source);
    if operators > MOST_OPERATORS {
        return Err(format!("the expression has more than {MOST_OPERATORS} operators and brackets"));
    }
    if deepest > DEEPEST_BRACKETS {
        return Err(format!("the brackets of the expression are nested more than {DEEPEST_BRACKETS} deep"));
    }
    Ok(())
}

/// The most dots in one word.
fn longest_chain(source: &str) -> usize {
    source
        .split(|c: char| c.is_whitespace() || "()[]&|!=<>+-,?:\"'".contains(c))
        .map(|word| word.matches('.').count())
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn only_what_nobody_would_write_is_refused() {
        assert_eq!(check(&vec!["a.b == \"x-y\""; 60].join(" || ")), Ok(()));
        for large in ["(".repeat(30), "!".repeat(400), "1+".repeat(400), "a.".repeat(400), "x".repeat(2001)] {
            assert!(check(&large).is_err(), "{large}");
        }
    }
}
