import type * as v from 'valibot';

/** What a method takes, as a caller writes it, and what it answers. */
export interface Shape<Params, Result> {
  readonly params: Params;
  readonly result: Result;
}

/** A {@link Shape} whose parameters have a schema. */
export type Method<S extends v.GenericSchema, Result> = Shape<v.InferInput<S>, Result>;

/** Of a method without parameters. */
export type Nothing = Readonly<Record<string, never>> | undefined;
