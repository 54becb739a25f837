package coverage

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// part is a function or a component of the pages.
type part struct {
	head, body string
	makes      []string // the operations whose form it gives to whoever calls it
}

// Forms is what the pages' sources say of their forms: the texts in quotes that stand where an operation's form is
// made, in the components that it is handed to, and in what the page adds to it.
type Forms struct {
	parts map[string][]part // by name: methods of several types may share one
	all   string            // every source
	texts map[string]map[string]bool
}

var (
	partHead = regexp.MustCompile(`^(?:func|templ) (?:\([^)]*\) )?(\w+)`)
	gives    = regexp.MustCompile(`\) \(?[^()]*\*opForm`) // a form, to whoever calls it
	formCall = regexp.MustCompile(`\.form\("(\w+)"|formaction="/do/(\w+)"|\.form\(\w+\.(\w+)|\.(\w+)\(`)
	called   = regexp.MustCompile(`\b(\w+)\(`)
	quoted   = regexp.MustCompile(`"([^"\n]*)"`)
	stands   = regexp.MustCompile(`\.(?:with|of|has|value|wrong)\("[^"]*"|\.must\([^)]*\)`) // shows no field
	filler   = regexp.MustCompile(`fill:\s+(\w+)`)
	numbered = regexp.MustCompile(`\.\d+\.`)
	sources  = regexp.MustCompile(`\.templ$|\.go$`)
	others   = regexp.MustCompile(`_templ\.go$|_test\.go$|\.gen\.go$|^form\.`)
)

// ReadForms reads the pages' sources below root.
func ReadForms(root string) (*Forms, error) {
	f := &Forms{parts: map[string][]part{}, texts: map[string]map[string]bool{}}
	folder := filepath.Join(root, "functions", "pages")
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var all strings.Builder
	for _, entry := range entries {
		name := entry.Name()
		if !sources.MatchString(name) || others.MatchString(name) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			return nil, err
		}
		f.divide(string(text))
		all.Write(text)
	}
	f.all = all.String()
	f.gather()
	f.additions(f.all)
	return f, nil
}

// divide takes a file apart at its functions and components.
func (f *Forms) divide(text string) {
	for rest := range strings.SplitSeq("\n"+text, "\n}\n") {
		at := max(strings.LastIndex(rest, "\nfunc "), strings.LastIndex(rest, "\ntempl "))
		if at < 0 {
			continue
		}
		head, body, _ := strings.Cut(rest[at+1:], "{\n")
		name := partHead.FindStringSubmatch(head)[1]
		f.parts[name] = append(f.parts[name], part{head: head, body: body})
	}
}

// gather collects the texts of every form: from where it is made to where the next one is.
func (f *Forms) gather() {
	for _, parts := range f.parts {
		for i, p := range parts {
			if gives.MatchString(p.head) {
				for _, found := range formCall.FindAllStringSubmatch(p.body, -1) {
					if found[1] != "" {
						parts[i].makes = append(parts[i].makes, found[1])
					}
				}
			}
		}
	}
	for _, parts := range f.parts {
		for _, p := range parts {
			f.segments(p)
		}
	}
}

func (f *Forms) segments(p part) {
	type mark struct {
		at  int
		ops []string
	}
	var marks []mark
	for _, at := range formCall.FindAllStringSubmatchIndex(p.body, -1) {
		group := func(n int) string {
			if at[2*n] < 0 {
				return ""
			}
			return p.body[at[2*n]:at[2*n+1]]
		}
		switch {
		case group(1) != "":
			marks = append(marks, mark{at[0], []string{group(1)}})
		case group(2) != "": // another button of the form before
			if len(marks) > 0 {
				marks[len(marks)-1].ops = append(marks[len(marks)-1].ops, group(2))
			}
		case group(3) != "": // one of the operations that the field is set to
			one := mark{at: at[0]}
			for _, set := range regexp.MustCompile(group(3)+`:\s+"(\w+)"`).FindAllStringSubmatch(f.all, -1) {
				one.ops = append(one.ops, set[1])
			}
			marks = append(marks, one)
		default:
			for _, made := range f.parts[group(4)] {
				if made.makes != nil {
					marks = append(marks, mark{at[0], made.makes})
				}
			}
		}
	}
	for i, m := range marks {
		end := len(p.body)
		if i+1 < len(marks) {
			end = marks[i+1].at
		}
		texts := map[string]bool{}
		f.textsIn(p.body[m.at:end], texts, map[string]bool{})
		for _, op := range m.ops {
			if f.texts[op] == nil {
				f.texts[op] = map[string]bool{}
			}
			for text := range texts {
				f.texts[op][text] = true
			}
		}
	}
}

// textsIn collects the texts of a piece of source, and those of the parts that it hands a form to.
func (f *Forms) textsIn(source string, texts, seen map[string]bool) {
	for _, found := range quoted.FindAllStringSubmatch(stands.ReplaceAllString(source, ""), -1) {
		texts[strings.Trim(numbered.ReplaceAllString(found[1], "."), ".")] = true
	}
	for _, found := range called.FindAllStringSubmatch(source, -1) {
		if name := found[1]; !seen[name] {
			seen[name] = true
			for _, p := range f.parts[name] {
				if strings.Contains(p.head, "opForm") && p.makes == nil {
					f.textsIn(p.body, texts, seen)
				}
			}
		}
	}
}

// additions takes in what a page adds to the body of a form.
func (f *Forms) additions(source string) {
	_, table, _ := strings.Cut(source, "\nvar actions = ")
	table, _, _ = strings.Cut(table, "\n}\n")
	for _, row := range strings.Split(table, "\n\t\"")[1:] {
		op, row, _ := strings.Cut(row, `"`)
		if f.texts[op] == nil || !strings.Contains(row, "fill:") {
			continue
		}
		f.textsIn(row, f.texts[op], map[string]bool{})
		for _, p := range f.parts[append(filler.FindStringSubmatch(row), "", "")[1]] {
			f.textsIn(p.body, f.texts[op], map[string]bool{})
		}
	}
}

// Has reports whether a page has the form of an operation.
func (f *Forms) Has(operation string) bool { return f.texts[operation] != nil }

// Takes reports whether a form has a field: named by its path, or in rows by the list and the cell.
func (f *Forms) Takes(operation, path string) bool {
	texts := f.texts[operation]
	list, cell, within := strings.Cut(path, "[].")
	return texts[strings.Replace(path, "[]", "", 1)] || within && texts[list] && texts[cell]
}
