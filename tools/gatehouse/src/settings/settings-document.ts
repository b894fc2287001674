import type { JsonObject } from '@gatehouse/event-store';
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

export function settingsDocument(schoolId: string, standing: SchoolSettings): SettingsDocument {
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
