package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"github.com/lunxu/lunxu/internal/domain"
	"github.com/lunxu/lunxu/internal/store"
)

// keyFunctions are the functions that patterns name, each as it is called for some entity: a full key for
// gets, puts and deletes, a partition for queries.
var keyFunctions = map[string]func() (store.Key, string){
	"SiteKey":                       full(store.SiteKey(site)),
	"FloorKey":                      full(store.FloorKey(site)),
	"DirectoryKey":                  full(store.DirectoryKey(site)),
	"DirectoryPartition":            partition(store.DirectoryPartition),
	"IdempotencyKey":                full(store.IdempotencyKey(site, "digest")),
	"DealKey":                       full(store.DealKey(site, "d20261124-000009")),
	"DealsPartition":                partition(store.DealsPartition(site)),
	"UnitKey":                       full(store.UnitKey(site, "3-1201")),
	"ContractKey":                   full(store.ContractKey(site, "HT-1")),
	"DisputeKey":                    full(store.DisputeKey(site, "x20261124-000012")),
	"DisputesPartition":             partition(store.DisputesPartition(site)),
	"FactsPartition":                partition(store.FactsPartition(site)),
	"FactKey":                       full(store.FactKey(site, "id")),
	"InboxPartition":                partition(store.InboxPartition(site)),
	"InboxKey":                      full(store.InboxKey(site, "id")),
	"UnconfirmedKey":                full(store.UnconfirmedKey(site, "agent")),
	"DueKey":                        full(store.DueKey(site, "2026-11-24T10:00:00Z", "subject")),
	"DuePartition":                  partition(store.DuePartition(site)),
	"ReportKey":                     full(store.ReportKey(site, "id")),
	"ReportsPartition":              partition(store.ReportsPartition(site)),
	"SwapKey":                       full(store.SwapKey(site, "id")),
	"ReasonKey":                     full(store.ReasonKey(site, day, 7)),
	"ReasonsPartition":              partition(store.ReasonsPartition(site, day)),
	"JobKey":                        full(store.JobKey(site, "id")),
	"JobPartKey":                    full(store.JobPartKey(site, "id", 1, 2)),
	"JobsPartition":                 partition(store.JobsPartition(site)),
	"SwapsPartition":                partition(store.SwapsPartition(site)),
	"TallyKey":                      full(store.TallyKey(site, "ann", "2026-01")),
	"OpenMatterKey":                 full(store.OpenMatterKey(site, "ann", "fine", "c20261124-000001")),
	"OpenMattersPartition":          partition(store.OpenMattersPartition(site)),
	"CommendationKey":               full(store.CommendationKey(site, "k20261124-000001")),
	"CommendationsPartition":        partition(store.CommendationsPartition(site)),
	"SourceKey":                     full(store.SourceKey(site, "name")),
	"SourcesPartition":              partition(store.SourcesPartition(site)),
	"DeliveryKey":                   full(store.DeliveryKey(site, "digest")),
	"AppointmentKey":                full(store.AppointmentKey(site, "id")),
	"AppointmentDayKey":             full(store.AppointmentDayKey(site, day, "2026-11-24T10:00:00Z", "id")),
	"AppointmentDayPartition":       partition(store.AppointmentDayPartition(site, day)),
	"OnlineKey":                     full(store.OnlineKey(site, day)),
	"PreparationDueKey":             full(store.PreparationDueKey(site, "2026-11-24T10:00:00Z", "id")),
	"PreparationsPartition":         partition(store.PreparationsPartition(site)),
	"NoticeKey":                     full(store.NoticeKey(site, "2026-11-24T10:00:00.000Z", "id")),
	"NoticesPartition":              partition(store.NoticesPartition(site)),
	"SentNoticeKey":                 full(store.SentNoticeKey(site, "id", "2026-11-24T10:00:00.000Z#id")),
	"SentNoticesPartition":          partition(store.SentNoticesPartition(site, "id")),
	"ListedDayPartition":            partition(store.ListedDayPartition(site, "2026-11-24")),
	"ListedDayKey":                  full(store.ListedDayKey(site, "2026-11-24", "ref")),
	"TakeoverKey":                   full(store.TakeoverKey(site, "id")),
	"TakeoversPartition":            partition(store.TakeoversPartition(site)),
	"TakeoverPartKey":               full(store.TakeoverPartKey(site, "id", 1)),
	"CaseKey":                       full(store.CaseKey(site, "id")),
	"CasesPartition":                partition(store.CasesPartition(site)),
	"FeedbackKey":                   full(store.FeedbackKey(site, "2026-11", "20261124-000007")),
	"FeedbackPartition":             partition(store.FeedbackPartition(site, "2026-11")),
	"FeedbackToRouteKey":            full(store.FeedbackToRouteKey(site, "20261124-000007")),
	"FeedbackToRoutePartition":      partition(store.FeedbackToRoutePartition(site)),
	"ReceptionKey":                  full(store.ReceptionKey(site, "2026-11", "20261124-000007")),
	"ReceptionsPartition":           partition(store.ReceptionsPartition(site, "2026-11")),
	"CaseDueKey":                    full(store.CaseDueKey(site, "2026-11-24T10:00:00Z", "id")),
	"CasesDuePartition":             partition(store.CasesDuePartition(site)),
	"LapseWarningKey":               full(store.LapseWarningKey(site, "ann", day, "ref")),
	"LapseWarningsPartition":        partition(store.LapseWarningsPartition(site)),
	"LookupKey":                     full(store.LookupKey(site, day, "2026-11-24T10:00:00.000Z#id")),
	"LookupsPartition":              partition(store.LookupsPartition(site, day)),
	"LookupCountKey":                full(store.LookupCountKey(site, "digest")),
	"LookupAlarmKey":                full(store.LookupAlarmKey(site, "id")),
	"LookupAlarmsPartition":         partition(store.LookupAlarmsPartition(site)),
	"PrivacyRequestKey":             full(store.PrivacyRequestKey(site, "id")),
	"PrivacyRequestsPartition":      partition(store.PrivacyRequestsPartition(site)),
	"RetentionKey":                  full(store.RetentionKey(site)),
	"NightKey":                      full(store.NightKey(site)),
	"ArchiveKey":                    full(store.ArchiveKey(site, "2026-11")),
	"ArchivesPartition":             partition(store.ArchivesPartition(site)),
	"MeasureKey":                    full(store.MeasureKey(site, day)),
	"MeasuresPartition":             partition(store.MeasuresPartition(site)),
	"TrainingKey":                   full(store.TrainingKey(site, "id")),
	"TrainingsPartition":            partition(store.TrainingsPartition(site)),
	"AssessmentKey":                 full(store.AssessmentKey(site, "2026-Q4", "ann")),
	"JournalKey":                    full(store.JournalKey(site, day, 7)),
	"JournalPartition":              partition(store.JournalPartition(site, day)),
	"LineKey":                       full(store.LineKey(site, day.Month(), "ann", "line")),
	"LinesPartition":                partition(store.LinesPartition(site, day.Month())),
	"RunKey":                        full(store.RunKey(site, day)),
	"RunsPartition":                 partition(store.RunsPartition(site)),
	"DigestKey":                     full(store.DigestKey(site, day, 1)),
	"PolicyKey":                     full(store.PolicyKey(site, 3)),
	"PoliciesPartition":             partition(store.PoliciesPartition(site)),
	"AuditKey":                      full(store.AuditKey(site, day, "id")),
	"AuditPartition":                partition(store.AuditPartition(site, day)),
	"CustomerKey":                   full(store.CustomerKey(site, "ref")),
	"PreRegistrationKey":            full(store.PreRegistrationKey(site, "id")),
	"PreRegistrationsPartition":     partition(store.PreRegistrationsPartition(site)),
	"PreRegistrationNameKey":        full(store.PreRegistrationNameKey(site, "ref", "id")),
	"PreRegistrationNamesPartition": partition(store.PreRegistrationNamesPartition(site, "ref")),
	"OwnerPartition":                partition(store.OwnerPartition(site, "ann")),
}

