"""Signs with the Python libraries of providers, rightly and wrongly, and prints one call a line.

Reads {"secret", "token", "time", "client_key", "partner_id", "partner", "provider"} from standard input. What "mistakes" says is
what was done wrong; "library" is whose code signed. A library that is not there is a line with "missing".
"""

import base64
import configparser
import datetime
import json
import sys

given = json.load(sys.stdin)
SECRET, TOKEN, TIME = given["secret"], given["token"], given["time"]
CLIENT_KEY, PARTNER_ID = given["client_key"], given["partner_id"]
TEXT = '{"note":"Jalan Merdeka / 5 é","amount":{"value":10000.00,"currency":"IDR"},"tags":{}}'
PARSED = json.loads(TEXT)


def compact(value, **how):
    return json.dumps(value, separators=(",", ":"), **how)


def call(library, mistakes, kind, service, uri, body, signature, **headers):
    headers = {name.replace("_", "-"): value for name, value in headers.items()}
    headers.setdefault("X-TIMESTAMP", TIME)
    headers["X-SIGNATURE"] = signature
    if kind == "symmetric":
        headers.setdefault("Authorization", "Bearer " + TOKEN)
    if kind == "token":
        headers.setdefault("X-CLIENT-KEY", CLIENT_KEY)
    print(json.dumps({
        "library": library, "mistakes": mistakes, "service": service, "uri": uri, "body": body, "headers": headers,
    }))


def doku():
    from doku_python_library.src.services.token_service import TokenService as doku

    name = "doku-python-library"
    service, path = ["doku", "balance_inquiry"], "/direct-debit/core/v1/balance-inquiry"

    def signed(mistakes, sent, body=PARSED, method="POST", endpoint=path, token=TOKEN, time=TIME, secret=SECRET, uri=path, **headers):
        signature = doku.generate_symmetric_signature(method, endpoint, token, body, time, secret)
        call(name, mistakes, "symmetric", service, uri, sent, signature, **headers)

    sent = compact(PARSED)
    signed([], sent)
    signed([], json.dumps(PARSED))
    signed(["body-non-ascii-escaped"], compact(PARSED, ensure_ascii=False))
    signed(["body-non-ascii-escaped", "body-numbers-reprinted"], TEXT)
    signed(["body-numbers-reprinted"], compact(PARSED).replace("10000.0", "10000.00"))
    signed(["body-keys-sorted"], sent, body=json.loads(compact(PARSED, sort_keys=True)))
    signed(["body-as-json-text"], '{"a":1}', body='{"a":1}')
    signed(["body-empty-as-null"], "", body=None)
    signed(["body-empty-as-braces"], "", body={})
    signed(["body-empty-as-brackets"], "", body=[])
    signed(["body-nulls-left-out"], '{"a":1,"b":null}', body={"a": 1})
    signed(["method-in-other-case"], sent, method="post")
    signed(["method-other"], sent, method="GET")
    signed(["path-with-host"], sent, endpoint="https://api-sandbox.doku.com" + path)
    signed(["path-without-prefix"], sent, endpoint="/v1/balance-inquiry")
    signed(["path-trailing-slash"], sent, endpoint=path + "/")
    signed(["query-left-out"], sent, uri=path + "?page=1")
    signed(["token-with-bearer"], sent, token="Bearer " + TOKEN)
    signed(["token-left-out"], sent, token="")
    signed(["secret-with-line-end"], sent, secret=SECRET + "\n")
    signed(["secret-in-quotes"], sent, secret='"' + SECRET + '"')
    signed(["client-key-as-secret"], sent, secret=CLIENT_KEY)
    signed(["timestamp-taken-twice"], sent, time=TIME.replace(":24+", ":23+"))
    utc = datetime.datetime.fromisoformat(TIME).astimezone(datetime.timezone.utc)
    signed(["timestamp-in-another-zone"], sent, time=utc.strftime("%Y-%m-%dT%H:%M:%SZ"))
    signed(["timestamp-without-zone"], sent, time=TIME[:19])
    # Its RSA, where its HMAC is due, and the HMAC where RSA is.
    plain = f"{CLIENT_KEY}|{TIME}"
    service, path = ["doku", "access_token_b2b"], "/authorization/v1/access-token/b2b"
    body = '{"grantType":"client_credentials"}'
    token = lambda mistakes, key, text, **headers: call(
        name, mistakes, "token", service, path, body, doku.create_signature(key, text), **headers)
    token([], given["partner"], plain)
    token(["key-of-another"], given["provider"], plain)
    token(["partner-id-in-token-string"], given["partner"], f"{PARTNER_ID}|{TIME}")
    token(["partner-id-as-client-key"], given["partner"], f"{PARTNER_ID}|{TIME}", X_CLIENT_KEY=PARTNER_ID)
    token(["parts-joined-otherwise"], given["partner"], f"{CLIENT_KEY}:{TIME}")
    token(["parts-in-other-order"], given["partner"], f"{TIME}|{CLIENT_KEY}")
    token(["string-with-line-end"], given["partner"], plain + "\n")


