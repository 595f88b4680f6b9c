//! A partner's own list: read and written as YAML, or as a spreadsheet to be edited and given back.

mod cells;
mod sheet;
mod yaml;

use std::path::Path;

use super::{CertifyError, List};

/// Reads a list; the ending of its name says what it is: `.yaml`, or `.xlsx`.
///
/// # Errors
/// When it cannot be read, or contradicts itself, with the place and what to write instead.
pub fn read(path: &Path) -> Result<List, CertifyError> {
    let is_sheet = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx"));
    let list = if is_sheet { sheet::read(path)? } else { yaml::read(path)? };
    list.check(&path.display().to_string())?;
    Ok(list)
}

/// A list as a workbook: its cases, its data, and where it comes from.
///
/// # Errors
/// When it cannot be packed.
pub fn to_xlsx(list: &List) -> Result<Vec<u8>, CertifyError> {
    sheet::write(list).map_err(|error| CertifyError::File { file: "xlsx".to_owned(), message: error.to_string() })
}

/// A list as YAML.
///
/// # Errors
/// Never, as long as a list can be said in JSON.
pub fn to_yaml(list: &List) -> Result<String, CertifyError> {
    yaml::write(list)
}
