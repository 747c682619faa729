//! Packs of any size, for measuring.

use std::fmt::Write as _;

/// How many nodes a generated tree has.
const NODES_A_TREE: usize = 200;

/// The files of a pack with about `nodes` nodes: path and text. The same number gives the same pack.
///
/// Each tree is a heap of yes-or-no questions over facts of its own, with a cause at each way out.
pub fn pack(nodes: usize) -> Vec<(String, String)> {
    let trees = nodes.div_ceil(NODES_A_TREE).max(1);
    let each = nodes.div_ceil(trees);
    let mut files = Vec::new();
    for tree in 0..trees {
        let (mut facts, mut causes, mut likelihood, mut body) =
            (String::new(), String::new(), String::new(), String::new());
        let mut leaves = 0;
        for node in 0..each {
            let _ = write!(
                facts,
                "{}fact: area{tree}.question{node}\ntype: bool\nlabel: answer {node} of area {tree}\n\
                 question: Is the answer to question {node} of area {tree} yes?\nhelp: Look at page {node}.\nminutes: 1\n\
                 sources: [{{ url: \"https://example.com/{tree}/{node}\", verified: 2026-11-22 }}]\n",
                if node > 0 { "---\n" } else { "" }
            );
            let mut way = |child: usize| {
                if child < each {
                    return format!("n{child}");
                }
                leaves += 1;
                let _ = writeln!(likelihood, "  cause-{tree}-{leaves}: {}", 1 + (leaves * 7) % 13);
                let _ = write!(
                    causes,
                    "{}cause: cause-{tree}-{leaves}\ntitle: Cause {leaves} of area {tree}\nwhy: It happens in area {tree}.\n\
                     fix:\n  credential: no\n  who: Administrator\n  minutes: 5\n  steps:\n    \
                     - {{ id: only, do: Mend it., where: Portal > Area {tree} }}\n\
                     verify: {{ question: Does it work now?, after: 2 min }}\n\
                     escalate: {{ to: The owner of area {tree}, with: [the time] }}\n\
                     sources: [{{ url: \"https://example.com/{tree}\", verified: 2026-11-22 }}]\n",
                    if leaves > 1 { "---\n" } else { "" }
                );
                format!("cause cause-{tree}-{leaves}")
            };
            let (yes, no) = (way(2 * node + 1), way(2 * node + 2));
            let _ = write!(
                body,
                "  n{node}:\n    ask: area{tree}.question{node}\n    answers: {{ yes: {yes}, no: {no} }}\n"
            );
        }
        files.push((format!("facts/area{tree}.yaml"), facts));
        files.push((format!("causes/area{tree}.yaml"), causes));
        files.push((
            format!("symptoms/symptom{tree}.yaml"),
            format!(
                "symptom: Something is wrong in area {tree}\nphrases: [area {tree} broken, trouble number {tree}]\n\
                 likelihood:\n{likelihood}start: n0\n\
                 escalate: {{ to: The owner of everything, with: [the time] }}\nnodes:\n{body}"
            ),
        ));
    }
    files
}