def dana():
    from dana.utils import snap_header

    name = "dana-python"
    service, path = ["dana", "debit_status"], "/payment-gateway/v1.0/debit/status.htm"

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.datetime.fromisoformat(TIME).astimezone(tz)

    snap_header.datetime = Clock

    def auth(body, method="POST", resource=path, key="partner", **more):
        made = snap_header.SnapHeader.get_snap_generated_auth(
            method=method, resource_path=resource, body=body, private_key=given[key], **more)
        return made["X-TIMESTAMP"]["value"], made["X-SIGNATURE"]["value"]

    def signed(mistakes, sent, body, headers=None, **how):
        time, signature = auth(body, **how)
        headers = {"X-TIMESTAMP": time} | (headers or {})
        call(name, mistakes, "asymmetric", service, path, sent, signature, **headers)

    signed([], TEXT, TEXT)
    signed(["body-spaced-as-by-python"], TEXT, json.dumps(PARSED, ensure_ascii=False).replace("10000.0", "10000.00"))
    signed(["body-not-minified"], json.dumps(PARSED), json.dumps(PARSED))
    signed(["body-pretty-printed"], compact(PARSED), json.dumps(json.loads(TEXT), indent=2))
    signed(["body-keys-sorted"], compact(PARSED), compact(PARSED, sort_keys=True))
    signed(["body-ignored"], TEXT, "")
    signed(["body-empty-as-quotes"], "", '""')
    signed(["body-with-line-end"], TEXT, TEXT + "\n")
    signed(["method-in-other-case"], TEXT, TEXT, method="post")
    signed(["path-with-host"], TEXT, TEXT, resource="https://api.sandbox.dana.id" + path)
    signed(["path-without-prefix"], TEXT, TEXT, resource="/v1.0/debit/status.htm")
    signed(["path-without-version"], TEXT, TEXT, resource=path.replace("/v1.0", ""))
    signed(["path-leading-slash"], TEXT, TEXT, resource=path[1:])
    signed(["path-double-slash"], TEXT, TEXT, resource="/" + path)
    signed(["key-of-another"], TEXT, TEXT, key="provider")
    signed(["key-unknown"], TEXT, TEXT, key="stranger")
    signed(["token-string-signed"], TEXT, TEXT, scenario="apply_token", client_key=CLIENT_KEY)
    signed(["timestamp-of-another-header"], TEXT, TEXT, {
        "X-TIMESTAMP": TIME.replace("T10:", "T11:"), "X-REQUEST-TIME": TIME})
    signed(["timestamp-zone-relabelled"], TEXT, TEXT, {"X-TIMESTAMP": TIME.replace("+07:00", "Z")})
    signed(["hex-for-base64"], TEXT, TEXT)if False else None
    time, signature = auth(TEXT)
    raw = base64.b64decode(signature)
    for mistake, text in [
        ("hex-for-base64", raw.hex()),
        ("base64-of-hex", base64.b64encode(raw.hex().encode()).decode()),
        ("base64-twice", base64.b64encode(signature.encode()).decode()),
        ("base64-in-lines", base64.encodebytes(raw).decode().strip().replace("\n", " ")),
    ]:
        call(name, [mistake], "asymmetric", service, path, TEXT, text, X_TIMESTAMP=time)


