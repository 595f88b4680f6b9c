//! What is planned: everything, or the schemas alone.

use snap_codegen::schema;
use snap_codegen::write::FilePlan;

/// Everything that is derived from the spec and committed.
pub(crate) use snap_codegen::generate as whole;

/// The schemas alone.
pub(crate) fn schemas() -> FilePlan {
    FilePlan::new(schema::planned(), &[schema::FOLDER])
}
