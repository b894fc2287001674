import { z } from 'zod';
import type { WondePermission } from './wonde-permission.js';

const text = z.string().optional().catch(undefined);

const permissionSchema = z.object({
  name: z.string().refine((name) => name.trim() !== ''),
  // Only `true` approves: "true", 1 or a missing key leave a permission unapproved.
  approved: z.literal(true).optional().catch(undefined),
  identity: text,
  group: text,
  parent: text,
  optional: z.boolean().optional().catch(undefined),
});

/** A row of a school's permission list, or undefined when it has no readable name (wonde-api section 4). */
export function readPermission(row: unknown): WondePermission | undefined {
  const read = permissionSchema.safeParse(row);
  if (!read.success) return undefined;
  const { name, approved, identity, group, parent, optional } = read.data;
  return { name, approved: approved === true, identity, group, parent, optional };
}
