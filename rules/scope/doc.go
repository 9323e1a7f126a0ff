// Package scope judges a key: what it is granted against what the code that holds it
// can use. Both the analyzer overscopedkey and the command ask it, so that they agree.
package scope
