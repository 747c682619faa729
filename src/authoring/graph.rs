//! Trees as pictures.
//!
//! A [`Picture`] is what there is to see: boxes, arrows, and what an overlay says about them. Each format draws it in its
//! own way; `svg` needs no outside program, so its boxes are placed by `layout`.

mod dot;
mod layout;
mod measure;
mod mermaid;
mod overlay;
mod picture;
mod svg;
mod text;
mod wording;

pub use dot::dot;
pub use mermaid::mermaid;
pub use overlay::{Hits, count, follow};
pub use picture::{Arrow, BoxKind, Mark, Picture, PictureBox, overview, picture};
pub use svg::svg;
pub use text::text;

#[cfg(test)]
mod tests;
