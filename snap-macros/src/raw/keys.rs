//! The keys of the two attributes.

/// A key, and how it is written.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// A whole argument with this key.
    pub(crate) example: &'static str,
}

impl Key {
    /// `key(…)` rather than `key = value`.
    pub(crate) fn is_list(&self) -> bool {
        self.example.ends_with(')')
    }

    /// `key` alone.
    pub(crate) fn is_flag(&self) -> bool {
        self.example == self.name
    }
}

/// The keys of one attribute.
pub(crate) struct Keys {
    /// As it is written.
    pub(crate) attribute: &'static str,
    pub(crate) keys: &'static [Key],
    /// What people write, and the key they mean.
    pub(crate) aliases: &'static [(&'static str, &'static str)],
    /// What people write here and belongs elsewhere.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
}

impl Keys {
    pub(crate) fn find(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.keys.iter().map(|key| key.name).collect()
    }
}

pub(crate) const fn key(name: &'static str, example: &'static str) -> Key {
    Key { name, example }
}

/// `#[snap_service(…)]`
pub(crate) static SERVICE: Keys = Keys {
    attribute: "#[snap_service]",
    keys: &[
        key("provider", "provider = \"mybank\""),
        key("signing", "signing = symmetric"),
        key("title", "title = \"My Bank\""),
        key("base_path", "base_path = \"/openapi\""),
        key("version", "version = \"v1.0\""),
        key("headers", "headers = transaction_b2b"),
        key("codes", "codes = path::TO_CODES"),
        key("source", "source = \"My Bank API, https://…\""),
        key("token_endpoint", "token_endpoint = path::TO_ENDPOINT"),
        key("crate", "crate = path::to::runtime"),
    ],
    aliases: &[
        ("name", "provider"),
        ("bank", "provider"),
        ("prefix", "base_path"),
        ("base", "base_path"),
        ("base_url", "base_path"),
        ("path", "base_path"),
        ("signature", "signing"),
        ("header", "headers"),
        ("header_set", "headers"),
        ("response_codes", "codes"),
        ("token", "token_endpoint"),
        ("token_service", "token_endpoint"),
        ("krate", "crate"),
        ("runtime", "crate"),
    ],
    elsewhere: &[
        ("service_code", "differs from method to method: write it in `#[endpoint(…)]`"),
        ("effect", "differs from method to method: write it in `#[endpoint(…)]`"),
        ("status", "differs from method to method: write it in `#[endpoint(…)]`"),
        ("direction", "differs from method to method: write it in `#[endpoint(…)]`"),
        ("query", "differs from method to method: write it in `#[endpoint(…)]`"),
        ("timeout", TIMEOUT),
        ("environment", ENVIRONMENT),
        ("url", ENVIRONMENT),
        ("host", ENVIRONMENT),
    ],
};

/// `#[endpoint(…)]`
pub(crate) static ENDPOINT: Keys = Keys {
    attribute: "#[endpoint]",
    keys: &[
        key("service_code", "service_code = \"11\""),
        key("effect", "effect = read"),
        key("status", "status = transfer_status"),
        key("no_status", "no_status = \"The bank has no such service.\""),
        key("direction", "direction = inbound"),
        key("query", "query(startDate, endDate)"),
        key("signed_path", "signed_path = \"/gateway/v1.0/balance-inquiry\""),
        key("service", "service = \"balance_inquiry\""),
        key("title", "title = \"Balance inquiry\""),
        key("version", "version = \"v1.0\""),
        key("signing", "signing = symmetric"),
        key("headers", "headers = transaction_b2b"),
        key("header_values", "header_values(\"CHANNEL-ID\" = \"95231\")"),
        key("codes", "codes = path::TO_CODES"),
        key("source", "source = \"My Bank API, https://…\""),
        key("metadata", "metadata = path::TO_ENDPOINT"),
        key("decode", "decode = path::to::function"),
    ],
    aliases: &[
        ("code", "service_code"),
        ("endpoint", "metadata"),
        ("read_with", "decode"),
        ("query_params", "query"),
        ("parameters", "query"),
        ("params", "query"),
        ("status_service", "status"),
        ("path_to_sign", "signed_path"),
        ("name", "service"),
        ("signature", "signing"),
        ("header", "headers"),
        ("header_set", "headers"),
        ("channel_id", "header_values"),
        ("response_codes", "codes"),
    ],
    elsewhere: &[
        ("provider", "is the same for all methods: write it in `#[snap_service(…)]`"),
        ("token_endpoint", "is the same for all methods: write it in `#[snap_service(…)]`"),
        ("base_path", "is the same for all methods: write it in `#[snap_service(…)]`"),
        ("crate", "is the same for all methods: write it in `#[snap_service(…)]`"),
        ("timeout", TIMEOUT),
        ("retry", "is decided by `effect` and the response code: leave it out"),
        ("body", "is the request without its path and query parameters: leave it out"),
    ],
};

const TIMEOUT: &str = "belongs to the client, not to the service: set it where the client is built";
const ENVIRONMENT: &str = "belongs to the client, not to the service: name it where the client is built";
