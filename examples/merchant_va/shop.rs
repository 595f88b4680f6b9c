//! The shop: its bills, and what it does when a bank asks or pays. What a payment does and what is answered to it are one
//! transaction.

use snap_bi::bca::{BcaCallbacksHandler, virtual_account as at_bca};
use snap_bi::faspay::{FaspayCallbacksHandler, virtual_account as at_faspay};
use snap_bi::server::{Answered, Claim, Ledger, Received, Refuse, Soon, StoreError};
use snap_bi::{Amount, Model};
use sqlx::sqlite::{SqlitePool, SqlitePoolOptions};

/// The shop, as long as its database.
pub struct Shop {
    /// Bills, and what was answered to payments.
    pub db: SqlitePool,
}

struct Bill {
    name: String,
    amount: Amount,
}

impl Shop {
    /// Opens it, with the bills of the example.
    ///
    /// # Errors
    /// When there is no database.
    pub async fn open() -> Result<Self, sqlx::Error> {
        // A database in memory is one connection's.
        let db = SqlitePoolOptions::new().max_connections(1).connect("sqlite::memory:").await?;
        sqlx::raw_sql(include_str!("bills.sql")).execute(&db).await?;
        Ok(Self { db })
    }

    /// The bill behind a number, if it is still to be paid.
    async fn bill(&self, number: &Option<String>) -> Result<Bill, Refuse> {
        let row: Option<(String, String, bool, Option<String>)> = sqlx::query_as(
            "SELECT name, amount, COALESCE(expires < DATE('now'), FALSE), paid FROM bill WHERE number = ?",
        )
        .bind(number.as_deref().unwrap_or_default().trim())
        .fetch_optional(&self.db)
        .await
        .map_err(Refuse::nothing_done)?;
        match row {
            None => Err(Refuse::invalid_bill("not registered")),
            Some((.., Some(_))) => Err(Refuse::paid_bill()),
            Some((_, _, true, None)) => Err(Refuse::expired_bill()),
            Some((name, amount, false, None)) => {
                // BCA has its own word for books that cannot be read: 400/00, with the status of a refusal.
                let amount = amount.parse::<u64>().map_err(|_| Refuse::named("bad_request"))?;
                Ok(Bill { name, amount: Amount::new(amount, "IDR") })
            }
        }
    }

    /// Marks a bill as paid, and writes the answer down with it: both or neither.
    async fn pay(&self, number: &Option<String>, claim: Option<&Claim>, answer: &impl Model) -> Result<(), Refuse> {
        let mut tx = self.db.begin().await.map_err(Refuse::nothing_done)?;
        let claim = claim.map(Claim::key);
        let paid = sqlx::query("UPDATE bill SET paid = ? WHERE number = ? AND paid IS NULL")
            .bind(claim)
            .bind(number.as_deref().unwrap_or_default().trim())
            .execute(&mut *tx);
        if paid.await?.rows_affected() == 0 {
            return Err(Refuse::paid_bill());
        }
        let body = String::from_utf8_lossy(&answer.to_json()).into_owned();
        sqlx::query("INSERT INTO answer VALUES (?, ?)").bind(claim).bind(body).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }
}

/// Members of an answer that are those of the request.
macro_rules! repeat {
    ($request:ident, $data:ident: $($member:ident),+) => {
        $($data.$member.clone_from(&$request.$member);)+
    };
}

fn due(bill: &Bill, paid: &Option<Amount>) -> Result<(), Refuse> {
    if paid.as_ref() == Some(&bill.amount) { Ok(()) } else { Err(Refuse::invalid_amount()) }
}

