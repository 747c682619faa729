//! What `simulate` says.

super::texts! { "simulate";
    HEADLINE = "{organization}: {title}";
    SERVING = "Serving `{name}` at {url} until Ctrl-C.";
    SH = "In another terminal, with sh:";
    SH_LINE = "export {name}='{value}'";
    POWERSHELL = "With PowerShell:";
    POWERSHELL_LINE = "$Env:{name} = '{value}'";
    TOKEN_MEANS = "The token and the secrets are made up and open nothing but this tenant.";
    PEOPLE = "People:";
    OPERATOR = "signs in";
    GUEST = "guest";
    SYNCED = "synced";
    DISABLED = "disabled";
    DELETED = "deleted";
    WAITS = "{role} waits to be activated";
    IN_UNIT = "{role} in {unit}";
    APPS = "Apps:";
    SECRET = "secret `{name}`: {value}";
    FAULTS = "What goes wrong on the way:";
    FAULT = "{at}: {kind}";
    TRY = "Try:";
    TRY_CHECK_USER = "cred-doctor check --user '{upn}'";
    TRY_CHECK_APP = "cred-doctor check --app {id}";
    HEALTHY = "healthy";
    LIST_HINT = "`cred-doctor simulate NAME` serves one; `cred-doctor check --tenant demo:NAME` needs no second terminal.";
    UNKNOWN_TENANT = "there is no simulated tenant `{name}`";
    UNKNOWN_TENANT_HINT = "`cred-doctor simulate --list` lists them";
    NO_TENANT = "which tenant?";
    UNKNOWN_PERSON = "nobody in this tenant is called `{name}`";
    UNKNOWN_PERSON_HINT = "`cred-doctor simulate {tenant}` lists its people";
    BAD_FAULT = "cannot read the fault: {cause}";
    BAD_FAULT_HINT = "write AT=KIND, as in `user-sign-ins=429,retry=5,times=2`; AT is a request, a path or `*`, KIND one of {kinds}";
    UNKNOWN_REQUEST = "there is no request `{name}` for a fault to strike";
    UNKNOWN_REQUEST_HINT = "name a request, a path that starts with `/`, or `*` for everything";
    CANNOT_SERVE = "cannot serve on port {port}: {cause}";
    CANNOT_SERVE_HINT = "leave out `--port` to take any that is free";
}
