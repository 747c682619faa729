//! What a tree's states are made of: one variable for each fact it can read, and one for each comparison that is free.
//!
//! A bool or a choice has finitely many values and is itself a variable. Sets, numbers, texts and times have not: of
//! those a state knows only that they were answered, and each test of them is a variable of its own that may be yes or no,
//! the same test always alike. That allows more states than there are, and forgets none.

use std::collections::HashMap;

use super::formula::{Compiler, Formula};
use crate::knowledge::{Expression, FactId, FactKind, Minutes, Pack, Value};

/// A place in a [`Vocabulary`].
pub(super) type Variable = u32;
/// A value of a variable.
pub(super) type Code = u32;

/// No.
pub(super) const NO: Code = 0;
/// Yes.
pub(super) const YES: Code = 1;
/// The first code of a text.
const FIRST_TEXT: Code = 2;
/// Nothing is known.
pub(super) const OPEN: Code = Code::MAX;
/// A person was asked and is not sure.
pub(super) const UNSURE: Code = Code::MAX - 1;
/// Answered with one of infinitely many values.
pub(super) const ANSWERED: Code = Code::MAX - 2;
/// A test that what is known so far does not decide.
pub(super) const LATER: Code = Code::MAX - 3;

/// The values a variable can have.
#[derive(Clone, Debug)]
pub(super) enum Domain {
    Bool,
    Choice(Vec<Code>),
    Infinite,
    /// Yes, no, or not before more is known.
    Early,
}

impl Domain {
    /// The values, each once.
    pub fn codes(&self) -> &[Code] {
        match self {
            Self::Bool => &[YES, NO],
            Self::Choice(codes) => codes,
            Self::Infinite => &[ANSWERED],
            Self::Early => &[LATER, YES, NO],
        }
    }
}

/// A test of facts with infinitely many values.
#[derive(Clone, Debug)]
pub(super) struct Atom {
    /// The facts it reads, in reading order.
    pub facts: Vec<Variable>,
    /// Those without which it cannot be decided.
    pub needed: Vec<Variable>,
    /// The variable that says whether it is decided once those are known, if there are others.
    pub early: Option<Variable>,
}

/// One variable.
#[derive(Clone, Debug)]
pub(super) struct Definition {
    pub fact: Option<FactId>,
    pub domain: Domain,
    pub askable: bool,
    pub minutes: Minutes,
    pub rules: Vec<Formula>,
    pub atom: Option<Atom>,
    /// For a derived fact: everything that can decide it, itself included, in order.
    pub closure: Vec<Variable>,
    /// Whether every fact behind it has one rule, so that what it decided once stays.
    pub steady: bool,
}

/// The texts that stand for choices in a tree, numbered.
#[derive(Debug, Default)]
pub(super) struct Words {
    codes: HashMap<String, Code>,
    texts: Vec<String>,
}

impl Words {
    /// The code of a bool or a choice.
    pub fn code(&mut self, value: &Value) -> Option<Code> {
        match value {
            Value::Bool(truth) => Some(Code::from(*truth)),
            Value::Text(text) => Some(self.text(text)),
            Value::Number(_) | Value::Time(_) | Value::Set(_) => None,
        }
    }

    /// The code of a text.
    pub fn text(&mut self, text: &str) -> Code {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = FIRST_TEXT + self.texts.len() as Code;
        self.codes.insert(text.to_owned(), code);
        self.texts.push(text.to_owned());
        code
    }

    /// The value that a code stands for, if it is one that can be written.
    pub fn value(&self, code: Code) -> Option<Value> {
        match code {
            NO => Some(Value::Bool(false)),
            YES => Some(Value::Bool(true)),
            code => self.texts.get((code - FIRST_TEXT) as usize).map(Value::text),
        }
    }
}

/// The variables of one tree.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    definitions: Vec<Definition>,
    of_fact: HashMap<FactId, Variable>,
    atoms: Vec<(Expression, Variable)>,
}

impl Vocabulary {
    pub fn get(&self, variable: Variable) -> &Definition {
        &self.definitions[variable as usize]
    }

    pub fn len(&self) -> usize {
        self.definitions.len()
    }

    /// The variable of a fact that the tree reads.
    pub fn variable(&self, fact: FactId) -> Option<Variable> {
        self.of_fact.get(&fact).copied()
    }

    /// The facts among the variables.
    pub fn facts(&self) -> usize {
        self.of_fact.len()
    }

    /// Everything that can decide a variable, itself included.
    pub fn closure<'a>(&'a self, variable: &'a Variable) -> &'a [Variable] {
        let closure = &self.get(*variable).closure;
        if closure.is_empty() { std::slice::from_ref(variable) } else { closure }
    }

    /// The variable of a fact, added with everything it follows from.
    pub fn read(&mut self, pack: &Pack, words: &mut Words, fact: FactId) -> Variable {
        if let Some(known) = self.of_fact.get(&fact) {
            return *known;
        }
        let definition = pack.fact(fact);
        let domain = match definition.kind {
            FactKind::Bool => Domain::Bool,
            FactKind::Choice => {
                Domain::Choice(definition.choices.iter().map(|choice| words.text(&choice.value)).collect())
            }
            FactKind::Set | FactKind::Number | FactKind::Text | FactKind::Time => Domain::Infinite,
        };
        let variable = self.add(Definition {
            fact: Some(fact),
            domain,
            askable: definition.is_askable(),
            minutes: definition.minutes,
            rules: Vec::new(),
            atom: None,
            closure: Vec::new(),
            steady: true,
        });
        self.of_fact.insert(fact, variable);
        if !definition.derive.is_empty() {
            let rules: Vec<Formula> = definition
                .derive
                .iter()
                .map(|rule| Compiler { pack, words, vocabulary: self }.derivation(rule, definition))
                .collect();
            let mut closure = vec![variable];
            let mut steady = rules.len() == 1;
            for rule in &rules {
                rule.reads(self, &mut closure);
            }
            for other in &closure {
                steady &= *other == variable || self.get(*other).steady;
            }
            let own = &mut self.definitions[variable as usize];
            (own.rules, own.closure, own.steady) = (rules, closure, steady);
        }
        variable
    }

    /// The variable of a comparison that was met before.
    pub fn atom(&self, expression: &Expression) -> Option<Variable> {
        self.atoms.iter().find(|(known, _)| known == expression).map(|(_, variable)| *variable)
    }

    /// Remembers the variable of a comparison.
    pub fn remember(&mut self, expression: Expression, variable: Variable) {
        self.atoms.push((expression, variable));
    }

    pub fn add(&mut self, definition: Definition) -> Variable {
        self.definitions.push(definition);
        (self.definitions.len() - 1) as Variable
    }
}
