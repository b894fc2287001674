import { z } from 'zod';

/** The website add-ons a school can buy, in the order in which they are listed everywhere. */
export const ADD_ONS = ['email-text', 'parent-portal', 'parents-evening', 'mis-calendar'] as const;
export const addOnSchema = z.enum(ADD_ONS);
export type AddOn = z.infer<typeof addOnSchema>;
