//! What is said about the configuration file.

super::texts! { "configuration";
    BROKEN = "cannot use the configuration file `{file}`";
    BROKEN_HINT = "mend what is listed above; `cred-doctor man` lists what the file may say";
}
