package pages

// field is one field of an operation's body, as the contract has it.
type field struct {
	name     string // its path, as "names.agent"; empty for the element of a list
	kind     fieldKind
	required bool
	min, max int64 // of a text's length, of a number or of a list; max 0: none
	pattern  string
	label    said
	help     said
	choices  []choice
	items    []field // of a list: its element (one without a name), or the fields of each of its rows
}

// choice is one value of a field that has a closed set of them.
type choice struct {
	value string
	label said
}

// fieldKind says how a field is entered.
type fieldKind uint8

const (
	kindText fieldKind = iota
	kindArea           // several lines
	kindTel
	kindEmail
	kindNumber
	kindMoney   // entered in yuan, sent in fen
	kindPercent // entered in percent, sent in basis points
	kindFlag
	kindChoice
	kindDay
	kindMonth
	kindInstant
	kindAgent
	kindList
	kindJSON // a rule set
)
