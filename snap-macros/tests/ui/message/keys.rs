//! Keys that are none, or are written otherwise.

include!("../../support/message.rs");

#[derive(Clone, Default, PartialEq, SnapModel)]
#[snap(crate = runtime, max = 64, at_most_one("a", "b"), at_least_on("a", "b"), answer = true, name)]
struct AskRequest {
    #[snap(presense = "M", maximum = 64, maxx = 64, regex = "x")]
    a: Option<String>,
    #[snap(presence = M, max = "64", min = -1, exact(6))]
    b: Option<String>,
    #[snap(presence = "X", sensitive = true, nullable(), 64, "max" = 3)]
    c: Option<String>,
    #[snap(presence = mandatory, max = 0, max = 5, precision = 16, values = "Y", open)]
    d: Option<String>,
    #[snap(required, in = query, type = "string", at_least_one("a", "b"), default = "x")]
    e: Option<String>,
    #[snap]
    f: Option<String>,
    #[snap = "M"]
    g: Option<String>,
    #[snap(rename = "", format = "digit")]
    h: Option<String>,
    #[snap(format = digits, pattern = "", values("Y", N, 1, "Y", "", "00" = "success"))]
    i: Option<String>,
    #[snap(format = "colour", pattern = "([0-9]", decimals = two, rename = 7)]
    j: Option<String>,
    #[snap(pad(left = "ab", to = 8), pattern = "a)", format = "integer")]
    k: Option<String>,
    #[snap(pad(left = "0"), items(), pattern = "*a")]
    __: Option<String>,
    #[snap(max = 3)]
    extra: Extra,
}

fn around(request: &AskRequest) -> Vec<u8> {
    AskRequest::default().with_a("1").validate().ok();
    request.to_json()
}

fn main() {}
