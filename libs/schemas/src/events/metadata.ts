import { z } from 'zod';

/** What every event carries beside its data (design section 2). `revision` -1 means that the stream was empty. */
export const metadataSchema = z.object({
  schemaVersion: z.int().positive(),
  actor: z.string(),
  recordedAt: z.iso.datetime(),
  run: z.int().nonnegative().optional(),
  causationId: z.string().optional(),
  rulesVersion: z.string().optional(),
  settingsRevision: z.int().min(-1).optional(),
  restrictionsRevision: z.int().min(-1).optional(),
  permissionsRevision: z.int().min(-1).optional(),
  fingerprint: z.string().optional(),
  observedAt: z.iso.datetime().optional(),
});
export type EventMetadata = z.infer<typeof metadataSchema>;
