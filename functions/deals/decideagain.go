package deals

import "github.com/lunxu/lunxu/internal/floor"

// DecideAgain decides anew on a customer's deals, now that something of the file stands which waited when they were
// recorded.
func DecideAgain(w *floor.Work, file *floor.CustomerFile) error {
	of := known{customer: file, family: []*floor.CustomerFile{file}}
	if err := of.load(w); err != nil {
		return err
	}
	for _, d := range of.deals {
		if err := recredit(w, d); err != nil {
			return err
		}
	}
	return nil
}
