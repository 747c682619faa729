//! Expressions over the variables of one tree.

use super::vocabulary::{Atom, Code, Definition, Domain, Variable, Vocabulary, Words};
use crate::knowledge::{Comparison, Expression, Fact, FactKind, Pack, Value};

/// An expression whose comparisons of infinite facts are variables.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Formula {
    /// A constant.
    Value(Code),
    /// What a fact is.
    Read(Variable),
    Not(Box<Formula>),
    And(Vec<Formula>),
    Or(Vec<Formula>),
    If(Box<[Formula; 3]>),
    /// Two finite values are the same.
    Same(Box<[Formula; 2]>),
    /// A free comparison.
    Atom(Variable),
    /// A value of infinitely many, known as soon as these facts are.
    Gathered(Vec<Variable>),
}

impl Formula {
    /// Adds every variable that can decide this one, each once.
    pub fn reads(&self, vocabulary: &Vocabulary, into: &mut Vec<Variable>) {
        let mut add = |variable: Variable| {
            for behind in vocabulary.closure(&variable) {
                if !into.contains(behind) {
                    into.push(*behind);
                }
            }
        };
        match self {
            Self::Value(_) => {}
            Self::Read(variable) => add(*variable),
            Self::Gathered(facts) => facts.iter().copied().for_each(add),
            Self::Atom(variable) => {
                add(*variable);
                if let Some(atom) = &vocabulary.get(*variable).atom {
                    atom.facts.iter().copied().chain(atom.early).for_each(add);
                }
            }
            Self::Not(inner) => inner.reads(vocabulary, into),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.reads(vocabulary, into)),
            Self::If(parts) => parts.iter().for_each(|part| part.reads(vocabulary, into)),
            Self::Same(parts) => parts.iter().for_each(|part| part.reads(vocabulary, into)),
        }
    }

    /// The facts it names, in reading order.
    pub fn named(&self, vocabulary: &Vocabulary, into: &mut Vec<Variable>) {
        let mut add = |variable: Variable| {
            if !into.contains(&variable) {
                into.push(variable);
            }
        };
        match self {
            Self::Value(_) => {}
            Self::Read(variable) => add(*variable),
            Self::Gathered(facts) => facts.iter().copied().for_each(add),
            Self::Atom(variable) => {
                vocabulary.get(*variable).atom.iter().flat_map(|atom| atom.facts.iter().copied()).for_each(add);
            }
            Self::Not(inner) => inner.named(vocabulary, into),
            Self::And(parts) | Self::Or(parts) => parts.iter().for_each(|part| part.named(vocabulary, into)),
            Self::If(parts) => parts.iter().for_each(|part| part.named(vocabulary, into)),
            Self::Same(parts) => parts.iter().for_each(|part| part.named(vocabulary, into)),
        }
    }
}

/// Turns expressions into formulas, adding the variables they need.
pub(super) struct Compiler<'a> {
    pub pack: &'a Pack,
    pub words: &'a mut Words,
    pub vocabulary: &'a mut Vocabulary,
}

