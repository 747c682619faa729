//! The dialogue over a reader and a writer.

use std::io::{self, BufRead, Read, Write};

use super::{Dialogue, clean};

/// A line longer than this is cut: nobody types it.
const LONGEST_LINE: u64 = 1024 * 1024;

/// Talks until the person leaves or the input ends. With `echo` every line is repeated behind its prompt, which a
/// terminal does by itself and a pipe does not.
///
/// # Errors
/// When the input cannot be read or the output not be written.
pub fn run(
    dialogue: &mut Dialogue,
    first: &[String],
    input: &mut impl BufRead,
    output: &mut impl Write,
    echo: bool,
    clock: impl Fn() -> i64,
) -> io::Result<()> {
    say(output, first)?;
    loop {
        write!(output, "{}", dialogue.prompt())?;
        output.flush()?;
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            // The shell's next line should not begin behind our prompt.
            writeln!(output)?;
            return output.flush();
        }
        let line = String::from_utf8_lossy(&line);
        if echo {
            writeln!(output, "{}", clean(line.trim()))?;
        }
        let lines = dialogue.hear(&line, clock());
        say(output, &lines)?;
        if dialogue.is_over() {
            return output.flush();
        }
    }
}

fn say(output: &mut impl Write, lines: &[String]) -> io::Result<()> {
    lines.iter().try_for_each(|line| writeln!(output, "{line}"))
}
