package main

func pick(args []string) string {
	if len(args) > 1 {
		return args[1]
	}
	return "@API_KEY_8@" // want "@API_KEY_8|fingerprint@"
}
