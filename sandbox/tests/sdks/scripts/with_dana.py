"""dana-python. It has no option for another address: the public attribute `host` of its configuration is set."""

import datetime
import os
import urllib.parse
import urllib.request
import uuid

from talk import call, given, pay

os.environ.update(DANA_ENV="sandbox", ENV="sandbox", X_PARTNER_ID=given["partner_id"], PRIVATE_KEY=given["private_key"])

from dana.api_client import ApiClient
from dana.disbursement.v1 import DisbursementApi
from dana.disbursement.v1 import models as disbursement
from dana.payment_gateway.v1 import PaymentGatewayApi
from dana.payment_gateway.v1 import models as gateway
from dana.utils.snap_configuration import AuthSettings, Env, SnapConfiguration
from dana.widget.v1 import WidgetApi
from dana.widget.v1 import models as widget
from dana.widget.v1.util import Util

MERCHANT = "216620000000000000000"
JAKARTA = datetime.timezone(datetime.timedelta(hours=7))


def moment(**ahead):
    return (datetime.datetime.now(JAKARTA) + datetime.timedelta(**ahead)).strftime("%Y-%m-%dT%H:%M:%S+07:00")


def idr(value):
    return {"value": value, "currency": "IDR"}


def own():
    return str(uuid.uuid4())


configuration = SnapConfiguration(api_key=AuthSettings(
    PRIVATE_KEY=given["private_key"], ORIGIN="https://shop.example", X_PARTNER_ID=given["partner_id"],
    CLIENT_SECRET=given["secret"], ENV=Env.SANDBOX, DANA_ENV=Env.SANDBOX))
configuration.host = given["url"]
client = ApiClient(configuration)
ENVIRONMENT = {"sourcePlatform": "IPG", "terminalType": "SYSTEM", "orderTerminalType": "WEB"}


def order(scenario, **more):
    return {
        "partnerReferenceNo": own(), "merchantId": MERCHANT, "amount": idr("15000.00"), "validUpTo": moment(minutes=20),
        "urlParams": [
            {"url": "https://shop.example/back", "type": "PAY_RETURN", "isDeeplink": "Y"},
            {"url": "https://shop.example/told", "type": "NOTIFICATION", "isDeeplink": "Y"},
        ],
        "additionalInfo": {
            "order": {"orderTitle": "Two books", "scenario": scenario, "merchantTransType": "BOOKS"},
            "mcc": "5732", "envInfo": ENVIRONMENT,
        },
    } | more


def payments():
    api = PaymentGatewayApi(client)
    consult = {"merchantId": MERCHANT, "amount": idr("15000.00"), "additionalInfo": {
        "buyer": {"externalUserId": "customer-1"}, "envInfo": ENVIRONMENT}}
    call("consult_pay", lambda: api.consult_pay(gateway.ConsultPayRequest.from_dict(consult)))
    redirect = order("REDIRECT")
    call("create_order (redirect)", lambda: api.create_order(gateway.CreateOrderByRedirectRequest.from_dict(redirect)))
    for method, option in [("BALANCE", ""), ("VIRTUAL_ACCOUNT", "VIRTUAL_ACCOUNT_BRI"), ("NETWORK_PAY", "NETWORK_PAY_PG_QRIS")]:
        details = [{"payMethod": method, "payOption": option, "transAmount": idr("15000.00")}]
        asked = order("API", payOptionDetails=details)
        if method == "NETWORK_PAY":
            asked |= {"externalStoreId": "shop-1", "partnerReferenceNo": own()[:24]}
        call(f"create_order (api, {method})", lambda: api.create_order(gateway.CreateOrderByApiRequest.from_dict(asked)))
    about = {"originalPartnerReferenceNo": redirect["partnerReferenceNo"], "merchantId": MERCHANT}
    query = gateway.QueryPaymentRequest.from_dict(about | {"serviceCode": "54"})
    call("query_payment", lambda: api.query_payment(query))
    pay(redirect["partnerReferenceNo"])
    call("query_payment (paid)", lambda: api.query_payment(query))
    refund = about | {"partnerRefundNo": own(), "refundAmount": idr("5000.00"), "reason": "A book is missing"}
    call("refund_order", lambda: api.refund_order(gateway.RefundOrderRequest.from_dict(refund)))
    other = order("REDIRECT")
    call("create_order (to cancel)", lambda: api.create_order(gateway.CreateOrderByRedirectRequest.from_dict(other)))
    cancel = {"originalPartnerReferenceNo": other["partnerReferenceNo"], "merchantId": MERCHANT, "amount": idr("15000.00")}
    call("cancel_order", lambda: api.cancel_order(gateway.CancelOrderRequest.from_dict(cancel)))


def sent_back(address):
    """Where the customer is sent back to, once he agreed."""
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    try:
        urllib.request.build_opener(Stay).open(address)
    except urllib.error.HTTPError as error:
        return error.headers.get("Location", "")
    return ""