const (
	site = domain.SiteID("riverside")
	day  = domain.Day("2026-11-24")
)

func full(key store.Key) func() (store.Key, string) {
	return func() (store.Key, string) { return key, "" }
}

func partition(name string) func() (store.Key, string) {
	return func() (store.Key, string) { return store.Key{}, name }
}

func TestPatterns(t *testing.T) {
	names := map[string]bool{}
	for _, p := range store.Patterns() {
		if names[p.Name] {
			t.Errorf("%s is declared twice", p.Name)
		}
		names[p.Name] = true
		function, ok := keyFunctions[p.Key]
		if !ok {
			t.Errorf("%s names %s, which is not tried here", p.Name, p.Key)
			continue
		}
		key, prefix := function()
		checkPattern(t, p, key, prefix)
	}
	for name := range keyFunctions {
		used := false
		for _, p := range store.Patterns() {
			used = used || p.Key == name
		}
		if !used {
			t.Errorf("%s has no access pattern", name)
		}
	}
}

func checkPattern(t *testing.T, p store.Pattern, key store.Key, prefix string) {
	t.Helper()
	if p.Operation == store.OperationQuery {
		q := store.Query{Table: p.Table, Index: p.Index, Partition: prefix, Limit: 1}
		if err := store.ValidateQuery(q); err != nil || p.Condition != 0 {
			t.Errorf("%s: %v, condition %d", p.Name, err, p.Condition)
		}
		return
	}
	if key.Table != p.Table || p.Index != "" {
		t.Errorf("%s: key of table %q, declared %q, index %q", p.Name, key.Table, p.Table, p.Index)
	}
	if p.Operation == store.OperationGet {
		if _, err := store.ValidateKeys([]store.Key{key}); err != nil || p.Condition != 0 {
			t.Errorf("%s: %v, condition %d", p.Name, err, p.Condition)
		}
		return
	}
	action := map[store.Operation]store.Action{store.OperationPut: store.Put,
		store.OperationDelete: store.Delete}[p.Operation]
	w := store.Write{Action: action, Item: store.Item{Key: key}, Condition: p.Condition, Version: 1}
	if err := store.ValidateCommit([]store.Write{w}); err != nil {
		t.Errorf("%s: the port refuses it: %v", p.Name, err)
	}
}

