package secrets

import "bytes"

// A value may be wrapped in signs that say what it is, whatever it is called: an armour, a
// tag, the fields of a password's hash or of a DNS record, the members of a JWK.

// wrapping gives what the signs around a value say it is, or 0 where there are none.
func (p *page) wrapping(c *candidate) class {
	said := armourOf(p.text, c.start) | tagOf(tokenBefore(p.text, c.start))
	if isRecord(p.text[lineStart(p.text, c.start):c.start]) || !c.isArgument() && (p.hasMember(c, ofForm) || p.isOfJWK(c)) {
		said |= ofSealed
	}
	return said
}

// armourOf gives what the armour around a place says it holds, or 0 where there is none. In
// an armour that does not say Kraken are other keys: DER, OpenSSH's, PuTTY's, PGP's, minisign's.
func armourOf(text []byte, at int) class {
	const reach = 4 << 10
	above := text[max(0, at-reach):at]
	if bytes.HasPrefix(lineAbove(text, at), []byte("untrusted comment:")) {
		return ofSignature
	}
	if bytes.HasPrefix(above, []byte("age-encryption.org/")) {
		return ofSealed
	}
	if putty := bytes.LastIndex(above, []byte("PuTTY-User-Key-File-")); putty >= 0 && !bytes.Contains(above[putty:], []byte("\nPrivate-MAC:")) {
		return ofSealed
	}
	begin := bytes.LastIndex(above, []byte("-----BEGIN "))
	if begin < 0 || bytes.Contains(above[begin:], []byte("-----END ")) {
		return 0
	}
	return union(classesIn(above, begin, lineEnd(above, begin))) | ofSealed
}

// lineAbove gives the line above the one around at.
func lineAbove(text []byte, at int) []byte {
	end := max(0, lineStart(text, at)-1)
	return text[lineStart(text, end):end]
}

// tokenBefore is what is written to a value without a blank or a quote between.
func tokenBefore(text []byte, at int) []byte {
	start := at
	for start > max(0, at-longestLine) && !is(text[start-1], isSpace|isQuote) {
		start--
	}
	return text[start:at]
}

// tagOf gives what the token before a value says it is: {cipher}VALUE, $argon2id$…$VALUE,
// SCRAM-SHA-256$…:VALUE, vault:v1:VALUE.
func tagOf(token []byte) class {
	fields := bytes.Split(token, []byte("$"))
	switch {
	case bytes.HasSuffix(token, []byte("}")):
		return union(classesIn(token, bytes.LastIndexByte(token, '{')+1, len(token)))
	case len(fields) > 2 && len(fields[0]) == 0, len(fields) > 3 && len(fields[len(fields)-1]) == 0, len(fields) > 1 && union(classesIn(fields[0], 0, len(fields[0])))&ofSignature != 0:
		return ofSignature
	case isVersioned(token):
		return ofSealed
	case isLogin(token):
		return ofPurpose
	}
	return 0
}

// isLogin tells whether a token is a URL as far as the password: those of databases and
// brokers have one, while a key's halves may stand in an address of the web, or in Kraken's.
func isLogin(token []byte) bool {
	scheme, rest, found := bytes.Cut(token, []byte("://"))
	scheme = scheme[runStart(scheme, len(scheme), isWord):]
	isWeb := bytes.HasPrefix(scheme, []byte("http")) || bytes.HasPrefix(scheme, []byte("ws")) || containsWord(scheme)
	return found && !isWeb && bytes.HasSuffix(rest, []byte(":"))
}

// isVersioned tells whether a token begins as what a vault has sealed: a version, perhaps
// after the vault's name.
func isVersioned(token []byte) bool {
	for range 2 {
		field, rest, found := bytes.Cut(token, []byte(":"))
		if !found {
			return false
		}
		if digits := bytes.TrimPrefix(field, []byte("v")); len(digits) == len(field)-1 && len(bytes.Trim(digits, "0123456789")) == 0 && len(digits) > 0 {
			return true
		}
		token = rest
	}
	return false
}

// isRecord tells whether a line is a resource record of DNS as far as its class and type:
// name, TTL, IN, DS.
func isRecord(line []byte) bool {
	const farthest = 3
	fields := bytes.Fields(line)
	for i := range min(farthest, len(fields)-1) {
		if kind := fields[i+1]; string(fields[i]) == "IN" {
			return all(kind, isWord) && bytes.Equal(kind, bytes.ToUpper(kind))
		}
	}
	return false
}

// isArgument tells whether a value is given to a call.
func (c *candidate) isArgument() bool { return len(c.scopes) > 0 && c.scopes[0].call }

// hasMember tells whether the structure directly around a value has a member of a class, with
// a value of its own: "kty" or "iv", as only keys in a format of their own and sealed values
// have, or "passphrase".
func (p *page) hasMember(c *candidate, members class) bool {
	if len(c.scopes) == 0 {
		return false
	}
	s, found := c.scopes[0], false
	wordsIn(p.text, max(s.start, c.start-nearby), min(s.end, c.end+nearby), func(w word) {
		if w.class&members != 0 && !found {
			value, named := fieldValue(p.text, w.end, len(p.text))
			found = named && !isNull(p.text[value.start:value.end]) && !p.isBeside(w.start, c.start)
		}
	})
	return found
}

// isOfJWK tells whether a value is a part of a JSON Web Key (RFC 7517), which has its kind in a
// member of its own, perhaps far from a long key's parts.
func (p *page) isOfJWK(c *candidate) bool {
	return len(c.scopes) > 0 && bytes.Contains(p.text[c.scopes[0].start:c.scopes[0].end], []byte(`"kty"`))
}

// isNull tells whether what a member is given is nothing, as languages and people write it.
func isNull(value []byte) bool {
	switch string(lower(bytes.TrimSpace(value))) {
	case "null", "none", "nil", "undefined", "false", "n/a":
		return true
	}
	return false
}
