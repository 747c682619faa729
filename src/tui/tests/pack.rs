//! A pack of the tests' own, so that what authors change breaks no test of the face.

use std::sync::{Arc, LazyLock};

use crate::knowledge::Pack;
use crate::load::{self, SourceFile};

macro_rules! files {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_str!(concat!("pack/", $path)))),*]
    };
}

static SAMPLE: LazyLock<Arc<Pack>> = LazyLock::new(|| {
    let loaded = load::load(files());
    let report = loaded.report(false);
    Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}")))
});

/// Its files.
pub(super) fn files() -> Vec<SourceFile> {
    let files = files![
        "pack.yaml",
        "facts/all.yaml",
        "tables/roles.yaml",
        "requests/all.yaml",
        "causes/all.yaml",
        "codes/all.yaml",
        "symptoms/button-grey.yaml",
        "symptoms/still-cannot-sign-in.yaml",
        "symptoms/long.yaml",
    ];
    let source = |(path, text): (&str, &str)| SourceFile {
        pack: "sample".to_owned(),
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    };
    files.map(source).to_vec()
}

/// The sample pack, read once.
pub(super) fn sample() -> &'static Arc<Pack> {
    &SAMPLE
}
