//! A bank of the sandbox against the generated clients.

mod every;
mod place;
