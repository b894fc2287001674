import { z } from 'zod';

/** In characters: neither a school nor a permission has a longer name that anybody knows. */
export const LONGEST_TEXT = 1024;

/** A text that may be missing; one that is too long, or none, is as good as missing. */
export const shortText = z.string().max(LONGEST_TEXT).optional().catch(undefined);
