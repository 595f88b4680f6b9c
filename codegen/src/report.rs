//! Findings as people and tools read them.

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};
use serde_json::json;

use crate::finding::Finding;
use crate::rule_id::Severity;
use crate::source::Files;

/// Every finding as a frame: rule, message, excerpt with underline, fix.
pub fn text(findings: &[Finding], files: &Files, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(110).with_links(false).with_context_lines(1);
    let mut out = String::new();
    for finding in findings {
        let name = files.name(finding.loc.file).to_owned();
        let framed = Framed {
            finding,
            label: label(finding, files),
            source: NamedSource::new(name, files.text(finding.loc.file).to_owned()),
        };
        // Writing to a String cannot fail; a renderer's refusal must not hide the finding itself.
        if handler.render_report(&mut out, &framed).is_err() {
            out.push_str(&format!("{}: {}: {}\n", finding.position(files), finding.rule, finding.message));
        }
        out.push('\n');
    }
    out
}

/// The part that is underlined: the span, or the word at it, within one line.
fn label(finding: &Finding, files: &Files) -> LabeledSpan {
    let span = finding.loc;
    let start = files.offset(finding.loc.file, span.line, span.column);
    let rest = files.text(finding.loc.file).get(start..).and_then(|t| t.split('\n').next()).unwrap_or("");
    let whole = rest.trim_end().len();
    let len = match span.len as usize {
        0 => rest.find([':', ',', '}', ']']).unwrap_or(whole).min(whole),
        len => len.min(whole),
    };
    LabeledSpan::new_primary_with_span(None, (start, len.max(1)))
}

#[derive(Debug)]
struct Framed<'a> {
    finding: &'a Finding,
    label: LabeledSpan,
    source: NamedSource<String>,
}

impl std::fmt::Display for Framed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.finding.message)
    }
}

impl std::error::Error for Framed<'_> {}

impl miette::Diagnostic for Framed<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(self.finding.rule))
    }
    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(&self.finding.fix))
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity() {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        })
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(self.label.clone())))
    }
}

/// Every finding as JSON: an array of `{rule, severity, provider, service, at, file, line, column, message, fix}`; the three after
/// `severity` say what it is about, and are null where nothing does.
pub fn json(findings: &[Finding], files: &Files) -> serde_json::Value {
    findings
        .iter()
        .map(|finding| {
            json!({
                "rule": finding.rule.as_str(),
                "severity": finding.severity().as_str(),
                "provider": finding.subject.provider,
                "service": finding.subject.service,
                "at": finding.subject.at.as_ref().map(ToString::to_string),
                "file": files.name(finding.loc.file),
                "line": finding.loc.line,
                "column": finding.loc.column,
                "message": finding.message,
                "fix": finding.fix,
            })
        })
        .collect()
}
