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
	shown, cursor, err := view.Listed(ctx, h.floor.Store(), call.Query, store.Query{Table: store.Records,
		Partition: store.SentNoticesPartition(call.Site, call.Path("appointment"))},
		func(sent floor.SentNotice) (contract.SentNotice, bool) {
			return contract.SentNotice{At: sent.At.UTC(), Kind: contract.NoticeKind(sent.Kind), To: partyText(sent.To),
				By:      sent.By,
				Attempt: sent.Attempt, Outcome: contract.NoticeOutcome(sent.Outcome)}, true
		})
	if err != nil {
		return api.Answer{}, err
	}
	return api.OK(contract.NoticeList{Items: shown, NextCursor: cursor})
}
