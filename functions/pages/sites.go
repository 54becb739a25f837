package pages

import "github.com/lunxu/lunxu/internal/api/contract"

// sites lists the sites for those who are above them (GP.0.1, GP.0.2).
func (h *Handler) sites(p *page) error {
	var list contract.SiteList
	if err := p.ask("listSites", names{"cursor": p.r.URL.Query().Get("cursor"), "limit": "50"}, &list); err != nil {
		return err
	}
	return p.send(sitesPage(p, list))
}