def widgets():
    api = WidgetApi(client)
    data = widget.Oauth2UrlData(
        merchant_id=MERCHANT, redirect_url="https://shop.example/back", external_id=own(),
        seamless_data=widget.Oauth2UrlDataSeamlessData(mobile_number="081234567890"))
    address = Util.generate_oauth_url(data, given["private_key"])
    # It is for the browser: of its address only the host is another.
    asked = urllib.parse.urlsplit(address)
    back = urllib.parse.parse_qs(urllib.parse.urlsplit(sent_back(given["url"] + asked.path + "?" + asked.query)).query)
    code = back.get("authCode", back.get("auth_code", ["none"]))[0]
    token = call("apply_token", lambda: api.apply_token(widget.ApplyTokenAuthorizationCodeRequest.from_dict(
        {"grantType": "AUTHORIZATION_CODE", "authCode": code, "additionalInfo": {}})))
    access = getattr(token, "access_token", None) or given["customer_token"]
    ott = {"userResources": ["OTT"], "additionalInfo": {"accessToken": access, "deviceId": "device-1"}}
    call("apply_ott", lambda: api.apply_ott(widget.ApplyOTTRequest.from_dict(ott)))
    balance = {"partnerReferenceNo": own(), "balanceTypes": ["BALANCE"], "additionalInfo": {"accessToken": access, "deviceId": "device-1"}}
    call("balance_inquiry", lambda: api.balance_inquiry(widget.BalanceInquiryRequest.from_dict(balance)))
    ask = {
        "partnerReferenceNo": own(), "merchantId": MERCHANT, "amount": idr("15000.00"), "validUpTo": moment(minutes=20),
        "urlParams": [{"url": "https://shop.example/back", "type": "PAY_RETURN", "isDeeplink": "Y"}],
        "additionalInfo": {
            "productCode": "51051000100000000001", "mcc": "5732", "envInfo": ENVIRONMENT,
            "order": {"orderTitle": "Two books", "createdTime": moment()},
        },
    }
    call("widget_payment", lambda: api.widget_payment(widget.WidgetPaymentRequest.from_dict(ask)))
    about = {"originalPartnerReferenceNo": ask["partnerReferenceNo"], "merchantId": MERCHANT}
    query = widget.QueryPaymentRequest.from_dict(about | {"serviceCode": "54"})
    call("query_payment (widget)", lambda: api.query_payment(query))
    pay(ask["partnerReferenceNo"])
    refund = about | {"partnerRefundNo": own(), "refundAmount": idr("5000.00"), "additionalInfo": {"envInfo": ENVIRONMENT}}
    call("refund_order (widget)", lambda: api.refund_order(widget.RefundOrderRequest.from_dict(refund)))
    other = ask | {"partnerReferenceNo": own()}
    call("widget_payment (to cancel)", lambda: api.widget_payment(widget.WidgetPaymentRequest.from_dict(other)))
    cancel = {"originalPartnerReferenceNo": other["partnerReferenceNo"], "merchantId": MERCHANT, "amount": idr("15000.00")}
    call("cancel_order (widget)", lambda: api.cancel_order(widget.CancelOrderRequest.from_dict(cancel)))
    unbind = {"merchantId": MERCHANT, "partnerReferenceNo": own(), "additionalInfo": {"accessToken": access, "deviceId": "device-1"}}
    call("account_unbinding", lambda: api.account_unbinding(widget.AccountUnbindingRequest.from_dict(unbind)))
    profile = {"userResources": ["BALANCE"], "accessToken": access}
    call("query_user_profile", lambda: api.query_user_profile(widget.QueryUserProfileRequest.from_dict(profile)))


def disbursements():
    api = DisbursementApi(client)
    fund = {"fundType": "AGENT_TOPUP_FOR_USER_SETTLE"}
    inquiry = {"partnerReferenceNo": own(), "customerNumber": "6281234567890", "amount": idr("15000.00"),
               "transactionDate": moment(), "additionalInfo": fund}
    call("dana_account_inquiry", lambda: api.dana_account_inquiry(disbursement.DanaAccountInquiryRequest.from_dict(inquiry)))
    topup = inquiry | {"partnerReferenceNo": own(), "feeAmount": idr("1.00")}
    call("transfer_to_dana", lambda: api.transfer_to_dana(disbursement.TransferToDanaRequest.from_dict(topup)))
    status = {"originalPartnerReferenceNo": topup["partnerReferenceNo"], "serviceCode": "38"}
    call("transfer_to_dana_inquiry_status", lambda: api.transfer_to_dana_inquiry_status(
        disbursement.TransferToDanaInquiryStatusRequest.from_dict(status)))
    fund = {"fundType": "MERCHANT_WITHDRAW_FOR_CORPORATE"}
    account = {"partnerReferenceNo": own(), "customerNumber": "6281234567890", "beneficiaryAccountNumber": "2460888509",
               "amount": idr("50000.00"), "additionalInfo": fund | {"beneficiaryBankCode": "014"}}
    call("bank_account_inquiry", lambda: api.bank_account_inquiry(disbursement.BankAccountInquiryRequest.from_dict(account)))
    transfer = account | {"partnerReferenceNo": own(), "beneficiaryBankCode": "014", "additionalInfo": fund}
    call("transfer_to_bank", lambda: api.transfer_to_bank(disbursement.TransferToBankRequest.from_dict(transfer)))
    status = {"originalPartnerReferenceNo": transfer["partnerReferenceNo"], "serviceCode": "00"}
    call("transfer_to_bank_inquiry_status", lambda: api.transfer_to_bank_inquiry_status(
        disbursement.TransferToBankInquiryStatusRequest.from_dict(status)))


payments()
widgets()
disbursements()
