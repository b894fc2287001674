/** One row of a school's permission list (wonde-api section 4). */
export interface WondePermission {
  /** The label as delivered, e.g. "Contacts court order read". */
  name: string;
  /** True only if the row says exactly `true`. */
  approved: boolean;
  identity: string | undefined;
  group: string | undefined;
  parent: string | undefined;
  optional: boolean | undefined;
  /**
   * Since when it holds: JSON with sorted keys of whatever was delivered, to be compared and not to be read, so that any
   * change is seen. Undefined when absent.
   */
  activeFrom: string | undefined;
}
