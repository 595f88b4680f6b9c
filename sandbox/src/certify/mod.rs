//! Test cases of providers, run and written down.
