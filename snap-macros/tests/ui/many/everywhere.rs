//! In the attributes, the signatures, the members, and between the methods.

include!("../../support/bank.rs");

#[snap_service(signing = "symmetric", host = "bank.example", codes = none, crate = runtime)]
pub trait MyBank<T> {
    const LIMIT: u32;

    type Request;

    #[endpoint(GET, "/v1.0/ask/{id}", service_code = "1", effect = read, query(id))]
    async fn ask(&self, request: Self::Request) -> AskResponse;

    #[endpoint]
    async fn tell(&self);

    async fn pay(&self, request: AskRequest) -> Result<AskResponse, SnapError>;

    #[endpoint(GET, "/v1.0/list", service_code = "03", effect = moves_money, status = list)]
    async fn list(&self, request: AskRequest) -> Result<AskResponse, SnapError>;

    #[endpoint(GET, "/v1.0/list", service_code = "04", effect = read)]
    async fn lists(&self, request: AskRequest) -> Result<AskResponse, SnapError>;
}

fn main() {}
