//! `X-EXTERNAL-ID`: one for each request, and no other that day.

use std::fmt;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use sha2::{Digest as _, Sha256};

use crate::meta::signing_profile::ExternalIdForm;
use crate::signing::bounded_id::Bounded;
use crate::signing::timestamp::Timestamp;

/// Makes values for `X-EXTERNAL-ID` that do not repeat within a day (ASPI, headers: numeric string of up to 36
/// characters, unique in the same day). Share one among threads: it takes no lock.
///
/// Every value rests on a *stamp*: the time in microseconds, or the last stamp and one more where the clock stands
/// still, is set back, or threads meet within a microsecond. Stamps of one generator never repeat. Behind the stamp
/// stand symbols that a generator draws once; two generators, in whatever processes, repeat each other only if they
/// drew the same ones *and* are asked in the same microsecond.
///
/// | form | stamp | random |
/// |---|---|---|
/// | [`Digits36`](ExternalIdForm::Digits36), [`Any36`](ExternalIdForm::Any36) | date and time in Jakarta, 20 digits | 16 digits, 53 bits |
/// | [`Digits`](ExternalIdForm::Digits) of 24 and more | microseconds since 1970, 16 digits | the rest: 8 digits, 26 bits, of 24; 16 digits, 53 bits, of 32 |
/// | `Digits` of 11 to 23 | microseconds of the day in Jakarta, 11 digits | the rest: 9 digits, 29 bits, of 20 |
/// | [`Digits9`](ExternalIdForm::Digits9), `Digits` of 10 and fewer | that part of the day in Jakarta, of 10ⁿ | none |
/// | [`Alphanumeric`](ExternalIdForm::Alphanumeric) of 16 and more | microseconds since 1970, 11 symbols | the rest: 5 symbols, 25 bits, of 16; 21 symbols, 108 bits, of 32 |
/// | `Alphanumeric` of 8 to 15 | microseconds of the day in Jakarta, 8 symbols | the rest: 4 symbols, 20 bits, of 12 |
/// | `Alphanumeric` of 7 and fewer | that part of the day in Jakarta, of 36ⁿ | none |
/// | [`Uuid`](ExternalIdForm::Uuid), version 4 | none | 122 bits of the operating system |
///
/// Where nothing is random there is no room for it: nine digits count parts of 86.4 µs, so that one generator does not
/// repeat itself below 11,500 values a second, and **two generators do repeat each other** when they are asked in the
/// same part. Keep one generator for each partner ID, and after a refusal for a repeated ID (409-00) take a new value.
/// The spec refuses what is shorter than nine digits, or six digits and letters.
///
/// ```
/// use snap_core::{ExternalIdForm, ExternalIds};
///
/// let ids = ExternalIds::new(ExternalIdForm::Digits36);
/// let (first, second) = (ids.next(), ids.next());
/// assert_ne!(first, second);
/// assert!(first.len() == 36 && first.bytes().all(|byte| byte.is_ascii_digit()));
///
/// let ids = ExternalIds::new(ExternalIdForm::Alphanumeric(32));
/// assert_eq!((ids.next().len(), ids.random_bits()), (32, 108));
/// ```
pub struct ExternalIds {
    form: ExternalIdForm,
    /// Random for each generator.
    seed: [u8; 32],
    /// The random symbols of all forms but UUIDs, which have new ones each.
    random: String,
    /// The last stamp: microseconds, or parts of a day where there is no room for those.
    last: AtomicU64,
}

impl ExternalIds {
    /// A generator of a form.
    #[must_use]
    pub fn new(form: ExternalIdForm) -> Self {
        let seed = seed();
        let random = Bounded::of(form).map_or_else(|| sixteen_digits(&seed), |bounded| bounded.random(&seed));
        Self { form, seed, random, last: AtomicU64::new(0) }
    }

    /// The next value.
    #[must_use]
    pub fn next(&self) -> String {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        self.at(u64::try_from(since.as_micros()).unwrap_or(0))
    }

    /// How many bits of a value are random, rounded down: what tells two generators apart that are asked at the same
    /// time.
    #[must_use]
    pub fn random_bits(&self) -> u32 {
        match (self.form, Bounded::of(self.form)) {
            (_, Some(bounded)) => bounded.random_bits(),
            (ExternalIdForm::Uuid, None) => 122,
            // 10¹⁶ possibilities.
            _ => 53,
        }
    }

    /// The next value at a time, in microseconds since 1970.
    fn at(&self, micros: u64) -> String {
        match (self.form, Bounded::of(self.form)) {
            (_, Some(bounded)) => {
                let stamp = self.stamp(bounded.stamp(micros));
                format!("{}{}", bounded.time(stamp), self.random)
            }
            (ExternalIdForm::Uuid, None) => self.uuid(self.stamp(micros)),
            _ => self.digits36(self.stamp(micros)),
        }
    }

    /// Greater than all before.
    fn stamp(&self, now: u64) -> u64 {
        let next = |last: u64| Some(now.max(last.saturating_add(1)));
        // The closure always answers; both arms are the value before.
        let (Ok(last) | Err(last)) = self.last.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        now.max(last.saturating_add(1))
    }

    fn digits36(&self, stamp: u64) -> String {
        let time = SystemTime::UNIX_EPOCH + std::time::Duration::from_micros(stamp);
        let text = Timestamp::at(time, crate::TimestampForm::Offset).text();
        let mut id = String::with_capacity(36);
        id.extend(text.bytes().take(19).filter(u8::is_ascii_digit).map(char::from));
        for place in (0..6).rev() {
            id.push(char::from(b'0' + (stamp / 10_u64.pow(place) % 10) as u8));
        }
        id.push_str(&self.random);
        id
    }

