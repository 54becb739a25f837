package pages

import (
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"
)

// opForm is the form of an operation: its fields are those of the operation's body in the contract, each under its
// path, and what the operation's own path names is carried along hidden.
type opForm struct {
	*page
	op      string
	id      string   // of the form where it is folded, and the beginning of its fields' ids
	carried []string // names and values in turn
	fixed   []string // fields that stand in every row and do not make one
	back    string   // where it leads back to
	key     []string // what its Idempotency-Key is bound to; nothing: new with every page
	stands  url.Values
	choices map[string][]option
	needed  []string // fields that this page requires beyond the contract
	listed  []string // fields whose choices are a list to open, however few
}

// attrs are what a page adds to an element.
type attrs = templ.Attributes

// option is one choice of a field.
type option struct{ value, text string }

// form makes the form of an operation; carried gives names and values in turn.
func (p *page) form(op string, carried ...string) *opForm {
	f := &opForm{page: p, op: op, id: op, back: p.Path, carried: carried, stands: url.Values{},
		choices: map[string][]option{}}
	for i := 1; i < len(carried); i += 2 {
		f.id += "-" + carried[i]
	}
	return f
}

// once binds the form's Idempotency-Key to a state: two tabs that show the same state do it once.
func (f *opForm) once(state ...string) *opForm {
	f.key = append(append([]string{f.op}, f.carried...), state...)
	return f
}

// with lets a value stand in a field until something else is typed.
func (f *opForm) with(name string, values ...string) *opForm {
	f.stands[name] = values
	return f
}

// of gives the choices of a field.
func (f *opForm) of(name string, choices []option) *opForm {
	f.choices[name] = choices
	return f
}

// must makes fields required that the contract leaves open.
func (f *opForm) must(names ...string) *opForm {
	f.needed = append(f.needed, names...)
	return f
}

// listing shows the choices of fields as lists to open: a choice that is taken there can be taken back.
func (f *opForm) listing(names ...string) *opForm {
	f.listed = append(f.listed, names...)
	return f
}

// tried reports whether the page shows this form again, refused.
func (f *opForm) tried() bool {
	if f.Attempt == nil || f.Attempt.Action != f.op {
		return false
	}
	for i := 0; i < len(f.carried); i += 2 {
		if f.Attempt.Values.Get(f.carried[i]) != f.carried[i+1] {
			return false
		}
	}
	return true
}

// values gives what stands in a field.
func (f *opForm) values(name string) []string {
	if f.tried() {
		return f.Attempt.Values[name]
	}
	return f.stands[name]
}

func (f *opForm) value(name string) string {
	if values := f.values(name); len(values) > 0 {
		return values[0]
	}
	return ""
}

func (f *opForm) has(name, value string) bool { return slices.Contains(f.values(name), value) }

// wrong reports whether the refusal names a field.
func (f *opForm) wrong(name string) bool {
	return f.tried() && f.Attempt.Refused != nil &&
		f.typedAt(strings.Split(strings.TrimPrefix(f.Attempt.Refused.Field, "/"), "/")) == name
}

// typedAt names the field that a place of the body was typed into: rows that were left empty are not in the body.
func (f *opForm) typedAt(place []string) string {
	list, known := fieldAt(bodyFields(f.op), place[0])
	if !known || list.kind != kindList || len(place) < 3 {
		return strings.Join(place, ".")
	}
	var filled []string
	for n := range int(list.max) {
		if _, some := f.rowAt(list, f.Attempt.Values, n); some {
			filled = append(filled, strconv.Itoa(n))
		}
	}
	if k, err := strconv.Atoi(place[1]); err == nil && k < len(filled) {
		place[1] = filled[k]
	}
	return strings.Join(place, ".")
}

// field finds a field by its name on the form. It panics for one that the contract does not have.
func (f *opForm) field(name string) field {
	found, known := fieldAt(bodyFields(f.op), name)
	if !known {
		panic("pages: " + f.op + " has no field " + name)
	}
	found.name, found.required = name, found.required || slices.Contains(f.needed, name)
	return found
}

