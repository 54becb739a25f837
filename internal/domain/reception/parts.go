package reception

// Parts says which parts of a record are filled in, without a word of them: it stands in the register in clear, and so
// outlives the customer's key (LC.4.4, LS.2.5).
type Parts struct {
	Questions   int    `json:"questions"` // with their answers (BR.4.4)
	Gifts       int    `json:"gifts"`     // offered (GR.6)
	Well        bool   `json:"well"`
	Badly       bool   `json:"badly"`
	Improvement bool   `json:"improvement"`
	FollowUp    bool   `json:"follow_up"`          // something is still needed (CM.3)
	Corrects    string `json:"corrects,omitempty"` // the record that this one stands instead of
}

// PartsOf gives the parts of a content that corrects a record, or none.
func PartsOf(c Content, corrects string) *Parts {
	return &Parts{Questions: len(c.Questions), Gifts: len(c.Gifts), Well: c.Well != "", Badly: c.Badly != "",
		Improvement: c.Improvement != "",
		FollowUp:    c.FollowUp != "", Corrects: corrects}
}
