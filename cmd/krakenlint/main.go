// Command krakenlint finds leaked and misused Kraken exchange keys.
package main

func main() {}
