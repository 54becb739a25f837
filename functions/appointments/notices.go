package appointments

import (
	"context"

	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/contract"
	"github.com/lunxu/lunxu/internal/floor"
	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/view"
)

func (h *Handler) listNotices(ctx context.Context, call api.Call[api.None]) (api.Answer, error) {
	page, err := view.Page(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Records,
		Partition: store.SentNoticesPartition(call.Site, call.Path("appointment"))})
	if err != nil {
		return api.Answer{}, err
	}
	list := contract.NoticeList{Items: []contract.SentNotice{}, NextCursor: page.Cursor}
	for _, item := range page.Items {
		var sent floor.SentNotice
		if err := floor.Unpack(item.Body, &sent); err != nil {
			return api.Answer{}, err
		}
		list.Items = append(list.Items, contract.SentNotice{At: sent.At.UTC(), Kind: contract.NoticeKind(sent.Kind), To: partyText(sent.To), By: sent.By,
			Attempt: sent.Attempt, Outcome: contract.NoticeOutcome(sent.Outcome)})
	}
	return api.OK(list)
}
