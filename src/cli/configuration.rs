//! The configuration file: where it lies, and what it says.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::{Failure, Printer, input};
use crate::load;
use crate::settings::Layer;
use crate::texts::configuration as say;

/// Names the file, wherever it lies.
const VARIABLE: &str = "CRED_DOCTOR_CONFIG";

/// What the file says, and where it lies. One that nobody named may be missing.
#[derive(Clone, Debug, Default)]
pub(super) struct Configuration {
    /// What it says.
    pub layer: Layer,
    /// The file, whether it is there or not; none where the system has no place for such files.
    pub path: Option<PathBuf>,
}

/// Reads the file that the environment names, or else the one in its usual place.
pub(super) fn read(printer: &mut Printer<'_>) -> Result<Configuration, Failure> {
    let named = env::var_os(VARIABLE).filter(|value| !value.is_empty()).map(PathBuf::from);
    let Some(path) = named.clone().or_else(usual_place) else { return Ok(Configuration::default()) };
    if named.is_none() && std::fs::metadata(&path).is_err_and(|error| error.kind() == io::ErrorKind::NotFound) {
        return Ok(Configuration { path: Some(path), ..Configuration::default() });
    }
    let text = input::file(&path, &printer.texts)?;
    match load::configuration(&path.display().to_string(), text) {
        Ok(layer) => Ok(Configuration { layer: beside(layer, &path), path: Some(path) }),
        Err(lines) => {
            for line in lines {
                writeln!(printer.err, "{line}")?;
            }
            let message = printer.fill(say::BROKEN, &[("file", &path.display().to_string())]);
            Err(Failure::usage(message, printer.texts.say(say::BROKEN_HINT)))
        }
    }
}

/// `config.yaml` in the folder of this program, where the system keeps such folders.
fn usual_place() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("cred-doctor").join("config.yaml"))
}

/// Paths in the file are seen from its folder, so that it means the same wherever the program is started.
fn beside(mut layer: Layer, file: &Path) -> Layer {
    let folder = file.parent().unwrap_or(Path::new(""));
    for path in layer.packs.iter_mut().chain(&mut layer.certificate) {
        *path = folder.join(&*path);
    }
    layer
}
