package settings

// Secret is used by package global.
var Secret = "@PRIVATE_KEY_15@" // want "@PRIVATE_KEY_15|fingerprint@"