// TestEveryKeyFunctionIsTried finds the key and partition functions in the sources of this package.
func TestEveryKeyFunctionIsTried(t *testing.T) {
	declared := map[string]bool{"DirectoryPartition": true} // a constant
	for _, file := range goFiles(t, ".") {
		if strings.Contains(file, "/") || strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range tree.Decls {
			f, ok := declaration.(*ast.FuncDecl)
			if ok && f.Recv == nil && f.Name.IsExported() &&
				(strings.HasSuffix(f.Name.Name, "Key") || strings.HasSuffix(f.Name.Name, "Partition")) {
				declared[f.Name.Name] = true
			}
		}
	}
	for name := range declared {
		if keyFunctions[name] == nil {
			t.Errorf("%s is not in keyFunctions, so its pattern is not checked", name)
		}
	}
	if len(declared) != len(keyFunctions) {
		t.Errorf("%d functions declared, %d tried", len(declared), len(keyFunctions))
	}
}

// TestKeysDiffer: no two entities of a site share a key, nor a partition across sites.
func TestKeysDiffer(t *testing.T) {
	seen := map[store.Key]string{}
	for name, function := range keyFunctions {
		key, _ := function()
		if key == (store.Key{}) {
			continue
		}
		if other, taken := seen[key]; taken {
			t.Errorf("%s and %s give the same key %v", name, other, key)
		}
		seen[key] = name
	}
	if store.SiteKey("a").Partition == store.SiteKey("b").Partition {
		t.Error("two sites share a partition")
	}
}

func TestDeclarations(t *testing.T) {
	attributes := []string{store.AttributePartition, store.AttributeSort, store.AttributeVersion, store.AttributeBody,
		store.AttributeExpiry}
	for _, index := range store.Indexes() {
		table, ok := store.TableNamed(index.Table)
		if !ok || index.Projection != store.KeysOnly {
			t.Errorf("index %+v", index)
		}
		if table.ExpiryAttribute != "" {
			t.Errorf("%s: a keys-only index cannot hide the expired items of %s", index.Index, index.Table)
		}
		attributes = append(attributes, index.PartitionAttribute, index.SortAttribute)
	}
	seen := map[string]bool{}
	for _, name := range attributes {
		if seen[name] {
			t.Errorf("attribute %q has two meanings", name)
		}
		seen[name] = true
	}
	if records, _ := store.TableNamed(store.Records); !records.AppendOnly {
		t.Error("Records must be append-only")
	}
	for _, list := range []func(){func() { store.Tables()[0].Table = "" }, func() { store.Indexes()[0].Index = "" },
		func() { store.Patterns()[0].Name = "" }, func() { store.Costs()[0].Operation = "" }} {
		before := []any{store.Tables(), store.Indexes(), store.Patterns(), store.Costs()}
		list()
		if after := []any{store.Tables(), store.Indexes(), store.Patterns(), store.Costs()}; !reflect.DeepEqual(before,
			after) {
			t.Error("a caller can change the declarations")
		}
	}
}

// goFiles lists the Go files below the folder, by paths relative to it.
func goFiles(t testing.TB, folder string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(osFS(folder), ".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && path != "." {
			return fs.SkipDir
		}
		if err == nil && !entry.IsDir() && strings.HasSuffix(path, ".go") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
