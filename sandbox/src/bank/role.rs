//! What a service does, whoever offers it. The standard's names say it; dialects keep them and add to them.

use snap_bi::{Direction, Effect, Endpoint};

/// What a service does with the state of a bank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Tells the balances of an account.
    Balance,
    /// Lists what happened.
    History,
    /// Tells of one thing that happened.
    HistoryDetail,
    /// Lists what happened on an account, with its balances.
    Statement,
    /// Tells whose account it is.
    AccountInquiry,
    /// Moves money away: to an account, an e-wallet, a counter.
    Transfer,
    /// Tells what became of something.
    Status,
    /// Tells what is due.
    BillInquiry,
    /// Pays what is due.
    BillPayment,
    /// Makes a virtual account.
    VaCreate,
    /// Changes one.
    VaUpdate,
    /// Tells of one.
    VaInquiry,
    /// Takes one away.
    VaDelete,
    /// Takes money from a customer, who may have to agree.
    Debit,
    /// Makes a code that a customer pays by.
    Qr,
    /// Reserves money of a customer.
    Authorize,
    /// Takes of what was reserved.
    Capture,
    /// Lets go of what was reserved.
    Void,
    /// Takes a payment back as if it had not been.
    Cancel,
    /// Gives money back.
    Refund,
    /// Links an account or a card.
    Bind,
    /// Tells of a link.
    BindingInquiry,
    /// Takes a link away.
    Unbind,
    /// Sends a code to a customer.
    Otp,
    /// Is answered as its page shows.
    Plain,
}

impl Role {
    /// The role of a service that a partner calls.
    pub(crate) fn of(endpoint: &Endpoint) -> Self {
        let name = endpoint.service;
        let has = |part: &str| name.contains(part);
        if endpoint.direction == Direction::Inbound {
            return Self::Plain;
        }
        let of_accounts = || match name {
            _ if has("balance_inquiry") => Some(Self::Balance),
            _ if has("history_list") => Some(Self::History),
            _ if has("history_detail") => Some(Self::HistoryDetail),
            _ if has("bank_statement") => Some(Self::Statement),
            _ => None,
        };
        let of_links = || match name {
            _ if has("unbind") => Some(Self::Unbind),
            _ if has("registration_account_inquiry") => Some(Self::BindingInquiry),
            _ if has("_bind") || has("emandate") => Some(Self::Bind),
            _ if name == "otp" || has("otp_") => Some(Self::Otp),
            _ => None,
        };
        let of_virtual_accounts = || match name {
            _ if has("create_va") => Some(Self::VaCreate),
            _ if has("update_va") || has("update_status_va") || has("va_update_status") => Some(Self::VaUpdate),
            _ if has("inquiry_va") => Some(Self::VaInquiry),
            _ if has("delete_va") => Some(Self::VaDelete),
            _ if has("va_inquiry") => Some(Self::BillInquiry),
            _ if has("va_payment") => Some(Self::BillPayment),
            _ => None,
        };
        let of_payments = || match name {
            _ if has("status") || has("query") => Some(Self::Status),
            _ if has("account_inquiry") || has("phone_number") => Some(Self::AccountInquiry),
            _ if has("refund") => Some(Self::Refund),
            _ if has("cancel") => Some(Self::Cancel),
            _ if has("void") => Some(Self::Void),
            _ if has("capture") => Some(Self::Capture),
            _ if has("auth_payment") => Some(Self::Authorize),
            _ if has("qr_mpm_generate") || has("qr_cpm_generate") => Some(Self::Qr),
            _ if has("debit") || has("qr_cpm_payment") || has("qr_mpm_payment") => Some(Self::Debit),
            _ if endpoint.effect == Effect::MovesMoney => Some(Self::Transfer),
            _ => None,
        };
        of_accounts().or_else(of_links).or_else(of_virtual_accounts).or_else(of_payments).unwrap_or(Self::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_that_moves_money_has_a_role() {
        let mut plain = Vec::new();
        for endpoint in snap_bi::PROVIDERS.iter().flat_map(|provider| provider.endpoints) {
            if endpoint.direction == Direction::Outbound && endpoint.effect == Effect::MovesMoney {
                let role = Role::of(endpoint);
                assert!(!matches!(role, Role::Plain | Role::Status), "{} {}", endpoint.provider, endpoint.service);
            }
            if endpoint.direction == Direction::Outbound && Role::of(endpoint) == Role::Plain {
                plain.push(endpoint.service);
            }
        }
        assert!(plain.len() < 40, "{} services have no role: {plain:?}", plain.len());
    }

    #[test]
    fn what_tells_of_other_services_is_a_status_service() {
        for question in snap_bi::PROVIDERS.iter().flat_map(|provider| provider.inquiries) {
            let endpoint = question.status;
            let told = matches!(Role::of(endpoint), Role::Status | Role::HistoryDetail | Role::VaInquiry);
            assert!(told, "{} {} is {:?}", endpoint.provider, endpoint.service, Role::of(endpoint));
        }
    }
}
