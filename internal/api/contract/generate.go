package contract

//go:generate go -C ../../.. tool oapi-codegen -config internal/api/contract/config.yaml infra/openapi.yaml
