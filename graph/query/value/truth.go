package value

// Truth is a truth value of three-valued logic.
type Truth uint8

const (
	False Truth = iota
	True
	Unknown
)

// TruthOf returns True or False.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Truth returns the truth value that v is, Unknown for null; ok is false where v is neither.
func (v Value) Truth() (t Truth, ok bool) {
	switch v.kind {
	case KindBool:
		return Truth(v.bits), true
	case KindNull:
		return Unknown, true
	}
	return Unknown, false
}

// Value returns true, false or null.
func (t Truth) Value() Value {
	if t == Unknown {
		return Null
	}
	return Bool(t == True)
}

// Not returns the negation, And, Or and Xor the combination, by Kleene's tables.
func (t Truth) Not() Truth {
	switch t {
	case False:
		return True
	case True:
		return False
	}
	return Unknown
}

// And returns the conjunction.
func (t Truth) And(u Truth) Truth {
	switch {
	case t == False || u == False:
		return False
	case t == True && u == True:
		return True
	}
	return Unknown
}

// Or returns the disjunction.
func (t Truth) Or(u Truth) Truth {
	switch {
	case t == True || u == True:
		return True
	case t == False && u == False:
		return False
	}
	return Unknown
}

// Xor returns the exclusive disjunction.
func (t Truth) Xor(u Truth) Truth {
	if t == Unknown || u == Unknown {
		return Unknown
	}
	return TruthOf(t != u)
}

func (t Truth) String() string { return [...]string{"false", "true", "unknown"}[t] }
