//! External IDs that a signing profile makes: long enough not to repeat, and as the header set wants them.

use crate::finding::Findings;
use crate::ir::Catalogue;
use crate::ir::provider::{HeaderRow, SigningProfile};
use crate::rule_id;
use crate::spec::external_id::ExternalIdForm;
use crate::spec::provider::HeaderFormat;

/// What no client may go below: so many values a day as nine digits count. One client then repeats itself from 11,574
/// calls a second; nothing is left to chance, so that two clients of one partner ID do meet.
const FEWEST: (ExternalIdForm, ExternalIdForm) = (ExternalIdForm::Digits(9), ExternalIdForm::Alphanumeric(6));
/// What tells two clients apart as well: a day in microseconds, and 20 random bits or more.
const SAFE: (ExternalIdForm, ExternalIdForm) = (ExternalIdForm::Digits(18), ExternalIdForm::Alphanumeric(12));
/// No header is longer in any document; what is longer is a slip.
const LONGEST: u8 = 64;

/// Lengths that repeat, and lengths beyond all measure.
pub fn lint(catalogue: &Catalogue, findings: &mut Findings) {
    for profile in catalogue.providers.iter().flat_map(|provider| &provider.profiles) {
        let form = profile.external_id.value;
        let (symbols, (fewest, safe)) = match form {
            ExternalIdForm::Digits(_) => (10_u64, (FEWEST.0, SAFE.0)),
            ExternalIdForm::Alphanumeric(_) => (36, (FEWEST.1, SAFE.1)),
            ExternalIdForm::Uuid | ExternalIdForm::Any36 => continue,
        };
        let length = form.length();
        let longest =
            if form.is_digits() { ExternalIdForm::Digits(LONGEST) } else { ExternalIdForm::Alphanumeric(LONGEST) };
        // An inherited form is the standard's to mend.
        if length < fewest.length() {
            let a_second = symbols.pow(u32::from(length)) / (24 * 60 * 60);
            findings.add(
                rule_id::HEADERS_EXTERNAL_ID,
                profile.external_id.loc(),
                format!(
                    "an external ID of {length} characters leaves no random bits, and one client alone repeats itself \
                     above {a_second} calls a second"
                ),
                format!("write `{fewest}` or more; from `{safe}` on at least 20 random bits tell two clients apart"),
            );
        } else if length > LONGEST {
            findings.add(
                rule_id::HEADERS_EXTERNAL_ID,
                profile.external_id.loc(),
                format!("an external ID of {length} characters is longer than any header that is documented"),
                format!("write the length that the page has, at most `{longest}`"),
            );
        }
    }
}

/// What a profile makes, in words.
pub(super) fn words(form: ExternalIdForm) -> String {
    match form {
        ExternalIdForm::Digits(digits) => format!("{digits} digits"),
        ExternalIdForm::Alphanumeric(length) => format!("{length} letters and digits"),
        ExternalIdForm::Uuid => "UUIDs, 36 characters with hyphens".to_owned(),
        ExternalIdForm::Any36 => "36 digits".to_owned(),
    }
}

/// The form that a header row asks for.
pub(super) fn wanted(row: &HeaderRow, profile: &SigningProfile) -> String {
    let length = row.exact.or(row.max).map_or(36, |length| length.value);
    let length = u8::try_from(length).unwrap_or(LONGEST).min(LONGEST);
    let digits = matches!(row.format.map(|format| format.value), Some(HeaderFormat::Digits));
    let (form, fewest) = if digits || profile.external_id.is_digits() {
        (ExternalIdForm::Digits(length), FEWEST.0)
    } else {
        (ExternalIdForm::Alphanumeric(length), FEWEST.1)
    };
    if length < fewest.length() {
        return format!("mend the row: external IDs of fewer than {} characters repeat themselves", fewest.length());
    }
    format!("write `external_id: {form}` in the signing profile, or mend the row")
}
