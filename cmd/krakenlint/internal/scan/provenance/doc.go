// Package provenance finds out where blobs of a history come from: the commit that brought each
// of them in, under which path, and who still has it.
//
// It reads every tree and every commit of the object database once, in whatever order they lie
// there, however many blobs are asked for. Trees that lead to none of them are forgotten; what is
// left is compared commit by commit with its parents.
//
// Ids are taken as the repository gives them, so a hostile one can make trees and commits that
// contain themselves: every walk here visits a thing once and is bounded.
package provenance
