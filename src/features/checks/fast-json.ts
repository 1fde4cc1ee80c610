import fastJsonStringify from 'fast-json-stringify'
import { z } from 'zod'

/** Writes JSON as the schema says, and nothing that it does not name; about twice as fast as checking the value by zod first. */
export function fastJson(schema: z.ZodType): (value: unknown) => string {
  const json = z.toJSONSchema(schema, {
    target: 'draft-7',
    override: ({ jsonSchema }) => {
      // `anyOf` would be tried by a validator on each value.
      const [first, second, ...others] = jsonSchema.anyOf ?? []
      if (first === undefined || second?.type !== 'null' || others.length > 0) return
      delete jsonSchema.anyOf
      Object.assign(jsonSchema, first, { nullable: true })
    },
  })
  return fastJsonStringify(json as fastJsonStringify.Schema)
}
