//! What is said about many people at once.

super::texts! { "people";
    NOBODY = "`{file}` names nobody";
    NOBODY_HINT = "write a user name or an object id a line, or CSV with a column `userPrincipalName`, `upn` or `id`";
    BAD_LINE = "`{file}`, line {line}: `{text}` is neither a user name nor an object id";
    BAD_CSV = "`{file}` is no CSV: {cause}";
    TOO_LONG = "`{file}` is larger than {size} MiB";
    TOO_LONG_HINT = "split it";
    NOT_SIGNED_IN = "no tenant is signed in, so nobody can be asked about these people";
    NOT_SIGNED_IN_HINT = "run `cred-doctor login`, or put an access token for Microsoft Graph into `CRED_DOCTOR_TOKEN`";
    DONE_BEFORE = "{count} of {all} were done before, according to `{file}`";
    TORN = "the last line of `{file}` is torn; whoever it was about is asked about again";
    NOT_PROGRESS = "`{file}` was not written by `--resume`: line {line} makes no sense";
    NOT_PROGRESS_HINT = "name a file that does not exist yet";
    TENANT = "Confirmed for the tenant as a whole: {cause}";
    LINE = "{user}: {verdict}";
    NOTHING = "nothing confirmed";
    NOTHING_OF = "nothing confirmed, {count} possible";
    NOT_THERE = "not in this directory";
    UNCHECKED = "{verdict} ({count} facts not checked)";
    UNCHECKED_ONE = "{verdict} (1 fact not checked)";
    SUMMARY = "{count} of {all}: {what}";
    LACKED = "Not checked for {count} of {all}: {reason}. That would do: {needs}.";
    LACKED_BARE = "Not checked for {count} of {all}: {reason}.";
    PROGRESS = "{done} of {all}, about {left} left";
    STOPPED = "stopped after {done} of {all}: {why}";
    STOPPED_HINT = "run it again with `--resume FILE` to go on from where it stopped next time";
    STOPPED_RESUME_HINT = "run the same command again to go on from here";
}
