package pages

//go:generate go -C ../../infra/tools tool templ generate -path ../../functions/pages -log-level error

import (
	"cmp"
	"slices"
)

// said is a text in both languages.
type said struct{ zh, en string }

// text is one text of the pages by its key; the part before the dot names its subject.
type text struct{ key, zh, en string }

// textTables are the texts by subject, each sorted by key: what several pages say first.
var textTables = [...][]text{
	commonTexts,
	agentTexts,
	appointmentTexts,
	assessmentTexts,
	conductTexts,
	dealTexts,
	inboxTexts,
	deskTexts,
	doneTexts,
	feedbackTexts,
	guestTexts,
	manageTexts,
	moneyTexts,
	phoneTexts,
	policyTexts,
	privacyTexts,
	recordTexts,
	registerTexts,
	ruleTexts,
	setupTexts,
	takeoverTexts,
}

// textAt finds a text; it panics for a key that is in no table: a test looks for every one.
func textAt(key string) said {
	found, known := findText(key)
	if !known {
		panic("pages: no text " + key)
	}
	return found
}

func findText(key string) (said, bool) {
	for _, table := range textTables {
		at, found := slices.BinarySearchFunc(table, key, func(t text, key string) int {
			return cmp.Compare(t.key, key)
		})
		if found {
			return said{table[at].zh, table[at].en}, true
		}
	}
	return said{}, false
}
