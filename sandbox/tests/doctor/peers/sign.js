// Signs with the JavaScript libraries of providers, rightly and wrongly, and prints one call a line. What goes in and comes out is
// as in sign.py.

const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
const { secret: SECRET, token: TOKEN, time: TIME, client_key: CLIENT_KEY, partner_id: PARTNER_ID } = given;
const TEXT = '{"note":"Jalan  Merdeka / 5 é","amount":{"value":10000.00,"currency":"IDR"},"tags":{}}';
const PARSED = JSON.parse(TEXT);
const SENT = JSON.stringify(PARSED);
const say = (line) => process.stdout.write(JSON.stringify(line) + "\n");
// Some of them print what they sign.
console.log = () => {};

function call(library, mistakes, kind, service, uri, body, signature, headers = {}) {
  const own = { "X-TIMESTAMP": TIME, "X-SIGNATURE": signature };
  if (kind === "symmetric") own.Authorization = `Bearer ${TOKEN}`;
  if (kind === "token") own["X-CLIENT-KEY"] = CLIENT_KEY;
  say({ library, mistakes, service, uri, body, headers: { ...own, ...headers } });
}

const utc = new Date(TIME).toISOString();

function midtrans() {
  const SnapBi = require("midtrans-client/lib/snapBi/snapBi.js");
  const Config = require("midtrans-client/lib/snapBi/snapBiConfig.js");
  const name = "midtrans-client";
  const service = ["midtrans", "debit_payment_host_to_host"];
  const path = "/v1.0/debit/payment-host-to-host";
  const signed = (mistakes, sent, how = {}) => {
    const { body = PARSED, token = TOKEN, method = "post", at = path, secret = SECRET, time = TIME, uri = path } = how;
    const signature = SnapBi.getSymmetricSignatureHmacSh512(token, body, method, at, secret, time);
    call(name, mistakes, "symmetric", service, uri, sent, signature, how.headers);
  };
  signed([], SENT);
  signed(["body-numbers-reprinted"], TEXT);
  signed(["body-keys-sorted"], SENT, { body: Object.fromEntries(Object.entries(PARSED).sort()) });
  signed(["body-as-json-text"], SENT, { body: SENT });
  signed(["body-empty-as-braces"], "", { body: {} });
  signed(["body-empty-as-brackets"], "", { body: [] });
  signed(["body-empty-as-null"], "", { body: null });
  signed(["body-empty-as-quotes"], "", { body: "" });
  signed(["method-other"], SENT, { method: "get" });
  signed(["path-with-host"], SENT, { at: `https://merchants.sbx.midtrans.com${path}` });
  signed(["path-without-version"], SENT, { at: "/debit/payment-host-to-host" });
  signed(["path-of-another-service"], SENT, { at: "/v1.0/debit/status" });
  signed(["path-trailing-slash"], SENT, { at: `${path}/` });
  signed(["query-left-out"], SENT, { uri: `${path}?a=1` });
  signed(["query-not-percent-encoded"], SENT, { uri: `${path}?a=b%20c`, at: `${path}?a=b c` });
  signed(["token-with-bearer"], SENT, { token: `Bearer ${TOKEN}` });
  signed(["token-in-other-case"], SENT, { token: TOKEN.toLowerCase() });
  signed(["token-with-blank-or-quotes"], SENT, { token: `${TOKEN}\n` });
  signed(["secret-with-line-end"], SENT, { secret: `${SECRET}\n` });
  signed(["secret-decoded"], SENT, { secret: Buffer.from(SECRET, "base64") });
  signed(["secret-in-other-case"], SENT, { secret: SECRET.toLowerCase() });
  signed(["secret-empty"], SENT, { secret: "" });
  signed(["secret-of-another"], SENT, { secret: "another secret" });
  signed(["timestamp-in-another-form", "timestamp-in-another-zone"], SENT, { time: utc });
  signed(["timestamp-taken-twice"], SENT, { headers: { "X-TIMESTAMP": TIME.replace(":24+", ":25+") } });
  // Its headers as a whole, with what a program may set afterwards.
  Config.snapBiClientSecret = SECRET;
  Config.snapBiPartnerId = PARTNER_ID;
  const builder = new SnapBi(path);
  Object.assign(builder, { body: PARSED, accessToken: TOKEN, apiPath: path });
  const { "X-SIGNATURE": signature } = builder.buildSnapBiTransactionHeader("1", TIME);
  const raw = Buffer.from(signature, "base64");
  call(name, [], "symmetric", service, path, SENT, signature);
  for (const [mistake, text] of [
    ["hex-for-base64", raw.toString("hex")],
    ["base64-of-hex", Buffer.from(raw.toString("hex")).toString("base64")],
    ["base64-without-padding", signature.replace(/=+$/, "")],
    ["signature-percent-encoded", encodeURIComponent(signature)],
  ]) call(name, [mistake], "symmetric", service, path, SENT, text);
  const token = (mistakes, clientId, key, headers) => call(name, mistakes, "token", ["midtrans", "access_token_b2b"],
    "/v1.0/access-token/b2b", '{"grantType":"client_credentials"}',
    SnapBi.getAsymmetricSignatureSha256WithRsa(clientId, TIME, key), headers);
  token([], CLIENT_KEY, given.partner);
  token(["key-of-another"], CLIENT_KEY, given.provider);
  token(["key-unknown"], CLIENT_KEY, given.stranger);
  token(["partner-id-in-token-string"], PARTNER_ID, given.partner);
  token(["client-key-other"], CLIENT_KEY.toLowerCase(), given.partner);
}

