//! The one thing that can be said to Graph: show me this.

use url::Url;

/// A GET of a path below a version of Graph.
///
/// There is no way to give it another method, another host, a body, or a header that could change what it does. A value
/// of this type can be sent with any token without changing anything in the tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    version: Version,
    path: String,
    headers: Vec<(&'static str, String)>,
}

/// A version of Graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    /// What Microsoft keeps stable.
    V1,
    /// What may change any day.
    Beta,
}

impl Version {
    /// As it stands in an address.
    pub fn name(self) -> &'static str {
        match self {
            Self::V1 => "v1.0",
            Self::Beta => "beta",
        }
    }

    /// The version of that name.
    pub fn named(name: &str) -> Option<Self> {
        [Self::V1, Self::Beta].into_iter().find(|version| version.name() == name)
    }
}

/// The headers that only say how to read. A header such as `X-HTTP-Method-Override` could make another request of it.
const HEADERS: [&str; 3] = ["ConsistencyLevel", "Prefer", "Accept-Language"];

impl Read {
    /// A read of a path such as `/users/…?$select=id`; none if it is anything else.
    pub fn new(version: &str, path: &str, headers: &[(String, String)]) -> Option<Self> {
        let version = Version::named(version)?;
        let known = |name: &String| HEADERS.into_iter().find(|known| known.eq_ignore_ascii_case(name));
        let is_plain = |value: &&String| value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let headers = headers
            .iter()
            .map(|(name, value)| Some((known(name)?, Some(value).filter(is_plain)?.clone())))
            .collect::<Option<_>>()?;
        is_path(path).then(|| Self { version, path: path.to_owned(), headers })
    }

    /// The next page, if a link leads on to the same server and version; the headers are sent again, for a link carries
    /// none: <https://learn.microsoft.com/graph/paging>.
    pub fn following(&self, link: &str, root: &Url) -> Option<Self> {
        let link = Url::parse(link).ok()?;
        let base = format!("{}{}", root.path(), self.version.name());
        let path = link.path().strip_prefix(&base).filter(|_| link.origin() == root.origin())?;
        let bare = link.username().is_empty() && link.password().is_none();
        let path = match link.query() {
            Some(query) => format!("{path}?{query}"),
            None => path.to_owned(),
        };
        (bare && is_path(&path)).then(|| Self { path, ..self.clone() })
    }

    /// Where it is, below the root of Graph.
    pub fn url(&self, root: &Url) -> Option<Url> {
        let url = Url::parse(&format!("{root}{}{}", self.version.name(), self.path)).ok()?;
        let below = format!("{}{}/", root.path(), self.version.name());
        (url.origin() == root.origin() && url.path().starts_with(&below)).then_some(url)
    }

    /// Its version: a batch has one.
    pub fn version(&self) -> Version {
        self.version
    }

    /// The path below the version, with what is asked for.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The headers that go with it.
    pub fn headers(&self) -> &[(&'static str, String)] {
        &self.headers
    }
}

/// Whether a text is a path and a query that no server reads as anything else.
fn is_path(path: &str) -> bool {
    let (names, query) = path.split_once('?').unwrap_or((path, ""));
    let is_plain = |text: &str| text.bytes().all(|byte| (b'!'..=b'~').contains(&byte) && !b"\\#".contains(&byte));
    let mut segments = names.split('/');
    let leads = segments.next() == Some("");
    // Nothing that goes up, stands for nothing, or is an operation of Graph's own, such as `$batch`.
    let is_name = |name: &str| {
        let name = name.to_ascii_lowercase().replace("%2e", ".");
        !name.is_empty() && name != "." && name != ".." && !name.starts_with('$')
    };
    leads && segments.all(is_name) && is_plain(names) && is_plain(query) && names.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(path: &str) -> Option<Read> {
        Read::new("v1.0", path, &[("ConsistencyLevel".to_owned(), "eventual".to_owned())])
    }

    fn root() -> Url {
        Url::parse("https://graph.example/base/").unwrap()
    }

    #[test]
    fn only_a_path_below_a_version_can_be_read() {
        let url = read("/users/a@b.c?$select=id").unwrap().url(&root()).unwrap();
        assert_eq!(url.as_str(), "https://graph.example/base/v1.0/users/a@b.c?$select=id");
        for wrong in [
            "",
            "/",
            "users",
            "//evil.example/users",
            "/users/../../beta",
            "/users/%2E%2e/x",
            "/users/./x",
            "/$batch",
            "/users/$ref",
            "/a b",
            "/a\r\nHost: evil.example",
            "/a#b",
            "/a\\b",
            "https://evil.example/",
            "/users//x",
            "/é",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(Read::new("v2.0", "/users", &[]), None);
    }

    #[test]
    fn no_header_can_make_another_request_of_it() {
        for (name, value) in [
            ("X-HTTP-Method-Override", "DELETE"),
            ("X-HTTP-Method", "PATCH"),
            ("Authorization", "Bearer x"),
            ("Host", "evil.example"),
            ("Prefer", "a\r\nX-HTTP-Method: DELETE"),
        ] {
            assert_eq!(Read::new("v1.0", "/users", &[(name.to_owned(), value.to_owned())]), None, "{name}");
        }
    }

    #[test]
    fn the_next_page_is_on_the_same_server_or_nowhere() {
        let first = read("/users").unwrap();
        let next = first.following("https://graph.example/base/v1.0/users?$skiptoken=x%2B", &root()).unwrap();
        assert_eq!((next.path(), next.headers()), ("/users?$skiptoken=x%2B", first.headers()));
        for elsewhere in [
            "https://evil.example/base/v1.0/users?$skiptoken=x",
            "http://graph.example/base/v1.0/users",
            "https://graph.example:444/base/v1.0/users",
            "https://graph.example@evil.example/base/v1.0/users",
            "https://me:you@graph.example/base/v1.0/users",
            "https://graph.example/base/beta/users",
            "https://graph.example/base/v1.0/$batch",
            "https://graph.example/v1.0/users",
            "/base/v1.0/users?$skiptoken=x",
            "",
        ] {
            assert_eq!(first.following(elsewhere, &root()), None, "{elsewhere}");
        }
    }
}
