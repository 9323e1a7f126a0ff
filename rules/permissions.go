package rules

import (
	_ "embed"
	"sync"
)

//go:embed permissions.tsv
var permissionsTable string

// Class says how bad a permission is in a thief's hands.
type Class string

// The classes. An address permission decides where money may be withdrawn to: Kraken
// verifies an address added with it without asking anyone.
const (
	ClassRead    Class = "read"
	ClassWrite   Class = "write"
	ClassFunding Class = "funding"
	ClassAddress Class = "address"
)

// Permission is one thing that a key may be allowed to do.
type Permission struct {
	Code    string // as GetApiKeyInfo spells it; a level for futures
	Product string // "spot" or "futures"
	Class   Class
	Box     string // what to tick at Kraken, under Kraken's own name
	Does    string // what its holder can do: "withdraw funds"
	Danger  int    // position in the table: a higher one is worse
}

// Withdraws reports whether the permission lets money leave, or decides where to.
func (p Permission) Withdraws() bool {
	return p.Class == ClassAddress || p.Code == "withdraw-funds" || p.Code == "withdrawal"
}

// bit is the permission in a permissionSet.
func (p Permission) bit() permissionSet { return 1 << p.Danger }

var loadedPermissions = sync.OnceValue(func() permissionIndex {
	return must(loadPermissions("rules/permissions.tsv", permissionsTable))
})

type permissionIndex struct {
	all     []Permission
	byCode  map[string]Permission
	reading permissionSet // those of ClassRead
}

// Permissions lists all permissions, the least dangerous first. The slice is the caller's.
func Permissions() []Permission {
	return append([]Permission(nil), loadedPermissions().all...)
}

// LookupPermission finds a permission by its code.
func LookupPermission(code string) (Permission, bool) {
	p, ok := loadedPermissions().byCode[code]
	return p, ok
}

var permissionClasses = words(string(ClassRead), string(ClassWrite), string(ClassFunding), string(ClassAddress))

func loadPermissions(file, text string) (permissionIndex, error) {
	rows, err := ReadTable(file, text, "code product class box does")
	if err != nil {
		return permissionIndex{}, err
	}
	index := permissionIndex{byCode: map[string]Permission{}}
	boxes := map[string]bool{}
	for _, r := range rows {
		p := Permission{Code: r.Cells[0], Product: r.Cells[1], Class: Class(r.Cells[2]), Box: r.Cells[3], Does: r.Cells[4], Danger: len(index.all)}
		switch {
		case p.Code == "" || p.Box == "" || p.Does == "":
			return permissionIndex{}, r.Errorf("a permission needs a code, a box and what it does")
		case p.Product != "spot" && p.Product != "futures":
			return permissionIndex{}, r.Errorf("unknown product %q", p.Product)
		case !permissionClasses[r.Cells[2]]:
			return permissionIndex{}, r.Errorf("unknown class %q", p.Class)
		case boxes[p.Box]:
			return permissionIndex{}, r.Errorf("box %q stands in an earlier row", p.Box)
		}
		if _, ok := index.byCode[p.Code]; ok {
			return permissionIndex{}, r.Errorf("permission %q stands in an earlier row", p.Code)
		}
		boxes[p.Box] = true
		index.byCode[p.Code] = p
		index.all = append(index.all, p)
		if p.Class == ClassRead {
			index.reading |= p.bit()
		}
	}
	return index, nil
}

// words makes a set for the loaders.
func words(list ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range list {
		set[w] = true
	}
	return set
}
