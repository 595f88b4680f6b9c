//! Coordinates in headers: ISO 6709 as the standard prints it, a sign, two or three digits of degrees, decimals.

/// Which coordinate: it decides on digits and range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coordinate {
    /// `-06.1088`.
    Latitude,
    /// `+106.8271`.
    Longitude,
}

impl Coordinate {
    const fn digits(self) -> usize {
        match self {
            Self::Latitude => 2,
            Self::Longitude => 3,
        }
    }

    const fn most(self) -> u32 {
        match self {
            Self::Latitude => 90,
            Self::Longitude => 180,
        }
    }

    /// Whether a value is written as the standard writes it (ASPI, headers: ±DD.DDDD and ±DDD.DDDD), and lies on Earth.
    pub(crate) fn matches(self, value: &str) -> bool {
        parts(value).is_some_and(|(sign, whole, decimals)| {
            let degrees: u32 = whole.parse().unwrap_or(u32::MAX);
            let within = degrees < self.most() || degrees == self.most() && decimals.bytes().all(|b| b == b'0');
            !sign.is_empty() && whole.len() == self.digits() && !decimals.is_empty() && within
        })
    }

    #[cfg(any(feature = "client", test))]
    /// The same place as the standard writes it: `-6.2088` as `-06.2088`, `106.8` as `+106.8`. What is no decimal number of
    /// degrees stays as it is, for [`matches`](Self::matches) to refuse.
    pub(crate) fn written(self, value: String) -> String {
        let Some((sign, whole, decimals)) = parts(&value) else { return value };
        let whole = whole.trim_start_matches('0');
        if whole.len() > self.digits() {
            return value;
        }
        let sign = if sign == "-" { sign } else { "+" };
        let decimals = if decimals.is_empty() { "0" } else { decimals };
        format!("{sign}{whole:0>width$}.{decimals}", width = self.digits())
    }
}

/// Sign, digits before the point, digits behind it; the sign and the point may be missing.
fn parts(value: &str) -> Option<(&str, &str, &str)> {
    let rest = value.strip_prefix(['+', '-']).unwrap_or(value);
    let sign = value.strip_suffix(rest)?;
    let (whole, decimals) = rest.split_once('.').unwrap_or((rest, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let point_alone = rest.len() > whole.len() && decimals.is_empty();
    (!whole.is_empty() && digits(whole) && digits(decimals) && !point_alone).then_some((sign, whole, decimals))
}

#[cfg(test)]
mod tests {
    use super::Coordinate::{Latitude, Longitude};

    #[test]
    fn the_form_of_the_standard_is_a_sign_fixed_digits_and_decimals() {
        for (coordinate, value, expected) in [
            (Latitude, "-06.108841", true),
            (Latitude, "+90.0", true),
            (Latitude, "+90.1", false),
            (Latitude, "-6.108841", false),
            (Latitude, "06.10", false),
            (Latitude, "-06", false),
            (Latitude, "-06.", false),
            (Latitude, "-006.1", false),
            (Latitude, "-0a.1", false),
            (Longitude, "+106.8271", true),
            (Longitude, "-180.00", true),
            (Longitude, "+180.5", false),
            (Longitude, "+95.0", false),
            (Longitude, "106.8271", false),
            (Longitude, "", false),
            (Longitude, "+999999999999.0", false),
        ] {
            assert_eq!(coordinate.matches(value), expected, "{value}");
        }
    }

    #[test]
    fn a_place_is_written_in_that_form_whatever_a_device_says() {
        for (coordinate, value, expected) in [
            (Latitude, "-6.2088", "-06.2088"),
            (Latitude, "6", "+06.0"),
            (Latitude, "-06.2088", "-06.2088"),
            (Latitude, "0.5", "+00.5"),
            (Latitude, "123.5", "123.5"),
            (Longitude, "106.8", "+106.8"),
            (Longitude, "+095.5", "+095.5"),
            (Longitude, "E106", "E106"),
            (Longitude, "106.", "106."),
            (Longitude, "", ""),
        ] {
            assert_eq!(coordinate.written(value.to_owned()), expected, "{value}");
        }
    }
}
