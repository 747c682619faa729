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
    let files = files![
        "pack.yaml",
        "facts/all.yaml",
        "tables/roles.yaml",
        "causes/all.yaml",
        "codes/all.yaml",
        "symptoms/button-grey.yaml",
        "symptoms/still-cannot-sign-in.yaml",
        "symptoms/long.yaml",
    ];
    let sources = files.map(|(path, text)| SourceFile {
        pack: "sample".to_owned(),
        path: path.to_owned(),
        bytes: text.as_bytes().to_vec(),
    });
    let loaded = load::load(sources.to_vec());
    let report = loaded.report(false);
    Arc::new(loaded.pack.unwrap_or_else(|| panic!("{report}")))
});

/// The sample pack, read once.
pub(super) fn sample() -> &'static Arc<Pack> {
    &SAMPLE
}