// fieldAt finds a field by its path; the element of a list is named by its number.
func fieldAt(fields []field, name string) (field, bool) {
	for _, f := range fields {
		if f.name == name {
			return f, true
		}
		rest, within := strings.CutPrefix(name, f.name+".")
		if _, inner, numbered := strings.Cut(rest, "."); within && numbered && f.kind == kindList {
			found, known := fieldAt(f.items, inner)
			found.required = false // a row that is left empty is left out
			return found, known
		}
	}
	return field{}, false
}

// options gives the choices of a field: those set, those of the contract, or the agents of the order table.
func (f *opForm) options(of field) []option {
	if set, ok := f.choices[of.name]; ok {
		return set
	}
	if of.kind == kindList {
		of = of.items[0]
	}
	var all []option
	for _, c := range of.choices {
		all = append(all, option{c.value, f.say(c.label)})
	}
	switch {
	case of.kind == kindAgent:
		for _, agent := range f.Agents() {
			all = append(all, option{agent, f.Name(agent)})
		}
	case of.kind == kindFlag:
		all = []option{{"yes", f.T("yes")}, {"no", f.T("no")}}
	}
	return all
}

// has0 reports whether a choice stands for none.
func (f *opForm) has0(of field) bool {
	return slices.ContainsFunc(f.options(of), func(o option) bool { return o.value == "" })
}

// fewChoices is up to how many choices stand side by side.
const fewChoices = 7

// inRow tells the fields of rows, in which choices take the least room.
var inRow = regexp.MustCompile(`\.\d+\.`)

// look says how a field is shown.
func (f *opForm) look(of field) string {
	_, set := f.choices[of.name]
	choices := len(f.options(of))
	switch {
	case of.kind == kindFlag && !of.required && !set:
		return "tick"
	case of.kind == kindList && choices > 0:
		return "ticks"
	case of.kind == kindAgent || slices.Contains(f.listed, of.name) ||
		(set || of.kind == kindChoice) && (choices > fewChoices || inRow.MatchString(of.name)):
		return "select"
	case choices > 0:
		return "radios"
	case of.kind == kindArea || of.kind == kindJSON || of.kind == kindList:
		return "area"
	}
	return "line"
}

// inputTypes gives the type of a field of one line; text where there is none.
var inputTypes = [kindJSON + 1]string{kindTel: "tel", kindEmail: "email", kindNumber: "number", kindDay: "date",
	kindMonth: "month", kindInstant: "datetime-local"}

func inputType(of field) string {
	if t := inputTypes[of.kind]; t != "" {
		return t
	}
	return "text"
}

// attributes gives what the contract sets for a field, which a browser checks before it sends the form, whether the
// refusal names it, and what the page adds.
func (f *opForm) attributes(of field, more []attrs) attrs {
	out := attrs{"required": of.required}
	switch of.kind {
	case kindNumber:
		out["min"], out["inputmode"] = of.min, "numeric"
		if of.max > 0 {
			out["max"] = of.max
		}
	case kindTel:
		out["inputmode"], out["class"], out["autocomplete"] = "tel", "num", "off"
	case kindMoney, kindPercent:
		out["inputmode"], out["class"] = "decimal", "num"
	case kindText:
		out["autocomplete"] = "off"
		if of.pattern != "" {
			out["pattern"] = strings.ReplaceAll(of.pattern, "-]", `\-]`) // as browsers read it
		}
	}
	if of.max > 0 && slices.Contains([]fieldKind{kindText, kindArea, kindTel, kindEmail}, of.kind) {
		out["maxlength"] = of.max
	}
	if f.wrong(of.name) {
		out["aria-invalid"] = "true"
	}
	maps.Copy(out, merged(more))
	return out
}

func merged(all []attrs) attrs {
	out := attrs{}
	for _, one := range all {
		maps.Copy(out, one)
	}
	return out
}

// bodyOf makes the body of an operation from what was typed, by the contract's fields. What was left empty is left out;
// what is no number is sent as it was typed, for the API to refuse it by its field.
func (p *page) bodyOf(op string, typed url.Values) map[string]any {
	body := map[string]any{}
	for _, f := range bodyFields(op) {
		var value any
		if f.kind == kindList {
			value = p.listOf(f, typed)
		} else {
			value = p.valueOf(f, typed[f.name])
		}
		if value != nil {
			put(body, f.name, value)
		}
	}
	return body
}

