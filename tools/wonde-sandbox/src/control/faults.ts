import { z } from 'zod';

export const FAULT_KINDS = [
  'timeout',
  'cut-json',
  'empty-page',
  'empty-list',
  'repeated-cursor',
  'foreign-next',
] as const;

/**
 * What goes wrong, and where. Without `school`, `resource` or `page` it does everywhere; `times` is how often, without
 * it until the faults are cleared. `resource` is a resource's name, or `schools`, `school`, `meta`, `permissions`,
 * `acl`, `access`, `counts`, `deletions`.
 */
export const faultSchema = z
  .strictObject({
    school: z.string().optional(),
    resource: z.string().optional(),
    page: z.int().min(1).optional(),
    status: z.int().min(400).max(599).optional(),
    kind: z.enum(FAULT_KINDS).optional(),
    /**
     * Every place where `find` stands in the answer's JSON text gets `with` in its stead, so that a test can serve what
     * no record can hold: a key said twice, broken JSON. An answer without it is served as it is.
     */
    replace: z.strictObject({ find: z.string().min(1), with: z.string() }).optional(),
    /** Seconds, or an HTTP date, sent as `Retry-After`. */
    retryAfter: z.union([z.number(), z.string()]).optional(),
    times: z.int().min(1).optional(),
  })
  .refine(
    ({ status, kind, replace }) => [status, kind, replace].filter((what) => what !== undefined).length === 1,
    'Give either status, kind or replace.',
  );

export type Fault = z.infer<typeof faultSchema>;

export interface RequestPlace {
  school: string | undefined;
  resource: string | undefined;
  page: number;
}

export class Faults {
  #active: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#active.push({ fault, left: fault.times ?? Infinity });
  }

  clear(): void {
    this.#active = [];
  }

  /** The oldest fault that meets this request, if any, and counts it. */
  take(place: RequestPlace): Fault | undefined {
    const met = this.#active.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.school ?? place.school) === place.school &&
        (fault.resource ?? place.resource) === place.resource &&
        (fault.page ?? place.page) === place.page,
    );
    if (met === undefined) return undefined;
    met.left -= 1;
    return met.fault;
  }
}
