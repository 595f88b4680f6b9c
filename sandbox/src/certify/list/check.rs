//! What makes no list of what can be read as one. Lint says it of the spec; here it is said of a partner's annex.

use std::collections::BTreeSet;

use super::{Case, List};
use crate::certify::CertifyError;

impl List {
    /// Checks a list that was read from `file`: names are unique, codes are codes, what is repeated stands above.
    ///
    /// # Errors
    /// The first case that is wrong, with what to write instead.
    pub fn check(&self, file: &str) -> Result<(), CertifyError> {
        let mut ids = BTreeSet::new();
        for (index, case) in self.cases.iter().enumerate() {
            let wrong = |message: String| CertifyError::Case { file: file.to_owned(), case: case.id.clone(), message };
            if !ids.insert(case.id.as_str()) {
                return Err(wrong("another case has this name: give each one of its own".to_owned()));
            }
            for code in std::iter::once(&case.expect.code).chain(&case.expect.or) {
                if !is_code(code) {
                    let say =
                        format!("`{code}` is no response code: write seven characters, such as 2002400 or 404xx14");
                    return Err(wrong(say));
                }
            }
            let before = self.cases.get(..index).unwrap_or_default();
            if let Some(name) = unknown_repeat(case, before) {
                let say = format!("it repeats `{name}`, which does not stand above it: name a case that does");
                return Err(wrong(say));
            }
            for (path, check) in &case.expect.members {
                let said = [check.equal.is_some(), check.echo.is_some(), check.is.is_some()];
                if said.iter().filter(|said| **said).count() != 1 {
                    let say = format!("of `{path}` write one of `equal`, `echo` and `is`");
                    return Err(wrong(say));
                }
            }
        }
        Ok(())
    }
}

fn is_code(code: &str) -> bool {
    let bytes = code.as_bytes();
    bytes.len() == 7
        && bytes.iter().take(3).all(u8::is_ascii_digit)
        && bytes.iter().skip(3).all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase() || *byte == b'x')
}

fn unknown_repeat<'a>(case: &'a Case, before: &[Case]) -> Option<&'a str> {
    let name = &case.send.as_ref()?.repeats.as_ref()?.case;
    before.iter().all(|other| other.id != *name).then_some(name.as_str())
}
