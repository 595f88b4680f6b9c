//! The mistakes that are known of the field.

use std::fmt;

macro_rules! mistakes {
    ($($variant:ident $name:literal: $what:literal; $instead:literal)+) => {
        /// One thing that was done in another way than the standard and the provider's page say. Names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Mistake {
            $(#[doc = concat!("`", $name, "`: ", $what, ".")] $variant,)+
        }

        impl Mistake {
            /// Every mistake that can be named.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Its name, in `kebab-case`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// What differs, as a sentence without its full stop.
            #[must_use]
            pub const fn what(self) -> &'static str {
                match self { $(Self::$variant => $what,)+ }
            }

            /// What to write instead, as a sentence without its full stop.
            #[must_use]
            pub const fn instead(self) -> &'static str {
                match self { $(Self::$variant => $instead,)+ }
            }
        }
    };
}

mistakes! {
    // The call, before its signature.
    SignatureMissing "signature-missing": "there is no X-SIGNATURE";
        "sign the request and send the signature in X-SIGNATURE"
    TimestampMissing "timestamp-missing": "there is no X-TIMESTAMP";
        "send X-TIMESTAMP, with the text that is signed"
    TimestampUnreadable "timestamp-unreadable": "X-TIMESTAMP is no time with a zone";
        "write it like 2020-12-21T10:30:24+07:00"
    TimestampStale "timestamp-stale": "X-TIMESTAMP is too old";
        "take the time of now for every request, and set the clock by NTP"
    TimestampAhead "timestamp-ahead": "X-TIMESTAMP lies in the future";
        "set the clock by NTP, and write the offset of the zone that the time is in"
    ClientKeyMissing "client-key-missing": "there is no X-CLIENT-KEY";
        "send the client key in X-CLIENT-KEY: a request for a token has no other name of its caller"
    PartnerIdAsClientKey "partner-id-as-client-key": "X-CLIENT-KEY holds the partner ID";
        "send the client key in X-CLIENT-KEY, the partner ID in X-PARTNER-ID"
    ClientKeyAsPartnerId "client-key-as-partner-id": "X-PARTNER-ID holds the client key";
        "send the partner ID in X-PARTNER-ID, the client key in X-CLIENT-KEY of token requests only"
    CallerUnknown "caller-unknown": "nobody is known by that X-CLIENT-KEY or X-PARTNER-ID";
        "send what was given out, in its own case and without blanks"
    TokenMissing "token-missing": "there is no Authorization";
        "send `Authorization: Bearer` and the access token: a symmetric signature goes with one"
    TokenNotBearer "token-not-bearer": "Authorization is not `Bearer`, one blank and a token";
        "write `Authorization: Bearer` and the access token, without quotes"
    TokenUnknown "token-unknown": "the access token was not given out here, or is no longer good";
        "ask for a token where the call goes to, and use it until it expires"
    // Who signed.
    AsymmetricForSymmetric "asymmetric-for-symmetric": "it is an RSA signature where an HMAC is due";
        "sign with HMAC-SHA512 and the client secret, with the access token in the string"
    SymmetricForAsymmetric "symmetric-for-asymmetric": "it is an HMAC where an RSA signature is due";
        "sign with SHA256withRSA and the private key, without an access token in the string"
    HmacSha256 "hmac-sha256": "it is an HMAC-SHA256";
        "use HMAC-SHA512, 64 bytes"
    HmacSha384 "hmac-sha384": "it is an HMAC-SHA384";
        "use HMAC-SHA512, 64 bytes"
    HmacSha1 "hmac-sha1": "it is an HMAC-SHA1";
        "use HMAC-SHA512, 64 bytes"
    HmacSwapped "hmac-swapped": "the string to sign was the key of the HMAC and the secret its message";
        "give the secret as the key and the string to sign as the message"
    DigestWithoutKey "digest-without-key": "it is a plain digest, not keyed by the secret";
        "use HMAC-SHA512 with the client secret as its key"
    SecretLineEnd "secret-with-line-end": "the secret has a line end behind it";
        "cut the line end off the secret when it is read from a file or from a command"
    SecretBlank "secret-with-blank": "the secret has a blank before or behind it";
        "cut blanks off the secret"
    SecretQuoted "secret-in-quotes": "the secret was used with quotes around it";
        "take the quotes of the settings file off the secret"
    SecretTrimmed "secret-trimmed": "blanks that belong to the secret were cut off";
        "use the secret as it was given"
    SecretDecoded "secret-decoded": "what the secret seems to encode was used in place of its text";
        "use the characters of the secret as the key, also where they look like base64 or hex"
    SecretEncoded "secret-encoded": "the secret was encoded once more before it was used";
        "use the characters of the secret as the key"
    SecretOtherCase "secret-in-other-case": "the secret was used in another case";
        "use the secret as it was given"
    SecretCut "secret-cut-short": "only a part of the secret was used";
        "use the whole secret: a settings file may end it at `#`, `$`, `=` or `;`"
    SecretEmpty "secret-empty": "the secret was empty";
        "look at the setting that it is read from: it was not there"
    SecretOfAnother "secret-of-another": "it was signed with another secret that is known here";
        "use the secret that belongs to this caller and this provider"
    ClientKeyAsSecret "client-key-as-secret": "the client key was used as the secret";
        "use the client secret as the key of the HMAC"
    TokenAsSecret "token-as-secret": "the access token was used as the secret";
        "use the client secret as the key of the HMAC"
    KeyOfAnother "key-of-another": "it was signed with the private key of somebody else who is known here";
        "sign with the private key whose public key was handed in for this caller"
    KeyUnknown "key-unknown": "it was signed with a private key whose public key is not known here";
        "hand in the public key that belongs to the private key in use, or use the private key that belongs to the one handed in"
    RsaPss "rsa-pss": "it is an RSA signature with PSS padding";
        "use SHA256withRSA with PKCS#1 v1.5 padding"
    RsaSha1 "rsa-sha1": "the RSA signature is over a SHA-1 digest";
        "use SHA256withRSA"
    RsaSha384 "rsa-sha384": "the RSA signature is over a SHA-384 digest";
        "use SHA256withRSA"
    RsaSha512 "rsa-sha512": "the RSA signature is over a SHA-512 digest";
        "use SHA256withRSA"
    RsaWithoutName "rsa-without-digest-name": "the private key was applied to bare bytes: the name of the digest is missing";
        "use SHA256withRSA of a signature library, not the encryption of one"
    // How it is written.
    HexForBase64 "hex-for-base64": "the signature is written in hex";
        "write the bytes of the signature in base64, with padding"
    Base64ForHex "base64-for-hex": "the signature is written in base64";
        "write the bytes of the signature in lower-case hex"
    Base64OfHex "base64-of-hex": "the signature is base64 of its hex text";
        "encode the bytes of the signature once: most libraries give hex unless asked for bytes"
    Base64Twice "base64-twice": "the signature was encoded in base64 twice";
        "encode it once: the library had done so already"
    Base64UrlSafe "base64-url-safe": "the signature is in base64 for URLs, with - and _";
        "use the standard alphabet of base64, with + and /"
    Base64Unpadded "base64-without-padding": "the padding of the base64 is missing";
        "keep the `=` at its end"
    Base64Broken "base64-in-lines": "the base64 is broken by blanks";
        "write it in one line: `openssl base64 -A`, NO_WRAP"
    Base64PlusLost "base64-plus-as-blank": "every + of the base64 became a blank";
        "do not pass the signature through the decoder of a form or query"
    SignaturePercentEncoded "signature-percent-encoded": "the signature was percent-encoded";
        "send it in the header as it is"
    SignatureQuoted "signature-in-quotes": "the signature has quotes around it";
        "send it in the header without quotes"
    // The method.
    MethodCase "method-in-other-case": "the method was signed in another case";
        "sign it in capitals, such as POST"
    MethodOther "method-other": "another method was signed than the one that is used";
        "sign the method of the request"
    MethodLeftOut "method-left-out": "the method was left out of the string to sign";
        "begin with the method"
    // The path.
    PathWithHost "path-with-host": "the address was signed with its host";
        "sign the path only, from its first slash on"
    PathWithPrefix "path-with-prefix": "the path was signed with more before it than is due";
        "sign the path as the provider's page says"
    PathWithoutPrefix "path-without-prefix": "the path was signed without its beginning";
        "sign the whole path, from the first slash behind the host"
    PathWithoutVersion "path-without-version": "the version was left out of the signed path";
        "sign the path as it is called, with its version"
    PathTrailingSlash "path-trailing-slash": "the signed path differs by the slash at its end";
        "sign the path exactly as it is called"
    PathLeadingSlash "path-leading-slash": "the signed path lacks the slash at its beginning";
        "begin the path with a slash"
    PathDoubleSlash "path-double-slash": "the signed path has two slashes in a row";
        "join base address and path by one slash"
    PathCase "path-in-other-case": "the path was signed in another case";
        "sign the path exactly as it is called"
    PathNotEncoded "path-not-percent-encoded": "the path was signed decoded";
        "sign the path percent-encoded, as it is sent"
    PathEncoded "path-percent-encoded": "the path was percent-encoded before it was signed";
        "sign the path as it is sent"
    PathTemplate "path-with-braces": "the path was signed with the names of its parameters in braces";
        "put the values in before the path is signed"
    PathOther "path-of-another-service": "the path of another service was signed";
        "sign the path that is called"
    PathLeftOut "path-left-out": "the path was left out of the string to sign";
        "sign the path behind the method"
    QueryLeftOut "query-left-out": "the query was left out of the signed path";
        "sign the query with the path, from its question mark on"
    QuerySigned "query-signed": "the query was signed, which is not done here";
        "sign the path up to its question mark"
    QueryOrder "query-in-other-order": "the parameters of the query were signed in another order or form than is due";
        "sign the query as it is sent, or sorted by name where the provider's page says so"
    QueryNotEncoded "query-not-percent-encoded": "the query was signed decoded";
        "sign the query percent-encoded, as it is sent"
    // The token.
    TokenLeftOut "token-left-out": "the access token was left out of the string to sign";
        "sign the access token between path and body hash"
    TokenInAsymmetric "token-in-asymmetric-string": "the access token stands in the string of an RSA signature";
        "leave it out: method, path, body hash and timestamp"
    TokenWithBearer "token-with-bearer": "the access token was signed with `Bearer` before it";
        "sign the token only, without the word and the blank"
    TokenCase "token-in-other-case": "the access token was signed in another case";
        "sign the token as it was given"
    TokenOther "token-other": "another token was signed than the one in Authorization";
        "sign the token that is sent in Authorization"
    TokenUntidy "token-with-blank-or-quotes": "the access token was signed with a blank, a line end or quotes";
        "sign the token only"
    // The body.
    BodyNotMinified "body-not-minified": "the body was hashed with the white space that it was sent with";
        "drop white space outside of strings before the body is hashed"
    BodyMinified "body-minified": "the body was minified before it was hashed, which is not done here";
        "hash the body byte for byte as it is sent"
    BodyStripped "body-white-space-stripped": "white space within the texts of the body was dropped too";
        "drop white space outside of strings only"
    BodyPython "body-spaced-as-by-python": "the body was printed anew with a blank behind every comma and colon";
        "print once, sign and send the same bytes: json.dumps(body, separators=(\",\", \":\"))"
    BodyPretty "body-pretty-printed": "the body was printed anew with line breaks and indents";
        "print once, compactly, and sign and send the same bytes"
    BodySlashes "body-slashes-escaped": "slashes in the body were written as \\/";
        "print once, sign and send the same bytes: JSON_UNESCAPED_SLASHES"
    BodyNonAscii "body-non-ascii-escaped": "characters beyond ASCII were written as \\u…";
        "print once, sign and send the same bytes: JSON_UNESCAPED_UNICODE, ensure_ascii=False"
    BodyHtml "body-html-escaped": "the characters <, > and & were written as \\u…";
        "print once, sign and send the same bytes: SetEscapeHTML(false)"
    BodyUnescaped "body-escapes-undone": "escapes in the body were read and not written again";
        "hash the bytes that are sent or were received, do not parse and print them"
    BodySorted "body-keys-sorted": "the members of the body were sorted";
        "hash the bytes that are sent or were received, do not parse and print them"
    BodyNumbers "body-numbers-reprinted": "numbers in the body were printed anew, such as 10000.00 as 10000.0";
        "hash the bytes that are sent or were received, do not parse and print them"
    BodyNulls "body-nulls-left-out": "members that are null were left out";
        "hash the bytes that are sent or were received"
    BodyPhpArrays "body-empty-objects-as-arrays": "empty objects became [], as PHP prints its arrays";
        "hash the bytes that are sent or were received; new stdClass() for an empty object"
    BodyLowerCase "body-in-lower-case": "the body was written in lower case before it was hashed";
        "only the hash is in lower case: lower(hex(sha256(body)))"
    BodyLineEnd "body-with-line-end": "the body was hashed with a line end behind it";
        "hash what is sent: echo -n, printf, without a line end"
    BodyInQuotes "body-as-json-text": "the body was printed as JSON twice";
        "hash the body, not a text that contains it"
    BodyLatin1 "body-in-latin-1": "the body was hashed in Latin-1";
        "hash it in UTF-8, as it is sent"
    BodyEmptyAsBraces "body-empty-as-braces": "{} was hashed for a body that is not there";
        "hash the empty string where there is no body"
    BodyEmptyAsBrackets "body-empty-as-brackets": "[] was hashed for a body that is not there";
        "hash what is sent where there is no body: nothing"
    BodyEmptyAsNull "body-empty-as-null": "null was hashed for a body that is not there";
        "hash what is sent where there is no body: nothing"
    BodyEmptyAsQuotes "body-empty-as-quotes": "\"\" was hashed for a body that is not there";
        "hash what is sent where there is no body: nothing"
    BodyEmptyAsNothing "body-empty-as-nothing": "nothing was hashed where {} is due";
        "hash {} where there is no body, as the provider's page says"
    BodyIgnored "body-ignored": "the body was left out of its hash";
        "hash the body that is sent"
    // Its digest.
    DigestUpperCase "digest-in-upper-case": "the hash of the body is in capitals";
        "write its hex in lower case"
    DigestBase64 "digest-in-base64": "the hash of the body is in base64";
        "write it in lower-case hex"
    DigestBase64OfHex "digest-base64-of-hex": "the hash of the body is base64 of its hex text";
        "write it in lower-case hex"
    DigestSha512 "digest-sha512": "the body was hashed with SHA-512";
        "hash it with SHA-256"
    DigestSha384 "digest-sha384": "the body was hashed with SHA-384";
        "hash it with SHA-256"
    DigestSha1 "digest-sha1": "the body was hashed with SHA-1";
        "hash it with SHA-256"
    DigestTwice "digest-taken-twice": "the hash of the body was hashed again";
        "hash the body once"
    DigestEmpty "digest-empty": "the place of the body hash is empty";
        "put the SHA-256 of the empty string there where there is no body"
    DigestLeftOut "digest-left-out": "the body hash was left out of the string to sign";
        "put it before the timestamp, also where there is no body"
    BodyNotHashed "body-not-hashed": "the body itself stands in the string to sign";
        "put lower(hex(sha256(body))) there"
    // The time.
    TimestampOtherHeader "timestamp-of-another-header": "the time of another header was signed";
        "sign the text of X-TIMESTAMP"
    TimestampZone "timestamp-in-another-zone": "the time was signed in another zone";
        "sign the text of X-TIMESTAMP, character for character"
    TimestampRelabelled "timestamp-zone-relabelled": "the same hour was signed under another zone";
        "sign the text of X-TIMESTAMP, character for character"
    TimestampForm "timestamp-in-another-form": "the time was signed in another form, such as with milliseconds";
        "sign the text of X-TIMESTAMP, character for character"
    TimestampNoZone "timestamp-without-zone": "the time was signed without its zone";
        "sign the text of X-TIMESTAMP, with its offset"
    TimestampMoment "timestamp-taken-twice": "another moment was signed than the one in X-TIMESTAMP";
        "take the time once, and put the same text into the header and into the string"
    TimestampLeftOut "timestamp-left-out": "the time was left out of the string to sign";
        "end with the text of X-TIMESTAMP"
    // The string as a whole.
    TokenStringSigned "token-string-signed": "client key and time were signed, as for a token";
        "sign the string of a transaction: method, path, token, body hash, timestamp"
    TransactionStringSigned "transaction-string-signed": "the string of a transaction was signed where a token is asked for";
        "sign the client key, `|` and the timestamp"
    PartnerIdInString "partner-id-in-token-string": "the partner ID stands in the string in place of the client key";
        "sign the text of X-CLIENT-KEY"
    ClientKeyOther "client-key-other": "another client key was signed than the one in X-CLIENT-KEY";
        "sign the text of X-CLIENT-KEY"
    ClientKeyLeftOut "client-key-left-out": "the client key was left out of the string to sign";
        "sign the client key, `|` and the timestamp"
    PartsOrder "parts-in-other-order": "the parts were put together in another order";
        "method, path, token, body hash, timestamp; for a token client key, timestamp"
    PartsSeparator "parts-joined-otherwise": "the parts were joined by another character";
        "join the parts of a transaction by `:`, those of a token request by `|`"
    StringLineEnd "string-with-line-end": "the string to sign ends in a line end, a blank or a separator";
        "sign the string without anything behind it: printf, not echo"
    StringCase "string-in-other-case": "the whole string was signed in another case";
        "only the hash of the body is put in lower case"
    StringHashed "string-hashed-before-signing": "the string was hashed before it was signed";
        "give the string itself to HMAC or SHA256withRSA: they hash it"
    StringEncoded "string-encoded": "the string was encoded or put in quotes before it was signed";
        "sign the string as it is"
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
