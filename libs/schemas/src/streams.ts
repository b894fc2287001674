import type { AddOn } from './add-ons.js';
import { ADD_ONS } from './add-ons.js';

/** Stream names, as in design section 2. No name holds personal data. */
export const syncStream = (schoolId: string) => `sync-${schoolId}`;
export const permissionsStream = (schoolId: string) => `permissions-${schoolId}`;
export const restrictionsStream = (schoolId: string) => `restrictions-${schoolId}`;
export const settingsStream = (schoolId: string) => `settings-${schoolId}`;
export const ledgerStream = (schoolId: string, addOn: AddOn) => `ledger-${schoolId}.${addOn}`;
export const closingsStream = (schoolId: string, addOn: AddOn) => `closings-${schoolId}.${addOn}`;
export const hiddenStream = (schoolId: string, addOn: AddOn) => `hidden-${schoolId}.${addOn}`;

/** What says whose history this is; it is of no school. */
export const INSTALLATION_STREAM = 'gatehouse-installation';

/** The prefixes that readers follow. */
export const STREAM_PREFIXES = {
  sync: 'sync-',
  permissions: 'permissions-',
  settings: 'settings-',
  restrictions: 'restrictions-',
  ledger: 'ledger-',
  closings: 'closings-',
  hidden: 'hidden-',
} as const;

/**
 * Reads `<prefix><schoolId>.<addOn>` apart.
 *
 * @returns undefined where the stream is not one of a ledger, its closings, or what hides it.
 */
export function parseLedgerStream(stream: string): { schoolId: string; addOn: AddOn } | undefined {
  const match = /^(?:ledger|closings|hidden)-([A-Za-z0-9_-]{1,64})\.([a-z-]+)$/.exec(stream);
  const addOn = ADD_ONS.find((name) => name === match?.[2]);
  return match?.[1] !== undefined && addOn !== undefined ? { schoolId: match[1], addOn } : undefined;
}
