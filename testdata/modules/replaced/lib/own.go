package lib

import "net/http"

// Own is complete in this module.
func Own() *API {
	return New(http.DefaultClient, "@API_KEY_2@", "") // want "@API_KEY_2|fingerprint@"
}

// Default is used by others.
const Default = "@PRIVATE_KEY_2@" // want "@PRIVATE_KEY_2|fingerprint@"
