//! What a person does, and what comes of it.

use super::Face;

#[test]
fn a_digit_opens_a_symptom_while_nothing_is_typed() {
    Face::new(80, 24).press("1").sees("Which admin roles do you hold?");
}
