import { z } from 'zod';
import { addOnSchema } from '../add-ons.js';
import { defineEvent, open } from './define-event.js';

export const PermissionsObserved = defineEvent(
  'PermissionsObserved',
  1,
  'The school has approved these of the permissions that any add-on asks for.',
  { approved: open(z.array(z.string())) },
);

export const AddOnReady = defineEvent('AddOnReady', 1, 'Everything that the add-on requires is approved.', {
  addOn: open(addOnSchema),
  features: open(z.array(z.string())),
});

export const AddOnBlocked = defineEvent(
  'AddOnBlocked',
  1,
  'The add-on may have nothing: it was not purchased, a permission it requires is not approved, or access was revoked.',
  {
    addOn: open(addOnSchema),
    because: open(z.enum(['permission-missing', 'not-purchased', 'access-revoked'])),
    missing: open(z.array(z.string())),
  },
);

export const PERMISSION_EVENTS = [PermissionsObserved, AddOnReady, AddOnBlocked] as const;
