import type { JsonObject } from '@gatehouse/event-store';
import type { Settings } from '@gatehouse/policy';
import { DEFAULT_HOLD_LIMITS, holdLimitsOn } from '@gatehouse/policy';
import type { SchoolSettings } from './school-settings.js';

/** What `settings show --json` prints. null: nothing was decided, so nothing is left out. */
export interface SettingsDocument {
  schoolId: string;
  revision: number;
  settings: {
    addOns: readonly string[] | null;
    blankCourtOrder: string;
    courtOrderScope: string;
    calendarCategories: readonly string[] | null;
    /** Record keys and person keys, sorted. */
    blocked: readonly string[];
    /** From when on withdrawals wait, as of today; `until` is the last day of limits that the school set. */
    holdLimits: {
      records: number;
      percent: number;
      /** null: a third. */
      mostPercent: number | null;
      isDefault: boolean;
      until: string | null;
    };
  };
  history: {
    revision: number;
    type: string;
    recordedAt: unknown;
    actor: unknown;
    reason: unknown;
    data: JsonObject;
  }[];
}

/** @param today `2026-09-30`. */
export function settingsDocument(
  schoolId: string,
  standing: SchoolSettings,
  today: string,
): SettingsDocument {
  const { purchased, blankCourtOrder, courtOrderScope, categories, blocked } = standing.settings;
  return {
    schoolId,
    revision: standing.revision,
    settings: {
      addOns: purchased ?? null,
      blankCourtOrder,
      courtOrderScope,
      calendarCategories: categories ?? null,
      blocked: [...blocked].sort(),
      holdLimits: limitsOn(standing.settings, today),
    },
    history: standing.history.map(({ revision, type, metadata, data: { reason, ...data } }) => ({
      revision,
      type,
      recordedAt: metadata['recordedAt'],
      actor: metadata['actor'],
      reason,
      data,
    })),
  };
}

function limitsOn(settings: Settings, today: string): SettingsDocument['settings']['holdLimits'] {
  const limits = holdLimitsOn(settings, today);
  const { records, percent, mostPercent = null } = limits;
  const isDefault = limits === DEFAULT_HOLD_LIMITS;
  const until = isDefault ? null : (settings.holdLimits?.until ?? null);
  return { records, percent, mostPercent, isDefault, until };
}
