import { z } from 'zod';

/** Raised when the layout of the data directory changes in a way that older programs cannot read. */
export const FORMAT = 1;

/** Which Wonde the data came from. The port is left out: it is no part of whose data they are. */
export const sourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sandbox') }),
  z.object({ kind: z.literal('wonde'), host: z.string() }),
]);
export type Source = z.infer<typeof sourceSchema>;

/** What `installation.json` says: written last when a data directory is made, so that it marks a whole one. */
export const installationSchema = z.object({
  format: z.literal(FORMAT),
  id: z.uuid(),
  source: sourceSchema,
  createdAt: z.iso.datetime(),
  /** Derived from the master key: another key must not be taken for this installation's. */
  masterKeyCheck: z.string().regex(/^[0-9a-f]{32}$/),
});
export type Installation = z.infer<typeof installationSchema>;

export const describeSource = (source: Source) =>
  source.kind === 'sandbox' ? 'the sandbox' : `Wonde at ${source.host}`;
