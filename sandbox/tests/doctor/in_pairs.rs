//! Two mistakes at once, and three.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::fixture::*;

#[test]
fn two_mistakes_at_once_are_both_named() {
    let sorted = r#"{"amount":{"currency":"IDR","value":"10000.00"},"callback":"https://shop.example"}"#;
    let body = r#"{"callback":"https://shop.example","amount":{"value":"10000.00","currency":"IDR"}}"#;
    let call = Call::symmetric(body);
    let over = |path: &str, token: &str, body: &str, time: &str| transaction(path, token, body, time);
    let hmac256 = |text: &str| {
        let mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length");
        base64(mac.chain_update(text).finalize().into_bytes())
    };
    let short = "/v2.0/transfer-interbank";
    let utc = "2026-11-21T03:30:24.000Z";
    for (names, signature) in [
        (&["body-keys-sorted", "hex-for-base64"][..], hex(mac(SECRET, over(PATH, TOKEN, sorted, TIME)))),
        (&["hmac-sha256", "path-without-prefix"], hmac256(&over(short, TOKEN, body, TIME))),
        (&["path-without-prefix", "token-with-bearer"], signed(over(short, &format!("Bearer {TOKEN}"), body, TIME))),
        (&["timestamp-in-another-form", "timestamp-in-another-zone"], signed(over(PATH, TOKEN, body, utc))),
        (
            &["body-keys-sorted", "body-spaced-as-by-python"],
            signed(over(
                PATH,
                TOKEN,
                r#"{"amount": {"currency": "IDR", "value": "10000.00"}, "callback": "https://shop.example"}"#,
                TIME,
            )),
        ),
        (
            &["body-slashes-escaped", "secret-with-line-end"],
            base64(mac(format!("{SECRET}\n"), over(PATH, TOKEN, &body.replace('/', "\\/"), TIME))),
        ),
        (&["base64-of-hex", "body-ignored"], base64(hex(mac(SECRET, over(PATH, TOKEN, "", TIME))))),
        (
            &["digest-in-upper-case", "method-in-other-case"],
            signed(format!("post:{PATH}:{TOKEN}:{}:{TIME}", sha256(body).to_uppercase())),
        ),
        (&["parts-in-other-order", "token-left-out"], signed(format!("{PATH}:POST:{}:{TIME}", sha256(body)))),
        (
            &["parts-joined-otherwise", "secret-decoded"],
            base64(mac(
                "secret-of-the-sandbox-01",
                over(PATH, TOKEN, body, TIME)
                    .replace("POST:/", "POST|/")
                    .replace(&format!(":{TOKEN}:"), &format!("|{TOKEN}|"))
                    .replace(&format!(":{TIME}"), &format!("|{TIME}")),
            )),
        ),
        // Three.
        (
            &["body-keys-sorted", "hex-for-base64", "path-without-prefix"],
            hex(mac(SECRET, over(short, TOKEN, sorted, TIME))),
        ),
        (
            &["body-keys-sorted", "path-without-prefix", "token-with-bearer"],
            signed(over(short, &format!("Bearer {TOKEN}"), sorted, TIME)),
        ),
        (
            &["body-keys-sorted", "path-without-prefix", "secret-with-line-end"],
            base64(mac(format!("{SECRET}\n"), over(short, TOKEN, sorted, TIME))),
        ),
    ] {
        assert_eq!(call.clone().signed(&signature).names(), names);
    }
}

#[test]
fn the_key_of_another_and_another_string_are_both_named() {
    let call = Call::asymmetric(BODY);
    let text = format!("POST:{}:{}:{TIME}", "/v1.0/transfer-interbank", sha256(BODY));
    assert_eq!(call.signed(&rsa_signed(PROVIDER, text)).names(), ["key-of-another", "path-without-prefix"]);

    let call = Call::symmetric(BODY);
    let text = format!("POST:{PATH}:{TOKEN}:{}:{TIME}", sha256(BODY));
    let names = call.signed(&rsa_signed(PARTNER, text)).names();
    assert_eq!(names, ["asymmetric-for-symmetric", "token-in-asymmetric-string"]);
}

