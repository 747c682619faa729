//! What the outside world should do next.

use super::authoring::Location;
use super::tenant::Inquiry;

/// Something for the runtime to do.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Effect {
    /// Put this text on the clipboard.
    Copy(String),
    /// Give the mouse to the terminal, so that text can be selected, or take it back.
    Mouse {
        /// Whether the program listens to it.
        captured: bool,
    },
    /// Open this place in the editor.
    Edit(Location),
    /// Ask the tenant.
    Ask(Inquiry),
    /// Put the program aside.
    Suspend,
    /// Draw everything anew, whatever the terminal shows.
    Redraw,
}
