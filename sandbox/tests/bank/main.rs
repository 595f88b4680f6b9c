//! A bank of the sandbox against the generated clients.

mod callbacks;
mod every;
mod faults;
mod flows;
mod place;
