//! `cargo bench -p snap-bench --bench expansion`: what `#[snap_service]` costs per endpoint, at 1, 10 and 100 of them.
//!
//! The macro's own modules, outside of the compiler.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a benchmark prints, and stops when it cannot go on")]
#![allow(dead_code, missing_docs, unused_imports, reason = "modules of another crate")]

#[path = "../../../snap-macros/src/check/mod.rs"]
mod check;
#[path = "../../../snap-macros/src/expand/mod.rs"]
mod expand;
#[path = "../../../snap-macros/src/mistakes.rs"]
mod mistakes;
#[path = "../../../snap-macros/src/model.rs"]
mod model;
#[path = "../../../snap-macros/src/raw/mod.rs"]
mod raw;
#[path = "../../../snap-macros/src/words.rs"]
mod words;

extern crate proc_macro;

use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use proc_macro2::TokenStream;

fn source(endpoints: usize, endpoint: impl Fn(usize) -> String) -> (TokenStream, TokenStream) {
    let arguments = r#"provider = "mybank", signing = symmetric, base_path = "/openapi""#;
    let methods: String = (0..endpoints)
        .map(|n| {
            format!("{} async fn call_{n}(&self, request: Request{n}) -> Result<Response{n}, SnapError>;", endpoint(n))
        })
        .collect();
    let item = format!("pub trait MyBank {{ {methods} }}");
    (arguments.parse().expect("tokens"), item.parse().expect("tokens"))
}

fn least(endpoints: usize, endpoint: impl Fn(usize) -> String) -> Duration {
    let (arguments, item) = source(endpoints, endpoint);
    let times = (0..30).map(|_| {
        let started = ThreadTime::now();
        black_box(expand::snap_service(arguments.clone(), item.clone()));
        started.elapsed()
    });
    times.min().unwrap_or_default()
}

fn main() {
    let written = |n: usize| format!(r#"#[endpoint(POST, "/v1.0/call-{n}", service_code = "11", effect = read)]"#);
    let named = |n: usize| format!("#[endpoint(metadata = CALL_{n})]");
    println!("{:>9} {:>14} {:>14} {:>22}", "endpoints", "written out", "by metadata", "each, against 10");
    let base = least(10, written) / 10;
    for endpoints in [1, 10, 100] {
        let (whole, short) = (least(endpoints, written), least(endpoints, named));
        let each = whole.as_secs_f64() / endpoints as f64 / base.as_secs_f64();
        println!("{endpoints:>9} {whole:>14.2?} {short:>14.2?} {each:>22.2}");
    }
}
