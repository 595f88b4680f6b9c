//! External IDs of a given length: as much time as there is room for, then random symbols.

use sha2::{Digest as _, Sha256};

use crate::meta::signing_profile::ExternalIdForm;

/// Capital letters only: nobody's table of seen IDs folds two of them into one.
const SYMBOLS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
/// Microseconds of a day.
const DAY: u64 = 86_400_000_000;
/// Jakarta is ahead of UTC by so many microseconds.
const JAKARTA: u64 = 7 * 60 * 60 * 1_000_000;

/// How values of a length are made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounded {
    base: u8,
    /// Symbols that count time.
    time: u8,
    /// Symbols of the generator.
    random: u8,
    unit: Unit,
}

/// What the symbols of time count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// Microseconds since 1970.
    Epoch,
    /// Microseconds since midnight in Jakarta.
    Day,
    /// Parts of the day in Jakarta: as many as there are values.
    Parts,
}

impl Bounded {
    /// Of a form that says a length, and nothing else about its values.
    pub(super) const fn of(form: ExternalIdForm) -> Option<Self> {
        match form {
            // Microseconds since 1970 have 16 digits until 2286, those of a day 11.
            ExternalIdForm::Digits(length) => Some(Self::new(10, length, (24, 16), 11)),
            ExternalIdForm::Digits9 => Some(Self::new(10, 9, (24, 16), 11)),
            // Eleven symbols last beyond the year 6000.
            ExternalIdForm::Alphanumeric(length) => Some(Self::new(36, length, (16, 11), 8)),
            ExternalIdForm::Digits36 | ExternalIdForm::Any36 | ExternalIdForm::Uuid => None,
        }
    }

    /// `whole`: from which length on the whole time stands there, and how many symbols it takes; `day`: how many a day.
    const fn new(base: u8, length: u8, whole: (u8, u8), day: u8) -> Self {
        let (time, unit) = if length >= whole.0 {
            (whole.1, Unit::Epoch)
        } else if length >= day {
            (day, Unit::Day)
        } else {
            (length, Unit::Parts)
        };
        Self { base, time, random: length - time, unit }
    }

    /// The stamp of a time, in microseconds since 1970. It grows with the time.
    pub(super) fn stamp(self, micros: u64) -> u64 {
        match self.unit {
            Unit::Epoch => micros,
            Unit::Day => micros.saturating_add(JAKARTA),
            Unit::Parts => {
                let parts = u128::from(micros.saturating_add(JAKARTA)) * u128::from(self.values()) / u128::from(DAY);
                u64::try_from(parts).unwrap_or(u64::MAX)
            }
        }
    }

    /// The symbols of a stamp.
    pub(super) fn time(self, stamp: u64) -> String {
        let mut rest = match self.unit {
            Unit::Epoch => stamp,
            Unit::Day => stamp % DAY,
            Unit::Parts => stamp % self.values(),
        };
        let base = u64::from(self.base);
        let mut symbols = vec![b'0'; usize::from(self.time)];
        for symbol in symbols.iter_mut().rev() {
            *symbol = self.symbol((rest % base) as u8);
            rest /= base;
        }
        symbols.into_iter().map(char::from).collect()
    }

    /// The symbols of a generator, from its seed.
    pub(super) fn random(self, seed: &[u8; 32]) -> String {
        // Sixteen bytes for eight symbols: what a division leaves over is far too little to be seen.
        let chunks = 0..self.random.div_ceil(8);
        let symbols = chunks.flat_map(|chunk| {
            let digest = Sha256::new().chain_update(seed).chain_update([chunk]).finalize();
            let (bytes, base) = (digest.first_chunk().copied().unwrap_or_default(), u128::from(self.base));
            let number = u128::from_be_bytes(bytes);
            (0..8).map(move |place| self.symbol((number / base.pow(place) % base) as u8))
        });
        symbols.take(usize::from(self.random)).map(char::from).collect()
    }

    /// How many random bits that is, rounded down.
    pub(super) fn random_bits(self) -> u32 {
        (f64::from(self.random) * f64::from(self.base).log2()) as u32
    }

    /// As many as the symbols of time can say, where they are few.
    fn values(self) -> u64 {
        u64::from(self.base).pow(u32::from(self.time))
    }

    fn symbol(self, value: u8) -> u8 {
        SYMBOLS.get(usize::from(value)).copied().unwrap_or(b'0')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2020-12-17T10:55:00.000123 in Jakarta.
    const TIME: u64 = 1_608_177_300_000_123;

    fn made(form: ExternalIdForm) -> (String, usize, u32) {
        let bounded = Bounded::of(form).unwrap();
        let random = bounded.random(&[7; 32]);
        (bounded.time(bounded.stamp(TIME)), random.len(), bounded.random_bits())
    }

    #[test]
    fn there_is_as_much_time_in_it_as_there_is_room_for() {
        for (form, time, random, bits) in [
            (ExternalIdForm::Digits(64), "1608177300000123", 48, 159),
            (ExternalIdForm::Digits(32), "1608177300000123", 16, 53),
            (ExternalIdForm::Digits(24), "1608177300000123", 8, 26),
            (ExternalIdForm::Digits(23), "39300000123", 12, 39),
            (ExternalIdForm::Digits(18), "39300000123", 7, 23),
            (ExternalIdForm::Digits(11), "39300000123", 0, 0),
            (ExternalIdForm::Digits(10), "4548611125", 0, 0),
            (ExternalIdForm::Digits(9), "454861112", 0, 0),
            (ExternalIdForm::Digits9, "454861112", 0, 0),
            (ExternalIdForm::Alphanumeric(32), "0FU1UGAIGE3", 21, 108),
            (ExternalIdForm::Alphanumeric(16), "0FU1UGAIGE3", 5, 25),
            (ExternalIdForm::Alphanumeric(12), "0I1Y7E63", 4, 20),
            (ExternalIdForm::Alphanumeric(7), "GDI0033", 0, 0),
            (ExternalIdForm::Digits(0), "", 0, 0),
        ] {
            assert_eq!(made(form), (time.to_owned(), random, bits), "{form:?}");
        }
    }

    #[test]
    fn a_day_has_room_for_its_last_microsecond() {
        for form in [ExternalIdForm::Digits(20), ExternalIdForm::Alphanumeric(12), ExternalIdForm::Digits(9)] {
            let bounded = Bounded::of(form).unwrap();
            let midnight = 10 * DAY - JAKARTA;
            let [first, last, next] = [0, DAY - 1, DAY].map(|after| bounded.time(bounded.stamp(midnight + after)));
            assert!(first < last && first == next, "{form:?}: {first} {last} {next}");
        }
    }

    #[test]
    fn random_symbols_are_of_all_kinds_and_differ_with_the_seed() {
        let bounded = Bounded::of(ExternalIdForm::Alphanumeric(255)).unwrap();
        let [one, other] = [bounded.random(&[1; 32]), bounded.random(&[2; 32])];
        assert_ne!(one, other);
        assert_eq!(one.len(), 244);
        let seen: std::collections::BTreeSet<u8> = one.bytes().chain(other.bytes()).collect();
        assert!(seen.len() > 30 && seen.iter().all(|symbol| SYMBOLS.contains(symbol)), "{one}");
    }
}
