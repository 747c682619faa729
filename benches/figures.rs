//! The figures of README: `cargo bench` prints them.
//!
//! Times are of this machine; what travels is their ratio to one another. Nothing here is a test.

mod generate;

use std::sync::Arc;
use std::time::{Duration, Instant};

use cred_doctor::builtin;
use cred_doctor::diagnosis::{By, FactBase, Step, Sweep, Walk};
use cred_doctor::knowledge::{FactId, FactKind, Pack, TreeId, Value};
use cred_doctor::load::{self, SourceFile};

fn main() {
    println!("cred-doctor, figures of this machine\n");
    // First of all, while this process is small: a large one is slow to fork.
    #[cfg(unix)]
    terminal::figures();
    sweeping();
    stepping();
    loading();
    if let Ok(file) = std::fs::metadata(env!("CARGO_BIN_EXE_cred-doctor")) {
        line("size of the stripped binary", &format!("{:.1} MiB", file.len() as f64 / 1024.0 / 1024.0));
    }
}

fn line(what: &str, figure: &str) {
    println!("{what:<62} {figure}");
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// The middle of several runs.
fn median(runs: usize, mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[times.len() / 2]
}

fn sources(nodes: usize) -> Vec<SourceFile> {
    let files = generate::pack(nodes).into_iter();
    files.map(|(path, text)| SourceFile { pack: "generated".into(), path, bytes: text.into_bytes() }).collect()
}

fn generated(nodes: usize) -> Arc<Pack> {
    let loaded = load::load(sources(nodes));
    let report = loaded.report(false);
    Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}")))
}

fn loading() {
    line("loading the built-in pack, embedded", &milliseconds(median(51, || drop(builtin::pack()))));
    line("reading the built-in pack from YAML", &milliseconds(median(7, || drop(load::load(builtin::files())))));
    for nodes in [400, 10_000] {
        let files = sources(nodes);
        let time = median(5, || drop(load::load(files.clone())));
        let each = time.as_secs_f64() * 1e6 / nodes as f64;
        line(&format!("reading {nodes} nodes from YAML"), &format!("{} ({each:.1} µs a node)", milliseconds(time)));
    }
}

/// Answers no at every question; the time is that of an answer, from the event to the next step and the live causes.
fn stepping() {
    // One after the other: what a large pack leaves in memory is not to be measured with a small one.
    steps("built-in pack", &Arc::new(builtin::pack()));
    steps("100,000 nodes", &generated(100_000));
}

fn steps(name: &str, pack: &Arc<Pack>) {
    let mut times = Vec::new();
    for n in 0..pack.parts().trees.len().min(40) {
        let mut walk = Walk::open(Arc::clone(pack), TreeId::from(n), 0);
        for _ in 0..30 {
            let Step::Question(question) = walk.step() else { break };
            let fact = question.fact;
            let value = (pack.fact(fact).kind == FactKind::Bool).then_some(Value::Bool(false));
            let start = Instant::now();
            walk.answer(0, fact, value);
            times.push(start.elapsed());
        }
    }
    times.sort();
    let (middle, worst) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    line(&format!("a step, {name}, p50 / p99"), &format!("{} / {}", milliseconds(middle), milliseconds(worst)));
}

/// All trees at once: over nothing, over what a ticket gives (the case that takes longest), and over an answer to every fact.
fn sweeping() {
    let pack = builtin::pack();
    let everything = pack.parts().facts.iter().enumerate().filter_map(|(n, fact)| {
        let value = match fact.kind {
            FactKind::Bool => Value::Bool(false),
            FactKind::Choice => Value::text(&fact.choices.last()?.value),
            FactKind::Set => Value::set::<_, String>([]),
            FactKind::Number => Value::Number(5),
            FactKind::Time => Value::Time(5),
            FactKind::Text => Value::text("adele@contoso.example"),
        };
        fact.is_askable().then(|| (FactId::from(n), value))
    });
    let everything: Vec<(FactId, Value)> = everything.collect();
    let cases = pack.parts().cases.iter().map(|case| {
        let given = &pack.tree(case.symptom).given;
        time_of_a_sweep(&pack, given.iter().chain(&case.facts))
    });
    let cases = cases.max().unwrap_or_default();
    line("a sweep of the built-in pack, nothing known", &milliseconds(time_of_a_sweep(&pack, [].iter())));
    line("a sweep of the built-in pack, the longest of all cases", &milliseconds(cases));
    line("a sweep of the built-in pack, everything known", &milliseconds(time_of_a_sweep(&pack, everything.iter())));
}

fn time_of_a_sweep<'a>(pack: &Pack, said: impl Iterator<Item = &'a (FactId, Value)>) -> Duration {
    let mut facts = FactBase::default();
    for (fact, value) in said {
        facts.learn(0, *fact, Some(value.clone()), By::Person);
    }
    median(21, || drop(Sweep::of(pack, &facts)))
}

#[cfg(unix)]
mod terminal {
    use std::io::{Read, Write};
    use std::num::NonZero;
    use std::path::Path;
    use std::sync::mpsc::{self, Receiver};
    use std::time::{Duration, Instant};

    use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

    use super::{generate, line, milliseconds};

    const ROWS: u16 = 40;
    const COLUMNS: u16 = 120;

