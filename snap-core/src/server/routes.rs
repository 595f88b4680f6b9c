//! Which service a path and a method are.

use matchit::Router;

use super::build_error::ServerError;
use crate::meta::endpoint::{Endpoint, Method};

/// The services of a server by their paths. Several may share one path, with different methods.
pub(crate) struct Routes {
    /// By method, the group of each path.
    paths: Router<Vec<(Method, usize)>>,
    /// Indices of services that share path and method.
    groups: Vec<Vec<usize>>,
    endpoints: Vec<&'static Endpoint>,
}

pub(crate) enum Routed {
    /// The group of services, of which the request says which is meant, and the values of path parameters, decoded.
    To(usize, Vec<(String, String)>),
    /// The path is there, and called by another method.
    OtherMethod(usize),
    /// No service has the path.
    Nowhere,
}

impl Routes {
    /// Services at the paths of their pages, or at others, by name: where it is called a partner tells his provider.
    pub(crate) fn new(endpoints: Vec<&'static Endpoint>, elsewhere: &[(String, String)]) -> Result<Self, ServerError> {
        let mut methods: Vec<(&str, Vec<(Method, usize)>)> = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        if let Some((service, _)) = elsewhere.iter().find(|(name, _)| endpoints.iter().all(|one| one.service != *name))
        {
            return Err(ServerError::NoSuchService(service.clone()));
        }
        for (index, endpoint) in endpoints.iter().enumerate().filter(|(_, endpoint)| endpoint.redirect.is_none()) {
            let other = elsewhere.iter().rfind(|(name, _)| *name == endpoint.service).map(|(_, path)| path.as_str());
            let path = other.unwrap_or(endpoint.path);
            let at = methods.iter().position(|(there, _)| *there == path).unwrap_or(methods.len());
            if at == methods.len() {
                methods.push((path, Vec::new()));
            }
            match methods[at].1.iter().find(|(method, _)| *method == endpoint.method) {
                Some((_, group)) => groups[*group].push(index),
                None => {
                    methods[at].1.push((endpoint.method, groups.len()));
                    groups.push(vec![index]);
                }
            }
        }
        let mut paths = Router::new();
        for (path, methods) in methods {
            let service = endpoints[groups[methods[0].1][0]].service;
            paths.insert(path, methods).map_err(|_| ServerError::Path { service, path: path.to_owned() })?;
        }
        Ok(Self { paths, groups, endpoints })
    }

    /// The indices of the services of a group.
    pub(crate) fn group(&self, group: usize) -> &[usize] {
        self.groups.get(group).map_or(&[], Vec::as_slice)
    }

    pub(crate) fn endpoints(&self) -> &[&'static Endpoint] {
        &self.endpoints
    }

    pub(crate) fn find(&self, path: &str, method: &http::Method) -> Routed {
        let Ok(found) = self.paths.at(path) else { return Routed::Nowhere };
        let Some((_, group)) = found.value.iter().find(|(of, _)| of.as_str() == method.as_str()) else {
            let first = found.value.first().and_then(|(_, group)| self.group(*group).first());
            return first.map_or(Routed::Nowhere, |&index| Routed::OtherMethod(index));
        };
        let parameters = found.params.iter().map(|(name, value)| (name.to_owned(), decoded(value)));
        Routed::To(*group, parameters.collect())
    }
}

/// What percent-encoding stands for; what is no text stays as it came.
pub(crate) fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().map_or_else(|_| text.to_owned(), |text| text.into_owned())
}
