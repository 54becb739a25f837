package dynamo

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/lunxu/lunxu/internal/store"
)

// Commit applies the writes in one transaction. The SDK gives each call its own client token and
// repeats attempts under it, so that a commit whose answer was lost is not applied or judged twice.
func (s *Store) Commit(ctx context.Context, writes ...store.Write) error {
	if err := store.ValidateCommit(writes); err != nil {
		return err
	}
	items := make([]types.TransactWriteItem, len(writes))
	for i, write := range writes {
		name, err := s.name(write.Item.Key.Table)
		if err != nil {
			return err
		}
		items[i] = transactItem(name, write)
	}
	out, err := s.client.TransactWriteItems(ctx, &dynamodb.TransactWriteItemsInput{TransactItems: items,
		ReturnConsumedCapacity: types.ReturnConsumedCapacityTotal})
	if err != nil {
		store.Count(ctx, store.Usage{RoundTrips: 1})
		return translate(err)
	}
	usage := store.Usage{RoundTrips: 1}
	for _, capacity := range out.ConsumedCapacity {
		// A repeated transaction is billed as reads; everything else is writes, indexes included.
		read := aws.ToFloat64(capacity.ReadCapacityUnits)
		usage.ReadUnits += read
		usage.WriteUnits += aws.ToFloat64(capacity.CapacityUnits) - read
	}
	store.Count(ctx, usage)
	return nil
}

func transactItem(name string, write store.Write) types.TransactWriteItem {
	c := conditionOf(write)
	switch write.Action {
	case store.Put:
		item := write.Item
		if write.Condition == store.VersionIs {
			item.Version = write.Version + 1
		}
		return types.TransactWriteItem{Put: &types.Put{TableName: aws.String(name), Item: encodeItem(item),
			ConditionExpression: aws.String(c.expression), ExpressionAttributeNames: c.names,
			ExpressionAttributeValues: c.values}}
	case store.Delete:
		return types.TransactWriteItem{Delete: &types.Delete{TableName: aws.String(name),
			Key:                 encodeKey(write.Item.Key),
			ConditionExpression: aws.String(c.expression), ExpressionAttributeNames: c.names,
			ExpressionAttributeValues: c.values}}
	}
	return types.TransactWriteItem{ConditionCheck: &types.ConditionCheck{TableName: aws.String(name),
		Key:                 encodeKey(write.Item.Key),
		ConditionExpression: aws.String(c.expression), ExpressionAttributeNames: c.names,
		ExpressionAttributeValues: c.values}}
}

type condition struct {
	expression string
	names      map[string]string
	values     map[string]types.AttributeValue
}

// conditionOf gives one of four expressions. The name ttl is a reserved word and needs a placeholder.
func conditionOf(write store.Write) condition {
	table, _ := store.TableNamed(write.Item.Key.Table)
	switch {
	case write.Condition == store.VersionIs:
		return condition{"v = :v", nil, map[string]types.AttributeValue{":v": number(write.Version)}}
	case write.Condition == store.MustExist:
		return condition{expression: "attribute_exists(pk)"}
	case write.Now.IsZero() || table.ExpiryAttribute == "":
		return condition{expression: "attribute_not_exists(pk)"}
	}
	return condition{"attribute_not_exists(pk) OR #ttl <= :now", map[string]string{"#ttl": table.ExpiryAttribute},
		map[string]types.AttributeValue{":now": number(write.Now.Unix())}}
}
