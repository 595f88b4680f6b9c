//! A table for a terminal.

use std::fmt;

use super::{Outcome, Report};

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |of: fn(&super::Row) -> &str, most: usize| {
            self.rows.iter().map(|row| of(row).chars().count()).max().unwrap_or(0).min(most)
        };
        let (ids, titles) = (width(|row| &row.id, 48), width(|row| &row.title, 56));
        writeln!(f, "{} as {}: {}", self.provider, self.role.as_str(), self.target)?;
        for row in &self.rows {
            let word = row.outcome.word();
            writeln!(f, "  {word:8}  {:ids$}  {:titles$}  {}", row.id, row.title, row.expected)?;
            match &row.outcome {
                Outcome::Failed(wrong) => {
                    for line in wrong {
                        writeln!(f, "            {line}")?;
                    }
                }
                Outcome::Skipped(why) => writeln!(f, "            {why}")?,
                Outcome::Passed | Outcome::ByHand(_) | Outcome::NotSeen => {}
            }
        }
        writeln!(f, "{}", self.summary())
    }
}
