package domain

import "strings"

// The forms of identifiers, the same at the edge and below it.

// ValidSite reports whether a text has the form of a SiteID.
func ValidSite(text string) bool { return len(text) >= 2 && ValidID(text) }

// ValidID reports whether a text has the form of an AgentID or GroupID.
func ValidID(text string) bool {
	return len(text) >= 1 && len(text) <= 24 && text[0] != '-' &&
		Only(text, "abcdefghijklmnopqrstuvwxyz0123456789-")
}

// Only reports whether a text consists of the given characters alone.
func Only(text, characters string) bool {
	return strings.Trim(text, characters) == ""
}
