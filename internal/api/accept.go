package api

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/lunxu/lunxu/internal/domain"
)

// identify tells who makes a request (401), whether their role may (403), and where (403).
func (r *Router) identify(x *exchange, request *http.Request) (domain.SiteID, error) {
	var err error
	if x.principal, err = principalFrom(request.Context()); err != nil {
		return "", err
	}
	if !x.op.Allows(x.principal.Role) {
		return "", (&domain.Error{Code: "role.forbidden"}).With("roles", roleNames(x.op.Roles))
	}
	x.site, err = r.siteOf(request, x.principal)
	return x.site, err
}

// accept makes the call of a request of somebody who may make it, or tells what is wrong with what they say (400, 413,
// 415, 422).
func accept[In any](x *exchange, request *http.Request, site domain.SiteID) (Call[In], error) {
	call := Call[In]{Operation: x.op.ID, Principal: x.principal, Site: site, At: x.at, RequestID: x.id,
		request: request}
	if err := checkPath(request, x.op); err != nil {
		return call, err
	}
	var err error
	if call.Query, err = checkQuery(request.URL.RawQuery, x.op); err != nil {
		return call, err
	}
	if call.Key, err = idempotencyKey(request, x.op); err != nil {
		return call, err
	}
	if x.op.TakesBody() {
		if err := readBody(x.w, request, &call.Body); err != nil {
			return call, err
		}
	}
	err = call.digest()
	return call, err
}

// siteOf isolates the sites: nobody reaches another site than their own, whatever the body says;
// the marketing centre and the auditor reach every site (SS.3.3, GP.0.1), the regional sales
// department those of its region (GP.0.2).
func (r *Router) siteOf(request *http.Request, p Principal) (domain.SiteID, error) {
	site := domain.SiteID(request.PathValue("site"))
	if site == "" {
		return "", nil
	}
	if !domain.ValidSite(string(site)) {
		return "", domain.Invalid("site.unknown", "site")
	}
	switch p.Role {
	case domain.RoleMarketingCentre, domain.RoleAuditor:
		return site, nil
	case domain.RoleRegionalSales:
		return site, r.inRegion(request.Context(), site, p.Region)
	}
	if p.Site != site {
		return "", &domain.Error{Code: "site.foreign"}
	}
	return site, nil
}

func (r *Router) inRegion(ctx context.Context, site domain.SiteID, region string) error {
	if r.options.Region == nil {
		return &domain.Error{Code: "site.foreign"}
	}
	of, err := r.options.Region(ctx, site)
	if err != nil {
		return err
	}
	if region == "" || of != region {
		return domain.Refuse("site.foreign", "GP.0.2")
	}
	return nil
}

func idempotencyKey(request *http.Request, op Operation) (string, error) {
	if !op.Write {
		return "", nil
	}
	given := request.Header.Values("Idempotency-Key")
	switch {
	case len(given) == 0:
		return "", domain.Invalid("idempotency.key_missing", "Idempotency-Key")
	case len(given) > 1 || !limitOf("header Idempotency-Key").allowsText(given[0]):
		return "", domain.Invalid("idempotency.key_malformed", "Idempotency-Key")
	}
	return given[0], nil
}

func readBody(w http.ResponseWriter, request *http.Request, into any) error {
	media, _, err := mime.ParseMediaType(request.Header.Get("Content-Type"))
	if err != nil || media != "application/json" {
		return &domain.Error{Code: "body.not_json"}
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, MaxBody))
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		return &domain.Error{Code: "body.too_large"}
	case err != nil && request.Context().Err() != nil:
		return request.Context().Err()
	case err != nil:
		return &domain.Error{Code: "body.malformed"}
	}
	return decodeStrictly(body, into)
}

// digest fills in what names the write and what a repetition must agree with. The body counts as it
// was understood, so that white space and the order of names make no other request.
func (c *Call[In]) digest() error {
	canonical, err := json.Marshal(c.Body)
	if err != nil {
		return err
	}
	c.RequestDigest = sha256.Sum256(framed(c.Operation, c.request.URL.EscapedPath(), string(canonical)))
	if c.Key != "" {
		sum := sha256.Sum256(framed(string(c.Site), c.Principal.Subject, c.Operation, c.Key))
		c.IdempotencyDigest = hex.EncodeToString(sum[:])
	}
	return nil
}

// framed joins texts with their lengths, so that no two lists of texts give the same bytes.
func framed(texts ...string) []byte {
	var out []byte
	for _, text := range texts {
		out = binary.BigEndian.AppendUint32(out, uint32(len(text)))
		out = append(out, text...)
	}
	return out
}

func roleNames(list []domain.Role) string {
	names := make([]string, len(list))
	for i, role := range list {
		names[i] = string(role)
	}
	return strings.Join(names, ", ")
}
