//! Ids: places in the arenas of a [`Pack`](super::Pack).

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The place in the arena that this id names.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<$name> for usize {
            fn from(id: $name) -> Self {
                id.index()
            }
        }

        impl From<usize> for $name {
            fn from(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    )*};
}

ids! {
    /// A fact of the pack.
    FactId;
    /// A cause of the pack.
    CauseId;
    /// A tree of the pack, and with it the symptom that opens it.
    TreeId;
    /// A node of one tree.
    NodeId;
    /// A table of the pack.
    TableId;
    /// An error code of the pack.
    CodeId;
    /// A Graph request of the pack.
    RequestId;
}
