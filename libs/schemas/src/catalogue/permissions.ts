import type { AddOn } from '../add-ons.js';
import { PERMISSION_PATH_ROWS, PERMISSION_ROWS } from './permissions.generated.js';

/** One line of an add-on's permission list (`domain/permissions.csv`). */
export interface PermissionRow {
  addOn: AddOn;
  feature: string;
  level: 'required' | 'optional';
  label: string;
  /** `rule input`: the value decides and is neither stored nor shown. */
  role: '' | 'rule input';
}

/** Where a permission's value stands in Wonde (`domain/permission-paths.csv`). */
export interface PermissionPath {
  label: string;
  kind: string;
  path: string;
  resource: string;
  include: string;
}

export const PERMISSIONS: readonly PermissionRow[] = PERMISSION_ROWS;
export const PERMISSION_PATHS: readonly PermissionPath[] = PERMISSION_PATH_ROWS;