/// Parts of a string to sign and what is done with it, each with its right form first.
#[derive(Clone, Copy)]
struct Parts {
    method: (&'static str, &'static str),
    path: (&'static str, &'static str),
    token: (&'static str, &'static str),
    body: (&'static str, &'static str),
    upper: (&'static str, bool),
    time: (&'static str, &'static str),
    secret: (&'static str, &'static str),
    hex: (&'static str, bool),
}

const SENT: &str = r#"{"callback":"https://shop.example","amount":{"value":10000.00,"currency":"IDR"}}"#;

const RIGHT: Parts = Parts {
    method: ("", "POST"),
    path: ("", PATH),
    token: ("", TOKEN),
    body: ("", SENT),
    upper: ("", false),
    time: ("", TIME),
    secret: ("", SECRET),
    hex: ("", false),
};

impl Parts {
    /// Writes one part wrongly.
    fn wrong(mut self, part: usize, way: usize) -> Self {
        const METHODS: [(&str, &str); 2] = [("method-in-other-case", "post"), ("method-other", "PUT")];
        const PATHS: [(&str, &str); 4] = [
            ("path-without-prefix", "/v2.0/transfer-interbank"),
            ("path-without-version", "/openapi/transfer-interbank"),
            ("path-with-host", "https://api.bank.example/openapi/v2.0/transfer-interbank"),
            ("path-trailing-slash", "/openapi/v2.0/transfer-interbank/"),
        ];
        const TOKENS: [(&str, &str); 2] = [
            ("token-with-bearer", "Bearer eyJhbGciOiJIUzUxMiJ9.Zm9v.QmFy-_"),
            ("token-in-other-case", "eyjhbgcioijiuzuxmij9.zm9v.qmfy-_"),
        ];
        const BODIES: [(&str, &str); 4] = [
            ("body-keys-sorted", r#"{"amount":{"currency":"IDR","value":10000.00},"callback":"https://shop.example"}"#),
            (
                "body-slashes-escaped",
                r#"{"callback":"https:\/\/shop.example","amount":{"value":10000.00,"currency":"IDR"}}"#,
            ),
            (
                "body-numbers-reprinted",
                r#"{"callback":"https://shop.example","amount":{"value":10000,"currency":"IDR"}}"#,
            ),
            ("body-ignored", ""),
        ];
        const TIMES: [(&str, &str); 3] = [
            ("timestamp-in-another-zone", "2026-11-21T03:30:24Z"),
            ("timestamp-in-another-form", "2026-11-21T10:30:24.000+07:00"),
            ("timestamp-taken-twice", "2026-11-21T10:30:23+07:00"),
        ];
        const SECRETS: [(&str, &str); 3] = [
            ("secret-with-line-end", "c2VjcmV0LW9mLXRoZS1zYW5kYm94LTAx\n"),
            ("secret-decoded", "secret-of-the-sandbox-01"),
            ("secret-of-another", "another secret"),
        ];
        match part {
            0 => self.method = METHODS[way % METHODS.len()],
            1 => self.path = PATHS[way % PATHS.len()],
            2 => self.token = TOKENS[way % TOKENS.len()],
            3 => self.body = BODIES[way % BODIES.len()],
            4 => self.upper = ("digest-in-upper-case", true),
            5 => self.time = TIMES[way % TIMES.len()],
            6 => self.secret = SECRETS[way % SECRETS.len()],
            _ => self.hex = ("hex-for-base64", true),
        }
        self
    }

    fn names(&self) -> Vec<&'static str> {
        let all = [
            self.method.0,
            self.path.0,
            self.token.0,
            self.body.0,
            self.upper.0,
            self.time.0,
            self.secret.0,
            self.hex.0,
        ];
        let mut names: Vec<_> = all.into_iter().filter(|name| !name.is_empty()).collect();
        names.sort_unstable();
        names
    }

    fn signature(&self) -> String {
        let hash = sha256(self.body.1);
        let hash = if self.upper.1 { hash.to_uppercase() } else { hash };
        let text = [self.method.1, self.path.1, self.token.1, &hash, self.time.1].join(":");
        let mac = mac(self.secret.1, text);
        if self.hex.1 { hex(mac) } else { base64(mac) }
    }
}

#[test]
fn any_two_and_three_parts_that_are_wrong_are_named() {
    let call = Call::symmetric(SENT);
    let mut count = 0;
    for (first, second) in (0..8).flat_map(|first| (first + 1..8).map(move |second| (first, second))) {
        let two = RIGHT.wrong(first, second).wrong(second, first);
        // One more, which need not be another.
        let third = (first + second) % 8;
        let three = if third == first || third == second { two } else { two.wrong(third, first + 1) };
        for parts in [two, three] {
            assert_eq!(call.clone().signed(&parts.signature()).names(), parts.names());
            count += 1;
        }
    }
    assert_eq!(count, 56);
}
