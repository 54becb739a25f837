package view

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
)

// Page reads the page of a list that the caller's limit and cursor ask for; its cursor is the
// contract's.
func Page(ctx context.Context, s store.Store, asked api.Query, q store.Query) (store.Page, error) {
	var err error
	if q.Limit, err = asked.Limit(); err != nil {
		return store.Page{}, err
	}
	if q.Cursor, err = asked.Cursor(); err != nil {
		return store.Page{}, err
	}
	page, err := s.Query(ctx, q)
	page.Cursor = api.NextCursor(page.Cursor)
	return page, err
}

// Listed reads the page of a list that the caller asks for, and shows of its values those that show takes; never nil.
// The cursor is the contract's.
func Listed[T, V any](ctx context.Context, s store.Store, asked api.Query, q store.Query, show func(T) (V, bool)) ([]V,
	string, error) {
	shown := []V{}
	page, err := Page(ctx, s, asked, q)
	if err != nil {
		return shown, "", err
	}
	for _, item := range page.Items {
		value, err := floor.Decode(item, *new(T))
		if err != nil {
			return shown, "", err
		}
		if one, takes := show(value); takes {
			shown = append(shown, one)
		}
	}
	return shown, page.Cursor, nil
}
