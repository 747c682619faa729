//! Where a tenant lives: Microsoft's clouds, and endpoints of one's own.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// A cloud of Microsoft. Accounts, apps and tokens of one are worth nothing in another.
///
/// Hosts: <https://learn.microsoft.com/graph/deployments> and
/// <https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cloud {
    /// The one that most tenants live in, GCC included.
    #[default]
    Global,
    /// US Government L4, also called GCC High.
    UsGovernment,
    /// US Government L5, of the Department of Defense.
    UsGovernmentDod,
    /// China, operated by 21Vianet.
    China,
}

impl Cloud {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Global, Self::UsGovernment, Self::UsGovernmentDod, Self::China];

    /// Its name on a command line and in a file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Global => "global",
            Self::UsGovernment => "usgov",
            Self::UsGovernmentDod => "dod",
            Self::China => "china",
        }
    }

    /// The cloud of that name, in any letter case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cloud| cloud.name().eq_ignore_ascii_case(name.trim()))
    }

    fn resource(self) -> &'static str {
        match self {
            Self::Global => "https://graph.microsoft.com/",
            Self::UsGovernment => "https://graph.microsoft.us/",
            Self::UsGovernmentDod => "https://dod-graph.microsoft.us/",
            Self::China => "https://microsoftgraph.chinacloudapi.cn/",
        }
    }

    fn hosts(self) -> (&'static str, &'static str) {
        match self {
            Self::Global => ("https://login.microsoftonline.com", "https://graph.microsoft.com"),
            Self::UsGovernment => ("https://login.microsoftonline.us", "https://graph.microsoft.us"),
            Self::UsGovernmentDod => ("https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
            Self::China => ("https://login.partner.microsoftonline.cn", "https://microsoftgraph.chinacloudapi.cn"),
        }
    }
}

/// Where to sign in and where to ask. Both are encrypted, unless they are on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoints {
    login: Url,
    graph: Url,
    cloud: Cloud,
}

/// Why an address is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// It is not the address of a server: a scheme, a host, and at most a port and a path.
    #[error("`{0}` is not the address of a server")]
    NotAnAddress(String),
    /// It would send tokens over a network in the clear.
    #[error("`{0}` is not encrypted")]
    NotEncrypted(String),
}

impl Endpoints {
    /// Those of a cloud, with those of one's own in place of them where they are given.
    pub fn new(cloud: Cloud, login: Option<&str>, graph: Option<&str>) -> Result<Self, EndpointError> {
        let (cloud_login, cloud_graph) = cloud.hosts();
        Ok(Self {
            login: endpoint(login.unwrap_or(cloud_login))?,
            graph: endpoint(graph.unwrap_or(cloud_graph))?,
            cloud,
        })
    }

    /// Where to sign in; the path ends with a slash.
    pub fn login(&self) -> &Url {
        &self.login
    }

    /// What permissions belong to: Graph as the cloud names it, wherever its answers come from. Ends with a slash.
    pub fn resource(&self) -> &'static str {
        self.cloud.resource()
    }

    /// The root of Graph, without a version; the path ends with a slash.
    pub fn graph(&self) -> &Url {
        &self.graph
    }
}

/// Reads an address, as a person or a file spells it.
fn endpoint(text: &str) -> Result<Url, EndpointError> {
    // An address that carries a password is not repeated.
    let no_address = || EndpointError::NotAnAddress(text.split('@').next_back().unwrap_or_default().to_owned());
    let mut url = Url::parse(text.trim()).map_err(|_| no_address())?;
    let bare =
        url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if !bare || url.host().is_none() || !matches!(url.scheme(), "https" | "http") {
        return Err(no_address());
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        return Err(EndpointError::NotEncrypted(url.to_string()));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

/// Whether an address is on this machine. A name counts only if no resolver can make it mean something else.
pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address == Ipv4Addr::LOCALHOST,
        Some(Host::Ipv6(address)) => address == Ipv6Addr::LOCALHOST,
        Some(Host::Domain(name)) => name == "localhost",
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cloud_has_encrypted_endpoints_and_a_name() {
        for cloud in Cloud::ALL {
            let endpoints = Endpoints::new(cloud, None, None).unwrap();
            assert_eq!((endpoints.login().scheme(), endpoints.graph().scheme()), ("https", "https"));
            assert_eq!(Cloud::named(&cloud.name().to_uppercase()), Some(cloud));
            assert_eq!(endpoints.graph().as_str(), endpoints.resource());
        }
        assert_eq!(Cloud::named("germany"), None);
    }

    #[test]
    fn plain_http_is_for_this_machine_alone() {
        let own = |graph: &str| Endpoints::new(Cloud::Global, None, Some(graph)).map(|it| it.graph().to_string());
        assert_eq!(own("http://127.0.0.1:8080").as_deref(), Ok("http://127.0.0.1:8080/"));
        assert_eq!(own("http://[::1]:1/graph").as_deref(), Ok("http://[::1]:1/graph/"));
        assert_eq!(own("http://localhost").as_deref(), Ok("http://localhost/"));
        for far in ["http://graph.example", "http://127.0.0.1.example/", "http://localhost.example", "http://10.0.0.1"]
        {
            assert!(matches!(own(far), Err(EndpointError::NotEncrypted(_))), "{far}");
        }
        for wrong in
            ["", "graph.example", "ftp://graph.example", "https://a:b@graph.example", "https://graph.example?a"]
        {
            assert!(matches!(own(wrong), Err(EndpointError::NotAnAddress(_))), "{wrong}");
        }
        assert!(!format!("{:?}", own("https://me:canary@graph.example")).contains("canary"));
    }
}
