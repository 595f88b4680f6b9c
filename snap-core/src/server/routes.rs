//! Which service a path and a method are.

use matchit::Router;

use super::build_error::ServerError;
use crate::meta::endpoint::Endpoint;

/// The services of a server by their paths. Several may share one path, with different methods.
pub(crate) struct Routes {
    paths: Router<Vec<usize>>,
    endpoints: Vec<&'static Endpoint>,
}

pub(crate) enum Routed {
    /// The indices of the services, of which the request says which is meant, and the values of path parameters, decoded.
    To(Vec<usize>, Vec<(String, String)>),
    /// The path is there, and called by another method.
    OtherMethod(usize),
    /// No service has the path.
    Nowhere,
}

impl Routes {
    pub(crate) fn new(endpoints: Vec<&'static Endpoint>) -> Result<Self, ServerError> {
        let mut groups: Vec<(&'static str, Vec<usize>)> = Vec::new();
        for (index, endpoint) in endpoints.iter().enumerate().filter(|(_, endpoint)| endpoint.redirect.is_none()) {
            match groups.iter_mut().find(|(path, _)| *path == endpoint.path) {
                Some((_, group)) => group.push(index),
                None => groups.push((endpoint.path, vec![index])),
            }
        }
        let mut paths = Router::new();
        for (path, group) in groups {
            let service = endpoints[group[0]].service;
            paths.insert(path, group).map_err(|_| ServerError::Path { service, path })?;
        }
        Ok(Self { paths, endpoints })
    }

    pub(crate) fn endpoints(&self) -> &[&'static Endpoint] {
        &self.endpoints
    }

    pub(crate) fn find(&self, path: &str, method: &http::Method) -> Routed {
        let Ok(found) = self.paths.at(path) else { return Routed::Nowhere };
        let by = |index: &usize| self.endpoints[*index].method.as_str() == method.as_str();
        let services: Vec<_> = found.value.iter().copied().filter(by).collect();
        if services.is_empty() {
            return found.value.first().map_or(Routed::Nowhere, |&index| Routed::OtherMethod(index));
        }
        let parameters = found.params.iter().map(|(name, value)| (name.to_owned(), decoded(value)));
        Routed::To(services, parameters.collect())
    }
}

/// What percent-encoding stands for; what is no text stays as it came.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