def faspay():
    from FaspaySendmeSnap import _http, _request

    name = "faspaysendmesnap"
    _request._config = configparser.ConfigParser()
    _request._config["development"] = {"key_path": given["partner_file"]}
    _request._timestamp = TIME

    def signed(mistakes, sent, data, section="transferInterbank", service="transfer_interbank", uri=None):
        _http._reqx, _http._section = data, section
        uri = uri or _http._path[section]
        call(name, mistakes, "asymmetric", ["faspay", service], uri, sent, _request.generateSignature(_request))

    sent = json.dumps(PARSED)
    signed([], sent, PARSED)
    signed(["body-non-ascii-escaped"], json.dumps(PARSED, ensure_ascii=False), PARSED)
    signed(["body-numbers-reprinted"], sent.replace("10000.0", "10000.00"), PARSED)
    signed(["path-of-another-service"], sent, PARSED, section="balanceInquiry", uri=_http._path["transferInterbank"])
    # Its strings begin with POST, whatever is called.
    signed(["method-other", "path-of-another-service"], sent, PARSED, service="transfer_va_delete_va",
           uri="/v1.0/transfer-va/delete-va")


def nicepay():
    from python_nicepay.util.utilSignature import Signature as nicepay
    nicepay.log.info = nicepay.log.error = lambda *_: None

    name = "python-nicepay"
    service, path = ["doku", "balance_inquiry"], "/direct-debit/core/v1/balance-inquiry"

    def signed(mistakes, sent, hashed, token=TOKEN, secret=SECRET, method="POST", time=TIME):
        signature = nicepay.getSignature(token, nicepay.sha256EncodeHex(hashed), path, time, secret, method)
        call(name, mistakes, "symmetric", service, path, sent, signature)

    # As its own generator of headers does it.
    signed(["body-not-minified"], json.dumps(PARSED), json.dumps(PARSED))
    signed(["body-spaced-as-by-python"], compact(PARSED), json.dumps(PARSED))
    signed([], compact(PARSED), compact(PARSED))
    signed(["digest-taken-twice"], TEXT, nicepay.sha256EncodeHex(TEXT))
    signed(["secret-with-blank"], TEXT, TEXT, secret=SECRET + " ")
    # Local time under a label that is not its own.
    signed(["timestamp-zone-relabelled"], TEXT, TEXT, time=TIME.replace("+07:00", "+08:00"))
    text = f"POST:{path}:{TOKEN}:{nicepay.sha256EncodeHex(TEXT)}:{TIME}"
    call(name, ["hmac-swapped"], "symmetric", service, path, TEXT, nicepay.hmacSHA512EncodeBase64(text, SECRET))
    call(name, ["body-not-hashed"], "symmetric", service, path, TEXT,
         nicepay.getSignature(TOKEN, TEXT, path, TIME, SECRET, "POST"))
    call(name, ["digest-in-upper-case"], "symmetric", service, path, TEXT,
         nicepay.getSignature(TOKEN, nicepay.sha256EncodeHex(TEXT).upper(), path, TIME, SECRET, "POST"))
    key = "".join(given["partner"].split("-----")[2].split())
    plain = nicepay.signSHA256RSA(f"POST:{path}:{nicepay.sha256EncodeHex(TEXT)}:{TIME}", key)
    call(name, ["asymmetric-for-symmetric"], "symmetric", service, path, TEXT, plain)


for library, name in [(doku, "doku-python-library"), (dana, "dana-python"), (faspay, "faspaysendmesnap"), (nicepay, "python-nicepay")]:
    try:
        library()
    except ImportError as error:
        print(json.dumps({"missing": f"{name}: {error}"}))
