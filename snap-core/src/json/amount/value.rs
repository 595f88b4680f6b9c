//! What an amount can be made of.

use rust_decimal::Decimal;

/// A number of money: integers and decimals. Floats are none, for 0.1 has no float.
///
/// Types of one's own may be as well.
// Not `Into<Decimal>`: that is there for i128 too, and panics where the number is too large.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value of an amount",
    label = "an integer of up to 64 bits or a `Decimal` is wanted",
    note = "floats lose money: 1.50 is `Decimal::new(150, 2)`, or `Amount::parse(\"1.50\", \"IDR\")`"
)]
pub trait AmountValue {
    /// The number.
    fn value(self) -> Decimal;
}

impl AmountValue for Decimal {
    fn value(self) -> Decimal {
        self
    }
}

macro_rules! integers {
    ($($name:ty),+) => {$(
        impl AmountValue for $name {
            fn value(self) -> Decimal {
                Decimal::from(self)
            }
        }
    )+};
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);
