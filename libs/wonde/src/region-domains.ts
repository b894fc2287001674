import { refused } from './outcome.js';
import type { Outcome } from './outcome.js';

/** Wonde's documented domains by region (wonde-api section 1). */
export const WONDE_DOMAINS = [
  'api.wonde.com',
  'api-ap-southeast-2.wonde.com',
  'api-af-south-1.wonde.com',
  'api-us-west-2.wonde.com',
] as const;

// Regions that came after the documentation: still Wonde's own name, nothing in front of or behind it.
const OTHER_REGION = /^api-[a-z0-9]+(?:-[a-z0-9]+)*\.wonde\.com$/;

/** Whether a bearer token may be sent there. */
export function isWondeDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  return WONDE_DOMAINS.some((known) => known === name) || OTHER_REGION.test(name);
}

/**
 * The base address of a region. Asking the wrong domain does not fail, it gives no data (wonde-api section 1), and any
 * other host would be handed the token: so a domain that is not Wonde's is refused, not replaced.
 */
export function regionBase(domain: string): Outcome<URL> {
  if (isWondeDomain(domain)) return { ok: true, value: new URL(`https://${domain.toLowerCase()}/v1.0/`) };
  return refused(
    'BAD_ANSWER',
    "The school's region names a domain that is not one of Wonde's, so it was not asked. Check the school in " +
      "Wonde's dashboard; if Wonde has a new region, this version of Gatehouse does not know it yet.",
  );
}