impl Compiler<'_> {
    /// A test.
    pub fn test(&mut self, expression: &Expression) -> Formula {
        self.finite(expression, &Domain::Bool)
    }

    /// A rule that decides `fact`.
    pub fn derivation(&mut self, expression: &Expression, fact: &Fact) -> Formula {
        match fact.kind {
            FactKind::Bool => self.finite(expression, &Domain::Bool),
            FactKind::Choice => {
                let codes = fact.choices.iter().map(|choice| self.words.text(&choice.value)).collect();
                self.finite(expression, &Domain::Choice(codes))
            }
            FactKind::Set | FactKind::Number | FactKind::Text | FactKind::Time => {
                Formula::Gathered(self.facts(expression))
            }
        }
    }

    fn finite(&mut self, expression: &Expression, domain: &Domain) -> Formula {
        let boolean = Domain::Bool;
        match expression {
            Expression::Literal(value) => match self.words.code(value) {
                Some(code) => Formula::Value(code),
                None => self.atom(expression, domain),
            },
            Expression::Fact(fact) if self.is_finite(expression) => {
                Formula::Read(self.vocabulary.read(self.pack, self.words, *fact))
            }
            Expression::Not(inner) => Formula::Not(Box::new(self.finite(inner, &boolean))),
            Expression::And(parts) => Formula::And(parts.iter().map(|part| self.finite(part, &boolean)).collect()),
            Expression::Or(parts) => Formula::Or(parts.iter().map(|part| self.finite(part, &boolean)).collect()),
            Expression::If(parts) => {
                let [condition, then, otherwise] = parts.as_ref();
                let condition = self.finite(condition, &boolean);
                let (then, otherwise) = (self.finite(then, domain), self.finite(otherwise, domain));
                Formula::If(Box::new([condition, then, otherwise]))
            }
            Expression::Compare(how, parts) => self.comparison(*how, parts, expression),
            _ => self.atom(expression, domain),
        }
    }

    /// Opposite comparisons are one variable, so that they never both hold.
    fn comparison(&mut self, how: Comparison, parts: &[Expression; 2], whole: &Expression) -> Formula {
        let opposite = match how {
            Comparison::NotEqual => Some(Comparison::Equal),
            Comparison::GreaterOrEqual => Some(Comparison::Less),
            Comparison::Greater => Some(Comparison::LessOrEqual),
            Comparison::Equal | Comparison::Less | Comparison::LessOrEqual => None,
        };
        if let Some(opposite) = opposite {
            let whole = Expression::Compare(opposite, Box::new(parts.clone()));
            return Formula::Not(Box::new(self.comparison(opposite, parts, &whole)));
        }
        let [left, right] = parts;
        if how == Comparison::Equal && self.is_finite(left) && self.is_finite(right) {
            let (left, right) = (self.finite(left, &Domain::Bool), self.finite(right, &Domain::Bool));
            return Formula::Same(Box::new([left, right]));
        }
        self.atom(whole, &Domain::Bool)
    }

    fn is_finite(&self, expression: &Expression) -> bool {
        match expression {
            Expression::Literal(value) => matches!(value, Value::Bool(_) | Value::Text(_)),
            Expression::Fact(fact) => matches!(self.pack.fact(*fact).kind, FactKind::Bool | FactKind::Choice),
            Expression::Not(_) | Expression::And(_) | Expression::Or(_) | Expression::Compare(..) => true,
            Expression::If(parts) => self.is_finite(&parts[1]) && self.is_finite(&parts[2]),
            _ => false,
        }
    }

    fn facts(&mut self, expression: &Expression) -> Vec<Variable> {
        expression.facts().into_iter().map(|fact| self.vocabulary.read(self.pack, self.words, fact)).collect()
    }

    fn atom(&mut self, expression: &Expression, domain: &Domain) -> Formula {
        if let Some(known) = self.vocabulary.atom(expression) {
            return Formula::Atom(known);
        }
        let facts = self.facts(expression);
        let mut needed = Vec::new();
        strict(expression, &mut needed);
        let needed: Vec<Variable> =
            needed.into_iter().map(|fact| self.vocabulary.read(self.pack, self.words, fact)).collect();
        let free = |domain: Domain, atom: Option<Atom>| Definition {
            fact: None,
            domain,
            askable: false,
            minutes: 0.0,
            rules: Vec::new(),
            atom,
            closure: Vec::new(),
            steady: true,
        };
        let partial = facts.iter().any(|fact| !needed.contains(fact));
        let early = partial.then(|| self.vocabulary.add(free(Domain::Early, None)));
        let atom = Atom { facts, needed, early };
        let variable = self.vocabulary.add(free(domain.clone(), Some(atom)));
        self.vocabulary.remember(expression.clone(), variable);
        Formula::Atom(variable)
    }
}

/// The facts without which an expression cannot be decided; a test of members may not be needed.
fn strict(expression: &Expression, into: &mut Vec<crate::knowledge::FactId>) {
    match expression {
        Expression::Each(_, parts) => strict(&parts[0], into),
        Expression::Not(inner) | Expression::Size(inner) | Expression::Row(_, inner) => strict(inner, into),
        Expression::Compare(_, parts) | Expression::In(parts) => parts.iter().for_each(|part| strict(part, into)),
        Expression::SetOf(parts) | Expression::Call(_, parts) => parts.iter().for_each(|part| strict(part, into)),
        Expression::Fact(fact) => into.push(*fact),
        Expression::Literal(_)
        | Expression::Variable(_)
        | Expression::Members(_)
        | Expression::And(_)
        | Expression::Or(_)
        | Expression::If(_) => {}
    }
}
