//! What proving costs, by the size of a pack: `cargo bench --bench prove`.
//!
//! Each size runs in a process of its own, so that its peak of memory is its own. Reading and proving are told apart.
//! Nothing here is a test.

mod generate;

use std::process::Command;
use std::time::Instant;

use cred_doctor::authoring::{MOST_STATES, prove};
use cred_doctor::load::{self, SourceFile};

const SIZES: [usize; 4] = [1_000, 10_000, 100_000, 1_000_000];
/// Set for the process that measures one size.
const SIZE: &str = "CRED_DOCTOR_BENCH_NODES";

fn main() {
    if let Some(nodes) = std::env::var(SIZE).ok().and_then(|nodes| nodes.parse().ok()) {
        return measure(nodes);
    }
    println!(
        "{:>9}  {:>10}  {:>8}  {:>10}  {:>10}  {:>8}  {:>10}",
        "nodes", "read", "µs/node", "peak", "prove", "µs/node", "peak"
    );
    let most = std::env::args().skip(1).find_map(|text| text.parse().ok()).unwrap_or(usize::MAX);
    for nodes in SIZES.into_iter().filter(|nodes| *nodes <= most) {
        let program = std::env::current_exe().expect("this program has a path");
        let status = Command::new(program).env(SIZE, nodes.to_string()).status().expect("this program starts");
        assert!(status.success(), "measuring {nodes} nodes failed");
    }
}

fn measure(nodes: usize) {
    let files = generate::pack(nodes).into_iter();
    let files = files.map(|(path, text)| SourceFile { pack: "generated".into(), path, bytes: text.into_bytes() });
    let files: Vec<SourceFile> = files.collect();
    let start = Instant::now();
    let loaded = load::load(files);
    let read = start.elapsed().as_secs_f64();
    let report = loaded.report(false);
    let pack = loaded.pack.unwrap_or_else(|| panic!("{report}"));
    let read_peak = peak();
    reset_peak();
    let start = Instant::now();
    let proof = prove(&pack, MOST_STATES);
    let proved = start.elapsed().as_secs_f64();
    assert!(proof.holds(), "the generated pack is sound");
    let each = |seconds: f64| seconds * 1e6 / nodes as f64;
    println!(
        "{nodes:>9}  {:>7.0} ms  {:>8.2}  {:>10}  {:>7.0} ms  {:>8.2}  {:>10}",
        read * 1000.0,
        each(read),
        read_peak,
        proved * 1000.0,
        each(proved),
        peak()
    );
}

/// The most memory resident since the last reset, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let kib = line.and_then(|line| line.split_whitespace().nth(1)).and_then(|kib| kib.parse::<f64>().ok());
    kib.map_or_else(|| "-".to_owned(), |kib| format!("{:.0} MiB", kib / 1024.0))
}

fn reset_peak() {
    // Linux resets the peak when it is told so; elsewhere there is no figure to reset.
    std::fs::write("/proc/self/clear_refs", "5").ok();
}
