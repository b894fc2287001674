/** After how long nothing of a school, or of a kind, is served; in whole days, at least one (design section 3). */
export interface SuspensionLimits {
  /** Days since the school was last listed as approved. */
  unlistedDays: number;
  /** Days since the kind was last read whole. */
  unreadDays: number;
}

export const DEFAULT_SUSPENSION_LIMITS: SuspensionLimits = { unlistedDays: 7, unreadDays: 30 };
