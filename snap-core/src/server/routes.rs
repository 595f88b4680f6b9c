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
    /// Services at the paths of their pages, or at others, by name: where it is called a partner tells his provider.
    pub(crate) fn new(endpoints: Vec<&'static Endpoint>, elsewhere: &[(String, String)]) -> Result<Self, ServerError> {
        let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
        if let Some((service, _)) = elsewhere.iter().find(|(name, _)| endpoints.iter().all(|one| one.service != *name))
        {
            return Err(ServerError::NoSuchService(service.clone()));
        }
        for (index, endpoint) in endpoints.iter().enumerate().filter(|(_, endpoint)| endpoint.redirect.is_none()) {
            let other = elsewhere.iter().rfind(|(name, _)| *name == endpoint.service).map(|(_, path)| path.as_str());
            let path = other.unwrap_or(endpoint.path);
            match groups.iter_mut().find(|(there, _)| *there == path) {
                Some((_, group)) => group.push(index),
                None => groups.push((path, vec![index])),
            }
        }
        let mut paths = Router::new();
        for (path, group) in groups {
            let service = endpoints[group[0]].service;
            paths.insert(path, group).map_err(|_| ServerError::Path { service, path: path.to_owned() })?;
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
