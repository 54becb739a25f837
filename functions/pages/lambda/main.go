// Command lambda deploys the pages function: the pages, and within them the operations that they call.
package main

import (
	"crypto/rand"
	"net/http"
	"os"
	"time"

	"github.com/lunxu/lunxu/functions/aftercare"
	"github.com/lunxu/lunxu/functions/appointments"
	"github.com/lunxu/lunxu/functions/assessment"
	"github.com/lunxu/lunxu/functions/checkin"
	"github.com/lunxu/lunxu/functions/deals"
	"github.com/lunxu/lunxu/functions/inbox"
	"github.com/lunxu/lunxu/functions/ownership"
	"github.com/lunxu/lunxu/functions/pages"
	"github.com/lunxu/lunxu/functions/reviews"
	"github.com/lunxu/lunxu/functions/settlement"
	"github.com/lunxu/lunxu/functions/sites"
	"github.com/lunxu/lunxu/functions/visits"
	"github.com/lunxu/lunxu/internal/api"
	"github.com/lunxu/lunxu/internal/api/lambdaedge"
	"github.com/lunxu/lunxu/internal/deployed"
	"github.com/lunxu/lunxu/internal/deployed/keys"
	"github.com/lunxu/lunxu/internal/deployed/queue"
	"github.com/lunxu/lunxu/internal/identity"
)

// issuerTimeout bounds one call to the issuer, below the function's own time.
const issuerTimeout = 4 * time.Second

func main() {
	f, logger := deployed.Floor(keys.Open)
	now := func() time.Time { return time.Now().UTC() }
	origin := os.Getenv("ORIGIN")
	router := api.New(api.Options{Now: now, Logger: logger, Region: f.Region,
		Admit: f.Admit})
	sites.Register(router, f)
	checkin.Register(router, f, rand.Reader, origin)
	visits.Register(router, f)
	aftercare.Register(router, f)
	assessment.Register(router, f)
	appointments.Register(router, f, rand.Reader)
	ownership.Register(router, f)
	deals.Register(router, f)
	inbox.Register(router, f)
	settlement.Register(router, f)
	reviews.Register(router, f, queue.NewSQS(os.Getenv, "JOBS_QUEUE_URL"))
	client := &http.Client{Timeout: issuerTimeout}
	openID := &pages.OpenID{Issuer: &identity.Remote{URL: os.Getenv("OIDC_ISSUER"), Client: client, Now: now},
		ClientID: os.Getenv("OIDC_CLIENT_ID"), Secret: os.Getenv("OIDC_CLIENT_SECRET"), Client: client}
	lambdaedge.Start(pages.New(pages.Options{API: router, Ring: f.Ring, Now: now, Logger: logger, Origin: origin,
		OpenID: openID}))
}
