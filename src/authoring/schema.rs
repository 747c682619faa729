//! The files of a pack as JSON Schemas, for editors that complete and check while somebody types.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::load::{DocumentShape, Form, Record, Shape, documents};

/// The dialect the schemas are written in.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
/// The folder of the schemas within a pack.
pub const SCHEMA_FOLDER: &str = "schema";
/// What the YAML language server looks for.
const MODELINE: &str = "# yaml-language-server: $schema=";

/// The schema of one kind of document, by its first key; of all kinds without one. None if there is no such kind.
pub fn schema(kind: Option<&str>) -> Option<Value> {
    let mut definitions = Map::new();
    let mut schema = if let Some(key) = kind {
        let document = documents().into_iter().find(|document| document.key == key)?;
        let mut schema = object(&document.record, &mut definitions);
        schema.insert("title".to_owned(), json!(document.key));
        schema
    } else {
        let kinds: Vec<Value> =
            documents().iter().map(|document| reference(&document.record, &mut definitions)).collect();
        Map::from_iter([("title".to_owned(), json!("pack")), ("oneOf".to_owned(), Value::Array(kinds))])
    };
    schema.insert("$schema".to_owned(), json!(DIALECT));
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), Value::Object(definitions));
    }
    Some(Value::Object(schema))
}

/// The kinds of documents, by first key.
pub fn schema_kinds() -> Vec<&'static str> {
    documents().iter().map(|document| document.key).collect()
}

/// The schema files of a pack: path within it, and content.
pub fn schema_files() -> BTreeMap<String, String> {
    let file = |key: &str| {
        let text = serde_json::to_string_pretty(&schema(Some(key))?).ok()?;
        Some((format!("{SCHEMA_FOLDER}/{key}.json"), format!("{text}\n")))
    };
    schema_kinds().into_iter().filter_map(file).collect()
}

/// A file of a pack with the line that points an editor at its schema. None where it has it, or has no schema.
pub fn with_modeline(path: &str, text: &str) -> Option<String> {
    let kind = documents().into_iter().find(|document| is_at_home(document, path))?;
    let up = "../".repeat(path.matches('/').count());
    let line = format!("{MODELINE}{up}{SCHEMA_FOLDER}/{}.json", kind.key);
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let first = body.lines().next().unwrap_or_default();
    if first == line {
        return None;
    }
    if first.starts_with(MODELINE) {
        return Some(format!("{mark}{line}{}", body.get(first.len()..).unwrap_or_default()));
    }
    let end = if body.contains("\r\n") { "\r\n" } else { "\n" };
    Some(format!("{mark}{line}{end}{body}"))
}

fn is_at_home(document: &DocumentShape, path: &str) -> bool {
    if document.home.ends_with('/') { path.starts_with(document.home) } else { path == document.home }
}

/// A reference to a record, which is defined once.
fn reference(record: &Record, definitions: &mut Map<String, Value>) -> Value {
    let name = record.name.trim_start_matches("Raw");
    if !definitions.contains_key(name) {
        let object = object(record, definitions);
        definitions.insert(name.to_owned(), Value::Object(object));
    }
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn object(record: &Record, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut properties = Map::new();
    for field in &record.fields {
        let mut property = value(&field.shape, definitions);
        if let Value::Object(property) = &mut property {
            property.insert("description".to_owned(), json!(field.about));
        }
        properties.insert(field.key.to_owned(), property);
    }
    let required: Vec<&str> = record.fields.iter().filter(|field| field.required).map(|field| field.key).collect();
    let mut object = Map::new();
    object.insert("description".to_owned(), json!(record.about));
    object.insert("type".to_owned(), json!("object"));
    object.insert("properties".to_owned(), Value::Object(properties));
    object.insert("required".to_owned(), json!(required));
    object.insert("additionalProperties".to_owned(), json!(false));
    object
}

fn value(shape: &Shape, definitions: &mut Map<String, Value>) -> Value {
    match shape {
        // What reads like a number or a bool is a text to us, and need not be quoted.
        Shape::Text(None) => json!({ "type": ["string", "number", "boolean"], "minLength": 1 }),
        Shape::Text(Some(Form::Words(words))) => json!({ "enum": words }),
        Shape::Text(Some(Form::Pattern(pattern))) => {
            json!({ "type": ["string", "number", "boolean"], "pattern": pattern })
        }
        Shape::Flag => json!({ "enum": ["yes", "no"] }),
        Shape::Number => json!({ "type": "number", "minimum": 0, "maximum": 1e9 }),
        Shape::Value => {
            let one = value(&Shape::Text(None), definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Shape::List(inner) => json!({ "type": "array", "items": value(inner, definitions) }),
        Shape::OneOrMany(inner) => {
            let one = value(inner, definitions);
            json!({ "anyOf": [one, { "type": "array", "items": one }] })
        }
        Shape::Pairs(inner) => json!({ "type": "object", "additionalProperties": value(inner, definitions) }),
        Shape::Record(record) => reference(record, definitions),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_modeline_is_written_once_and_follows_the_kind() {
        let text = "# Roles.\ntable: roles\n";
        let once = with_modeline("tables/roles.yaml", text).unwrap();
        assert_eq!(once, format!("# yaml-language-server: $schema=../schema/table.json\n{text}"));
        assert_eq!(with_modeline("tables/roles.yaml", &once), None);
        let moved = with_modeline("languages/fr/start.yaml", &once).unwrap();
        assert_eq!(moved, format!("# yaml-language-server: $schema=../../schema/language.json\n{text}"));
        assert_eq!(with_modeline("pack.yaml", "pack: x\r\n").unwrap().lines().count(), 2);
        assert_eq!(with_modeline("notes.yaml", text), None);
    }

    #[test]
    fn the_schema_of_all_kinds_tells_them_apart_by_their_first_key() {
        let all = schema(None).unwrap();
        assert_eq!(all["oneOf"].as_array().unwrap().len(), schema_kinds().len());
        assert_eq!(all["$defs"]["Fact"]["required"], json!(["fact", "type", "label"]));
        assert_eq!(schema(Some("facts")), None);
    }
}
