/** Which version of the rules decided; every ledger line carries it. A rule that changes raises it. */
export const RULES_VERSION = '2';
