// Package viper stands for the library that looks for a setting in several places.
package viper

import "example.com/reach/spf13/pflag"

var settings = map[string]string{}

func BindPFlag(key string, flag *pflag.Flag) error { return nil }

func BindEnv(key string, names ...string) error { return nil }

func GetString(key string) string { return settings[key] }
