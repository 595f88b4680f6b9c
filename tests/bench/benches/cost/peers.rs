//! The same request as others would write it. Presence and lengths only: that is what they know.

use garde::Validate as _;
use validator::Validate as _;

#[derive(garde::Validate)]
pub struct Garde {
    #[garde(length(chars, min = 1, max = 64))]
    pub partner_reference_no: String,
    #[garde(length(chars, min = 1, max = 100))]
    pub beneficiary_account_name: String,
    #[garde(length(chars, min = 1, max = 34))]
    pub beneficiary_account_no: String,
    #[garde(length(chars, min = 1, max = 3))]
    pub beneficiary_bank_code: String,
    #[garde(inner(length(chars, max = 50)))]
    pub beneficiary_email: Option<String>,
    #[garde(length(chars, min = 1, max = 10))]
    pub source_account_no: String,
    #[garde(length(chars, min = 1, max = 25))]
    pub transaction_date: String,
    #[garde(length(chars, min = 1, max = 255))]
    pub callback_url: String,
}

#[derive(validator::Validate)]
pub struct Validator {
    #[validate(length(min = 1, max = 64))]
    pub partner_reference_no: String,
    #[validate(length(min = 1, max = 100))]
    pub beneficiary_account_name: String,
    #[validate(length(min = 1, max = 34))]
    pub beneficiary_account_no: String,
    #[validate(length(min = 1, max = 3))]
    pub beneficiary_bank_code: String,
    #[validate(length(max = 50))]
    pub beneficiary_email: Option<String>,
    #[validate(length(min = 1, max = 10))]
    pub source_account_no: String,
    #[validate(length(min = 1, max = 25))]
    pub transaction_date: String,
    #[validate(length(min = 1, max = 255))]
    pub callback_url: String,
}

impl Garde {
    pub fn holds(&self) -> bool {
        self.validate().is_ok()
    }
}

impl Validator {
    pub fn holds(&self) -> bool {
        self.validate().is_ok()
    }
}
