// Package digests compares SHA-512 sums.
package digests

import (
	"crypto/sha512"
	"encoding/base64"
)

const integrity = "sha512-@SIGNATURE_3@"

// Verify checks an archive.
func Verify(archive []byte) bool {
	sum := sha512.Sum512(archive)
	return "sha512-"+base64.StdEncoding.EncodeToString(sum[:]) == integrity
}