    pub fn figures() {
        start_to_first_frame();
        let folder = std::env::temp_dir().join(format!("cred-doctor-figures-{}", std::process::id()));
        for nodes in [400, 10_000] {
            for (path, text) in generate::pack(nodes) {
                let file = folder.join(nodes.to_string()).join(path);
                if let Some(parent) = file.parent() {
                    std::fs::create_dir_all(parent).expect("a folder for the generated pack");
                }
                std::fs::write(file, text).expect("a file of the generated pack");
            }
            keys(&folder.join(nodes.to_string()), nodes);
        }
        std::fs::remove_dir_all(&folder).ok();
    }

    struct Assistant {
        child: Box<dyn Child + Send + Sync>,
        master: Box<dyn MasterPty + Send>,
        writer: Box<dyn Write + Send>,
        output: Receiver<(Instant, Vec<u8>)>,
        screen: vt100::Parser,
        started: Instant,
    }

    impl Assistant {
        fn start(pack: Option<&Path>) -> Self {
            let size = PtySize { rows: ROWS, cols: COLUMNS, pixel_width: 0, pixel_height: 0 };
            let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
            let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_cred-doctor"));
            if let Some(pack) = pack {
                command.args(["--pack".as_ref(), pack.as_os_str()]);
            }
            command.args(["--theme", "dark"]);
            command.env("TERM", "xterm-256color");
            command.env("LANG", "C.UTF-8");
            let mut reader = pair.master.try_clone_reader().expect("a reader");
            let writer = pair.master.take_writer().expect("a writer");
            let (sender, output) = mpsc::channel();
            std::thread::spawn(move || {
                let mut buffer = vec![0; 65_536];
                while let Ok(count) = reader.read(&mut buffer) {
                    if count == 0 || sender.send((Instant::now(), buffer[..count].to_vec())).is_err() {
                        break;
                    }
                }
            });
            let child = pair.slave.spawn_command(command).expect("the binary starts");
            // It returns once the program has been loaded in place of the fork.
            let started = Instant::now();
            let side = |cells| NonZero::new(cells).expect("a screen has an extent");
            let screen = vt100::Parser::new(side(ROWS), side(COLUMNS), 0);
            Self { child, master: pair.master, writer, output, screen, started }
        }

        /// Until the bottom line is there, which is drawn last.
        fn first_frame(&mut self) -> Duration {
            loop {
                let (at, bytes) = self.output.recv_timeout(Duration::from_mins(1)).expect("a frame");
                self.screen.process(&bytes);
                let last = self.screen.screen().rows(0, COLUMNS).last().unwrap_or_default();
                if !last.trim().is_empty() {
                    return at - self.started;
                }
            }
        }

        fn settle(&mut self) {
            while let Ok((_, bytes)) = self.output.recv_timeout(Duration::from_millis(60)) {
                self.screen.process(&bytes);
            }
        }

        /// From the key to the first bytes that come back.
        fn key(&mut self, key: &str) -> Option<Duration> {
            let pressed = Instant::now();
            self.writer.write_all(key.as_bytes()).expect("a key is typed");
            let (at, bytes) = self.output.recv_timeout(Duration::from_millis(500)).ok()?;
            self.screen.process(&bytes);
            while let Ok((_, bytes)) = self.output.recv_timeout(Duration::from_millis(8)) {
                self.screen.process(&bytes);
            }
            Some(at - pressed)
        }

        fn resident(&self) -> Option<f64> {
            let id = self.child.process_id()?;
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
            let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
            line.split_whitespace().nth(1)?.parse::<f64>().ok().map(|kib| kib / 1024.0)
        }

        fn end(mut self) {
            self.child.kill().ok();
            self.child.wait().ok();
            drop(self.master);
        }
    }

    fn start_to_first_frame() {
        let mut times = Vec::new();
        let mut resident = None;
        for _ in 0..21 {
            let mut assistant = Assistant::start(None);
            times.push(assistant.first_frame());
            assistant.settle();
            resident = assistant.resident();
            assistant.end();
        }
        times.sort();
        line("process start to first full frame, built-in pack, p50", &milliseconds(times[times.len() / 2]));
        if let Some(resident) = resident {
            line("resident memory of the assistant, built-in pack", &format!("{resident:.1} MiB"));
        }
    }

    fn keys(pack: &Path, nodes: usize) {
        let mut assistant = Assistant::start(Some(pack));
        assistant.first_frame();
        assistant.settle();
        let mut search = Vec::new();
        for round in 0..60 {
            for key in ["a", "r", "e", "a", " ", if round % 2 == 0 { "1" } else { "2" }] {
                search.extend(assistant.key(key));
            }
            for _ in 0..6 {
                search.extend(assistant.key("\x7f"));
            }
        }
        report(&format!("key press to bytes, searching, {nodes} nodes, p50 / p99"), search);
        for key in ["a", "r", "e", "a", " ", "0"] {
            assistant.key(key);
        }
        assistant.key("\r");
        assistant.settle();
        let mut walking = Vec::new();
        for _ in 0..60 {
            for _ in 0..6 {
                walking.extend(assistant.key("2"));
            }
            for _ in 0..6 {
                walking.extend(assistant.key("z"));
            }
        }
        report(&format!("key press to bytes, walking, {nodes} nodes, p50 / p99"), walking);
        assistant.end();
    }

    fn report(what: &str, mut times: Vec<Duration>) {
        times.sort();
        if let (Some(middle), Some(worst)) = (times.get(times.len() / 2), times.get(times.len() * 99 / 100)) {
            line(what, &format!("{} / {} ({} keys)", milliseconds(*middle), milliseconds(*worst), times.len()));
        } else {
            line(what, "no answer");
        }
    }
}
