//! What the commands say that draw, scaffold and format knowledge.

super::texts! { "drawing";
    UNKNOWN_KIND = "there is no kind of document `{name}`";
    UNKNOWN_KIND_HINT = "leave it out for the schema of all kinds";
    WROTE = "wrote `{file}`";
    UNCHANGED = "{files} files, nothing to change";
    UNWRITABLE = "cannot write `{file}`: {cause}";
    UNWRITABLE_HINT = "check that the folder exists and that you may write to it";
}