impl FaspayCallbacksHandler for Shop {
    async fn transfer_va_inquiry(
        &self,
        request: Received<at_faspay::TransferVaInquiryRequest>,
    ) -> Result<at_faspay::TransferVaInquiryResponse, Refuse> {
        let bill = self.bill(&request.virtual_account_no).await?;
        let mut data = at_faspay::VaInquiryResponseVirtualAccountData::default()
            .with_virtual_account_name(bill.name)
            .with_virtual_account_email("helpdesk@toko.example")
            .with_virtual_account_phone("62215550100")
            .with_total_amount(bill.amount);
        repeat!(request, data: partner_service_id, customer_no, virtual_account_no);
        data.inquiry_request_id.clone_from(&request.inquiry_request_id);
        Ok(at_faspay::TransferVaInquiryResponse::default().with_virtual_account_data(data))
    }

    async fn transfer_va_payment(
        &self,
        request: Received<at_faspay::TransferVaPaymentRequest>,
    ) -> Result<at_faspay::TransferVaPaymentResponse, Refuse> {
        let bill = self.bill(&request.virtual_account_no).await?;
        due(&bill, &request.paid_amount)?;
        let mut data = at_faspay::VaPaymentResponseVirtualAccountData::default()
            .with_virtual_account_name(bill.name)
            .with_paid_amount(bill.amount);
        repeat!(request, data: partner_service_id, customer_no, virtual_account_no);
        data.payment_request_id.clone_from(&request.payment_request_id);
        data.trx_id.clone_from(&request.trx_id);
        let answer = at_faspay::TransferVaPaymentResponse::default().with_virtual_account_data(data);
        self.pay(&request.virtual_account_no, request.claim(), &answer).await?;
        Ok(answer)
    }
}

impl BcaCallbacksHandler for Shop {
    async fn transfer_va_inquiry(
        &self,
        request: Received<at_bca::TransferVaInquiryRequest>,
    ) -> Result<at_bca::TransferVaInquiryResponse, Refuse> {
        let bill = self.bill(&request.virtual_account_no).await?;
        let reason = at_bca::TransferVaInquiryResponseInquiryReason::default();
        let mut data = at_bca::VaInquiryResponseVirtualAccountData::default()
            .with_inquiry_status("00")
            .with_inquiry_reason(reason.with_english("Success").with_indonesia("Sukses"))
            .with_virtual_account_name(bill.name)
            .with_total_amount(bill.amount);
        repeat!(request, data: partner_service_id, customer_no, virtual_account_no);
        data.inquiry_request_id.clone_from(&request.inquiry_request_id);
        Ok(at_bca::TransferVaInquiryResponse::default().with_virtual_account_data(data))
    }

    async fn transfer_va_payment(
        &self,
        request: Received<at_bca::TransferVaPaymentRequest>,
    ) -> Result<at_bca::TransferVaPaymentResponse, Refuse> {
        let bill = self.bill(&request.virtual_account_no).await?;
        due(&bill, &request.paid_amount)?;
        let reason = at_bca::VaPaymentResponsePaymentFlagReason::default();
        let mut data = at_bca::VaPaymentResponseVirtualAccountData::default()
            .with_payment_flag_status("00")
            .with_payment_flag_reason(reason.with_english("Success").with_indonesia("Sukses"))
            .with_virtual_account_name(bill.name)
            .with_total_amount(bill.amount.clone())
            .with_paid_amount(bill.amount);
        repeat!(request, data: partner_service_id, customer_no, virtual_account_no, trx_date_time);
        data.payment_request_id.clone_from(&request.payment_request_id);
        let answer = at_bca::TransferVaPaymentResponse::default().with_virtual_account_data(data);
        self.pay(&request.virtual_account_no, request.claim(), &answer).await?;
        Ok(answer)
    }
}

/// What became of a payment whose server went away in the middle.
impl Ledger for Shop {
    fn committed<'a>(&'a self, claim: &'a Claim) -> Soon<'a, Result<Option<Answered>, StoreError>> {
        Soon::later(async move {
            let select = sqlx::query_as("SELECT body FROM answer WHERE claim = ?").bind(claim.key());
            let row: Option<(String,)> = select.fetch_optional(&self.db).await.map_err(StoreError::new)?;
            Ok(row.map(|(body,)| Answered::new(200, body)))
        })
    }
}
