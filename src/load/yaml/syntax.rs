//! What the parser did not like, in plain words.

use granit_parser::ErrorKind as Kind;

/// A syntax error for a person: its code, the message and what to do.
pub struct Words {
    /// The code of the diagnostic.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<&'static str>,
}

const TAB: &str = "indent with spaces";
const QUOTE: &str = "put the text in double quotes if it contains `: `, ` #`, brackets or quotes";

/// Says what the parser found wrong.
pub fn words(kind: &Kind) -> Words {
    let (code, message, help) = match kind {
        Kind::TabInIndentation
        | Kind::TabInBlockIndentation
        | Kind::TabNotAllowed
        | Kind::TabAtBlockScalarStart
        | Kind::TabInPlainScalar => ("tab", "a tab stands where only spaces may", Some(TAB)),
        Kind::RecursionLimitExceeded => ("too-deep", "lists and maps are nested too deeply", None),
        Kind::UnclosedFlowCollection { open: '[' } | Kind::UnexpectedEofFlowSequence => {
            ("syntax", "a list opened with `[` is not closed", Some("add `]`"))
        }
        Kind::UnclosedFlowCollection { .. }
        | Kind::UnexpectedEofFlowMapping
        | Kind::UnexpectedEofImplicitFlowMapping => ("syntax", "a map opened with `{` is not closed", Some("add `}`")),
        Kind::ExpectedFlowSequenceSeparator => ("syntax", "a list in brackets needs `,` or `]` here", Some(QUOTE)),
        Kind::ExpectedFlowMappingSeparator => ("syntax", "a map in braces needs `,` or `}` here", Some(QUOTE)),
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            return Words { code: "syntax", message: format!("`{open}` is closed by `{close}`"), help: None };
        }
        Kind::MisplacedFlowCollectionEnd => ("syntax", "a bracket is closed that was not opened", Some(QUOTE)),
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            ("syntax", "a quoted text is not closed", Some("add the closing quote"))
        }
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => {
            ("syntax", "something follows a quoted text", Some("quote the whole text, and the quotes in it as `\\\"`"))
        }
        Kind::UnknownQuotedScalarEscape => (
            "syntax",
            "unknown escape in a text in double quotes",
            Some("write `\\\\` for a backslash, or use single quotes"),
        ),
        Kind::InvalidQuotedScalarHexEscape
        | Kind::InvalidLowSurrogateHexEscape
        | Kind::InvalidLowSurrogate
        | Kind::MissingLowSurrogate
        | Kind::UnpairedLowSurrogate
        | Kind::InvalidUnicodeEscape => ("syntax", "an escape in a quoted text names no character", None),
        Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => {
            ("syntax", "a `:` stands where no key can be", Some(QUOTE))
        }
        Kind::ExpectedBlockMappingKey | Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (
            "syntax",
            "a key with `:` is expected here",
            Some("check the indentation and the quotes of the line above"),
        ),
        Kind::InvalidIndentation
        | Kind::InvalidBlockScalarIndent
        | Kind::InvalidQuotedScalarIndent
        | Kind::InvalidFlowScalarIndent => ("syntax", "wrong indentation", None),
        Kind::ExpectedBlockSequenceEntry | Kind::BlockSequenceEntryNotAllowed | Kind::BlockEntryInFlowCollection => {
            ("syntax", "a list entry `-` and something else stand side by side", Some("check the indentation"))
        }
        Kind::ExpectedNodeContent => ("syntax", "a value is expected here", None),
        Kind::UnexpectedCharacter { character } => {
            let message = format!("a text cannot start with `{}`", character.escape_default());
            return Words { code: "syntax", message, help: Some("put the text in double quotes") };
        }
        Kind::UndeclaredTagHandle | Kind::InvalidTagTerminator | Kind::MissingTagUri => {
            ("syntax", "a text cannot start with `!`", Some("put the text in quotes"))
        }
        Kind::MissingAnchorOrAliasName => {
            ("syntax", "a text cannot start with `&` or `*`", Some("put the text in double quotes"))
        }
        Kind::CommentNotSeparated => ("syntax", "a comment needs a space in front of `#`", None),
        Kind::CommentInterceptedScalar => ("syntax", "a comment stands in the middle of a text", None),
        Kind::InvalidBlockScalarHeader => ("syntax", "nothing can follow `|` or `>` on its line", None),
        Kind::BomInsideDocument => ("syntax", "a byte order mark stands in the middle of the file", None),
        Kind::DirectiveDisallowed
        | Kind::MissingDocumentEndBeforeDirective
        | Kind::ExpectedDocumentStart
        | Kind::InvalidDocumentEnd => ("syntax", "a document starts with `---` on a line of its own", None),
        Kind::UnexpectedEof | Kind::UnexpectedEofBlockMapping | Kind::UnexpectedEofBlockSequence => {
            ("syntax", "the file ends too early", None)
        }
        _ => ("syntax", "this is not YAML", Some(QUOTE)),
    };
    Words { code, message: message.to_owned(), help }
}
