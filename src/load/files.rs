//! The files of a pack, from a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// How many folders may lie within each other. Packs have three levels.
const DEEPEST: usize = 16;

/// One file of a pack, not read yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// The pack it belongs to: the folder as it was named.
    pub pack: String,
    /// Its path within the pack, with forward slashes: `facts/admin.yaml`.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl SourceFile {
    /// The name to print.
    pub fn name(&self) -> String {
        if self.pack.is_empty() { self.path.clone() } else { format!("{}/{}", self.pack, self.path) }
    }
}

/// Why the folder of a pack cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// A file or folder cannot be read.
    #[error("cannot read `{}`: {cause}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system says.
        #[source]
        cause: io::Error,
    },
    /// A pack is a folder.
    #[error("`{}` is not a folder", path.display())]
    NotAFolder {
        /// What was named.
        path: PathBuf,
    },
    /// Links lead in a circle.
    #[error("`{}` is a link that leads back to a folder around it", path.display())]
    Circle {
        /// The link.
        path: PathBuf,
    },
    /// Somebody nests for fun.
    #[error("`{}` lies more than {DEEPEST} folders deep", path.display())]
    TooDeep {
        /// Where reading stopped.
        path: PathBuf,
    },
    /// A file name is not text.
    #[error("the name of `{}` is not UTF-8", path.display())]
    Name {
        /// Which.
        path: PathBuf,
    },
}

/// Reads the YAML files of a folder and of the folders in it, in the order of their paths.
///
/// # Errors
/// When anything in it cannot be read: a pack that is only partly there would mean something else.
pub fn read_dir(path: &Path) -> Result<Vec<SourceFile>, ReadError> {
    let about = fs::metadata(path).map_err(|cause| ReadError::Unreadable { path: path.to_owned(), cause })?;
    if !about.is_dir() {
        return Err(ReadError::NotAFolder { path: path.to_owned() });
    }
    let mut label = path.display().to_string().replace('\\', "/");
    while label.len() > 1 && label.ends_with('/') {
        label.pop();
    }
    // `./pack` is `pack`: build logs and code scanners find files by their path from where they run.
    let label = label.strip_prefix("./").filter(|rest| !rest.is_empty()).unwrap_or(&label);
    let mut files = Vec::new();
    read_folder(path, "", label, &mut Vec::new(), &mut files)?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read_folder(
    folder: &Path,
    prefix: &str,
    pack: &str,
    around: &mut Vec<PathBuf>,
    files: &mut Vec<SourceFile>,
) -> Result<(), ReadError> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |cause| ReadError::Unreadable { path, cause }
    };
    let here = fs::canonicalize(folder).map_err(unreadable(folder))?;
    if around.contains(&here) {
        return Err(ReadError::Circle { path: folder.to_owned() });
    }
    if around.len() >= DEEPEST {
        return Err(ReadError::TooDeep { path: folder.to_owned() });
    }
    around.push(here);
    for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = entry.map_err(unreadable(folder))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if name.is_empty() {
            return Err(ReadError::Name { path });
        }
        if name.starts_with('.') {
            continue;
        }
        // Follows links: a link to nowhere or to itself is an error that names it.
        let about = fs::metadata(&path).map_err(unreadable(&path))?;
        let inner = format!("{prefix}{name}");
        if about.is_dir() {
            read_folder(&path, &format!("{inner}/"), pack, around, files)?;
        } else if is_yaml(&name) {
            if !about.is_file() {
                let cause = io::Error::new(io::ErrorKind::InvalidInput, "not a regular file");
                return Err(ReadError::Unreadable { path, cause });
            }
            let bytes = fs::read(&path).map_err(unreadable(&path))?;
            files.push(SourceFile { pack: pack.to_owned(), path: inner, bytes });
        }
    }
    around.pop();
    Ok(())
}

fn is_yaml(name: &str) -> bool {
    let extension = Path::new(name).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
}
