// doku-nodejs-library. It has no option for another address: the static constant of its sandbox is set.
const { call, pay, main } = require("./talk");
const { randomUUID, randomInt } = require("crypto");

main(async (given) => {
  require("doku-nodejs-library/_commons/config").CORE_SANDBOX_BASE_URL = given.url;
  const model = (name) => require(`doku-nodejs-library/_models/${name}`);
  const TotalAmount = model("totalAmount");
  const snap = new (require("doku-nodejs-library").Snap)({
    isProduction: false, privateKey: given.private_key, clientID: given.client_key, publicKey: given.provider_key,
    dokuPublicKey: given.provider_key, issuer: "shop", secretKey: given.secret,
  });
  // Its constructor asks for a token, and waits for nobody.
  await new Promise((ready) => setTimeout(ready, 500));
  await call("getTokenB2B", () => snap.getTokenB2B());

  const ip = "10.10.10.10", device = "device-1", shop = "https://shop.example";
  const moment = (hours) => new Date(Date.now() + (7 + hours) * 3600e3).toISOString().slice(0, 19) + "+07:00";
  const service = "    1899", customer = "2" + String(randomInt(1e9)).padStart(9, "0");
  const number = service + customer, trx = "INV-" + randomUUID().slice(0, 8), channel = "VIRTUAL_ACCOUNT_BRI";
  const CreateVa = model("createVaRequestDto"), AdditionalInfo = model("additionalInfo"), Config = model("virtualAccountConfig");
  const create = new CreateVa(service, customer, number, "Budi Santoso", "budi@example.com", "6281234567890", trx,
    new TotalAmount("15000.00", "IDR"), new AdditionalInfo(channel, new Config(false)), "C", moment(24), []);
  await call("createVa", () => snap.createVa(create));
  const UpdateVa = model("updateVaRequestDTO"), UpdateInfo = model("updateVaAdditionalInfoDTO"), UpdateConfig = model("updateVaVirtualAccountConfigDTO");
  const update = new UpdateVa(service, customer, number, "Budi Santoso", "budi@example.com", "6281234567890", trx,
    new TotalAmount("17000.00", "IDR"), new UpdateInfo(channel, new UpdateConfig("ACTIVE", "10000.00", "20000.00")), "O", moment(24));
  await call("updateVa", () => snap.updateVa(update));
  const CheckVa = model("checkStatusVARequestDTO");
  await call("checkStatusVa", () => snap.checkStatusVa(new CheckVa(service, customer, number, null, null)));
  const DeleteVa = model("deleteVaRequestDTO");
  await call("deletePaymentCode", () => snap.deletePaymentCode(new DeleteVa(service, customer, number, trx, channel)));

  const allo = "DIRECT_DEBIT_ALLO_SNAP", bri = "DIRECT_DEBIT_BRI_SNAP";
  const Binding = model("accountBindingRequestDTO"), BindingInfo = model("accountBindingAdditionalInfoRequestDTO");
  const binding = new Binding("6281234567890", new BindingInfo(allo, "customer1", "Budi", "budi@example.com", "1", "Indonesia",
    "Jakarta", "19900101", shop, shop, "Phone", "android", "app"));
  await call("doAccountBinding", () => snap.doAccountBinding(binding, ip, device));
  // DOKU's page where a customer agrees is none of the sandbox's: the token is given.
  snap.setTokenB2B2C({ accessToken: given.customer_token, expiresIn: 900 });
  const pays = model("paymentRequestDirectDebitDTO"), reference = randomUUID().replaceAll("-", "");
  const info = new pays.PaymentAdditionalInfoRequestDto(allo, "Books", shop, shop, [new pays.LineItemsDto("A book", "15000.00", "1")]);
  const idr = () => new pays.TotalAmountDto("15000.00", "IDR");
  const detail = new pays.PayOptionDetailsDto("BALANCE", idr(), new pays.TotalAmountDto("0.00", "IDR"));
  const payment = new pays.PaymentRequestDto(reference, idr(), [detail], info, "charge-1");
  await call("doPayment", () => snap.doPayment(payment, "none", ip, device));
  await pay(reference);
  const Balance = model("balanceInquiryRequestDTO"), BalanceInfo = model("balanceInquiryAdditionalInfoRequestDTO");
  await call("doBalanceInquiry", () => snap.doBalanceInquiry(new Balance(new BalanceInfo(allo)), "none", ip));
  const Check = model("checkStatusDirectDebitRequestDTO");
  const check = new Check(reference, undefined, undefined, "55", moment(0), { value: "15000.00", currency: "IDR" }, undefined,
    undefined, undefined, { deviceId: device, channel: allo });
  await call("doCheckStatus", () => snap.doCheckStatus(check));
  const Refund = model("refundRequestDTO");
  const refund = new Refund(reference, new TotalAmount("15000.00", "IDR"), randomUUID().replaceAll("-", ""), "1", "A page is missing", { channel: allo });
  await call("doRefund", () => snap.doRefund(refund, "none", ip, device));
  const Jump = model("paymentJumpAppRequestDTO");
  const jump = new Jump(randomUUID().replaceAll("-", ""), { value: "15000.00", currency: "IDR" },
    [{ url: shop, type: "PAY_RETURN", isDeepLink: "N" }], moment(1), "app",
    { channel: "EMONEY_DANA_SNAP", orderTitle: "Books" });
  await call("doPaymentJumpApp", () => snap.doPaymentJumpApp(jump, ip, device));
  const Unbinding = model("accountUnbindingRequestDTO");
  const unbinding = new Unbinding.AccountUnbindingRequestDto(given.customer_token, new Unbinding.AccountUnbindingAdditionalInfo(allo));
  await call("doAccountUnbinding", () => snap.doAccountUnbinding(unbinding, ip));
  const Card = model("cardRegistrationRequestDTO");
  const card = new Card({ bankCardNo: "4111111111111111", bankCardType: "D", expiryDate: "0830", identificationNo: "1", identificationType: "1", email: "budi@example.com" },
    "customer1", "6281234567890", { channel: bri, successRegistrationUrl: shop, failedRegistrationUrl: shop, customerName: "Budi",
      email: "budi@example.com", idCard: "1", country: "Indonesia", address: "Jakarta", dateOfBirth: "19900101" });
  await call("doRegistrationCardBind", () => snap.doRegistrationCardBind(card));
  const Unbind = model("cardUnregistUnbindRequestDTO");
  await call("doUnRegistCardUnBind", () => snap.doUnRegistCardUnBind(new Unbind("card-1", { channel: bri })));
});
