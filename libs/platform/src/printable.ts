const MOST = 200;

/**
 * Text that came from elsewhere, safe to show on a terminal: control characters could move its cursor or hide lines,
 * and marks of direction could make it read as something else. What is too long is cut.
 */
export function printable(text: unknown): string {
  const safe = String(text ?? '').replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
  return safe.length <= MOST ? safe : `${safe.slice(0, MOST - 1)}…`;
}
