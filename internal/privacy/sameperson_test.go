package privacy

import "testing"

func TestCouldBeOne(t *testing.T) {
	for _, c := range []struct {
		a, b string
		one  bool
	}{
		{"王先生", "王建国", true}, {"王先生", "郑和", false}, {"王先生", "王女士", false}, {"王女士", "王女士", true},
		{"王建国", "王建军", false}, {"王 建国", "王建国", true}, {"王总", "王建国", true}, {"小王", "王先生", true},
		{"欧阳先生", "欧阳锋", true}, {"欧阳先生", "区先生", false}, {"欧先生", "欧阳锋", false}, {"王建国先生", "王建国", true},
		{"", "王建国", true}, {"Mr. Smith", "John Smith", true}, {"Mr Smith", "Mrs Smith", false},
		{"ＪＯＨＮ Smith", "john smith", true}, {"John", "Smith", false}, {"王先生", "Wang", false}, {"李女士", "李建国", true},
		{"王小姐", "汪小姐", false}, {"高工", "高山", true}, {"陈总", "程总", false},
	} {
		if CouldBeOne(c.a, c.b) != c.one || CouldBeOne(c.b, c.a) != c.one {
			t.Errorf("%s and %s: %v", c.a, c.b, !c.one)
		}
	}
}
