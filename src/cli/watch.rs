//! Noticing that a file of a folder was saved.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the folders are looked at. A save is noticed before a person has changed windows, and looking costs nothing.
const PAUSE: Duration = Duration::from_millis(250);

/// Folders nest no deeper than this in a pack.
const DEEPEST: usize = 16;

/// What a save changes about a file.
type Stamp = (Option<SystemTime>, u64);

/// Folders, and what their files were like when they were last looked at.
#[derive(Clone, Debug)]
pub(super) struct Watch {
    folders: Vec<PathBuf>,
    known: BTreeMap<PathBuf, Stamp>,
}

impl Watch {
    /// Takes note of how the folders are now.
    pub fn begin(folders: Vec<PathBuf>) -> Self {
        let known = stamps(&folders);
        Self { folders, known }
    }

    /// Waits for a save, and for the end of a series of them.
    pub fn wait(&mut self) {
        let mut now = stamps(&self.folders);
        while now == self.known {
            thread::sleep(PAUSE);
            now = stamps(&self.folders);
        }
        loop {
            thread::sleep(PAUSE);
            let later = stamps(&self.folders);
            if later == now {
                self.known = now;
                return;
            }
            now = later;
        }
    }
}

fn stamps(folders: &[PathBuf]) -> BTreeMap<PathBuf, Stamp> {
    let mut found = BTreeMap::new();
    let mut waiting: Vec<(PathBuf, usize)> = folders.iter().map(|folder| (folder.clone(), 0)).collect();
    while let Some((folder, depth)) = waiting.pop() {
        for path in entries(&folder) {
            match fs::metadata(&path) {
                Ok(about) if about.is_dir() && depth < DEEPEST => waiting.push((path, depth + 1)),
                Ok(about) if about.is_file() => {
                    found.insert(path, (about.modified().ok(), about.len()));
                }
                _ => {}
            }
        }
    }
    found
}

/// What cannot be read right now is reported when the folder is read.
fn entries(folder: &Path) -> impl Iterator<Item = PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path())
}
