//! The rules by name: a misspelt one does not compile.
//!
//! What a rule checks and why is in the registry ([`crate::lint::registry`]); here is only what `load`, `resolve` and
//! `lint` need to report it.

use std::fmt;

/// A rule's ID, `family/name`. Only the constants of this module exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(&'static str);

impl RuleId {
    /// `family/name`, as findings and waivers write it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        if WARNINGS.contains(&self) { Severity::Warning } else { Severity::Error }
    }

    /// What stands before the slash.
    pub fn family(self) -> &'static str {
        self.0.split('/').next().unwrap_or(self.0)
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something is missing or wrong for those who read the spec; what is generated from it is not.
    Warning,
    /// What would be generated is wrong, or cannot be.
    Error,
}

impl Severity {
    /// `warning` or `error`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Rules about what nothing is generated from.
const WARNINGS: &[RuleId] = &[
    ERRATA_EMPTY,
    ERRATA_NO_EFFECT,
    ERRATA_REPEATED,
    GLOSSARY_UNUSED,
    HEADERS_UNUSED_PROFILE,
    HEADERS_UNUSED_SET,
    SERVING_REPEATED,
    STRUCTURE_REPEATED_DEFAULT,
    STRUCTURE_UNUSED_DEFAULT,
    STRUCTURE_UNUSED_TYPE,
    WAIVER_NO_REASON,
    WAIVER_UNUSED,
];

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl PartialEq<str> for RuleId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for RuleId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

macro_rules! rules {
    ($($name:ident = $id:literal;)+) => {
        $(
            #[doc = concat!("`", $id, "`.")]
            pub const $name: RuleId = RuleId($id);
        )+
        /// Every rule that can be reported.
        pub const ALL: &[RuleId] = &[$($name),+];
    };
}

rules! {
    CERTIFICATION_SERVICE = "certification/service";
    CERTIFICATION_DUPLICATE_ID = "certification/duplicate-id";
    CERTIFICATION_MEMBER = "certification/member";
    CERTIFICATION_HEADER = "certification/header";
    CERTIFICATION_CODE = "certification/code";
    CERTIFICATION_REPEATS = "certification/repeats";
    CERTIFICATION_DATA = "certification/data";
    CERTIFICATION_EXPECTATION = "certification/expectation";
    CODES_SERVICE_CODE = "codes/service-code";
    CODES_CASE_CODE = "codes/case-code";
    CODES_HTTP = "codes/http";
    CODES_NO_NAME = "codes/no-name";
    CODES_DUPLICATE = "codes/duplicate";
    CODES_PATH = "codes/path";
    CODES_ENDPOINT_CLASH = "codes/endpoint-clash";
    HEADERS_VALUE = "headers/value";
    ERRATA_STALE = "errata/stale";
    ERRATA_INEFFECTIVE = "errata/ineffective";
    ERRATA_UNKNOWN_PATH = "errata/unknown-path";
    ERRATA_DUPLICATE_ID = "errata/duplicate-id";
    ERRATA_DUPLICATE_PLACE = "errata/duplicate-place";
    ERRATA_EMPTY = "errata/empty";
    ERRATA_REPEATED = "errata/repeated";
    ERRATA_NO_EFFECT = "errata/no-effect";
    FILE_ENCODING = "file/encoding";
    FILE_UNREADABLE = "file/unreadable";
    FILE_TOO_DEEP = "file/too-deep";
    FILE_NAME = "file/name";
    FILE_EMPTY_FOLDER = "file/empty-folder";
    LIMITS_ZERO = "limits/zero";
    LIMITS_ORDER = "limits/order";
    LIMITS_EXACT = "limits/exact";
    LIMITS_PRECISION = "limits/precision";
    LIMITS_PADDING = "limits/padding";
    LIMITS_VALUES = "limits/values";
    NAMING_SERVICE = "naming/service";
    NAMING_DUPLICATE_SERVICE = "naming/duplicate-service";
    NAMING_MODULE_CLASH = "naming/module-clash";
    NAMING_TYPE = "naming/type";
    NAMING_TYPE_TWICE = "naming/type-twice";
    NAMING_CODE = "naming/code";
    NAMING_BLANK = "naming/blank";
    NAMING_CASE_CLASH = "naming/case-clash";
    PRESENCE_MISSING = "presence/missing";
    PRESENCE_NO_CONDITION = "presence/no-condition";
    PRESENCE_STRAY_CONDITION = "presence/stray-condition";
    NAMING_PROVIDER = "naming/provider";
    NAMING_MODULE = "naming/module";
    ENVIRONMENTS_URL = "environments/url";
    ENVIRONMENTS_DUPLICATE = "environments/duplicate";
    HEADERS_DUPLICATE = "headers/duplicate";
    HEADERS_CHARACTERS = "headers/characters";
    HEADERS_LIMITS = "headers/limits";
    HEADERS_PROFILE = "headers/profile";
    HEADERS_EXTERNAL_ID = "headers/external-id";
    HEADERS_UNUSED_SET = "headers/unused-set";
    HEADERS_UNUSED_PROFILE = "headers/unused-profile";
    SOURCE_RETRIEVED = "source/retrieved";
    SOURCE_URL = "source/url";
    SECRETS_PRIVATE_KEY = "secrets/private-key";
    SECRETS_LIVE = "secrets/live";
    SECRETS_VECTOR_KEY = "secrets/vector-key";
    SAMPLE_DUPLICATE_KEY = "sample/duplicate-key";
    REFERENCE_STANDARD = "reference/standard";
    REFERENCE_INHERITS = "reference/inherits";
    REFERENCE_INHERITED_ROW = "reference/inherited-row";
    REFERENCE_STATUS = "reference/status";
    REFERENCE_SHAPE_OF = "reference/shape-of";
    REFERENCE_SUCCESS_FOR = "reference/success-for";
    REFERENCE_HEADER_SET = "reference/header-set";
    REFERENCE_SIGNING_PROFILE = "reference/signing-profile";
    REFERENCE_CIRCLE = "reference/circle";
    REFERENCE_ENVIRONMENT = "reference/environment";
    REFERENCE_CONDITION = "reference/condition";
    REFERENCE_VARIANT = "reference/variant";
    SAMPLE_NONE = "sample/none";
    SAMPLE_NOT_JSON = "sample/not-json";
    SAMPLE_JSON = "sample/json";
    SAMPLE_LENGTH = "sample/length";
    SAMPLE_PRECISION = "sample/precision";
    SAMPLE_TYPE = "sample/type";
    SAMPLE_VALUES = "sample/values";
    SAMPLE_FORMAT = "sample/format";
    SAMPLE_MISSING = "sample/missing";
    SAMPLE_EMPTY = "sample/empty";
    SAMPLE_UNKNOWN = "sample/unknown";
    SAMPLE_CONDITION = "sample/condition";
    SAMPLE_CODE = "sample/code";
    SAMPLE_METHOD = "sample/method";
    SAMPLE_PATH = "sample/path";
    SAMPLE_HEADER = "sample/header";
    SAMPLE_PERSONAL_DATA = "sample/personal-data";
    PATHS_SIGNED = "paths/signed";
    PATHS_HOSTS = "paths/hosts";
    REDIRECT_ADDRESS = "redirect/address";
    REDIRECT_FILL = "redirect/fill";
    PATHS_PREFIX = "paths/prefix";
    PATHS_VERSION = "paths/version";
    PATHS_PLACEHOLDER = "paths/placeholder";
    PATHS_PARAMETER = "paths/parameter";
    EFFECTS_WEAKER = "effects/weaker";
    EFFECTS_DIRECTION = "effects/direction";
    EFFECTS_NO_STATUS = "effects/no-status";
    EFFECTS_STATUS = "effects/status";
    EFFECTS_SHAPE_OF = "effects/shape-of";
    INQUIRY_ORIGIN = "inquiry/origin";
    INQUIRY_MEMBER = "inquiry/member";
    INQUIRY_FITS = "inquiry/fits";
    INQUIRY_MANDATORY = "inquiry/mandatory";
    INQUIRY_TWICE = "inquiry/twice";
    INQUIRY_TELLS = "inquiry/tells";
    SERVING_ONCE = "serving/once";
    SERVING_REFUSED = "serving/refused";
    SERVING_REPEATED = "serving/repeated";
    RELATIONS_MEMBERS = "relations/members";
    STANDARD_INCOMPLETE = "standard/incomplete";
    STRUCTURE_PLACE = "structure/place";
    STRUCTURE_NO_PROVIDER = "structure/no-provider";
    STRUCTURE_PROVIDER_NAME = "structure/provider-name";
    STRUCTURE_NO_SERVICES = "structure/no-services";
    STRUCTURE_SYNTAX = "structure/syntax";
    STRUCTURE_INDENTATION = "structure/indentation";
    STRUCTURE_MISSING_KEY = "structure/missing-key";
    STRUCTURE_UNKNOWN_KEY = "structure/unknown-key";
    STRUCTURE_UNKNOWN_WORD = "structure/unknown-word";
    STRUCTURE_DUPLICATE_KEY = "structure/duplicate-key";
    STRUCTURE_MERGE_KEY = "structure/merge-key";
    STRUCTURE_ALIAS = "structure/alias";
    STRUCTURE_UNQUOTED = "structure/unquoted";
    STRUCTURE_WRONG_TYPE = "structure/wrong-type";
    STRUCTURE_NO_TYPE = "structure/no-type";
    STRUCTURE_UNKNOWN_TYPE = "structure/unknown-type";
    STRUCTURE_STRAY_KEY = "structure/stray-key";
    STRUCTURE_STRAY_REMOVE = "structure/stray-remove";
    STRUCTURE_BAD_PATTERN = "structure/bad-pattern";
    STRUCTURE_TWO_RESPONSES = "structure/two-responses";
    STRUCTURE_DUPLICATE_SAMPLE = "structure/duplicate-sample";
    STRUCTURE_UNUSED_TYPE = "structure/unused-type";
    STRUCTURE_UNUSED_DEFAULT = "structure/unused-default";
    STRUCTURE_REPEATED_DEFAULT = "structure/repeated-default";
    STRUCTURE_ENDLESS_TYPE = "structure/endless-type";
    STRUCTURE_AMOUNT_PART = "structure/amount-part";
    GLOSSARY_MISSING = "glossary/missing";
    GLOSSARY_SENSITIVE = "glossary/sensitive";
    GLOSSARY_EMPTY = "glossary/empty";
    GLOSSARY_UNUSED = "glossary/unused";
    WAIVER_UNKNOWN_RULE = "waiver/unknown-rule";
    WAIVER_NO_REASON = "waiver/no-reason";
    WAIVER_UNUSED = "waiver/unused";
}
