import { z } from 'zod';

/** One sentence for a variable that is not set, another for one whose text has another form. */
const errors = (unset: string, unreadable: string) => ({
  error: ({ input }: { input?: unknown }) =>
    input === undefined ? `is not set. ${unset}` : `cannot be used. ${unreadable}`,
});

/** A text of this form. `give` says what to give. */
export const textLike = (form: RegExp, give: string) =>
  z.string(errors(give, give)).regex(form, errors(give, give));

/** One of several forms. */
export const oneOf = <T extends readonly [z.ZodType, ...z.ZodType[]]>(forms: T, give: string) =>
  z.union(forms, errors(give, give));

/** A whole number in decimal digits. */
export const wholeNumberFrom = (min: number, max: number) => {
  const give = `Give a whole number from ${min} to ${max}.`;
  return textLike(/^\d{1,9}$/, give)
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `cannot be used. ${give}` });
};

/** One that may be left out. */
export const wholeNumber = (max: number, unset: number, min = 0) => wholeNumberFrom(min, max).default(unset);

export const port = (unset: number) => wholeNumber(65_535, unset);
