import { z } from 'zod';
import { RESOURCES } from './resources.js';

/** How a school is served where documentation and recorded answers differ, or answers of two schools (wonde-api section 14). */
export const mannerSchema = z.strictObject({
  /** What stands for a field whose permission is not approved. */
  unapproved: z.enum(['absent', 'null']),
  /** Whether a list of 50 rows or fewer has a pagination object although no `per_page` was sent. */
  shortLists: z.enum(['bare', 'paged']),
  /** Whether classes have `meta`: what an employee is in them where they stand under one, else null. */
  classMeta: z.boolean(),
  /** What the school's MIS lacks: 404, and no include leads there. */
  missing: z.array(z.enum(RESOURCES)),
});

export type Manner = z.infer<typeof mannerSchema>;

/** What the documentation says; how every school is served that says nothing else. */
export const AS_DOCUMENTED: Manner = {
  unapproved: 'absent',
  shortLists: 'bare',
  classMeta: false,
  missing: [],
};

/** What recorded answers of Wonde's testing school hold. */
export const AS_RECORDED: Manner = {
  unapproved: 'null',
  shortLists: 'paged',
  classMeta: true,
  missing: [],
};
