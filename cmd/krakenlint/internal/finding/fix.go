package finding

// Fix takes one credential out of a file: the program reads it from the environment then.
type Fix struct {
	File        string // as in the finding
	Line        int    // of the finding
	Source      string // of the finding's credential
	Variable    string // that the program reads then
	Module      string // directory of the module
	Edits       []Edit
	ContentHash string // SHA-256 in hex of the file that the edits are for
}

// Edit replaces the bytes from Start to End by New.
type Edit struct {
	Start, End int
	New        string
}
