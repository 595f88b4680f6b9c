//! Who calls, and whether he may.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use crate::server::call::Call;
use crate::server::callers::{Caller, Register};
use crate::server::known::Known;
use crate::server::refusal::Refusal;

/// The caller is known by X-PARTNER-ID, or X-CLIENT-KEY where he asks for a token; he is active, may call this service, use this
/// channel, and come from where he comes from.
#[derive(Clone)]
pub struct CallerCheck {
    register: Arc<dyn Register>,
    sole: Option<String>,
}

impl CallerCheck {
    /// Looks callers up there.
    #[must_use]
    pub fn new(register: Arc<dyn Register>) -> Self {
        Self { register, sole: None }
    }

    /// Who calls where neither a header nor a token says it: the only one that there is, by name.
    #[must_use]
    pub fn sole(mut self, name: Option<String>) -> Self {
        self.sole = name;
        self
    }

    pub(crate) async fn run(&self, call: &mut Call) -> Result<(), Refusal> {
        let found = self.find(call).await?;
        if let Some(caller) = found {
            permit(&caller, call)?;
            call.caller = Some(caller);
        }
        Ok(())
    }

    async fn find(&self, call: &Call) -> Result<Option<Arc<Caller>>, Refusal> {
        let down = |_| Refusal::StoreDown;
        if call.endpoint.gives_tokens() {
            let key = call.known(Known::ClientKey).ok_or(Refusal::ClientKeyMissing)?.trim();
            let caller = self.register.by_client_key(key).await.map_err(down)?;
            return caller.map(Some).ok_or(Refusal::UnknownCaller);
        }
        if let Some(id) = call.known(Known::PartnerId) {
            let caller = self.register.by_partner_id(id.trim()).await.map_err(down)?;
            return caller.map(Some).ok_or(Refusal::UnknownCaller);
        }
        if let Some(name) = &self.sole {
            let caller = self.register.by_name(name).await.map_err(down)?;
            return caller.map(Some).ok_or(Refusal::UnknownCaller);
        }
        // The token may say it.
        Ok(None)
    }

    /// The caller whose token it is, where nothing else said who calls.
    pub(crate) async fn by_token(&self, call: &mut Call) -> Result<(), Refusal> {
        if call.caller.is_some() {
            return Ok(());
        }
        let holder = call.token.clone().ok_or(Refusal::UnknownCaller)?;
        let caller = self.register.by_name(&holder.caller).await.map_err(|_| Refusal::StoreDown)?;
        let caller = caller.ok_or(Refusal::UnknownCaller)?;
        permit(&caller, call)?;
        call.caller = Some(caller);
        Ok(())
    }
}

fn permit(caller: &Caller, call: &Call) -> Result<(), Refusal> {
    if !caller.active {
        return Err(Refusal::InactiveCaller);
    }
    // An address that nobody knows is none that is allowed.
    let allowed = |address| caller.may_come_from(address);
    if caller.limits_addresses() && !call.address.is_some_and(allowed) {
        return Err(Refusal::Address);
    }
    if !caller.may_call(call.endpoint.service) {
        return Err(Refusal::NotAllowed { reason: Cow::Borrowed("[Service]") });
    }
    let channel = call.known(Known::ChannelId).map(str::trim);
    if channel.is_some_and(|channel| !caller.may_use(channel)) {
        return Err(Refusal::HeaderFormat { name: Cow::Borrowed("CHANNEL-ID") });
    }
    Ok(())
}

impl fmt::Debug for CallerCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallerCheck")
    }
}
