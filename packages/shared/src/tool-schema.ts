import { z } from 'zod';

/**
 * The part of JSON Schema in which a declared tool says what it takes and gives: enough for flat arguments and lists, and
 * nothing that could run for long (patterns) or lead elsewhere (references).
 */
export type ToolField =
  | { type: 'string'; description?: string; enum?: string[]; minLength?: number; maxLength?: number }
  | { type: 'number' | 'integer'; description?: string; minimum?: number; maximum?: number }
  | { type: 'boolean'; description?: string }
  | { type: 'array'; description?: string; items: ToolField; maxItems?: number }
  | ToolObject;

export type ToolObject = {
  type: 'object';
  description?: string;
  properties: Record<string, ToolField>;
  required?: string[];
  additionalProperties?: false;
};

const MOST_PROPERTIES = 40;
const DEEPEST = 4;
const LONGEST_TEXT = 4_000;
const MOST_ITEMS = 100;

const description = z.string().max(500).optional();
const length = z.int().min(0).max(LONGEST_TEXT).optional();

const fieldSchema: z.ZodType<ToolField> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('string'),
      description,
      enum: z.array(z.string().max(200)).min(1).max(100).optional(),
      minLength: length,
      maxLength: length,
    }),
    z.strictObject({
      type: z.enum(['number', 'integer']),
      description,
      minimum: z.number().optional(),
      maximum: z.number().optional(),
    }),
    z.strictObject({ type: z.literal('boolean'), description }),
    z.strictObject({
      type: z.literal('array'),
      description,
      items: fieldSchema,
      maxItems: z.int().min(1).max(MOST_ITEMS).optional(),
    }),
    objectShape,
  ]),
) as z.ZodType<ToolField>;

const RESERVED = new Set(['__proto__', 'constructor', 'prototype', 'lc']);

const objectShape = z.strictObject({
  type: z.literal('object'),
  description,
  properties: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be a name of letters, digits and underscores')
        .refine((name) => !RESERVED.has(name), 'is a name that means something else to computers'),
      fieldSchema,
    )
    .refine((properties) => Object.keys(properties).length <= MOST_PROPERTIES, `at most ${MOST_PROPERTIES} properties`),
  required: z.array(z.string()).max(MOST_PROPERTIES).optional(),
  additionalProperties: z.literal(false).optional(),
});

export const toolObjectSchema = objectShape
  .refine((schema) => depthOf(schema as ToolObject) <= DEEPEST, `at most ${DEEPEST} levels deep`)
  .refine(
    ({ properties, required }) => (required ?? []).every((name) => Object.hasOwn(properties, name)),
    'requires a property that it does not have',
  ) as unknown as z.ZodType<ToolObject>;

function depthOf(field: ToolField): number {
  if (field.type === 'array') return 1 + depthOf(field.items);
  if (field.type !== 'object') return 0;
  return 1 + Math.max(0, ...Object.values(field.properties).map(depthOf));
}

/**
 * What such a schema lets through. `strict`: a property that is not declared is refused, as in arguments. Otherwise it is
 * left out, as in what another system answers.
 */
export function parserOf(field: ToolField, unknown: 'strict' | 'left_out'): z.ZodType {
  switch (field.type) {
    case 'string':
      return field.enum
        ? z.enum(field.enum as [string, ...string[]])
        : z
            .string()
            .min(field.minLength ?? 0)
            .max(field.maxLength ?? LONGEST_TEXT);
    case 'number':
    case 'integer':
      return (field.type === 'integer' ? z.int() : z.number())
        .min(field.minimum ?? Number.NEGATIVE_INFINITY)
        .max(field.maximum ?? Number.POSITIVE_INFINITY);
    case 'boolean':
      return z.boolean();
    case 'array':
      return z.array(parserOf(field.items, unknown)).max(field.maxItems ?? MOST_ITEMS);
    case 'object':
      return objectParser(field, unknown);
  }
}

function objectParser({ properties, required = [] }: ToolObject, unknown: 'strict' | 'left_out'): z.ZodType {
  const shape = Object.fromEntries(
    Object.entries(properties).map(([name, field]) => {
      const described = field.description
        ? parserOf(field, unknown).describe(field.description)
        : parserOf(field, unknown);
      return [name, required.includes(name) ? described : described.optional()];
    }),
  );
  return unknown === 'strict' ? z.strictObject(shape) : z.object(shape);
}