// put sets a value at a dotted path.
func put(body map[string]any, path string, value any) {
	first, rest, within := strings.Cut(path, ".")
	if !within {
		body[first] = value
		return
	}
	inner, ok := body[first].(map[string]any)
	if !ok {
		inner = map[string]any{}
		body[first] = inner
	}
	put(inner, rest, value)
}

// valueOf reads one field; nil where it was left empty. A required tick that is not set says no.
func (p *page) valueOf(f field, typed []string) any {
	text := strings.TrimSpace(strings.Join(typed, "T"))
	if text == "" {
		if f.kind == kindFlag && f.required {
			return false
		}
		return nil
	}
	switch f.kind {
	case kindFlag:
		return flagOf(text)
	case kindNumber:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return n
		}
	case kindMoney:
		return hundredfold(strings.NewReplacer(",", "", "，", "", "¥", "", " ", "").Replace(text))
	case kindPercent:
		return hundredfold(strings.TrimSuffix(text, "%"))
	case kindInstant:
		return p.instantText(text)
	case kindJSON:
		return json.RawMessage(text)
	}
	return text
}

// hasInstant reports whether instants are among fields, for which the site's clock is needed.
func hasInstant(fields []field) bool {
	return slices.ContainsFunc(fields, func(of field) bool { return of.kind == kindInstant || hasInstant(of.items) })
}

func flagOf(text string) any {
	switch text {
	case "yes", "1", "on", "true":
		return true
	case "no", "0", "false":
		return false
	}
	return text
}

// hundredfold reads a number of at most two decimals in hundredths: yuan as fen, percent as basis points. Anything else
// stays as it is.
func hundredfold(text string) any {
	whole, part, _ := strings.Cut(text, ".")
	if n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64); err == nil && len(part) <= 2 && len(whole) <= 15 {
		return n
	}
	return text
}

// evening is until when a day lasts that is given without an hour.
const evening = "T18:00"

// instantText writes an instant that was typed on the site's clock; a text that is none stays as it is.
func (p *page) instantText(text string) string {
	if !strings.Contains(text, "T") {
		text += evening
	}
	if at, err := time.ParseInLocation(localTime, text, p.zone()); err == nil {
		return at.Format(time.RFC3339)
	}
	return text
}

// listOf reads a list: the values of one field, its lines, or its rows, of which those that are empty are left out.
func (p *page) listOf(f field, typed url.Values) any {
	list := []any{}
	if f.items[0].name == "" {
		for _, values := range typed[f.name] {
			for text := range strings.Lines(values) {
				if value := p.valueOf(f.items[0], []string{text}); value != nil {
					list = append(list, value)
				}
			}
		}
	} else {
		list = p.rowsOf(f, typed)
	}
	if len(list) == 0 && !f.required {
		return nil
	}
	return list
}

// rowsOf reads the rows of a list, numbered from 0.
func (p *page) rowsOf(f field, typed url.Values) []any {
	list := []any{}
	for n := range int(f.max) {
		if row, filled := p.rowAt(f, typed, n); filled {
			list = append(list, row)
		}
	}
	return list
}

// rowAt reads a row, and whether something was typed into it. Fields that the form fixes make no row.
func (p *page) rowAt(f field, typed url.Values, n int) (row map[string]any, filled bool) {
	row = map[string]any{}
	for _, cell := range f.items {
		texts := typed[f.name+"."+strconv.Itoa(n)+"."+cell.name]
		if value := p.valueOf(cell, texts); value != nil {
			put(row, cell.name, value)
			filled = filled || len(texts) > 0 && !slices.Contains(typed["fixed"], f.name+"."+cell.name)
		}
	}
	return row, filled
}

// standing counts the rows of a list in which something stands.
func (f *opForm) standing(list string) int {
	given := f.stands
	if f.tried() {
		given = f.Attempt.Values
	}
	rows := 0
	for name, values := range given {
		rest, within := strings.CutPrefix(name, list+".")
		number, _, _ := strings.Cut(rest, ".")
		if n, err := strconv.Atoi(number); within && err == nil && strings.Join(values, "") != "" {
			rows = max(rows, n+1)
		}
	}
	return rows
}

func (f *opForm) any(names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return f.value(name) != "" })
}
