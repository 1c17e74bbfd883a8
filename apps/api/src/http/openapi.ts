import { STATUS_CODES } from 'node:http';
import { type Endpoint, takesIdempotencyKey } from '@parley/shared/contract/endpoint';
import { problemSchema } from '@parley/shared/contract/problem';
import { z } from 'zod';

/*
 * OpenAPI 3.1 speaks JSON Schema as zod 4 writes it, so the document is a re-arrangement of the contract and needs no
 * library of its own.
 */
const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

function securityOf(permission: Endpoint['permission']): Array<Record<string, string[]>> {
  switch (permission) {
    case 'public':
      return [];
    case 'carrier':
      return [{ carrierSignature: [] }];
    case 'visitor':
      return [{ visitorToken: [] }];
    case 'user':
      return [{ session: [] }];
    default:
      return [{ session: [] }, { apiKey: [] }];
  }
}

export function openApiOf(contract: readonly Endpoint[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const endpoint of contract) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parley',
      version,
      description:
        'Talk to agents and see what they do. Every error has the body `{ error: { type, code, message, param, request_id } }`.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(contract.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
      securitySchemes: {
        visitorToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'From POST /v1/chat/sessions; good for one visitor, one channel and one page’s origin.',
        },
        carrierSignature: {
          type: 'apiKey',
          in: 'header',
          name: 'X-Twilio-Signature',
          description: 'Made by the carrier with the account’s token, over the public address and the whole form.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'parley.session_token',
          description:
            'From POST /v1/auth/sign-in/email; outside demo mode its name begins with __Secure-. Calls that change something must come from Parley’s own pages.',
        },
        apiKey: {
          type: 'http',
          scheme: 'bearer',
          description: 'From POST /v1/api-keys: `parley_live_…` or `parley_test_…`, with the scopes that were chosen.',
        },
      },
    },
  };
}

function operationOf(endpoint: Endpoint): object {
  return {
    operationId: endpoint.id,
    tags: [endpoint.tag],
    summary: endpoint.summary,
    security: securityOf(endpoint.permission),
    parameters: [
      ...parametersOf('path', endpoint.params),
      ...parametersOf('query', endpoint.query),
      ...idempotencyHeader(endpoint),
    ],
    ...(endpoint.body && {
      requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
    }),
    responses: { ...successesOf(endpoint), default: PROBLEM },
  };
}

const PROBLEM = {
  description: 'What went wrong, and what to do',
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

function successesOf(endpoint: Endpoint): object {
  const answers = Object.entries(endpoint.responses).map(([status, { description, body, contentType }]) => {
    const schema = body ? schemaOf(body, 'output') : { type: 'string' };
    const content = { [contentType ?? 'application/json']: { schema } };
    return [status, { description: description || STATUS_CODES[status], content }];
  });
  return Object.fromEntries(answers);
}

function parametersOf(where: 'path' | 'query', schema: z.ZodObject | undefined): object[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, object>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function idempotencyHeader(endpoint: Endpoint): object[] {
  if (!takesIdempotencyKey(endpoint)) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: endpoint.idempotency?.required ?? false,
      description: 'New for each new request. Sent again within a day, the call gets the answer of the first time.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  ];
}
