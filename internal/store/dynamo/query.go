package dynamo

import (
	"context"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/lunxu/lunxu/internal/store"
)

// Query reads one page. It asks for one item more than the limit, because DynamoDB gives a cursor for
// every full page, even the last.
func (s *Store) Query(ctx context.Context, q store.Query) (store.Page, error) {
	if err := store.ValidateQuery(q); err != nil {
		return store.Page{}, err
	}
	after, err := store.DecodeCursor(q)
	if err != nil {
		return store.Page{}, err
	}
	name, err := s.name(q.Table)
	if err != nil {
		return store.Page{}, err
	}
	out, err := s.client.Query(ctx, queryInput(name, q, after))
	if err != nil {
		store.Count(ctx, store.Usage{RoundTrips: 1})
		return store.Page{}, translate(err)
	}
	countReads(ctx, out.ConsumedCapacity)
	return s.page(q, out)
}

func queryInput(name string, q store.Query, after *store.Position) *dynamodb.QueryInput {
	table, _ := store.TableNamed(q.Table)
	partition, sort := table.PartitionAttribute, table.SortAttribute
	in := &dynamodb.QueryInput{
		TableName:              aws.String(name),
		Limit:                  aws.Int32(int32(q.Limit) + 1),
		ScanIndexForward:       aws.Bool(!q.Descending),
		ConsistentRead:         aws.Bool(q.Index == ""),
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal,
	}
	if index, ok := store.IndexNamed(q.Index); ok {
		partition, sort = index.PartitionAttribute, index.SortAttribute
		in.IndexName = aws.String(string(q.Index))
	}
	in.ExpressionAttributeNames = map[string]string{"#p": partition}
	in.ExpressionAttributeValues = map[string]types.AttributeValue{":p": text(q.Partition)}
	condition := []string{"#p = :p"}
	if bounds := boundsOf(q, in.ExpressionAttributeValues); bounds != "" {
		condition = append(condition, bounds)
		in.ExpressionAttributeNames["#s"] = sort
	}
	in.KeyConditionExpression = aws.String(strings.Join(condition, " AND "))
	if after != nil {
		in.ExclusiveStartKey = encodeKey(after.Key)
		in.ExclusiveStartKey[partition] = text(q.Partition)
		in.ExclusiveStartKey[sort] = text(after.Sort)
	}
	return in
}

func boundsOf(q store.Query, values map[string]types.AttributeValue) string {
	if q.From != "" {
		values[":from"] = text(q.From)
	}
	if q.To != "" {
		values[":to"] = text(q.To)
	}
	switch {
	case q.From != "" && q.To != "":
		return "#s BETWEEN :from AND :to"
	case q.From != "":
		return "#s >= :from"
	case q.To != "":
		return "#s <= :to"
	}
	return ""
}

func (s *Store) page(q store.Query, out *dynamodb.QueryOutput) (store.Page, error) {
	read, last := out.Items, out.LastEvaluatedKey
	if len(read) > q.Limit {
		read, last = read[:q.Limit], read[q.Limit-1]
	}
	var page store.Page
	for _, attributes := range read {
		item, err := decodeItem(q.Table, attributes)
		if err != nil {
			return store.Page{}, err
		}
		if !item.ExpiredAt(s.now()) {
			page.Items = append(page.Items, item)
		}
	}
	if len(last) == 0 {
		return page, nil
	}
	end, err := decodeItem(q.Table, last)
	if err != nil {
		return store.Page{}, err
	}
	position := store.Position{Sort: end.Key.Sort, Key: end.Key}
	if q.Index != "" {
		position.Sort = end.Indexes[q.Index].Sort
	}
	page.Cursor = store.EncodeCursor(q, position)
	return page, nil
}
