package dynamo_test

import (
	"context"
	"errors"
	"os"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"

	"github.com/lunxu/lunxu/internal/store"
	"github.com/lunxu/lunxu/internal/store/dynamo"
)

// endpointVariable names a DynamoDB to run the contract on besides the protocol server: DynamoDB Local,
// or AWS with AWS_REGION and credentials in the environment.
const endpointVariable = "DYNAMODB_ENDPOINT"

const (
	tablePrefix = "store-contract-"
	tableTime   = 2 * time.Minute
)

// openers lists the places where the contract is checked, by name.
func openers(t testing.TB) map[string]func(testing.TB) store.Store {
	places := map[string]func(testing.TB) store.Store{"protocol": open}
	if endpoint := os.Getenv(endpointVariable); endpoint != "" {
		s := openEndpoint(t, endpoint)
		places["endpoint"] = func(testing.TB) store.Store { return s }
	}
	return places
}

func openEndpoint(t testing.TB, endpoint string) store.Store {
	t.Helper()
	options := dynamo.Options{Region: "us-east-1", Endpoint: endpoint, Credentials: environmentCredentials(),
		TableNames: map[store.Table]string{}}
	if region := os.Getenv("AWS_REGION"); region != "" {
		options.Region = region
	}
	client := dynamodb.New(dynamodb.Options{Region: options.Region, BaseEndpoint: &options.Endpoint,
		Credentials: options.Credentials})
	for _, table := range store.Tables() {
		options.TableNames[table.Table] = tablePrefix + string(table.Table)
		createTable(t, client, table)
	}
	s, err := dynamo.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func environmentCredentials() aws.CredentialsProvider {
	id, secret := os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY")
	if id == "" || secret == "" {
		return testCredentials
	}
	return aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: id, SecretAccessKey: secret, SessionToken: os.Getenv("AWS_SESSION_TOKEN")},
			nil
	})
}

// createTable makes the table if it is not there and waits until it can be used. Time to live is left
// off: the contract must hold while expired items are still there.
func createTable(t testing.TB, client *dynamodb.Client, table store.TableSchema) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), tableTime)
	defer cancel()
	in := &dynamodb.CreateTableInput{TableName: aws.String(tablePrefix + string(table.Table)),
		BillingMode: types.BillingModePayPerRequest}
	in.KeySchema = keySchema(in, table.PartitionAttribute, table.SortAttribute)
	for _, index := range store.IndexesOf(table.Table) {
		in.GlobalSecondaryIndexes = append(in.GlobalSecondaryIndexes, types.GlobalSecondaryIndex{
			IndexName:  aws.String(string(index.Index)),
			KeySchema:  keySchema(in, index.PartitionAttribute, index.SortAttribute),
			Projection: &types.Projection{ProjectionType: types.ProjectionType(index.Projection)},
		})
	}
	var exists *types.ResourceInUseException
	if _, err := client.CreateTable(ctx, in); err != nil && !errors.As(err, &exists) {
		t.Fatal(err)
	}
	ready := dynamodb.NewTableExistsWaiter(client)
	if err := ready.Wait(ctx, &dynamodb.DescribeTableInput{TableName: in.TableName}, tableTime); err != nil {
		t.Fatal(err)
	}
}

// keySchema gives the key of a table or index and defines its attributes in the request.
func keySchema(in *dynamodb.CreateTableInput, partition, sort string) []types.KeySchemaElement {
	for _, name := range []string{partition, sort} {
		in.AttributeDefinitions = append(in.AttributeDefinitions,
			types.AttributeDefinition{AttributeName: aws.String(name), AttributeType: types.ScalarAttributeTypeS})
	}
	return []types.KeySchemaElement{
		{AttributeName: aws.String(partition), KeyType: types.KeyTypeHash},
		{AttributeName: aws.String(sort), KeyType: types.KeyTypeRange},
	}
}