    /// RFC 9562, section 5.4.
    fn uuid(&self, stamp: u64) -> String {
        let mut bytes = [0; 16];
        if getrandom::fill(&mut bytes).is_err() {
            // No randomness now, but there was some at the start: derive from it.
            let digest = Sha256::new().chain_update(self.seed).chain_update(stamp.to_be_bytes()).finalize();
            bytes.copy_from_slice(&digest[..16]);
        }
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = format!("{:032x}", u128::from_be_bytes(bytes));
        [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
    }
}

impl fmt::Debug for ExternalIds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExternalIds").field(&self.form).finish()
    }
}

fn sixteen_digits(seed: &[u8; 32]) -> String {
    let [a, b, c, d, e, f, g, h, ..] = *seed;
    format!("{:016}", u64::from_be_bytes([a, b, c, d, e, f, g, h]) % 10_000_000_000_000_000)
}

fn seed() -> [u8; 32] {
    let mut seed = [0; 32];
    if getrandom::fill(&mut seed).is_err() {
        // The standard library keeps randomness of its own, and two processes differ in their number.
        let mut digest = Sha256::new();
        for _ in 0..4 {
            let mut hasher = RandomState::new().build_hasher();
            hasher.write_u32(std::process::id());
            digest.update(hasher.finish().to_be_bytes());
        }
        seed.copy_from_slice(&digest.finalize());
    }
    seed
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// 2020-12-17T10:55:00.000123 in Jakarta.
    const TIME: u64 = 1_608_177_300_000_123;
    const DAY: u64 = 86_400_000_000;
    const FORMS: [ExternalIdForm; 8] = [
        ExternalIdForm::Digits36,
        ExternalIdForm::Digits9,
        ExternalIdForm::Uuid,
        ExternalIdForm::Any36,
        ExternalIdForm::Digits(32),
        ExternalIdForm::Digits(12),
        ExternalIdForm::Alphanumeric(20),
        ExternalIdForm::Alphanumeric(8),
    ];

    #[test]
    fn thirty_six_digits_begin_with_the_time_in_jakarta() {
        for form in [ExternalIdForm::Digits36, ExternalIdForm::Any36] {
            let id = ExternalIds::new(form).at(TIME);
            assert_eq!((&id[..20], id.len()), ("20201217105500000123", 36));
            assert!(id.bytes().all(|byte| byte.is_ascii_digit()), "{id}");
        }
    }

    #[test]
    fn two_generators_of_the_same_moment_differ() {
        use ExternalIdForm::{Alphanumeric, Digits, Digits36};
        for form in [Digits36, Digits(32), Digits(20), Alphanumeric(32)] {
            let ids: HashSet<_> = (0..200).map(|_| ExternalIds::new(form).at(TIME)).collect();
            assert_eq!(ids.len(), 200, "{form:?}");
        }
    }

    #[test]
    fn a_length_is_kept_and_so_is_the_alphabet() {
        for length in [6, 9, 10, 16, 20, 32, 36, 64] {
            for form in [ExternalIdForm::Digits(length), ExternalIdForm::Alphanumeric(length)] {
                let id = ExternalIds::new(form).next();
                let digits = matches!(form, ExternalIdForm::Digits(_));
                let fits = |byte: u8| byte.is_ascii_digit() || !digits && byte.is_ascii_uppercase();
                assert!(id.len() == usize::from(length) && id.bytes().all(fits), "{form:?}: {id}");
            }
        }
    }

    #[test]
    fn nine_digits_count_through_the_day() {
        let midnight = TIME - (10 * 3600 + 55 * 60) * 1_000_000 - 123;
        let ids = ExternalIds::new(ExternalIdForm::Digits9);
        assert_eq!(ids.at(midnight), "000000000");
        assert_eq!(ids.at(midnight + DAY / 2), "500000000");
        assert_eq!(ids.at(midnight + DAY - 1), "999999999");
        assert_eq!(ids.at(midnight + DAY), "000000000");
    }

    #[test]
    fn a_clock_that_stands_or_is_set_back_repeats_nothing() {
        for form in FORMS {
            let ids = ExternalIds::new(form);
            let times = [TIME, TIME, TIME - 3_600_000_000, 0, TIME + 1, TIME, TIME + 2, TIME + 2];
            assert_eq!(times.iter().map(|time| ids.at(*time)).collect::<HashSet<_>>().len(), times.len());
        }
    }

    #[test]
    fn threads_repeat_nothing() {
        for form in FORMS {
            let ids = ExternalIds::new(form);
            let all: Vec<String> = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..8).map(|_| scope.spawn(|| (0..2000).map(|_| ids.next()).collect::<Vec<_>>())).collect();
                threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
            });
            assert_eq!(all.iter().collect::<HashSet<_>>().len(), 16_000, "{form:?}");
        }
    }

    #[test]
    fn a_uuid_has_the_shape_of_version_four() {
        let id = ExternalIds::new(ExternalIdForm::Uuid).next();
        let lengths: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12], "{id}");
        assert!(id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b'-')), "{id}");
        assert!(id[14..].starts_with('4') && id[19..].starts_with(['8', '9', 'a', 'b']), "{id}");
    }

    #[test]
    fn debug_shows_no_seed() {
        assert_eq!(format!("{:?}", ExternalIds::new(ExternalIdForm::Uuid)), "ExternalIds(Uuid)");
    }
}
