// Package odb reads every object of a git repository straight from its object database: packs,
// loose objects, and those of its alternates.
//
// A pack stores most objects as deltas against others. Asking for one object after the other, as
// git cat-file does, builds the same bases again and again. Here the entries of a pack are put
// into families, trees whose root is stored whole and whose children are deltas against their
// parent, and each family is walked depth first: every entry is inflated once, every object is
// built once, and is searched only where it differs from its base. The child with the largest
// subtree comes last and takes its parent's place, so that at most log2(n) objects of a family of
// n are in memory.
//
// Whatever a repository holds is hostile: sizes are believed only as far as the bytes on disk can
// bear them out, cycles and missing bases are found before the walk, and what cannot be read goes
// to git itself and, if git cannot read it either, is listed as incomplete. Object stores are
// only read, never written; alternates are followed wherever they point, as git does, because the
// worst that a foreign one can do is add its own blobs to the search.
//
// Files are read with positioned reads, not mapped: a pack that shrinks while it is read is then
// a read error instead of a fault, and what is read does not count as the process's memory.
package odb
