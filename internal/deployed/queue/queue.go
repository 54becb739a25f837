// Package queue is the Amazon SQS queues that functions send orders to.
package queue

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sqs"
	"github.com/aws/aws-sdk-go-v2/service/sqs/types"

	"github.com/lunxu/lunxu/internal/store/dynamo"
)

// SQS is the queue of orders.
type SQS struct {
	client *sqs.Client
	url    string
}

// NewSQS opens the queue whose address a variable of the environment gives.
func NewSQS(getenv func(string) string, variable string) SQS {
	options := sqs.Options{Region: getenv("AWS_REGION"), HTTPClient: dynamo.NewHTTPClient(),
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: os.Getenv("AWS_ACCESS_KEY_ID"),
				SecretAccessKey: os.Getenv("AWS_SECRET_ACCESS_KEY"),
				SessionToken:    os.Getenv("AWS_SESSION_TOKEN"), Source: "environment"}, nil
		})}
	if endpoint := getenv("AWS_ENDPOINT_URL_SQS"); endpoint != "" {
		options.BaseEndpoint = aws.String(endpoint)
	}
	return SQS{sqs.New(options), getenv(variable)}
}

const batchSize = 10

// Send sends messages in batches; a message that the queue does not take is an error, and whatever asked
// for it is tried again as a whole.
func (q SQS) Send(ctx context.Context, bodies []string) error {
	for start := 0; start < len(bodies); start += batchSize {
		var entries []types.SendMessageBatchRequestEntry
		for i, body := range bodies[start:min(start+batchSize, len(bodies))] {
			entries = append(entries, types.SendMessageBatchRequestEntry{Id: aws.String(strconv.Itoa(i)),
				MessageBody: aws.String(body)})
		}
		out, err := q.client.SendMessageBatch(ctx,
			&sqs.SendMessageBatchInput{QueueUrl: aws.String(q.url), Entries: entries})
		if err != nil {
			return fmt.Errorf("queue: send orders: %w", err)
		}
		if len(out.Failed) > 0 {
			return fmt.Errorf("queue: %d orders were not taken", len(out.Failed))
		}
	}
	return nil
}
