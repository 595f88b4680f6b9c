//! `cargo xtask new`: skeletons.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use snap_codegen::pipeline::Spec;
use snap_codegen::scaffold;
use snap_codegen::write::{FilePlan, PlannedFile, apply};

use crate::cli::New;
use crate::terminal;
use crate::{CouldNotRun, Ended};

/// Writes a skeleton and says what to do with it.
pub(crate) fn run(root: &Path, what: &New) -> Result<Ended, CouldNotRun> {
    let spec = Spec::read(root)?;
    let today = today(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() / 86_400));
    let (files, next) = match what {
        New::Provider { name } => (
            scaffold::provider(&spec, name, &today)?,
            format!("Fill it in, then add services: `cargo xtask new service {name} PAGE NAME`."),
        ),
        New::Service { provider, page, name } => (
            scaffold::service(&spec, provider, page, name, &today)?,
            "Fill it in, row by row, in the order of the page; then `cargo xtask lint`.".to_owned(),
        ),
    };
    let mut text = String::new();
    let mut planned = Vec::new();
    for file in files {
        text.push_str(&format!("{} {}\n", if file.extends { "extended" } else { "new" }, file.path));
        planned.push(PlannedFile { path: file.path, bytes: file.text.into_bytes(), source: String::new() });
    }
    // No folder is owned: nothing is removed.
    apply(root, &FilePlan::new(planned, &[]))?;
    terminal::result(&text)?;
    terminal::note(&format!("{next}\n"));
    Ok(Ended::Well)
}

/// A day since 1970 as `YYYY-MM-DD`, in the Gregorian calendar.
fn today(days: u64) -> String {
    // Counted in eras of 400 years that begin on 1 March, so that a leap day is the last of its year.
    let shifted = days + 719_468;
    let (era, day) = (shifted / 146_097, shifted % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::today;

    #[test]
    fn days_are_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (11_016, "2000-02-29"),
            (20_778, "2026-11-21"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(today(days), date);
        }
    }
}
