"""doku-python-library. It has no option for another address: the constant of its sandbox is set."""

import datetime
import secrets
import uuid

from talk import call, given, pay

from doku_python_library.src.commons import config

config._Development.BASE_URL = given["url"]

from doku_python_library.src import snap as doku
from doku_python_library.src.model.direct_debit.account_binding_additional_info_request import AccountBindingAdditionalInfoRequest
from doku_python_library.src.model.direct_debit.account_unbinding_additional_info_request import AccountUnbindingAdditionalInfoRequest
from doku_python_library.src.model.direct_debit.balance_inquiry_additional_info import BalanceInquiryAdditionalInfo
from doku_python_library.src.model.direct_debit.bank_card_data import BankCardData
from doku_python_library.src.model.direct_debit.card_registration_additional_info import CardRegistrationAdditionalInfo
from doku_python_library.src.model.direct_debit.check_status_additional_info_request import CheckStatusAdditionalInfoRequest
from doku_python_library.src.model.direct_debit.line_items import LineItems
from doku_python_library.src.model.direct_debit.payment_additional_info_request import PaymentAdditionalInfoRequest
from doku_python_library.src.model.direct_debit.payment_jump_app_additional_info import PaymentJumpAppAdditionalInfo
from doku_python_library.src.model.direct_debit.refund_additional_info import RefundAdditionalInfo
from doku_python_library.src.model.direct_debit.url_param import UrlParam
from doku_python_library.src.model.va.additional_info import AdditionalInfo
from doku_python_library.src.model.va.check_status_va_request import CheckStatusRequest as CheckVa
from doku_python_library.src.model.va.delete_va_additional_info import DeleteVAAdditionalInfo
from doku_python_library.src.model.va.total_amount import TotalAmount
from doku_python_library.src.model.va.update_va_additional_info import UpdateVAAdditionalInfo
from doku_python_library.src.model.va.update_va_config import UpdateVAConfig
from doku_python_library.src.model.va.virtual_account_config import VirtualAccountConfig

SERVICE, IP, DEVICE = "    1899", "10.10.10.10", "device-1"
ALLO, BRI = "DIRECT_DEBIT_ALLO_SNAP", "DIRECT_DEBIT_BRI_SNAP"
SHOP = "https://shop.example"
client = doku.DokuSNAP(
    private_key=given["private_key"], client_id=given["client_key"], is_production=False, public_key=given["provider_key"],
    issuer="shop", secret_key=given["secret"], merchant_public_key=given["provider_key"])


def idr(value):
    return TotalAmount(value=value, currency="IDR")


def called(function, run):
    """Its functions do not raise: they answer with what went wrong."""
    def asked():
        answer = run()
        code = str(getattr(answer, "response_code", None) or getattr(answer, "responseCode", ""))
        if not code.startswith("2"):
            raise ValueError(getattr(answer, "response_message", None) or getattr(answer, "responseMessage", None) or "nothing")
        return answer

    call(function, asked)


