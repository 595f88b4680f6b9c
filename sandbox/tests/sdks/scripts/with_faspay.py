"""faspaysendmesnap. It reads an INI file where it is started, and the address in it is ours."""

import os
import tempfile
import time

from talk import call, given

folder = tempfile.TemporaryDirectory(dir=given["folder"])
os.chdir(folder.name)
with open("key.pem", "w") as key:
    key.write(given["private_key"])
with open("SendMeConfig.ini", "w") as settings:
    settings.write(f"""[development]
host = {given["url"]}
partner_id = {given["partner_id"]}
channel_id = 88001
key_path = key.pem
""")

from FaspaySendmeSnap import Api

faspay = Api.Services()
number = str(int(time.time()))
idr = {"value": "10000.00", "currency": "IDR"}
account = {"beneficiaryBankCode": "008", "beneficiaryAccountNo": "60004400184", "partnerReferenceNo": "in-" + number,
           "additionalInfo": {"sourceAccount": "9920017573"}}
call("accountInquiry", lambda: faspay.accountInquiry(account))
transfer = {
    "partnerReferenceNo": "out-" + number, "amount": idr, "beneficiaryAccountName": "Budi Santoso",
    "beneficiaryAccountNo": "60004400184", "beneficiaryBankCode": "008", "beneficiaryEmail": "budi@shop.example",
    "sourceAccountNo": "9920017573", "transactionDate": time.strftime("%Y-%m-%dT%H:%M:%S+07:00", time.gmtime(time.time() + 7 * 3600)),
    "additionalInfo": {"instructDate": "", "transactionDescription": "Books", "callbackUrl": "https://shop.example/told"},
}
call("transferInterbank", lambda: faspay.transferInterbank(transfer))
status = {"originalPartnerReferenceNo": "out-" + number, "serviceCode": "18"}
call("transferStatus", lambda: faspay.transferStatus(status))
call("balanceInquiry", lambda: faspay.balanceInquiry({"accountNo": "9920017573"}))
day = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 7 * 3600))
history = {"fromDateTime": f"{day}T00:00:00+07:00", "toDateTime": f"{day}T23:59:59+07:00",
           "additionalInfo": {"accountNo": "9920017573"}}
call("historyList", lambda: faspay.historyList(history))
topup = {
    "partnerReferenceNo": "top-" + number, "customerNumber": "081234567890", "amount": idr,
    "transactionDate": transfer["transactionDate"],
    "additionalInfo": {"sourceAccount": "9920017573", "platformCode": "gpy", "instructDate": "",
                       "beneficiaryEmail": "budi@shop.example", "transactionDescription": "Books",
                       "callbackUrl": "https://shop.example/told"},
}
call("topupEmoney", lambda: faspay.topupEmoney(topup))
call("emoneyStatus", lambda: faspay.emoneyStatus({"originalPartnerReferenceNo": "top-" + number, "serviceCode": "38"}))
bill = {
    "partnerReferenceNo": "bill-" + number, "partnerServiceId": "     126", "customerNo": "081200000001",
    "virtualAccountNo": "126081200000001", "additionalInfo": {"billerCode": "014", "sourceAccountNo": "9920017573"},
}
call("vaInquiry", lambda: faspay.vaInquiry(bill))
paid = bill | {
    "partnerReferenceNo": "paid-" + number, "virtualAccountName": "Budi Santoso", "sourceAccountNo": "9920017573",
    "paidAmount": idr, "trxDateTime": transfer["transactionDate"][:19],
    "additionalInfo": {"billerCode": "014", "instructDate": "", "callbackUrl": "https://shop.example/told"},
}
call("vaPayment", lambda: faspay.vaPayment(paid))
