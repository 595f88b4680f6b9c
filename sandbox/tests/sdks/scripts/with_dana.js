// dana-node. It has no option for another address: `basePath` of each interface's configuration is set.
const { call, pay, main } = require("./talk");
const { randomUUID } = require("crypto");

main(async (given) => {
  const { Dana } = require("dana-node");
  const dana = new Dana({
    partnerId: given.partner_id, privateKey: given.private_key, origin: "https://shop.example", env: "sandbox", clientSecret: given.secret,
  });
  const { paymentGatewayApi: gateway, widgetApi: widget, disbursementApi: disbursement } = dana;
  for (const api of [gateway, widget, disbursement]) api.configuration.configuration.basePath = given.url;

  const merchantId = "216620000000000000000";
  const idr = (value) => ({ value, currency: "IDR" });
  const moment = (minutes) => new Date(Date.now() + 7 * 3600e3 + minutes * 60e3).toISOString().slice(0, 19) + "+07:00";
  const envInfo = { sourcePlatform: "IPG", terminalType: "SYSTEM", orderTerminalType: "WEB" };
  const order = (scenario, more = {}) => ({
    partnerReferenceNo: randomUUID(), merchantId, amount: idr("15000.00"), validUpTo: moment(20),
    urlParams: [
      { url: "https://shop.example/back", type: "PAY_RETURN", isDeeplink: "Y" },
      { url: "https://shop.example/told", type: "NOTIFICATION", isDeeplink: "Y" },
    ],
    additionalInfo: { order: { orderTitle: "Two books", scenario, merchantTransType: "BOOKS" }, mcc: "5732", envInfo },
    ...more,
  });

  await call("consultPay", () => gateway.consultPay({
    merchantId, amount: idr("15000.00"), additionalInfo: { buyer: { externalUserId: "customer-1" }, envInfo } }));
  const redirect = order("REDIRECT");
  await call("createOrder (redirect)", () => gateway.createOrder(redirect));
  const details = [{ payMethod: "BALANCE", payOption: "", transAmount: idr("15000.00") }];
  await call("createOrder (api, BALANCE)", () => gateway.createOrder(order("API", { payOptionDetails: details })));
  const about = { originalPartnerReferenceNo: redirect.partnerReferenceNo, merchantId };
  await call("queryPayment", () => gateway.queryPayment({ ...about, serviceCode: "54" }));
  await pay(redirect.partnerReferenceNo);
  await call("refundOrder", () => gateway.refundOrder({
    ...about, partnerRefundNo: randomUUID(), refundAmount: idr("5000.00"), reason: "A book is missing" }));
  const other = order("REDIRECT");
  await call("createOrder (to cancel)", () => gateway.createOrder(other));
  await call("cancelOrder", () => gateway.cancelOrder({
    originalPartnerReferenceNo: other.partnerReferenceNo, merchantId, amount: idr("15000.00") }));

  const accessToken = given.customer_token;
  await call("applyOTT", () => widget.applyOTT({ userResources: ["OTT"], additionalInfo: { accessToken, deviceId: "device-1" } }));
  await call("balanceInquiry", () => widget.balanceInquiry({
    partnerReferenceNo: randomUUID(), balanceTypes: ["BALANCE"], additionalInfo: { accessToken, deviceId: "device-1" } }));
  const ask = {
    partnerReferenceNo: randomUUID(), merchantId, amount: idr("15000.00"), validUpTo: moment(20),
    urlParams: [{ url: "https://shop.example/back", type: "PAY_RETURN", isDeeplink: "Y" }],
    additionalInfo: {
      productCode: "51051000100000000001", mcc: "5732", envInfo, order: { orderTitle: "Two books", createdTime: moment(0) },
    },
  };
  await call("widgetPayment", () => widget.widgetPayment(ask));
  const paid = { originalPartnerReferenceNo: ask.partnerReferenceNo, merchantId };
  await call("queryPayment (widget)", () => widget.queryPayment({ ...paid, serviceCode: "54" }));
  await pay(ask.partnerReferenceNo);
  await call("refundOrder (widget)", () => widget.refundOrder({
    ...paid, partnerRefundNo: randomUUID(), refundAmount: idr("5000.00"), additionalInfo: { envInfo } }));
  await call("accountUnbinding", () => widget.accountUnbinding({
    merchantId, partnerReferenceNo: randomUUID(), additionalInfo: { accessToken, deviceId: "device-1" } }));

  const user = { fundType: "AGENT_TOPUP_FOR_USER_SETTLE" }, bank = { fundType: "MERCHANT_WITHDRAW_FOR_CORPORATE" };
  const inquiry = {
    partnerReferenceNo: randomUUID(), customerNumber: "6281234567890", amount: idr("15000.00"), transactionDate: moment(0), additionalInfo: user,
  };
  await call("danaAccountInquiry", () => disbursement.danaAccountInquiry(inquiry));
  const topUp = { ...inquiry, partnerReferenceNo: randomUUID(), feeAmount: idr("1.00") };
  await call("transferToDana", () => disbursement.transferToDana(topUp));
  await call("transferToDanaInquiryStatus", () => disbursement.transferToDanaInquiryStatus({
    originalPartnerReferenceNo: topUp.partnerReferenceNo, serviceCode: "38" }));
  const account = {
    partnerReferenceNo: randomUUID(), customerNumber: "6281234567890", beneficiaryAccountNumber: "2460888509",
    amount: idr("50000.00"), additionalInfo: { ...bank, beneficiaryBankCode: "014" },
  };
  await call("bankAccountInquiry", () => disbursement.bankAccountInquiry(account));
  const transfer = { ...account, partnerReferenceNo: randomUUID(), beneficiaryBankCode: "014", additionalInfo: bank };
  await call("transferToBank", () => disbursement.transferToBank(transfer));
  await call("transferToBankInquiryStatus", () => disbursement.transferToBankInquiryStatus({
    originalPartnerReferenceNo: transfer.partnerReferenceNo, serviceCode: "00" }));
});
