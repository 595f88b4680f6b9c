//! What is wrong with a signature.
