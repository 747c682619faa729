//! What `tree lint` says beside its findings.

super::texts! { "lint";
    FINE = "{files} files, no problems";
    EXPLAIN = "`cred-doctor tree lint --explain CODE` says more about a code";
    MENDED = "mended {code} in {file}";
    NOTHING_MENDED = "nothing here can be mended without a person";
    UNWRITABLE = "cannot write `{file}`: {cause}";
    UNWRITABLE_HINT = "check that you may write it; files named before it are written";
    UNKNOWN_CODE = "there is no code `{name}`";
    UNKNOWN_CODE_HINT = "a code is a number like CD0208 or a name like unknown-key, as `tree lint` prints them";
    EXPLAIN_FORMAT = "a page is printed as `human` or `json`";
    EXPLAIN_FORMAT_HINT = "leave out `--format`, or write `--format json`";
}
