import { configure } from 'safe-stable-stringify';
import { z } from 'zod';
import { rowOf } from '../json/delivered.js';
import { LONGEST_TEXT, shortText } from './short-text.js';
import type { WondePermission } from './wonde-permission.js';

// A date nests once (wonde-api section 6). Deeper down a source may nest without end, and changes are not seen.
const canonicalText = configure({ maximumDepth: 8 });

const permissionSchema = z.object({
  name: z
    .string()
    .max(LONGEST_TEXT)
    .refine((name) => name.trim() !== ''),
  // Only `true` approves: "true", 1 or a missing key leave a permission unapproved.
  approved: z.literal(true).optional().catch(undefined),
  identity: shortText,
  group: shortText,
  parent: shortText,
  optional: z.boolean().optional().catch(undefined),
  active_from: z.unknown().optional(),
});

/** A row of a school's permission list, or undefined when it has no readable name (wonde-api section 4). */
export function readPermission(row: unknown): WondePermission | undefined {
  const read = permissionSchema.safeParse(rowOf(row));
  if (!read.success) return undefined;
  const { name, approved, identity, group, parent, optional, active_from } = read.data;
  return {
    name,
    approved: approved === true,
    identity,
    group,
    parent,
    optional,
    activeFrom: canonicalText(active_from),
  };
}
