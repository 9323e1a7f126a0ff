package extract

import "go/types"

// class sorts types by what the analysis does with their values.
type class uint8

const (
	ignored class = iota // numbers, booleans, errors, times: nothing flows through them
	text                 // strings, byte and rune slices and arrays, single bytes and runes
	object               // structs (by value or pointer), slices, maps, channels
	other                // functions, interfaces, pointers to other things, type parameters
)

// ignoredTypes hold neither credentials nor clients.
var ignoredTypes = map[string]bool{
	"time.Time": true, "time.Duration": true, "time.Ticker": true, "time.Timer": true, "time.Location": true,
	"sync.Mutex": true, "sync.RWMutex": true, "sync.WaitGroup": true, "math/big.Int": true, "math/big.Float": true,
	"math/big.Rat": true, "math/rand.Rand": true, "log.Logger": true, "log/slog.Logger": true, "testing.T": true,
	"testing.B": true, "testing.M": true, "testing.F": true, "testing.TB": true,
}

func classify(t types.Type) class {
	if t == nil {
		return ignored
	}
	if isErrorType(t) || ignoredTypes[TypeSymbol(t)] {
		return ignored
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 || u.Kind() == types.Uint8 || u.Kind() == types.Int32 || u.Kind() == types.UntypedRune {
			return text
		}
		if u.Kind() == types.Invalid || u.Kind() == types.UntypedNil || u.Kind() == types.UnsafePointer {
			return other
		}
		return ignored
	case *types.Slice:
		if isCharacter(u.Elem()) {
			return text
		}
		return object
	case *types.Array:
		if isCharacter(u.Elem()) {
			return text
		}
		return object
	case *types.Struct, *types.Map, *types.Chan:
		return object
	case *types.Pointer:
		switch inner := u.Elem().Underlying().(type) {
		case *types.Struct:
			return object
		case *types.Basic:
			if inner.Info()&types.IsString == 0 {
				return ignored
			}
		}
		return other
	case *types.Tuple:
		return ignored
	}
	return other
}

// inert holds for a list, table or struct in which there is nothing but numbers and the like.
func inert(t types.Type) bool { return holdsNothing(t, 8) }

func holdsNothing(t types.Type, depth int) bool {
	if t == nil || depth == 0 {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Slice:
		return !isCharacter(u.Elem()) && holdsNothing(u.Elem(), depth-1)
	case *types.Array:
		return !isCharacter(u.Elem()) && holdsNothing(u.Elem(), depth-1)
	case *types.Map:
		return holdsNothing(u.Key(), depth-1) && holdsNothing(u.Elem(), depth-1)
	case *types.Pointer:
		return holdsNothing(u.Elem(), depth-1)
	case *types.Struct:
		for i := range u.NumFields() {
			if !holdsNothing(u.Field(i).Type(), depth-1) {
				return false
			}
		}
		return !hasMethods(t) // what has methods may be called
	case *types.Basic:
		return u.Info()&types.IsString == 0 && u.Kind() != types.Invalid && u.Kind() != types.UnsafePointer
	}
	return false
}

func hasMethods(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.NumMethods() > 0
}

// isCharacter holds for bytes and runes: slices of them are text.
func isCharacter(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && (b.Kind() == types.Uint8 || b.Kind() == types.Int32)
}

func isErrorType(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() == nil && named.Obj().Name() == "error"
}

// isStruct holds for a struct by value.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// isAggregate holds for values that live in place and are not references themselves:
// structs and arrays of other things than characters.
func isAggregate(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Struct:
		return true
	case *types.Array:
		return classify(t) == object
	}
	return false
}

// pointsToObject holds for pointers that stand for the object itself.
func pointsToObject(t types.Type) bool {
	p, ok := t.Underlying().(*types.Pointer)
	return ok && isAggregate(p.Elem())
}

func isMap(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Map)
	return ok
}

func isInterface(t types.Type) bool {
	return t != nil && types.IsInterface(t)
}
