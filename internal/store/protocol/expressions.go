package protocol

import (
	"fmt"
	"slices"
	"strconv"
)

// placeholders are the names and values of an expression. DynamoDB refuses those that are missing and
// those that are not used, and so do these checks.
type placeholders struct {
	names  map[string]string
	values attributes
}

func (p placeholders) exactly(names map[string]string, values ...string) error {
	if len(p.names) != len(names) || len(p.values) != len(values) {
		return validation("expression attribute names or values missing or unused")
	}
	for placeholder, name := range names {
		if p.names[placeholder] != name {
			return validation(fmt.Sprintf("expression attribute name %s is %q", placeholder, p.names[placeholder]))
		}
	}
	for _, placeholder := range values {
		if _, ok := p.values[placeholder]; !ok {
			return validation("expression attribute value missing: " + placeholder)
		}
	}
	return p.values.check()
}

// conditionHolds evaluates one of the four conditions that the engine sends on the stored item, nil if
// there is none.
func conditionHolds(expression string, p placeholders, item attributes) (bool, error) {
	switch expression {
	case "attribute_not_exists(pk)":
		return item == nil, p.exactly(nil)
	case "attribute_not_exists(pk) OR #ttl <= :now":
		if err := p.exactly(map[string]string{"#ttl": "ttl"}, ":now"); err != nil {
			return false, err
		}
		expired, err := notAfter(item["ttl"], p.values[":now"])
		return item == nil || expired, err
	case "attribute_exists(pk)":
		return item != nil, p.exactly(nil)
	case "v = :v":
		return item != nil && item["v"].equal(p.values[":v"]), p.exactly(nil, ":v")
	}
	return false, validation("condition expression not answered here: " + expression)
}

// notAfter compares two numbers; an absent attribute compares as false.
func notAfter(a, b value) (bool, error) {
	if b.N == nil {
		return false, validation("comparison with something that is not a number")
	}
	if a.N == nil {
		return false, nil
	}
	left, leftErr := strconv.ParseInt(*a.N, 10, 64)
	right, rightErr := strconv.ParseInt(*b.N, 10, 64)
	if leftErr != nil || rightErr != nil {
		return false, validation("number out of range")
	}
	return left <= right, nil
}

// keyRange is a partition with inclusive bounds; nil bounds are open.
type keyRange struct {
	partition string
	from, to  *string
}

var keyExpressions = map[string][]string{
	"#p = :p":                              {":p"},
	"#p = :p AND #s >= :from":              {":p", ":from"},
	"#p = :p AND #s <= :to":                {":p", ":to"},
	"#p = :p AND #s BETWEEN :from AND :to": {":p", ":from", ":to"},
}

// parseKeyRange reads one of the four key conditions that the engine sends.
func parseKeyRange(expression string, p placeholders, partitionAttribute, sortAttribute string) (keyRange, error) {
	used, ok := keyExpressions[expression]
	if !ok {
		return keyRange{}, validation("key condition not answered here: " + expression)
	}
	names := map[string]string{"#p": partitionAttribute}
	if len(used) > 1 {
		names["#s"] = sortAttribute
	}
	if err := p.exactly(names, used...); err != nil {
		return keyRange{}, err
	}
	for _, placeholder := range used {
		if text := p.values[placeholder].S; text == nil || *text == "" {
			return keyRange{}, validation("key condition with an empty value or one of another type")
		}
	}
	r := keyRange{partition: *p.values[":p"].S}
	if slices.Contains(used, ":from") {
		r.from = p.values[":from"].S
	}
	if slices.Contains(used, ":to") {
		r.to = p.values[":to"].S
	}
	if r.from != nil && r.to != nil && *r.from > *r.to {
		return keyRange{},
			validation("the BETWEEN operator requires upper bound to be greater than or equal to lower bound")
	}
	return r, nil
}

func (r keyRange) holds(sort string) bool {
	return (r.from == nil || sort >= *r.from) && (r.to == nil || sort <= *r.to)
}
