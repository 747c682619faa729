//! What a person can ask for, by key or by mouse.

use crate::knowledge::{FactId, Shell};

/// Something a person asks for. What it does depends on the screen.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Action {
    /// The thing above.
    Up,
    /// The thing below.
    Down,
    /// The thing to the left.
    Left,
    /// The thing to the right.
    Right,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// The first thing.
    First,
    /// The last thing.
    Last,
    /// Choose what is selected.
    Accept,
    /// Choose the thing with this place in the list.
    Choose(usize),
    /// Mark or tick what is selected.
    Mark,
    /// Say "not sure".
    NotSure,
    /// Close what is open, or leave.
    Back,
    /// Go between typing and keys.
    Typing,
    /// Take back the last thing.
    Undo,
    /// Show why.
    Why,
    /// Show the map of the tree.
    Map,
    /// Choose an answer to change.
    Change,
    /// Change the answer about this fact.
    ChangeFact(FactId),
    /// Ask the tenant.
    Probe,
    /// Show the ticket note.
    Note,
    /// Copy the command, or what an overlay shows.
    Copy,
    /// Show what was copied, to select by hand.
    Select,
    /// Open the address of what is selected.
    OpenLink,
    /// Open this address.
    OpenAddress(String),
    /// Select the thing with this place among what can be selected, and tick it if it is selected already.
    SelectItem(usize),
    /// Show commands for this shell.
    Shell(Shell),
    /// Open another ticket.
    NewTicket,
    /// Open what is looked at in the editor.
    Edit,
    /// Show what is wrong with the knowledge.
    Problems,
    /// The next theme.
    NextTheme,
    /// The keys that work here.
    Help,
    /// Put the program aside, as a shell does.
    Suspend,
    /// Draw everything anew.
    Redraw,
    /// End the program from the opening, leave the ticket elsewhere.
    Leave,
    /// End the program.
    Quit,
    /// End the program as an interruption.
    Interrupt,
    /// Nothing: the click was on something that does nothing.
    Nothing,
}
