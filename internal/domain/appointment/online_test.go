package appointment

import (
	"errors"
	"fmt"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
)

// CR.2.1: the booking page takes three applications of a number and sixty of a site on one day, and counts none that
// it refuses.
func TestTheBookingPageIsCapped(t *testing.T) {
	var o Applications
	var err error
	for n := range MaxOnlineOfNumber {
		if o, err = o.Admit("a"); err != nil {
			t.Fatalf("%d: %v", n, err)
		}
	}
	if same, err := o.Admit("a"); refusalOf(err) != "appointment.online_number" || same.All != MaxOnlineOfNumber {
		t.Errorf("%+v, %v", same, err)
	}
	for n := MaxOnlineOfNumber; n < MaxOnlineOfSite; n++ {
		if o, err = o.Admit(domain.CustomerRef(fmt.Sprint(n))); err != nil {
			t.Fatalf("%d: %v", n, err)
		}
	}
	if _, err := o.Admit("z"); refusalOf(err) != "appointment.online_full" {
		t.Errorf("one more: %v", err)
	}
}

func refusalOf(err error) domain.Code {
	var refused *domain.Error
	if !errors.As(err, &refused) {
		return ""
	}
	return refused.Code
}
