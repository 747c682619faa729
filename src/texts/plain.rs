//! What the dialogue line by line says.

super::texts! { "plain";
    PROMPT = "> ";
}
