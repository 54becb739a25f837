package pages

import "maps"

// walk gives every entry of a list to take, page by page.
func walk[T any](p *page, operation string, with names, take func(T)) error {
	return walkWhile(p, operation, with, func(item T) bool { take(item); return true })
}

// walkWhile gives the entries of a list to take, page by page, until take has enough.
func walkWhile[T any](p *page, operation string, with names, take func(T) (more bool)) error {
	with = maps.Clone(with)
	with["limit"] = "200"
	for {
		var list struct {
			Items      []T    `json:"items"`
			NextCursor string `json:"next_cursor"`
		}
		if err := p.ask(operation, with, &list); err != nil {
			return err
		}
		for _, item := range list.Items {
			if !take(item) {
				return nil
			}
		}
		if list.NextCursor == "" {
			return nil
		}
		with["cursor"] = list.NextCursor
	}
}
