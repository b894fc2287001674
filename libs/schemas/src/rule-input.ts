import { z } from 'zod';

/** What a rule may know of a value that decides: its class, never the value itself (design section 3). */
export const RULE_INPUTS = ['true', 'false', 'null', 'absent', 'unreadable'] as const;
export const ruleInputSchema = z.enum(RULE_INPUTS);
export type RuleInput = z.infer<typeof ruleInputSchema>;

/** The rule inputs of one contact-child link; the child is named by its record key. */
export const linkClassesSchema = z.object({
  child: z.string(),
  parentalResponsibility: ruleInputSchema,
  courtOrder: ruleInputSchema,
});
export type LinkClasses = z.infer<typeof linkClassesSchema>;
