//! What `simulate` prints: how to reach the tenant, and what is in it.

use crate::knowledge::tenant::{App, OperatorIs, Person};
use crate::knowledge::{Pack, Tenant};
use crate::plain::Page;
use crate::simulator::{Options, Server};
use crate::texts::{Texts, simulate as say};

const INDENT: &str = "  ";

/// Everything about a tenant that is being served.
pub(super) fn page(
    texts: &Texts,
    pack: &Pack,
    tenant: &Tenant,
    options: &Options,
    server: &Server,
    width: usize,
) -> Vec<String> {
    let mut page = Page::new(width);
    page.text(&texts.fill(say::HEADLINE, &[("organization", &tenant.organization), ("title", &tenant.title)]));
    page.text(&tenant.shows);
    page.gap();
    page.text(&texts.fill(say::SERVING, &[("name", &tenant.name), ("url", server.url())]));
    page.gap();
    variables(&mut page, texts, server);
    page.gap();
    people(&mut page, texts, pack, tenant, options);
    apps(&mut page, texts, tenant, server);
    faults(&mut page, texts, tenant, options);
    page.gap();
    page.text(texts.say(say::TRY));
    page.verbatim(INDENT, &attempt(texts, tenant, server));
    page.into_lines()
}

/// The lines that point another terminal here.
fn variables(page: &mut Page, texts: &Texts, server: &Server) {
    let variables = [
        ("CRED_DOCTOR_LOGIN_URL", server.url().to_owned()),
        ("CRED_DOCTOR_GRAPH_URL", server.url().to_owned()),
        ("CRED_DOCTOR_TENANT", server.tenant_id()),
        ("CRED_DOCTOR_CLIENT_ID", server.client_id()),
        ("CRED_DOCTOR_TOKEN", server.access_token(None)),
    ];
    for (heading, line) in [(say::SH, say::SH_LINE), (say::POWERSHELL, say::POWERSHELL_LINE)] {
        page.text(texts.say(heading));
        for (name, value) in &variables {
            page.verbatim(INDENT, &texts.fill(line, &[("name", name), ("value", value)]));
        }
        page.gap();
    }
    page.text(texts.say(say::TOKEN_MEANS));
}

fn people(page: &mut Page, texts: &Texts, pack: &Pack, tenant: &Tenant, options: &Options) {
    page.text(texts.say(say::PEOPLE));
    let operator = match (&options.operator, &tenant.operator.is) {
        (Some(upn), _) | (None, OperatorIs::Person(upn)) => upn.as_str(),
        (None, OperatorIs::App(_)) => "",
    };
    for person in &tenant.people {
        let mut about = vec![person.upn.clone(), person.name.clone()];
        about.extend(state(texts, pack, person));
        if person.upn.eq_ignore_ascii_case(operator) {
            about.push(texts.say(say::OPERATOR).to_owned());
        }
        page.item(INDENT, &about.join(", "));
    }
}

fn state(texts: &Texts, pack: &Pack, person: &Person) -> Vec<String> {
    let label = |role: &str| {
        let label = pack.parts().tables.iter().find_map(|table| table.label_of(role));
        label.unwrap_or(role).to_owned()
    };
    let flags = [
        (person.guest, say::GUEST),
        (person.synced, say::SYNCED),
        (!person.enabled, say::DISABLED),
        (person.deleted.is_some(), say::DELETED),
    ];
    let flags = flags.into_iter().filter(|(is, _)| *is).map(|(_, text)| texts.say(text).to_owned());
    let waiting = person.eligible.iter().map(|role| texts.fill(say::WAITS, &[("role", &label(role))]));
    let scoped = person.scoped.iter();
    let scoped = scoped.map(|it| texts.fill(say::IN_UNIT, &[("role", &label(&it.role)), ("unit", &it.unit)]));
    person.roles.iter().map(|role| label(role)).chain(scoped).chain(waiting).chain(flags).collect()
}

fn apps(page: &mut Page, texts: &Texts, tenant: &Tenant, server: &Server) {
    if tenant.apps.is_empty() {
        return;
    }
    page.gap();
    page.text(texts.say(say::APPS));
    for app in &tenant.apps {
        page.item(INDENT, &format!("{}, {}", app.name, server.client_id_of(app)));
        for secret in &app.secrets {
            let value = server.secret(app, secret);
            page.item("    ", &texts.fill(say::SECRET, &[("name", &secret.name), ("value", &value)]));
        }
    }
}

fn faults(page: &mut Page, texts: &Texts, tenant: &Tenant, options: &Options) {
    let faults: Vec<_> = tenant.faults.iter().chain(&options.faults).collect();
    if faults.is_empty() {
        return;
    }
    page.gap();
    page.text(texts.say(say::FAULTS));
    for fault in faults {
        page.item(INDENT, &texts.fill(say::FAULT, &[("at", &fault.at), ("kind", fault.kind.word())]));
    }
}

/// A command that shows what the tenant is about: whoever its file expects something of, or the last person.
fn attempt(texts: &Texts, tenant: &Tenant, server: &Server) -> String {
    let app: Option<&App> = tenant.apps.last();
    let told = |upn: &str| tenant.expect.iter().flat_map(|it| &it.about).any(|(_, value)| value.to_string() == upn);
    let plain = tenant.people.iter().rfind(|person| person.roles.is_empty() && told(&person.upn));
    match (plain.or(tenant.people.last()), app) {
        (_, Some(app)) => texts.fill(say::TRY_CHECK_APP, &[("id", &server.client_id_of(app))]),
        // Quoted for sh; nobody of the built-in tenants needs more.
        (Some(person), None) => texts.fill(say::TRY_CHECK_USER, &[("upn", &person.upn.replace('\'', "'\\''"))]),
        (None, None) => String::new(),
    }
}

/// The tenants, and what goes wrong in each.
pub(super) fn list(texts: &Texts, tenants: &[Tenant], width: usize) -> Vec<String> {
    let mut page = Page::new(width);
    for tenant in tenants {
        let healthy = if tenant.healthy { format!(" ({})", texts.say(say::HEALTHY)) } else { String::new() };
        page.text(&format!("{}{healthy}: {}", tenant.name, tenant.title));
        page.item(INDENT, &tenant.shows);
    }
    page.gap();
    page.text(texts.say(say::LIST_HINT));
    page.into_lines()
}
