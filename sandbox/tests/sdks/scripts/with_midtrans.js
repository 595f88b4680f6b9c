// midtrans-client (BI-SNAP). It has no option for another address: the static constant of its host is set.
const { call, pay, main } = require("./talk");

main(async (given) => {
  const midtrans = require("midtrans-client");
  const SnapBiConfig = midtrans.SnapBiConfig;
  SnapBiConfig.SNAP_BI_SANDBOX_BASE_URL = given.url;
  Object.assign(SnapBiConfig, {
    snapBiClientId: given.client_key,
    snapBiPrivateKey: given.private_key,
    snapBiClientSecret: given.secret,
    snapBiPartnerId: given.partner_id,
    snapBiChannelId: "12345",
  });
  const SnapBi = midtrans.SnapBi;
  const number = String(Date.now());
  const idr = (value) => ({ value, currency: "IDR" });
  const moment = (minutes) => new Date(Date.now() + 7 * 3600e3 + minutes * 60e3).toISOString().slice(0, 19) + "+07:00";

  await call("getAccessToken", () => SnapBi.directDebit().getAccessToken());
  const merchant = "M001234";
  const debit = (reference) => ({
    partnerReferenceNo: reference,
    chargeToken: "",
    merchantId: merchant,
    urlParam: [{ url: "https://shop.example/back", type: "PAY_RETURN", isDeeplink: "Y" }],
    validUpTo: moment(30),
    payOptionDetails: [{ payMethod: "GOPAY", payOption: "GOPAY_WALLET", transAmount: idr("15000.00") }],
    additionalInfo: {
      customerDetails: { firstName: "Budi", lastName: "Santoso", email: "budi@shop.example", phone: "081234567890" },
      items: [{ id: "book-1", price: idr("15000.00"), quantity: 1, name: "A book" }],
    },
  });
  const made = await call("directDebit createPayment", () =>
    SnapBi.directDebit().withBody(debit(`d-${number}`)).createPayment(`e1-${number}`));
  const about = { originalPartnerReferenceNo: `d-${number}`, originalReferenceNo: made?.referenceNo, serviceCode: "54" };
  await call("directDebit getStatus", () => SnapBi.directDebit().withBody(about).getStatus(`e2-${number}`));
  await pay(`d-${number}`);
  const refund = {
    originalReferenceNo: made?.referenceNo, originalExternalId: `e1-${number}`, partnerRefundNo: `r-${number}`,
    originalPartnerReferenceNo: `d-${number}`, refundAmount: idr("5000.00"), reason: "A page is missing",
  };
  await call("directDebit refund", () => SnapBi.directDebit().withBody(refund).refund(`e3-${number}`));
  const other = await call("directDebit createPayment (to cancel)", () =>
    SnapBi.directDebit().withBody(debit(`c-${number}`)).createPayment(`e4-${number}`));
  // Its README names the payment by this member alone; the table of the page wants the partner's reference too.
  await call("directDebit cancel (as its README)", () =>
    SnapBi.directDebit().withBody({ originalReferenceNo: other?.referenceNo }).cancel(`e11-${number}`));
  const cancelled = { originalReferenceNo: other?.referenceNo, originalPartnerReferenceNo: `c-${number}` };
  await call("directDebit cancel", () => SnapBi.directDebit().withBody(cancelled).cancel(`e5-${number}`));

  const account = (id) => ({
    partnerServiceId: "   70012",
    customerNo: "0000000000",
    virtualAccountNo: "   700120000000000",
    virtualAccountName: "Budi Santoso",
    virtualAccountEmail: "budi@shop.example",
    virtualAccountPhone: "6281234567890",
    trxId: id,
    totalAmount: idr("15000.00"),
    additionalInfo: {
      merchantId: merchant,
      bank: "bca",
      flags: { shouldRandomizeVaNumber: true },
      customerDetails: { firstName: "Budi", lastName: "Santoso", email: "budi@shop.example", phone: "081234567890" },
      items: [{ id: "book-1", price: idr("15000.00"), quantity: 1, name: "A book" }],
    },
  });
  const id = `va-${number}`;
  const va = await call("va createPayment", () => SnapBi.va().withBody(account(id)).createPayment(id));
  const data = va?.virtualAccountData ?? {};
  const status = {
    partnerServiceId: data.partnerServiceId, customerNo: data.customerNo, virtualAccountNo: data.virtualAccountNo,
    inquiryRequestId: `i-${number}`, additionalInfo: { merchantId: merchant },
  };
  await call("va getStatus", () => SnapBi.va().withBody(status).getStatus(`e6-${number}`));
  await call("va cancel", () => SnapBi.va().withBody({ ...status, trxId: id }).cancel(`e7-${number}`));

  const qr = `q-${number}`;
  const code = {
    partnerReferenceNo: qr, amount: idr("15000.00"), merchantId: merchant, validityPeriod: moment(30),
    additionalInfo: {
      acquirer: "gopay",
      items: [{ id: "book-1", price: idr("15000.00"), quantity: 1, name: "A book" }],
      customerDetails: { firstName: "Budi", lastName: "Santoso", email: "budi@shop.example", phone: "081234567890" },
      countryCode: "ID", locale: "id_ID",
    },
  };
  const shown = await call("qris createPayment", () => SnapBi.qris().withBody(code).createPayment(qr));
  const of = { originalReferenceNo: shown?.referenceNo, originalPartnerReferenceNo: qr, merchantId: merchant, serviceCode: "47" };
  await call("qris getStatus", () => SnapBi.qris().withBody(of).getStatus(`e8-${number}`));
  await pay(qr);
  const back = {
    originalPartnerReferenceNo: qr, originalReferenceNo: shown?.referenceNo, originalExternalId: qr, merchantId: merchant,
    partnerRefundNo: `qr-${number}`, refundAmount: idr("15000.00"), reason: "A page is missing",
    additionalInfo: { foo: "bar" },
  };
  await call("qris refund", () => SnapBi.qris().withBody(back).refund(`e9-${number}`));
  const second = `q2-${number}`;
  const open = await call("qris createPayment (to cancel)", () =>
    SnapBi.qris().withBody({ ...code, partnerReferenceNo: second }).createPayment(second));
  const cancel = { originalReferenceNo: open?.referenceNo, originalPartnerReferenceNo: second, originalExternalId: second, merchantId: merchant, reason: "A mistake" };
  await call("qris cancel", () => SnapBi.qris().withBody(cancel).cancel(`e10-${number}`));
});