function doku() {
  const doku = require("doku-nodejs-library/_services/tokenService.js");
  const name = "doku-nodejs-library";
  const service = ["doku", "balance_inquiry"];
  const path = "/direct-debit/core/v1/balance-inquiry";
  const signed = (mistakes, sent, how = {}) => {
    const { body = PARSED, token = TOKEN, method = "POST", at = path, secret = SECRET, time = TIME } = how;
    call(name, mistakes, "symmetric", service, path, sent,
      doku.generateSymmetricSignature(method, at, token, body, time, secret), how.headers);
  };
  signed([], SENT);
  signed(["method-in-other-case"], SENT, { method: "post" });
  signed(["body-numbers-reprinted"], TEXT);
  signed(["secret-in-quotes"], SENT, { secret: `'${SECRET}'` });
  signed(["secret-encoded"], SENT, { secret: Buffer.from(SECRET).toString("base64") });
  signed(["token-as-secret"], SENT, { secret: TOKEN });
  signed(["token-left-out"], SENT, { token: "" });
  signed(["path-leading-slash"], SENT, { at: path.slice(1) });
  // What it hashes with its other function.
  const hash = doku.processRequestBody(PARSED);
  call(name, ["body-white-space-stripped"], "symmetric", service, path, SENT,
    doku.generateExpectedSignature(`POST:${path}:${TOKEN}:${hash}:${TIME}`, SECRET));
  call(name, ["parts-in-other-order"], "symmetric", service, path, SENT,
    doku.generateExpectedSignature(`${path}:POST:${TOKEN}:${doku.minifyJSON(PARSED)}:${TIME}`, SECRET));
  call(name, ["digest-in-base64"], "symmetric", service, path, SENT,
    doku.generateExpectedSignature(`POST:${path}:${TOKEN}:${doku.hexToBase64(doku.minifyJSON(PARSED))}:${TIME}`, SECRET));
  call(name, ["hmac-swapped"], "symmetric", service, path, SENT,
    doku.createSignature(SECRET, `POST:${path}:${TOKEN}:${doku.minifyJSON(PARSED)}:${TIME}`));
  call(name, ["token-string-signed"], "symmetric", service, path, SENT,
    doku.generateSignatureSymmetric(`${CLIENT_KEY}|${TIME}`, SECRET));
  // Its RSA strips white space within texts, whoever calls it.
  call(name, ["asymmetric-for-symmetric", "body-white-space-stripped"], "symmetric", service, path, SENT,
    doku.generateSignatureV2(given.partner, CLIENT_KEY, TIME, { path, body: PARSED }));
  call(name, [], "token", ["doku", "access_token_b2b"], "/authorization/v1/access-token/b2b", "{}",
    doku.generateSignature(given.partner, CLIENT_KEY, TIME));
  call(name, ["timestamp-in-another-form", "timestamp-in-another-zone"], "token", ["doku", "access_token_b2b"],
    "/authorization/v1/access-token/b2b", "{}", doku.asymmetricSignature(given.partner, CLIENT_KEY, utc));
}

function dana() {
  const { DanaSignatureUtil: dana } = require(require("path").join(require.resolve("dana-node"), "..", "runtime.js"));
  const name = "dana-node";
  const service = ["dana", "debit_status"];
  const path = "/payment-gateway/v1.0/debit/status.htm";
  const signed = (mistakes, sent, body, how = {}) => {
    const { method = "POST", at = path, key = given.partner, time = TIME } = how;
    call(name, mistakes, "asymmetric", service, path, sent,
      dana.generateSnapB2BScenarioSignature(method, at, body, key, time), how.headers);
  };
  signed([], TEXT, TEXT);
  signed(["body-pretty-printed"], SENT, JSON.stringify(PARSED, null, 2));
  signed(["body-numbers-reprinted"], TEXT, SENT);
  signed(["body-slashes-escaped"], TEXT, TEXT.replace(/\//g, "\\/"));
  signed(["body-in-lower-case"], TEXT, TEXT.toLowerCase());
  signed(["body-ignored"], TEXT, "");
  signed(["body-empty-as-braces"], "", "{}");
  signed(["path-with-host"], TEXT, TEXT, { at: `https://api.sandbox.dana.id${path}` });
  signed(["key-of-another"], TEXT, TEXT, { key: given.provider });
  signed(["timestamp-in-another-zone"], TEXT, TEXT, { time: utc.replace(".000", "") });
  signed(["timestamp-left-out"], TEXT, TEXT, { time: "" });
  const whole = `POST:${path}:${TOKEN}:${require("crypto").createHash("sha256").update(TEXT).digest("hex")}:${TIME}`;
  call(name, ["token-in-asymmetric-string"], "asymmetric", service, path, TEXT,
    dana.generateAsymmetricSignature(whole, given.partner), { Authorization: `Bearer ${TOKEN}` });
  call(name, ["token-string-signed"], "asymmetric", service, path, TEXT,
    dana.generateSnapApplyTokenScenarioSignature(CLIENT_KEY, given.partner, TIME));
  call(name, ["signature-percent-encoded"], "asymmetric", service, path, TEXT,
    encodeURIComponent(dana.generateSnapB2BScenarioSignature("POST", path, TEXT, given.partner, TIME)));
}

for (const [name, library] of Object.entries({ "midtrans-client": midtrans, "doku-nodejs-library": doku, "dana-node": dana })) {
  try {
    library();
  } catch (error) {
    if (error.code !== "MODULE_NOT_FOUND") throw error;
    say({ missing: `${name}: ${error.message.split("\n")[0]}` });
  }
}
