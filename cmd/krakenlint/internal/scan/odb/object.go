package odb

import (
	"encoding/hex"
	"fmt"
	"io"
)

// ID is an object's SHA-1.
type ID [20]byte

func (id ID) String() string { return hex.EncodeToString(id[:]) }

// ParseID reads forty hex digits.
func ParseID(s string) (ID, error) {
	var id ID
	if len(s) != 2*len(id) {
		return id, fmt.Errorf("object id %.64q does not have %d digits", s, 2*len(id))
	}
	if _, err := hex.Decode(id[:], []byte(s)); err != nil {
		return id, fmt.Errorf("object id %q is not hexadecimal", s)
	}
	return id, nil
}

// Type is what an object is; the numbers are those of a pack.
type Type uint8

// The types, and the two forms of delta that a pack has besides.
const (
	Commit   Type = 1
	Tree     Type = 2
	Blob     Type = 3
	Tag      Type = 4
	ofsDelta Type = 6
	refDelta Type = 7
)

func (t Type) whole() bool { return Commit <= t && t <= Tag }

func (t Type) delta() bool { return t == ofsDelta || t == refDelta }

// typeNamed gives the type that a loose object's header or git cat-file names, 0 if there is none.
func typeNamed(s string) Type {
	switch s {
	case "commit":
		return Commit
	case "tree":
		return Tree
	case "blob":
		return Blob
	case "tag":
		return Tag
	}
	return 0
}

// Object is one object of the database.
type Object struct {
	ID   ID
	Type Type
	Size int64
	Data []byte                        // valid during the visit; nil if the object is large
	Open func() (io.ReadCloser, error) // reads a large object; valid during the visit
}

// Visitor is called for each object, from several goroutines at once. Its error ends the walk.
type Visitor func(Object) error

// Filter tells which blobs are worth a visit. It is asked in parts, so that a blob built from a
// delta is searched only where it differs from its base.
type Filter struct {
	// Features is the set of what a text has, each of them seen in some Window bytes of it:
	// the features of a text are the union of those of all its windows.
	Features func(text []byte) uint8
	Window   int
	// Candidate tells from a text's features whether it is worth a visit. Some texts that are not
	// are visited too, because an earlier version was.
	Candidate func(features uint8) bool
	// Whole tells whether a blob is worth a visit for other reasons, such as being an archive.
	// It is asked of each blob and must be quick.
	Whole func(text []byte) bool
}

// everything is the filter that lets all pass.
var everything = Filter{
	Features:  func([]byte) uint8 { return 0 },
	Candidate: func(uint8) bool { return true },
	Whole:     func([]byte) bool { return true },
	Window:    1,
}
