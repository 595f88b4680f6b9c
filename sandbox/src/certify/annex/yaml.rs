//! Lists as YAML, in the format of the spec.

use std::path::Path;

use serde_json::Value;

use crate::certify::{CertifyError, List};

pub(super) fn read(path: &Path) -> Result<List, CertifyError> {
    let text = std::fs::read_to_string(path).map_err(|error| CertifyError::file(path, error))?;
    serde_saphyr::from_str(&text).map_err(|error| CertifyError::file(path, error))
}

pub(super) fn write(list: &List) -> Result<String, CertifyError> {
    let value = serde_json::to_value(list)
        .map_err(|error| CertifyError::File { file: "YAML".to_owned(), message: error.to_string() })?;
    let mut text = String::new();
    lines(&value, 0, &mut text);
    Ok(text)
}

/// Every text is written in quotes: what JSON quotes, YAML reads as the same text.
fn lines(value: &Value, indent: usize, out: &mut String) {
    let blanks = " ".repeat(indent);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let key = if key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte)) {
                    key.clone()
                } else {
                    Value::from(key.as_str()).to_string()
                };
                entry(&format!("{blanks}{key}:"), value, indent, out);
            }
        }
        Value::Array(list) => {
            for value in list {
                let mut below = String::new();
                lines(value, indent + 2, &mut below);
                let first = below.trim_start();
                out.push_str(&format!("{blanks}- {first}"));
            }
        }
        other => out.push_str(&format!("{blanks}{other}\n")),
    }
}

fn entry(start: &str, value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::Object(map) if !map.is_empty() => {
            out.push_str(&format!("{start}\n"));
            lines(value, indent + 2, out);
        }
        Value::Array(list) if !list.is_empty() => {
            out.push_str(&format!("{start}\n"));
            lines(value, indent + 2, out);
        }
        other => out.push_str(&format!("{start} {other}\n")),
    }
}