def tomorrow():
    zone = datetime.timezone(datetime.timedelta(hours=7))
    return (datetime.datetime.now(zone) + datetime.timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S+07:00")


def accounts():
    number, trx = "2" + str(secrets.randbelow(10**9)).zfill(9), "INV-" + secrets.token_hex(4)
    channel = "VIRTUAL_ACCOUNT_BRI"
    create = doku.CreateVARequest(
        partner_service_id=SERVICE, virtual_acc_name="Budi Santoso", trx_id=trx, virtual_acc_trx_type="C",
        total_amount=idr("15000.00"), customer_no=number, virtual_account_no=SERVICE + number,
        virtual_acc_email="budi@shop.example", virtual_acc_phone="6281234567890", expired_date=tomorrow(),
        additional_info=AdditionalInfo(channel=channel, virtual_account_config=VirtualAccountConfig(reusable_status=False)))
    called("create_va", lambda: client.create_va(create))
    update = doku.UpdateVaRequest(
        partnerServiceId=SERVICE, customerNo=number, virtualAccountNo=SERVICE + number, trxId=trx,
        additionalInfo=UpdateVAAdditionalInfo(channel=channel, virtualAccountConfig=UpdateVAConfig(status="ACTIVE")),
        totalAmount=idr("17000.00"), virtualAccountName="Budi Santoso", virtualAccountEmail="budi@shop.example",
        virtualAccountPhone="6281234567890", virtualAccountTrxType="C", expiredDate=tomorrow())
    called("update_va", lambda: client.update_va(update))
    check = CheckVa(partner_service_id=SERVICE, customer_no=number, virtual_acc_no=SERVICE + number)
    called("check_status_va", lambda: client.check_status_va(check))
    delete = doku.DeleteVARequest(
        partner_service_id=SERVICE, customer_no=number, virtual_acc_no=SERVICE + number, trx_id=trx,
        additional_info=DeleteVAAdditionalInfo(channel=channel))
    called("delete_payment_code", lambda: client.delete_payment_code(delete))


def debits():
    binding = doku.AccountBindingRequest(phone_no="6281234567890", additional_info=AccountBindingAdditionalInfoRequest(
        channel=ALLO, success_registration_url=SHOP, failed_registration_url=SHOP, cust_id_merchant="customer1",
        customer_name="Budi", email="budi@shop.example", id_card="1", country="Indonesia", address="Jakarta",
        date_of_birth="19900101", device_model="Phone", os_type="android", channel_id="app"))
    called("do_account_binding", lambda: client.do_account_binding(binding, device_id=DEVICE, ip_address=IP))
    # DOKU's page where a customer agrees is none of the sandbox's: the token is given. The library holds a token for good only
    # once its time is over.
    client.token_b2b2c, client.token_b2b2c_expires_in = given["customer_token"], -900
    client.token_b2b2c_generate_timestamp = client.token_generate_timestamp
    reference = uuid.uuid4().hex
    payment = doku.PaymentRequest(
        partner_reference_no=reference, amount=idr("15000.00"), charge_token="",
        additional_info=PaymentAdditionalInfoRequest(
            channel=ALLO, remarks="Books", success_payment_url=SHOP, failed_payment_url=SHOP,
            line_items=[LineItems(name="A book", price="15000.00", quantity="1").json()]))
    called("do_payment", lambda: client.do_payment(payment, ip_address=IP, auth_code="none"))
    pay(reference)
    balance = doku.BalanceInquiryRequest(additional_info=BalanceInquiryAdditionalInfo(channel=ALLO))
    called("do_balance_inquiry", lambda: client.do_balance_inquiry(balance, ip_address=IP, auth_code="none"))
    status = doku.CheckStatusRequest(
        service_code="55", original_partner_reference_no=reference, amount=idr("15000.00"),
        transaction_date=tomorrow(), additional_info=CheckStatusAdditionalInfoRequest(device_id=DEVICE, channel=ALLO))
    called("do_check_status", lambda: client.do_check_status(status))
    refund = doku.RefundRequest(
        original_partner_reference_no=reference, refund_amount=idr("15000.00"), partner_refund_no=uuid.uuid4().hex,
        additional_info=RefundAdditionalInfo(channel=ALLO), original_external_id="1", reason="A page is missing")
    called("do_refund", lambda: client.do_refund(refund, ip_address=IP, auth_code="none", device_id=DEVICE))
    jump = doku.PaymentJumpAppRequest(
        partner_reference_no=uuid.uuid4().hex, url_param=[UrlParam(url=SHOP, type="PAY_RETURN", is_deep_link="N")],
        amount=idr("15000.00"), valid_up_to=tomorrow(), point_of_initiation="app",
        additional_info=PaymentJumpAppAdditionalInfo(channel="EMONEY_DANA_SNAP", order_title="Books", support_deeplink_checkout_url=True))
    called("do_payment_jump_app", lambda: client.do_payment_jump_app(jump, device_id=DEVICE, ip_address=IP))
    unbinding = doku.AccountUnbindingRequest(token=given["customer_token"], additional_info=AccountUnbindingAdditionalInfoRequest(channel=ALLO))
    called("do_account_unbinding", lambda: client.do_account_unbinding(unbinding, ip_address=IP))
    card = doku.CardRegistrationRequest(
        card_data=BankCardData(bank_card_no="4111111111111111", bank_card_type="D", expiry_date="0830"),
        cust_id_merchant="customer1", phone_no="6281234567890", additionalInfo=CardRegistrationAdditionalInfo(
            channel=BRI, success_registration_url=SHOP, failed_registration_url=SHOP, customer_name="Budi",
            email="budi@shop.example", id_card="1", country="Indonesia", address="Jakarta", date_of_birth="19900101"))
    called("do_card_registration", lambda: client.do_card_registration(card, channel_id="DH"))
    card = doku.CardUnbindingRequest(token="card-1", additional_info=AccountUnbindingAdditionalInfoRequest(channel=BRI))
    called("do_card_unbinding", lambda: client.do_card_unbinding(card, ip_address=IP))


called("get_token", client.get_token)
accounts()
debits()
